"""Tables as grids of rows and cells with their places: by the source's cells where it told them, else by bars."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    by_table: dict[int, dict[int, dict[int, list[Span]]]] = {}
    spans: dict[tuple[int, int], bool] = {}
    extra: dict[tuple[int, int], list[tuple[int, int, Span]]] = {}
    for block in blocks:
        if block.kind != "cell" or block.table is None or block.row is None or block.column is None:
            continue
        row = by_table.setdefault(block.table, {}).setdefault(block.row, {})
        row.setdefault(block.column, []).append((block.start, block.end))
        spans[block.table, block.row] = spans.get((block.table, block.row), False) or block.header
        if block.column_span > 1:
            extra.setdefault((block.table, block.row), []).append(
                (block.column, block.column_span, (block.start, block.end))
            )
    grids: list[list[Row]] = []
    covered: list[Span] = []
    for table, rows in sorted(by_table.items()):
        grid = []
        for number, cells in sorted(rows.items()):
            header = spans[table, number]
            start, end = min(a for s in cells.values() for a, _ in s), max(b for s in cells.values() for _, b in s)
            for merged in take_apart(folded, cells):
                if header:
                    for column, width, span in extra.get((table, number), []):
                        merged |= {c: span for c in range(column + 1, column + width) if c not in merged}
                grid.append(Row(start, end, merged, header))
        grids.append(grid)
        covered += [(row.start, row.end) for row in grid]
    taken = {start for start, _ in covered}
    loose: list[Row] = []
    for match in _ROW.finditer(folded):
        if match.start() in taken:
            continue
        if loose and folded[loose[-1].end : match.start()].strip():
            grids.append(loose)
            loose = []
        cells = {column: [span] for column, span in _split(folded, *match.span()).items()}
        for apart in take_apart(folded, cells) if cells else [{}]:
            loose.append(Row(match.start(), match.end(), apart, False))
    from pipeline.extract.grid.flattened import flattened_grids
    from pipeline.extract.grid.glued import glued_grids

    grids += [loose] if loose else []
    lines = {folded.rfind("\n", 0, row.start) + 1 for grid in grids for row in grid}
    grids += flattened_grids(folded, lines)
    lines |= {folded.rfind("\n", 0, a) + 1 for grid in grids for row in grid for a, _ in row.cells.values()}
    return sorted([*grids, *glued_grids(folded, lines)], key=lambda g: g[0].start)


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
