"""Targets told by table rows: the row names the indicator, the columns of plans hold the figures and tell the year.

Columns of what was reached or expected give none; a table whose head is not understood gives none either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.extract.grid import (
    AIMED,
    PERCENT_UNIT,
    Column,
    Head,
    Named,
    Row,
    Span,
    assigned_to_places,
    find_grids,
    header_period,
    named_rows,
    read_columns,
    read_head,
    told_above,
    words_of_tables,
)
from pipeline.extract.periods import Period, due, find_periods
from pipeline.extract.targets.cell import is_clause, read_cell
from pipeline.extract.targets.clause import bound_of, cues_before
from pipeline.extract.targets.context import Context, Place
from pipeline.extract.targets.figures import Figure, find_shares
from pipeline.extract.targets.ledger import current_trace
from pipeline.extract.targets.members import split_members
from pipeline.extract.targets.row_subject import subject_of_row
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Document, Target
from pipeline.text.patterns import compiled

Paragraph = Callable[[int, int], Iterator[Target]]
_AIM_WORDS = compiled(r"(?<!\w)(?:mục tiêu|chỉ tiêu|kế hoạch)(?!\w)")
_ASSIGNS = compiled(r"(?<!\w)(?:giao|mục tiêu|chỉ tiêu|phấn đấu)(?!\w)")
_PAGE = compiled(r"\s*(?:[-–]?\s*\d{1,4}\s*[-–]?\s*)?")  # between two rows: nothing, or the number of a page
_NO_AIMS = ("kinh_phi", "can_cu", "noi_nhan", "chu_ky")


@dataclass(frozen=True, slots=True)
class _Table:
    """A grid with all that its rows are read by."""

    document: Document
    folded: str
    grid: list[Row]
    head: Head | None
    columns: dict[int, Column]
    place: Place
    title: str
    period: Period | None
    unit: Span | None
    units: dict[Span, Span] = field(default_factory=dict)  # by name, for the parts below it that tell none


def find_table_targets(
    document: Document, folded: str, context: Context, words: TargetWords, paragraph: Paragraph
) -> Iterator[Target]:
    """The targets of every table. ``paragraph`` reads a cell that is itself a clause ("100% hộ nghèo có thẻ BHYT")."""
    for table in _tables(document, folded, context, words):
        skip = table.head.rows if table.head else 0
        for named in named_rows(table.grid[skip:], table.columns, folded, table.period):
            targets = list(_of_row(table, named, context, words, paragraph))
            yield from targets
            if not targets:
                yield from _of_clauses(table, named.row, paragraph)


def _tables(document: Document, folded: str, context: Context, words: TargetWords) -> Iterator[_Table]:
    metadata, titles = document.metadata, words_of_tables(words)
    years = [y for y in (metadata.issued_on and metadata.issued_on.year, metadata.period_start) if y]
    before: tuple[int, Head | None, str] = (0, None, "")
    for grid in find_grids(document, folded):
        place = context.place(grid[0].start)
        line, unit = told_above(folded, grid[0].start)
        if place.kind in _NO_AIMS:
            continue
        head = read_head(grid, folded, titles)
        if head is None and _PAGE.fullmatch(folded, before[0], grid[0].start):
            head = before[1] and Head(0, before[1].titles, before[1].computed)  # goes on behind a page's end
            line = before[2]
        before = (grid[-1].end, head, line)
        columns = read_columns(head, titles, max(years, default=None)) if head else {}
        if _ASSIGNS.search(line) and not _tells_results(line, place, words):
            columns = assigned_to_places(columns, words.heads)
        if _tells_results(line, place, words) and not _tells_apart(columns):
            continue
        period = due(find_periods(line)) if len(line) < 200 else None
        yield _Table(document, folded, grid, head, columns, place, line, period, unit)


def _tells_results(title: str, place: Place, words: TargetWords) -> bool:
    if place.kind == "muc_tieu":
        return False
    heads = (title[:200], *place.headings[-1:])
    return any(words.result_headings.search(h) and not _AIM_WORDS.search(h) for h in heads)


def _tells_apart(columns: dict[int, Column]) -> bool:
    """Whether a table among results tells what was planned beside what came of it, each in a column of its own."""
    roles = {column.role for column in columns.values()}
    plans = [column for column in columns.values() if column.role == "plan"]
    return bool(roles & {"base", "estimate"}) and all(AIMED.search(column.title) for column in plans)


def _due(target: Target, period: Period | None, document: Document) -> Target:
    """A clause of a cell, due when the title over it says, where it tells no year of its own."""
    own = target.period_end is not None and target.period_end != document.metadata.period_end
    return target if own or period is None else replace(target, period_start=period.first, period_end=period.last)


def _of_row(
    table: _Table, named: Named, context: Context, words: TargetWords, paragraph: Paragraph
) -> Iterator[Target]:
    folded, row, columns = table.folded, named.row, table.columns
    planned = [(c, column) for c, column in columns.items() if column.role == "plan" and c in row.cells]
    values: list[tuple[Column | None, Span]] = [(column, row.cells[c]) for c, column in planned]
    unit = _unit_of(row, columns) or (table.units.get(named.parents[0]) if named.part and named.parents else table.unit)
    if unit is not None:
        table.units[named.name] = unit
    if table.head is None:
        unit, values = _alone(row, folded, named.name)
    when = next((row.cells[c] for c, column in columns.items() if column.role == "when" and c in row.cells), None)
    for column, cell in values:
        if cell[1] > named.name[0] and cell[0] < named.name[1]:
            continue
        if is_clause(folded, cell, named.name, words):
            due_then = column.period if column else None
            yield from (_due(target, due_then, table.document) for target in paragraph(*cell))
            continue
        name, measured = folded[slice(*named.name)], folded[slice(*unit)] if unit else ""
        period = (
            (column.period if column else None)
            or due(find_periods(folded, *named.name))
            or (header_period(folded[slice(*when)]) if when else None)
            or named.period
            or table.place.period
        )
        trace = current_trace()
        for figure in read_cell(folded, cell, measured, name, column.title if column else "", words):
            if trace is not None:
                trace.begin()
            target = _target(table, named, column, cell, figure, period, context, words)
            if trace is not None:
                trace.credit(target)
            yield target


def _unit_of(row: Row, columns: dict[int, Column]) -> Span | None:
    return next((row.cells[c] for c, column in columns.items() if column.role == "unit" and c in row.cells), None)


def _alone(row: Row, folded: str, name: Span) -> tuple[Span | None, list[tuple[Column | None, Span]]]:
    """Without a head: "indicator | % | 80" has one figure, and nothing else that it could be."""
    after = [span for _, span in sorted(row.cells.items()) if span[0] >= name[1]]
    if len(after) == 2 and PERCENT_UNIT.fullmatch(folded[slice(*after[0])]):
        return after[0], [(None, after[1])]
    return None, []


def _of_clauses(table: _Table, row: Row, paragraph: Paragraph) -> Iterator[Target]:
    """A cell that is itself a clause, in a column that may hold one."""
    for number, (start, end) in row.cells.items():
        column = table.columns.get(number)
        if column is not None and column.role not in ("indicator", "plan"):
            continue
        if find_shares(table.folded, start, end) and len(table.folded[start:end].split()) >= 4:
            yield from paragraph(start, end)


def _target(
    table: _Table,
    named: Named,
    column: Column | None,
    cell: Span,
    figure: Figure,
    period: Period | None,
    context: Context,
    words: TargetWords,
) -> Target:
    text, folded, row = table.document.text, table.folded, named.row
    placed = any(c.role == "place" for c in table.columns.values())
    measure = column.measure if column else ""
    told = measure if words.heads.search(measure) else table.title if placed else ""
    cues = cues_before(folded, cell[0], figure, words)
    if not cues.has("compare"):  # "… đạt tối thiểu | 26,1%": the name ends with the bound
        ending = cues_before(folded, named.name[0], replace(figure, start=named.name[1]), words)
        if ending.has("compare") and ending.start > named.name[0]:
            cues, named = ending, replace(named, name=(named.name[0], ending.start))
    subject, change = subject_of_row(text, named, told, figure, words)
    bound = bound_of(figure, cues, "", folded[figure.end : cell[1]], words)
    metadata = table.document.metadata
    base = next((p for p in find_periods(folded, *named.name) if p.base), None)
    return Target(
        quote=text[row.start : row.end],
        start=row.start,
        end=row.end,
        value=figure.value,
        value_max=figure.value_max,
        unit=_cased(figure.unit, text, row, folded),
        comparator=bound.comparator,
        change=bound.change or change,
        population=subject.population,
        members=split_members(subject.population, words),
        indicator=subject.indicator,
        aspirational=bound.aspirational,
        approximate=bound.approximate,
        period_start=period.first if period else metadata.period_start,
        period_end=period.last if period else metadata.period_end,
        baseline_year=base.last if base else None,
        section_id=table.place.section_id,
        page=context.where.page(row.start),
    )


def _cased(unit: str, text: str, row: Row, folded: str) -> str:
    """The unit as the row writes it ("% GDP"), where it stands there in other case."""
    at = folded.find(unit, row.start, row.end)
    return text[at : at + len(unit)] if at >= 0 and " " in unit else unit
