"""A workbook for those who collect reviews: targets, findings and references of one draft or of many, a row each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Citation, Finding, RegistryState, Review, Severity, Status, Target
from pipeline.report.archive import settled, writable
from pipeline.report.summary import correction, life_words, places_more
from pipeline.report.wording import figure_in_words, goal, number, period, place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is shown with its sign and unit ("≥ 60%") and can be sorted and added all the same."""

    value: float
    shown_as: str


Value = str | float | date | Figure | None
_LINE, _TALLEST = 15.0, 409.0  # points of a line, and what Excel allows a row
LONGEST_CELL = 32_000  # Excel holds 32,767 characters in a cell
_SEVERITY_FILLS: dict[Severity, str] = {"error": "FFF4CCCC", "warning": "FFFFF2CC", "info": "FFDDEBF7"}
_STATUS_FILLS: dict[Status, str] = {
    "below": "FFF4CCCC", "missing": "FFF4CCCC", "behind": "FFFFF2CC", "period_mismatch": "FFFFF2CC",
    "narrowed": "FFFFF2CC", "met": "FFE2EFDA", "above": "FFE2EFDA", "on_track": "FFE2EFDA",
}  # fmt: skip

_STATE_FILLS: dict[RegistryState, str] = {
    "contradicted": "FFF4CCCC", "replaced": "FFF4CCCC", "illegible": "FFF4CCCC", "not_yet_in_force": "FFFFF2CC",
    "unknown": "FFFFF2CC", "confirmed": "FFE2EFDA", "amended": "FFE2EFDA",
}  # fmt: skip


def reviews_xlsx(reviews: Sequence[Review], *, rules: Rules, lang: str = "vi") -> bytes:
    """-> an .xlsx file; the same reviews give the same bytes. Text is always text, never a formula."""
    from openpyxl import Workbook

    say = messages(rules, lang)
    book = Workbook()
    book.remove(book.active)
    _targets(book.create_sheet(_title(say("heading.alignment"))), reviews, say)
    _findings(book.create_sheet(_title(say("sheet.findings"))), reviews, say)
    _references(book.create_sheet(_title(say("heading.references"))), reviews, say)
    book.properties.creator = "doichieu"
    made = io.BytesIO()
    book.save(made)
    return settled(made.getvalue(), undated=True)


def _title(words: str) -> str:
    return words[:1] + words[1:].lower()


