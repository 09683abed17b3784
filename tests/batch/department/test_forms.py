"""The table's forms: numbers are numbers, words are never formulas, what is not known is said."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from pipeline.batch.department import Units
from pipeline.batch.department.forms import written
from pipeline.batch.department.wording import headline, reminders
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.messages import messages
from tests.batch.department.tables import DIRECTIVE, paper, table

RULES = load_rules()
A, B = "Ủy ban nhân dân phường An Bình", '=HYPERLINK("http://x")<script>alert(1)</script>'
SENT = (
    (paper(A), {"STAFF": ("behind", 70.5), "TRAIN": ("missing", None)}),
    (paper(B, years=(2026, 2028)), {"STAFF": ("met", 90.0), "TRAIN": ("met", 45.0)}),
)


def test_cells_of_the_workbook_are_numbers_that_bear_their_verdict() -> None:
    made = table(*SENT).department(DIRECTIVE, 2026, Units(("Phường An Bình", "Phường Vắng Mặt")))
    book = load_workbook(io.BytesIO(written(made, ".xlsx", RULES, "vi")))
    sheet = book.worksheets[0]
    assert [(sheet["E5"].value, sheet["E5"].number_format), sheet["F5"].value] == [(70.5, '#,##0.0#"% !"'), "– thiếu"]
    assert sheet["E6"].number_format == '#,##0"% (2028) ✓"'
    assert (sheet["G5"].value, sheet["H5"].value) == (1, 1)
    assert sheet["B7"].value == "Phường Vắng Mặt"
    assert sheet["C7"].value == "chưa gửi"
    assert [sheet.cell(9, column).value for column in (5, 6)] == [1, 0]  # below, behind
    place = sheet["E5"].hyperlink.location
    name, _, cell = place.replace("'", "").partition("!")
    assert book[name][cell].row == 2
    assert book[name].cell(2, 6).value == "đạt 70.5%"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$4:$4"


def test_what_stands_in_a_plan_is_harmless_in_every_form() -> None:
    made = table(*SENT).department(DIRECTIVE, 2026)
    sheet = load_workbook(io.BytesIO(written(made, ".xlsx", RULES, "vi"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert "<script>alert" not in written(made, ".html", RULES, "vi").decode()
    assert "'=HYPERLINK" in written(made, ".csv", RULES, "vi").decode("utf-8-sig")


def test_the_headline_says_what_nobody_knows() -> None:
    say = messages(RULES, "vi")
    found = table(*SENT)
    found.unread = [("hong.pdf", "tệp rỗng")]
    assert "không biết đơn vị nào chưa gửi" in headline(found.department(DIRECTIVE, 2026), say)
    made = found.department(DIRECTIVE, 2026, Units(("Phường Vắng Mặt",)))
    assert "1 đơn vị chưa gửi" in headline(made, say)
    assert "có thể là của đơn vị ghi là chưa gửi" in headline(made, say)
    told = {reminder.key: reminder.rows for reminder in reminders(made, RULES, say)}
    assert told["unread"] == (("hong.pdf", "tệp rỗng"),)
    assert told["behind"][0][1].endswith("70,5%, chậm tiến độ ≥ 90%")
    assert {who for who, _ in told["strange"]} == {A, B}


def test_both_languages() -> None:
    made = table(*SENT).department(DIRECTIVE, 2026)
    english = written(made, ".html", RULES, "en").decode()
    assert "Targets of 112/QĐ-TTg for 2026 by unit" in english
    assert '<html lang="en">' in english
