"""A figure that the text tells of one year and a table of the same document tells otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.check.context import Context, Hit, check
from pipeline.extract.grid import Column, Row, find_grids, named_rows, read_columns, read_head, table_words
from pipeline.extract.periods import find_periods
from pipeline.knowledge.checks import CheckRule
from pipeline.text.numbers import parse_number
from pipeline.text.patterns import compiled

_TOLD = r"(?:\s*\([^()]{0,60}\))?\s*:?\s*(?:(?:WORDS)\s+)*(?P<figure>\d[\d.,]*\d|\d)"
_UNIT = r"\s*(?P<unit>%|[^\W\d_]+(?: [^\W\d_]+){0,2})"
_CELL = compiled(r"\d[\d.,]*\d|\d")
_SHORTEST = 2  # words of a row's name
_DATED = 160  # characters in front of a name in which its year is told


@dataclass(frozen=True, slots=True)
class _Figure:
    """One cell: what it tells of which year, in which (folded) unit."""

    start: int
    end: int
    written: str
    year: int
    unit: str


@check("text-against-table")
def text_against_table(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The same name, year and unit with two figures, one in a sentence, one in a row."""
    if " | " not in context.folded:
        return
    told = _TOLD.replace("WORDS", "|".join(rule.strings("verbs")))
    grids = find_grids(context.document, context.folded)
    tables = [(grid[0].start, grid[-1].end) for grid in grids]
    for name, cells in _rows(context, grids):
        for hit in re.finditer(rf"(?<!\w){name}{told}{_UNIT}", context.folded):
            if any(start <= hit.start() < end for start, end in tables):
                continue
            year = _year(context.folded, hit.start())
            cell = next((c for c in cells if c.year == year and hit["unit"].startswith(c.unit)), None)
            if cell is None or _agree(hit["figure"], cell.written):
                continue
            words = {"other": cell.written, "year": year, "table": context.document.text[cell.start : cell.end]}
            yield Hit(*hit.span("figure"), words)


def _rows(context: Context, grids: list[list[Row]]) -> Iterator[tuple[str, list[_Figure]]]:
    """-> the names of rows as patterns, with the figures of their years; names told by two rows are left out."""
    words, seen = table_words(context.rules), dict[str, list[_Figure] | None]()
    for grid in grids:
        head = read_head(grid, context.folded, words)
        columns = read_columns(head, words, None) if head else {}
        dated = {c: column for c, column in columns.items() if _one_year(column)}
        if head is None or not dated:
            continue
        for named in named_rows(grid[head.rows :], columns, context.folded, None):
            parts = re.findall(r"\w+", re.sub(r"\([^()]*\)", " ", context.folded[slice(*named.name)]))
            parts = [part for part in parts if part != "và"]
            unit = next(
                (named.row.cells[c] for c, k in columns.items() if k.role == "unit" and c in named.row.cells), None
            )
            told = context.folded[slice(*unit)].strip() if unit else ""
            figures = [_figure(context, named.row.cells[c], k, told) for c, k in dated.items() if c in named.row.cells]
            if len(parts) >= _SHORTEST and told:
                pattern = r"[\s,–-]+(?:và\s+)?".join(map(re.escape, parts))
                seen[pattern] = None if pattern in seen else [figure for figure in figures if figure]
    yield from ((name, cells) for name, cells in seen.items() if cells)


def _one_year(column: Column) -> bool:
    period = column.period
    return column.role in ("plan", "base", "estimate") and period is not None and period.first in (None, period.last)


def _figure(context: Context, cell: tuple[int, int], column: Column, unit: str) -> _Figure | None:
    found = _CELL.fullmatch(context.folded[slice(*cell)].strip(" %"))
    assert column.period is not None
    return _Figure(*cell, found.group(), column.period.last, unit) if found else None


def _year(folded: str, at: int) -> int | None:
    """-> the year told last in front of a name, in its paragraph."""
    floor = max(folded.rfind("\n", 0, at), at - _DATED)
    told = [p for p in find_periods(folded, floor + 1, at) if not p.base]
    return told[-1].last if told and told[-1].first in (None, told[-1].last) else None


def _agree(one: str, other: str) -> bool:
    """Whether two figures are one, the shorter rounded."""
    values = parse_number(one), parse_number(other)
    if None in values:
        return True
    places = [len(written.partition(",")[2]) for written in (one, other)]
    slack = 0.5 / 10.0 ** min(places) if len(set(places)) > 1 else 0.0  # "90" is 89,6 rounded
    return abs((values[0] or 0.0) - (values[1] or 0.0)) <= slack + 1e-9