def _targets(sheet: Worksheet, reviews: Sequence[Review], say: Messages) -> None:
    columns = (
        ("column.draft", 26), ("column.directive", 16), ("column.indicator", 60), ("column.required", 16),
        ("column.required_by", 12), ("column.line", 12), ("column.value", 14), ("column.period", 12),
        ("column.verdict", 20), ("column.explanation", 70), ("column.words", 60), ("column.place", 34),
        ("column.certainty", 20),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    fills = []
    for review in reviews:
        for pair in review.alignment:
            ask, ours = pair.directive_target, pair.draft_target
            either = ask or ours
            where = (
                place(review.draft, say, section_id=ours.section_id, page=ours.page, start=ours.start) if ours else ""
            )
            rows.append(
                (
                    _name(review), pair.directive_id, goal(either, LONGEST_CELL) if either else "",
                    _figure(ask, say), period(ask, say) if ask else "", pair.due_value,
                    _figure(ours, say), period(ours, say) if ours else "",
                    say(f"status.{pair.status}"), pair.explanation, ours.quote if ours else "", where,
                    say.word("certainty", pair.certainty),
                )
            )  # fmt: skip
            fills.append(_STATUS_FILLS.get(pair.status))
    fill_sheet(sheet, columns, rows, fills, 8, say)


def _findings(sheet: Worksheet, reviews: Sequence[Review], say: Messages) -> None:
    columns = (
        ("column.draft", 26), ("column.rule", 10), ("label.severity", 11), ("label.message", 70), ("column.words", 46),
        ("column.place", 34), ("label.instead", 60), ("column.fix", 30), ("label.why", 40), ("column.directive", 16),
        ("label.parent", 46), ("column.decision", 30),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    fills = []
    for review in reviews:
        corrected = ((f, say("fix.accepted")) for f in review.accepted)
        every = [*((f, "") for f in review.findings), *corrected, *review.waived]
        for finding, accepted in every:
            where = place(review.draft, say, section_id=finding.section_id, page=finding.page, start=finding.start)
            rows.append(
                (
                    _name(review), finding.rule_id, say(f"severity.{finding.severity}"), finding.message,
                    finding.quote, where, finding.suggestion, _corrected(review, finding, say), finding.legal_basis,
                    finding.directive_id,
                    finding.directive_quote, accepted,
                )
            )  # fmt: skip
            fills.append(None if accepted else _SEVERITY_FILLS[finding.severity])
    fill_sheet(sheet, columns, rows, fills, 2, say)


def _corrected(review: Review, finding: Finding, say: Messages) -> str | None:
    """-> what to write in the finding's place; None where a person must."""
    if finding.fix is None:
        return None
    return f"{correction(review.draft, finding.fix)[1]} {places_more(finding, say)}".rstrip()


def _references(sheet: Worksheet, reviews: Sequence[Review], say: Messages) -> None:
    columns = (
        ("column.draft", 26), ("column.document", 24), ("column.identity", 24), ("column.date", 12),
        ("column.issuer", 30), ("column.source_title", 60), ("column.pinpoint", 24), ("column.role", 14),
        ("column.registry", 22), ("column.found", 22), ("column.expected", 22), ("column.held_against", 22),
        ("column.attested", 28), ("column.words", 60), ("column.place", 34),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    fills = []
    for review in reviews:
        verdicts = {citation.start: citation for citation in review.citations}
        for ref in review.draft.legal_references:
            parts = (("pinpoint.point", ref.point), ("pinpoint.clause", ref.clause), ("pinpoint.article", ref.article))
            rows.append(
                (
                    _name(review), ref.number or ref.doc_type, ref.canonical, ref.issued_on, ref.issuer, ref.title,
                    ", ".join(say(key, label=label) for key, label in parts if label),
                    say("role.internal") if ref.internal else say.word("role", ref.role),
                    *_verdict(verdicts.get(ref.start), say), ref.quote,
                    place(review.draft, say, section_id=ref.section_id, page=ref.page, start=ref.start),
                )
            )  # fmt: skip
            held = verdicts.get(ref.start)
            fills.append(_STATE_FILLS.get(held.registry) if held else None)
    fill_sheet(sheet, columns, rows, fills, 8, say)


def _verdict(citation: Citation | None, say: Messages) -> tuple[str | None, ...]:
    """-> the cells of what the registry says of a mention; none of what points into the draft itself."""
    if citation is None:
        return (None,) * 5
    rests = say.word("attested", citation.certainty) if citation.certainty else None
    wrong = citation.registry == "contradicted"
    state = "; ".join([say(f"registry_state.{citation.registry}"), *life_words(citation, say)])
    found, expected = (citation.found, citation.expected) if wrong else (None, None)
    return (state, found, expected, citation.held_against, rests)


def _name(review: Review) -> str:
    return review.draft.metadata.number or review.draft.source.replace("\\", "/").rpartition("/")[2]


def _figure(target: Target | None, say: Messages) -> Figure | str:
    """-> the figure as a number whose cell shows its words; a range, and what is not known, is a text."""
    if target is None:
        return ""
    words = figure_in_words(target, say)
    if target.value is None or target.value_max is not None:
        return words
    before, _, after = words.partition(number(target.value, say))
    decimals = len(f"{target.value:.4f}".rstrip("0").partition(".")[2])
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    return Figure(target.value, _literal(before) + form + _literal(after))


def _literal(words: str) -> str:
    """-> words within a number format."""
    return '"' + words.replace('"', "”") + '"' if words else ""


def _height(row: Sequence[Value], widths: Sequence[float]) -> float:
    """-> the points that a row needs for its longest cell, each cell as wide as so many letters."""
    texts = [(str(value), width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
    lines = [sum(max(1, ceil(len(part) / width)) for part in text.split("\n")) for text, width in texts]
    return min(_LINE * max(lines, default=1), _TALLEST)


def fill_sheet(
    sheet: Worksheet,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[Value]],
    fills: Sequence[str | None],
    marked: int,
    say: Messages,
) -> None:
    """A header that stays in sight, filters, widths, and the rows; ``fills`` colour the cell of column ``marked``."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    top = Alignment(vertical="top", wrap_text=True)
    for column, (key, width) in enumerate(columns, 1):
        cell = sheet.cell(1, column, say(key))
        cell.font, cell.alignment = Font(bold=True), top
        cell.fill = PatternFill("solid", fgColor="FFD9E1F2")
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = 1
    for last, (row, fill) in enumerate(zip(rows, fills, strict=True), 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(last, column)
            if isinstance(value, str):
                cell.value = writable(value)[:LONGEST_CELL]
                cell.data_type = "s"  # "=1+1" in a plan is a text
                cell.quotePrefix = value[:1] in "=+-@"
            elif isinstance(value, Figure):
                cell.value, cell.number_format = value.value, value.shown_as
            else:
                cell.value = value
            cell.alignment = top
        # told outright, since LibreOffice keeps the height of one line for a row that names none
        sheet.row_dimensions[last].height = _height(row, [width for _, width in columns])
        if fill:
            sheet.cell(last, marked + 1).fill = PatternFill("solid", fgColor=fill)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
