"""Tables as grids of rows and cells with their places: by the source's cells where it told them, else by bars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.grid.listed import take_apart
from pipeline.model import Block, Document
from pipeline.text.patterns import compiled
from pipeline.text.remember import last_remembered

Span = tuple[int, int]

_ROW = compiled(r"^[^\n]* \| [^\n]*", re.MULTILINE)  # held to line starts: a long line without bars is read once
_BAR = compiled(r"(?:^| )\|(?=\s|$)")  # two bars in a row, or one that opens the row, leave a cell empty


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the span of its line and of each cell that is not empty, by column; ``header`` as the source says.

    A cell of a header row that spans several columns stands in each of them.
    """

    start: int
    end: int
    cells: dict[int, Span]
    header: bool


def find_grids(document: Document, folded: str) -> list[list[Row]]:
    """The tables in reading order: by the source's cells where it told them, else runs of lines with " | "."""
    return _grids(document.blocks, folded)


@last_remembered
def _grids(blocks: tuple[Block, ...], folded: str) -> list[list[Row]]:
    from pipeline.extract.grid.flattened import flattened_grids
    from pipeline.extract.grid.glued import glued_grids

    grids = _told_grids(blocks, folded)
    grids += _barred_grids(folded, {row.start for grid in grids for row in grid})
    lines = {folded.rfind("\n", 0, row.start) + 1 for grid in grids for row in grid}
    grids += flattened_grids(folded, lines)
    lines |= {folded.rfind("\n", 0, a) + 1 for grid in grids for row in grid for a, _ in row.cells.values()}
    return sorted([*grids, *glued_grids(folded, lines)], key=lambda g: g[0].start)


@dataclass(slots=True)
class _Told:
    """A row as the source told it: its cells by column, those that span several columns, whether it is a header."""

    cells: dict[int, list[Span]] = field(default_factory=dict)
    wide: list[tuple[range, Span]] = field(default_factory=list)
    header: bool = False


def _told_grids(blocks: Sequence[Block], folded: str) -> list[list[Row]]:
    """The tables whose cells the source told."""
    tables: dict[int, dict[int, _Told]] = {}
    for block in blocks:
        if block.kind != "cell" or block.table is None or block.row is None or block.column is None:
            continue
        row = tables.setdefault(block.table, {}).setdefault(block.row, _Told())
        row.cells.setdefault(block.column, []).append((block.start, block.end))
        row.header = row.header or block.header
        if block.column_span > 1:
            further = range(block.column + 1, block.column + block.column_span)
            row.wide.append((further, (block.start, block.end)))
    in_order = [[told for _, told in sorted(rows.items())] for _, rows in sorted(tables.items())]
    return [[row for told in rows for row in _told_rows(told, folded)] for rows in in_order]


def _told_rows(told: _Told, folded: str) -> Iterator[Row]:
    """The rows of one that the source told: several where its cells list what belongs together."""
    spans = [span for cell in told.cells.values() for span in cell]
    start, end = min(low for low, _ in spans), max(high for _, high in spans)
    for cells in take_apart(folded, told.cells):
        if told.header:
            for further, span in told.wide:
                cells |= {column: span for column in further if column not in cells}
        yield Row(start, end, cells, told.header)


def _barred_grids(folded: str, taken: set[int]) -> list[list[Row]]:
    """The runs of lines with bars between their cells, but for rows that begin at ``taken``."""
    grids: list[list[Row]] = []
    for match in _ROW.finditer(folded):
        if match.start() in taken:
            continue
        if not grids or folded[grids[-1][-1].end : match.start()].strip():
            grids.append([])
        cells = {column: [span] for column, span in _split(folded, *match.span()).items()}
        grids[-1] += [Row(*match.span(), apart, False) for apart in (take_apart(folded, cells) if cells else [{}])]
    return grids


def _split(folded: str, start: int, end: int) -> dict[int, Span]:
    row = folded[start:end]
    bars = [bar.span() for bar in _BAR.finditer(row)]
    edges = zip([0, *(after for _, after in bars)], [*(before for before, _ in bars), len(row)], strict=True)
    cells: dict[int, Span] = {}
    for column, (low, high) in enumerate(edges):
        piece = row[low:high]
        if piece.strip():
            cells[column] = (start + low + len(piece) - len(piece.lstrip()), start + low + len(piece.rstrip()))
    return cells
