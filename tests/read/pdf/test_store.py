"""Recognised pages are kept one by one: a run that was ended goes on, and what is done is never lost."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from pipeline.limits import Limits
from pipeline.model import Document
from pipeline.read import read_bytes
from pipeline.read.pdf import store
from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.ocr import OcrWord, Recognised
from pipeline.read.pdf.store import PageStore, page_store
from tests.tools.places import PLANS

PAGE = Recognised(
    [PdfLine("I. MỤC TIÊU", 60.0, 80.0, 160.0, 92.0, 12.0, confidence=0.93)],
    93.5,
    (OcrWord("MỤC", (75.0, 80.0, 110.0, 92.0), 93.0),),
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOICHIEU_CACHE", str(tmp_path))
    monkeypatch.setattr(store, "_program", lambda: "test")
    return tmp_path


def test_a_page_comes_back_as_it_was(cache: Path) -> None:
    PageStore(cache, b"quet").put(3, 200, PAGE)
    assert PageStore(cache, b"quet").get(3, 200) == PAGE
    assert PageStore(cache, b"quet").get(3, 300) is None
    assert PageStore(cache, b"khac").get(3, 200) is None


def test_what_is_broken_in_the_cache_is_read_anew(cache: Path) -> None:
    PageStore(cache, b"quet").put(1, 200, PAGE)
    for path in cache.rglob("*.gz"):
        path.write_bytes(path.read_bytes()[:20])
    assert PageStore(cache, b"quet").get(1, 200) is None


def test_nothing_is_kept_where_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOICHIEU_CACHE", "off")
    assert page_store(b"quet") is None


def scan(pages: int) -> bytes:
    picture = pypdfium2.PdfDocument(PLANS / "kim-tra-2026.pdf")[0].render(scale=0.5).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, "PDF", save_all=True, append_images=[picture] * (pages - 1), resolution=36)
    return out.getvalue()


def read_in_no_time(data: bytes, monkeypatch: pytest.MonkeyPatch, *, keep: bool) -> Document:
    monkeypatch.setattr("pipeline.read.pdf.reader.ocr_program", lambda: "tesseract")
    return read_bytes(data, "quet.pdf", Limits(seconds=0.5, page_seconds=-1e6, keep_pages=keep))


def test_pages_that_were_read_before_stand_though_the_time_is_out(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = scan(3)
    PageStore(cache, data).put(1, 200, PAGE)
    document = read_in_no_time(data, monkeypatch, keep=True)
    assert document.text == "I. MỤC TIÊU"
    assert [(notice.code, notice.page) for notice in document.warnings] == [("page_unread", 2)]
