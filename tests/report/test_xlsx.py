"""The workbook: what Excel needs to filter and sort, and texts that must stay texts."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from pipeline.knowledge.messages import messages
from pipeline.model import Review, Target
from pipeline.report.xlsx import Figure, _figure, reviews_xlsx
from tests.report.reviews import RULES, corpus_review, hostile_review

SAY = messages(RULES)


def target() -> Target:
    return Target(quote="", start=0, end=0, value=1.0, unit="%", comparator="=")


def book(*reviews: Review, lang: str = "vi") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(reviews_xlsx(reviews, rules=RULES, lang=lang)))


def calc() -> Path:
    """Where LibreOffice, if it is there, has its spreadsheet program."""
    return Path(shutil.which("soffice") or "soffice").resolve().parent / "libsclo.so"


def test_three_sheets_with_a_row_for_every_record() -> None:
    both = [corpus_review("kim-tra-2026.docx"), corpus_review("quan-11-2023.txt")]
    targets, findings, references = book(*both).worksheets
    assert targets.max_row - 1 == sum(len(r.alignment) for r in both)
    assert findings.max_row - 1 == sum(len(r.findings) + len(r.waived) for r in both)
    assert references.max_row - 1 == sum(len(r.draft.legal_references) for r in both)


def test_the_header_stays_in_sight_and_filters() -> None:
    for sheet in book(corpus_review("kim-tra-2026.docx")).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[cell.column_letter].width >= 10 for cell in sheet[1])


def test_a_formula_in_a_plan_is_a_text() -> None:
    for sheet in book(hostile_review()).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
                    assert cell.quotePrefix, cell.coordinate


def test_the_same_review_gives_the_same_bytes() -> None:
    review = corpus_review("kim-tra-2026.docx")
    assert reviews_xlsx([review], rules=RULES) == reviews_xlsx([review], rules=RULES)


def test_an_empty_collection_is_a_workbook_all_the_same() -> None:
    assert [sheet.max_row for sheet in book().worksheets] == [1, 1, 1]


def test_figures_are_numbers_that_show_their_sign_and_unit() -> None:
    rows = list(book(corpus_review("kim-tra-2026.docx")).worksheets[0].iter_rows(min_row=2))
    shown = {(cell.value, cell.number_format) for row in rows for cell in (row[3], row[6]) if cell.data_type == "n"}
    assert {(90, '"≥ "#,##0"%"'), (80, '"> "#,##0"%"'), (70, '#,##0"%"')} <= shown
    assert "≥ 1–2 người" in {row[3].value for row in rows}  # two figures are no number
    assert _figure(replace(target(), value=1250.5, unit='"ha"', change="+"), SAY) == Figure(
        1250.5, '"tăng "#,##0.0" ”ha”"'
    )


@pytest.mark.slow
@pytest.mark.skipif(not calc().is_file(), reason="LibreOffice Calc is not installed")
def test_libreoffice_opens_it_and_reckons_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(reviews_xlsx([hostile_review()], rules=RULES))
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", utf8, "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert "=HYPERLINK" in made
    assert "+1+1" in made
