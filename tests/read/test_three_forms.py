"""One plan in three formats is one text: whatever is read out of it later must not depend on the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.read import read_file
from tests.tools.make_forms import make_docx, plan_of
from tests.tools.places import PLANS

STEMS = sorted({p.stem for p in PLANS.glob("*.txt")})


def body(path: Path) -> list[str]:
    lines = read_file(path).text.split("\n")
    return lines[lines.index("KẾ HOẠCH") :]


def test_the_corpus_is_there() -> None:
    assert STEMS == ["kim-tra-2026", "quan-11-2023"]


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_body_is_the_same_as_in_text(stem: str, form: str) -> None:
    assert body(PLANS / f"{stem}.{form}") == body(PLANS / f"{stem}.txt")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_header_columns_stay_apart(form: str) -> None:
    lines = read_file(PLANS / f"quan-11-2023.{form}").text.split("\n")
    assert lines[: lines.index("KẾ HOẠCH")] == [
        "ỦY BAN NHÂN DÂN",
        "QUẬN 11",
        "Số: 189 /KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Quận 11, ngày 04 tháng 7 năm 2023",
    ]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_headings_are_bold_and_page_numbers_run_along(form: str) -> None:
    document = read_file(PLANS / f"kim-tra-2026.{form}")
    bold = {document.text[b.start : b.end] for b in document.blocks if b.bold}
    assert {"I. MỤC TIÊU", "2. Trạm Y tế", "KẾ HOẠCH"} <= bold
    if form == "pdf":
        assert document.running == ("2", "3", "4", "5")
        assert document.pages == 5


def test_make_forms_makes_the_committed_word_files() -> None:
    for stem in STEMS:
        made = make_docx(plan_of(stem))
        assert made[:4] == b"PK\x03\x04"
        assert make_docx(plan_of(stem)) == made
