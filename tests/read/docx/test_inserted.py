"""What a Word file holds beside its own paragraphs is read where it can be, and said where it cannot."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import Pt
from PIL import Image

from pipeline.model import Document
from pipeline.read import read_bytes
from tests.read.test_hostile import W

R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "Phấn đấu 70% hộ nghèo được hỗ trợ."


def word(body: str, target: str = "", content: bytes | None = None, mode: str = "") -> bytes:
    out = io.BytesIO()
    relation = f'<Relationship Id="rA" Type="{KINDS}/aFChunk" Target="{target}"{mode}/>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        relations = f'<Relationships xmlns="{space}">{relation}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", relations)
        if content is not None:
            archive.writestr(f"word/{target}", content)
    return out.getvalue()


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def read(data: bytes) -> tuple[str, list[str]]:
    document = read_bytes(data, "x.docx")
    return document.text, [notice.code for notice in document.warnings]


CHUNK = p("I. MỤC TIÊU") + '<w:altChunk r:id="rA"/>' + p("II. NHIỆM VỤ")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.htm", f"<html><meta charset=utf-8><body><p>{WORDS}</body></html>".encode()),
        ("a.txt", WORDS.encode()),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + f"<p>{WORDS}</p>".encode()),
        ("a.docx", word(p(WORDS))),
    ],
)
def test_a_file_put_into_word_is_read_in_its_place(name: str, content: bytes) -> None:
    assert read(word(CHUNK, name, content)) == (f"I. MỤC TIÊU\n{WORDS}\nII. NHIỆM VỤ", [])


@pytest.mark.parametrize(("name", "content"), [("a.rtf", b"{\\rtf1 a}"), ("a.bin", bytes(range(256)) * 9), ("b", None)])
def test_one_that_cannot_be_read_is_said(name: str, content: bytes | None) -> None:
    assert read(word(CHUNK, name, content)) == ("I. MỤC TIÊU\nII. NHIỆM VỤ", ["inserted_unread"])


def test_a_file_that_holds_itself_comes_to_an_end() -> None:
    inside = word(p("d"))
    for _ in range(6):
        inside = word(p("c") + '<w:altChunk r:id="rA"/>', "a.docx", inside)
    assert "inserted_unread" in read(inside)[1]


def test_a_part_of_a_master_document_in_another_file_is_said() -> None:
    body = p("I. MỤC TIÊU") + '<w:subDoc r:id="rA"/>'
    assert read(word(body, "phan-2.docx", mode=' TargetMode="External"')) == ("I. MỤC TIÊU", ["subdocument_unread"])


def pictured(size: float, text: str) -> Document:
    picture, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(picture, "PNG")
    document = docx.Document()
    document.add_paragraph(text)
    document.add_picture(picture, Pt(size), Pt(size * 1.3))
    document.save(out)
    return read_bytes(out.getvalue(), "x.docx")


def test_a_picture_of_a_page_beside_words_is_never_passed_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.read.pdf.pictures.ocr_program", lambda: None)
    for text in ("Bản quét kế hoạch", "Kế hoạch này giao cho các phòng. " * 40):
        found = pictured(450, text)
        assert found.text == text.strip()
        assert [(notice.code, notice.unread) for notice in found.warnings] == [("picture_unread", True)]


def test_an_emblem_or_a_chart_is_no_page() -> None:
    assert not pictured(120, "Kế hoạch").warnings
