"""The table as a workbook: figures are numbers that bear their verdict, each leads to its words; prints on A4."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pipeline.batch.department.records import BEHIND, DROPPED, GOOD, OTHER, UNSURE, Answer, Department, Row
from pipeline.batch.department.wording import (
    TOTALS,
    asked_words,
    cell_words,
    figure_words,
    goal_names,
    headline,
    of_other_year,
    paper_words,
    reminders,
    title,
    unit_words,
)
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.report.archive import settled, writable
from pipeline.report.wording import day
from pipeline.report.xlsx import fill_sheet

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FILLS = {BEHIND: "FFF4CCCC", DROPPED: "FFF4CCCC", OTHER: "FFFFF2CC", UNSURE: "FFEDEDED", GOOD: "FFE2EFDA"}
_HEAD, _GREY = "FFD9E1F2", "FFEDEDED"
_FIRST = 4  # the row of the headings
_OWN = (("department.column.number", 5), ("ingest.issuer", 30), ("department.column.paper", 17),
        ("department.column.day", 11))  # fmt: skip
_WIDTH = 15.0
_LINE = 15.0  # points
_MOST_FORMS = 150  # Excel holds some two hundred forms of numbers


def department_xlsx(made: Department, rules: Rules, lang: str = "vi") -> bytes:
    """-> an .xlsx file: the table, the words behind it, and the lists below it. The same table gives the same bytes."""
    from openpyxl import Workbook

    say = messages(rules, lang)
    book = Workbook()
    book.remove(book.active)
    table, words = book.create_sheet(say("department.sheet.table")), book.create_sheet(say("department.sheet.words"))
    lines = _words(words, made, rules, say)
    _table(table, made, rules, say, lines)
    _lists(book.create_sheet(say("department.sheet.lists")), made, rules, say)
    book.properties.creator = "doichieu"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), undated=True)


def _words(sheet: Worksheet, made: Department, rules: Rules, say: Messages) -> dict[tuple[str, str], int]:
    """-> (document, goal) -> the line that has its words."""
    names = goal_names(made, rules)
    columns = (
        ("ingest.issuer", 28), ("column.indicator", 34), ("column.verdict", 18), ("column.value", 14),
        ("column.required", 18), ("column.words", 60), ("column.place", 30), ("column.explanation", 60),
        ("column.draft", 34),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    fills: list[str | None] = []
    lines: dict[tuple[str, str], int] = {}
    for row in made.rows:
        for key, answer in row.answers.items():
            verdict = answer.verdict
            asked, said = verdict.directive_target, verdict.draft_target
            lines[row.paper.doc_id, key] = len(rows) + 2
            rows.append(
                (
                    unit_words(row.paper, say), names.get(key, key), f"{answer.sign} {say(f'status.{verdict.status}')}",
                    figure_words(answer, made.year, say), asked_words(asked, say) if asked else "",
                    said.quote if said else "", answer.place, verdict.explanation, paper_words(row.paper, say),
                )
            )  # fmt: skip
            fills.append(FILLS[answer.sign])
    fill_sheet(sheet, columns, rows, fills, 2, say)
    return lines


def _table(sheet: Worksheet, made: Department, rules: Rules, say: Messages, lines: dict[tuple[str, str], int]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    names = goal_names(made, rules, 90)
    columns = [
        *((say(key), width) for key, width in _OWN),
        *((f"{names[key]}\n({asked_words(goal.asked, say)})", _WIDTH) for key, goal in made.goals.items()),
        (say("department.column.behind"), 9.0),
        (say("department.column.dropped"), 9.0),
    ]
    sheet["A1"], sheet["A1"].font = title(made, say), Font(bold=True, size=14)
    _spread(sheet, 2, len(columns), headline(made, say), sum(width for _, width in columns))
    for column, (words, width) in enumerate(columns, 1):
        cell = _put(sheet, _FIRST, column, words, _HEAD)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[_FIRST].height = _LINE * max(_lines(words, width) for words, width in columns)
    forms: set[str] = set()
    at = _FIRST
    for number, row in enumerate(made.rows, 1):
        at += 1
        _unit(sheet, at, number, row, say)
        for column, key in enumerate(made.goals, len(_OWN) + 1):
            if key in row.answers:
                line = lines[row.paper.doc_id, key]
                _answer(
                    sheet.cell(at, column),
                    row.answers[key],
                    made.year,
                    say,
                    f"'{say('department.sheet.words')}'!A{line}",
                    forms,
                )
        _put(sheet, at, len(columns) - 1, len(row.with_sign(BEHIND)))
        _put(sheet, at, len(columns), len(row.with_sign(DROPPED)))
        sheet.row_dimensions[at].height = _LINE * _lines(unit_words(row.paper, say), _OWN[1][1])
    for absent in made.absent or ():
        at += 1
        _put(sheet, at, 2, absent.unit, _GREY)
        _put(sheet, at, 3, say("department.not_sent"), FILLS[DROPPED])
        sheet.row_dimensions[at].height = _LINE * _lines(absent.unit, _OWN[1][1])
    last = at
    for sign, key in TOTALS:
        at += 1
        _put(sheet, at, 2, f"{sign} {say(key)}", _HEAD).font = Font(bold=True)
        for column, goal in enumerate(made.goals, len(_OWN) + 1):
            _put(sheet, at, column, made.count(goal, sign), _HEAD).font = Font(bold=True)
    for number, sign in ((1, BEHIND), (0, DROPPED)):
        total = sum(len(row.with_sign(sign)) for row in made.rows)
        _put(sheet, last + 1, len(columns) - number, total, _HEAD).font = Font(bold=True)
    _spread(sheet, at + 1, len(columns), say("ingest.signs"), sum(width for _, width in columns))
    _for_paper(sheet, f"A{_FIRST}:{get_column_letter(len(columns))}{last}")


def _unit(sheet: Worksheet, at: int, number: int, row: Row, say: Messages) -> None:
    _put(sheet, at, 1, number)
    _put(sheet, at, 2, unit_words(row.paper, say))
    _put(sheet, at, 3, row.paper.number or "")
    _put(sheet, at, 4, day(row.paper.issued_on))
    if row.paper.issued_on:
        cell = sheet.cell(at, 4)
        cell.value, cell.data_type, cell.number_format = row.paper.issued_on, "d", "dd/mm/yyyy"


def _answer(cell: Cell, answer: Answer, year: int, say: Messages, link: str, forms: set[str]) -> None:
    """A number in a form that shows unit and verdict ("70% !"); words where the plan has no figure."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    said = answer.verdict.draft_target
    if said is not None and said.value is not None:
        form = _form(answer, year)
        if form not in forms and len(forms) >= _MOST_FORMS:
            form = "General"
        forms.add(form)
        cell.value, cell.number_format = said.value, form
    else:
        cell.value = cell_words(answer, year, say)
    cell.alignment = Alignment(vertical="top", horizontal="right", wrap_text=True)
    cell.fill, cell.border = PatternFill("solid", fgColor=FILLS[answer.sign]), _rule()
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link, display="")
    cell.font = Font(color="FF1B1F24")


