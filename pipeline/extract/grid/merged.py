"""Rows below merged cells: which columns their own cells stand in, and which they have from the row above."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.grid.levels import RANK
from pipeline.extract.grid.rows import Row, Span
from pipeline.model import Document
from pipeline.text.patterns import compiled

_COUNT = compiled(r"(?:\(?\d{1,3}(?:\.\d{1,3})*\)?|[ivxlc]+|[a-zđ])[.)]?")


def rows_below_merged(
    grid: list[Row], first: int, document: Document, folded: str
) -> Iterator[tuple[dict[int, Span], set[int]]]:
    """-> of each row from number ``first`` on, its cells by column and the columns that a cell above reaches down to.

    Where the source tells no spans (bars, one cell a line), a row that lacks its number and some cells more is one
    below merged cells: what it has are its last columns.
    """
    heights = {b.start: b.row_span for b in document.blocks if b.kind == "cell" and b.row_span > 1}
    width = max(max(row.cells, default=0) + 1 for row in grid)
    open_until: dict[int, int] = {}
    for number, row in enumerate(grid):
        for column, (start, _) in row.cells.items():
            open_until[column] = number + heights.get(start, 1)
        if number < first:
            continue
        missing = width - len(row.cells)
        if heights or not 0 < missing < width - 1 or not _is_torn(row, folded):
            yield row.cells, {c for c, until in open_until.items() if c not in row.cells and until > number}
        else:
            yield {c + missing: span for c, span in row.cells.items()}, set(range(missing))


def _is_torn(row: Row, folded: str) -> bool:
    if not row.cells or sorted(row.cells) != list(range(len(row.cells))):
        return False
    first = folded[slice(*row.cells[min(row.cells)])].strip()
    return not _COUNT.fullmatch(first) and not RANK.fullmatch(first)
