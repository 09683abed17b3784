"""Columns of money: the unit over them, and the source that a column, a column beside or the group of a row tells."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.budget.sources import Span, names_source
from pipeline.extract.grid import Row
from pipeline.knowledge.duties import Duties
from pipeline.model import BudgetLine
from pipeline.text.numbers import LARGEST, parse_number
from pipeline.text.patterns import compiled
from pipeline.text.place import Places

_SOURCE_COLUMN = compiled(r"nguon\b")
_UNIT_OF_TABLE = compiled(r"(?:don vi(?: tinh)?|dvt)\s*:?\s*(?P<unit>[^\n)|]{2,20})")
_TITLE = 80  # characters
_TITLE_NUMBER = compiled(r"(?:19|20)\d\d|\(?\d{1,2}\)?(?:=.*)?")
_RANKS = (compiled(r"[ivx]+\.?|[a-zđ]\.?"), compiled(r"\d+[.)]?"), compiled(r"\d+\.\d+\.?"))
"""How the number of a row is written, the outer ones first; a row without one stands below them all."""


def table_sums(grid: list[Row], text: str, folded: str, words: Duties, where: Places) -> Iterator[BudgetLine]:
    """The figures of money columns whose unit the header or the line above the table tells."""
    columns, sources, body = _columns(grid, folded, words)
    named = next((c for c, span in sources.items() if c not in columns and _SOURCE_COLUMN.match(folded, *span)), None)
    above: tuple[int, Span] | None = None
    for row in grid[body:]:
        rank = _rank(row, folded)
        above = above if above and rank > above[0] and not _is_total(row, folded, words) else None
        own = next(
            (span for c, span in row.cells.items() if c not in columns and _source_in(span, folded, words)), None
        )
        if own is not None and rank < len(_RANKS):
            above = (rank, _source_in(own, folded, words) or own)
        for column, factor in columns.items():
            owner = row.cells.get(named) if named is not None else None
            title = words.source.search(folded, *sources[column]) if column in sources else None
            span = row.cells.get(column)
            value = parse_number(text[slice(*span)]) if span is not None else None
            if span is None or value is None or value * factor >= LARGEST:
                continue
            told = owner if owner and words.source.search(folded, *owner) else title.span() if title else None
            told = told or (above[1] if above else None)
            source = text[slice(*told)] if told else None
            place = where.section(span[0]), where.page(span[0])
            yield BudgetLine(text[slice(*span)], *span, float(round(value * factor)), source, *place)


def _columns(grid: list[Row], folded: str, words: Duties) -> tuple[dict[int, int], dict[int, Span], int]:
    """-> what a figure of each money column is worth in đồng, the titles, and the first row below the header."""
    caption = folded[max(0, grid[0].start - 120) : grid[0].start]
    told = _UNIT_OF_TABLE.search(caption)
    common = _factor(told["unit"], words) if told else None
    columns: dict[int, int] = {}
    body = 0
    for number, row in enumerate(grid[:3]):
        if number and _has_figures(row, folded):
            break
        over = common
        for column, (start, end) in row.cells.items():
            title = folded[start:end]
            source = words.source.match(title)  # "Dân đóng góp" tells no unit
            factor = over if over and source else _factor(title, words) or over
            money = words.money_column.search(title) or (over and source)
            if factor and money and end - start < _TITLE:
                columns[column] = factor
                body = number + 1
                common = common or factor
    if set(columns) <= {min(grid[0].cells, default=0)}:
        columns, body = _under_one_unit(grid, folded, words), 1
    return columns, {c: span for row in grid[:body] for c, span in row.cells.items()}, body


def _has_figures(row: Row, folded: str) -> bool:
    """Whether a row has figures behind its first cell: years and numbers of columns ("(2)") are titles."""
    behind = [folded[slice(*span)].strip() for column, span in sorted(row.cells.items())][1:]
    return any(parse_number(cell) is not None and not _TITLE_NUMBER.fullmatch(cell) for cell in behind)


def _rank(row: Row, folded: str) -> int:
    first = folded[slice(*row.cells[min(row.cells)])].strip() if row.cells else ""
    return next((rank for rank, form in enumerate(_RANKS) if form.fullmatch(first)), len(_RANKS))


def _is_total(row: Row, folded: str, words: Duties) -> bool:
    return any(words.total.match(folded, *span) for span in row.cells.values())


def _source_in(span: Span, folded: str, words: Duties) -> Span | None:
    """-> the source that a cell is nothing but the name of ("Nguồn ngân sách tỉnh")."""
    hit = words.source.search(folded, *span)
    return hit.span() if hit and names_source(folded, *span, hit.span()) else None


def _under_one_unit(grid: list[Row], folded: str, words: Duties) -> dict[int, int]:
    """ "Nguồn kinh phí (triệu đồng) | Năm 2026 | Cộng": the head of the labels tells the unit of all columns."""
    if len(grid) < 2 or not grid[0].cells:
        return {}
    first = min(grid[0].cells)
    title = folded[slice(*grid[0].cells[first])]
    factor = _factor(title, words)
    if factor is None or not words.money_column.search(title):
        return {}
    told = {c for row in grid[1:] for c, span in row.cells.items() if parse_number(folded[slice(*span)]) is not None}
    return dict.fromkeys(sorted(told - {first}), factor)


def _factor(title: str, words: Duties) -> int | None:
    hit = words.money_unit.search(title)
    return words.bare_factors.get(" ".join(hit[0].split())) if hit else None