def _form(answer: Answer, year: int) -> str:
    said = answer.verdict.draft_target
    assert said is not None
    assert said.value is not None
    unit = said.unit if said.unit.startswith(("%", "‰")) else f" {said.unit}" if said.unit else ""
    top = f"–{said.value_max:g}".replace(".", ",") if said.value_max is not None else ""
    before = {"+": "+", "-": "−", None: ""}[said.change]
    behind = f"{top}{unit}{of_other_year(said, year)} {answer.sign}".replace('"', "")
    return (f'"{before}"' if before else "") + ("#,##0" if said.value.is_integer() else "#,##0.0#") + f'"{behind}"'


def _lists(sheet: Worksheet, made: Department, rules: Rules, say: Messages) -> None:
    columns = (("department.column.list", 30), ("ingest.issuer", 40), ("department.column.about", 110))
    rows = [(reminder.heading, who, words) for reminder in reminders(made, rules, say) for who, words in reminder.rows]
    fill_sheet(sheet, columns, rows, [None] * len(rows), 0, say)


def _put(sheet: Worksheet, at: int, column: int, value: str | int, fill: str | None = None) -> Cell:
    from openpyxl.styles import Alignment, PatternFill

    cell: Cell = sheet.cell(at, column)
    cell.value = writable(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = _rule()
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill)
    return cell


def _rule() -> object:
    from openpyxl.styles import Border, Side

    side = Side("thin", "FFBFBFBF")
    return Border(side, side, side, side)


def _spread(sheet: Worksheet, at: int, columns: int, words: str, width: float) -> None:
    """Words over the whole width, as high as they need: no program fits the height of merged cells."""
    from openpyxl.styles import Alignment

    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=columns)
    sheet.cell(at, 1).value = writable(words)
    sheet.cell(at, 1).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.row_dimensions[at].height = _LINE * _lines(words, width)


def _lines(words: str, width: float) -> int:
    """-> the lines that words take in a column, a word never broken: a little more than needed rather than less."""
    count = 0
    for line in words.split("\n"):
        count, left = count + 1, width
        for word in line.split():
            length = len(word) * 1.15 + 1
            if length > left and left < width:
                count, left = count + 1, width
            left -= length
    return max(count, 1)


def _for_paper(sheet: Worksheet, filters: str) -> None:
    sheet.freeze_panes = sheet.cell(_FIRST + 1, 3)
    sheet.auto_filter.ref = filters
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_FIRST}:{_FIRST}"
    sheet.oddFooter.right.text = "&P/&N"
