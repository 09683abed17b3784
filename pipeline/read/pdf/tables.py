"""Ruled tables of PDF pages: cells where pdfplumber's finder sees rules enclose them, words by the place of letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.read.continuation import ends_clause, starts_item
from pipeline.read.paragraph import Paragraph
from pipeline.read.pdf.chars import Chars
from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.placed import placed_lines, turned_lines
from pipeline.read.pdf.ruling import Edge, length
from pipeline.read.pdf.words import inked
from pipeline.read.table import Cell, Table, make_table

_NEAR = 3.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with its place on the page and the left edges of its columns."""

    table: Table
    box: Box
    edges: tuple[float, ...]


def page_tables(rules: Sequence[Edge], chars: Chars, number: int, trusted: bool) -> tuple[PageTable, ...]:
    """-> the ruled tables of a page, given as its rules and its characters."""
    found = []
    for box, cells in _outermost(_grids(rules)):
        xs, ys = (
            _edges([c[0] for c in cells] + [c[2] for c in cells]),
            _edges([c[1] for c in cells] + [c[3] for c in cells]),
        )
        if len(xs) < 3 or len(ys) < 3:
            continue
        made = _in_order(_cells(cells, xs, ys, chars, number, trusted))
        if sum(1 for c in made if c.text) < 4:
            continue
        found.append(PageTable(make_table(made, ruled=True), box, tuple(xs)))
    return tuple(found)


def _grids(rules: Sequence[Edge]) -> list[tuple[Box, list[Box]]]:
    """-> the grids that rules make where they cross: each with its cells."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    whole = [edge for edge in merge_edges(list(rules), _NEAR, _NEAR, _NEAR, _NEAR) if length(edge) >= _NEAR]
    grids = cells_to_tables(intersections_to_cells(edges_to_intersections(whole, _NEAR, _NEAR)))
    return [(_around(cells), cells) for cells in grids]


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _outermost(grids: Sequence[tuple[Box, list[Box]]]) -> list[tuple[Box, list[Box]]]:
    """Grids that do not lie in another one."""

    def within(a: Box, b: Box) -> bool:
        return a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1

    return [t for t in grids if not any(t is not o and within(t[0], o[0]) for o in grids)]


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct rules: values nearer to each other than a rule is thick are one."""
    result: list[float] = []
    for v in sorted(values):
        if not result or v - result[-1] > _NEAR:
            result.append(v)
    return result


def _index(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _cells(
    boxes: Sequence[Box], xs: Sequence[float], ys: Sequence[float], chars: Chars, number: int, trusted: bool
) -> list[Cell]:
    order = sorted(range(len(boxes)), key=lambda k: (boxes[k][1], boxes[k][0]))
    inside = _letters_of(boxes, order, chars)
    result = []
    for k in order:
        x0, top, x1, bottom = boxes[k]
        row, column = _index(ys, top), _index(xs, x0)
        own = inside.get(k, ())
        turn = chars.turned(own[0]) - chars.turn if own else 0
        lines = turned_lines(chars, own, turn % 360) if turn % 180 else placed_lines(chars, own, trusted=trusted)
        result.append(
            Cell(
                tuple(_cell_paragraphs(lines, number)),
                row,
                column,
                max(1, _index(ys, bottom) - row),
                max(1, _index(xs, x1) - column),
            )
        )
    return result


def _letters_of(boxes: Sequence[Box], order: Sequence[int], chars: Chars) -> dict[int, list[int]]:
    """-> the letters that have their middle in each cell; cells are asked in ``order``."""
    letters = inked(chars.text)
    x0, top, x1, bottom = chars.all_boxes()[letters].T
    xs, ys = np.unique([x for b in boxes for x in (b[0], b[2])]), np.unique([y for b in boxes for y in (b[1], b[3])])
    grid = np.full((len(xs) + 1, len(ys) + 1), -1)  # of the strips between the edges of all cells, and outside these
    for k in reversed(order):
        left, above, right, below = boxes[k]
        columns, rows = np.searchsorted(xs, (left, right)) + 1, np.searchsorted(ys, (above, below)) + 1
        grid[columns[0] : columns[1], rows[0] : rows[1]] = k
    cells = grid[np.searchsorted(xs, (x0 + x1) / 2, "right"), np.searchsorted(ys, (top + bottom) / 2, "right")]
    inside: dict[int, list[int]] = {}
    for k, i in zip(cells.tolist(), letters.tolist(), strict=True):
        inside.setdefault(k, []).append(i)
    return inside


def _in_order(cells: list[Cell]) -> list[Cell]:
    """The cells of rows that are of as many cells each but drawn to widths of their own, counted from the left."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    size = {len(row) for row in rows.values()}
    ends = max(c.column + c.column_span for c in cells)
    if len(size) != 1 or size == {ends} or any(c.row_span > 1 for c in cells):
        return cells
    rows = {at: sorted(row, key=lambda c: c.column) for at, row in rows.items()}
    return [replace(c, column=i, column_span=1) for row in rows.values() for i, c in enumerate(row)]


def _cell_paragraphs(lines: Sequence[PdfLine], number: int) -> list[Paragraph]:
    """A cell's lines as one paragraph, or one an item where it lists some."""
    groups: list[list[PdfLine]] = []
    for line in lines:
        new_item = starts_item(line.text) and line.text[0] in "-+•*" and groups and ends_clause(groups[-1][-1].text)
        if not groups or new_item:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [
        Paragraph(
            " ".join(line.text for line in group),
            page=number,
            box=(
                round(min(n.x0 for n in group), 1),
                round(min(n.top for n in group), 1),
                round(max(n.x1 for n in group), 1),
                round(max(n.bottom for n in group), 1),
            ),
            bold=all(n.bold for n in group),
            italic=all(n.italic for n in group),
        )
        for group in groups
    ]


def outside(lines: Sequence[PdfLine], tables: Sequence[PageTable]) -> list[PdfLine]:
    """The lines of a page that no table holds."""
    return [
        n
        for n in lines
        if not any(
            t.box[0] - 2 <= n.middle <= t.box[2] + 2 and t.box[1] - 1 <= (n.top + n.bottom) / 2 <= t.box[3] + 1
            for t in tables
        )
    ]


def continued(above: PageTable, below: PageTable) -> PageTable | None:
    """-> both as one table where the second goes on with the first over a page's end, else None.

    The header that Word repeats goes; a row that the page cut in two is one again.
    """
    if len(above.edges) != len(below.edges) or any(
        abs(a - b) > 2 * _NEAR for a, b in zip(above.edges, below.edges, strict=True)
    ):
        return None
    cells = list(above.table.cells)
    new = _without_header(cells, list(below.table.cells))
    first = min((c.row for c in new), default=0)
    offset = above.table.rows - first
    top = [c for c in new if c.row == first]
    last = [c for c in cells if c.row + c.row_span == above.table.rows]
    if _is_rest(top, last):
        for c in top:
            at = next((i for i, o in enumerate(cells) if o in last and o.column == c.column), None)
            if at is not None and c.paragraphs:
                cells[at] = replace(cells[at], paragraphs=_run_on(cells[at].paragraphs, c.paragraphs))
        new = [c for c in new if c.row != first]
        offset -= 1
    cells += [replace(c, row=c.row + offset) for c in new]
    return PageTable(make_table(cells, header_rows=above.table.header_rows, ruled=True), below.box, below.edges)


def _without_header(old: list[Cell], new: list[Cell]) -> list[Cell]:
    heads = [(c.column, c.text) for c in old if c.row == 0 and c.text]
    again = [(c.column, c.text) for c in new if c.row == 0 and c.text]
    if not heads or heads != again:
        return new
    deep = max(c.row_span for c in old if c.row == 0)
    return [c for c in new if c.row >= deep]


def _is_rest(top: list[Cell], last: list[Cell]) -> bool:
    """Whether the first row of a page is the rest of a row: no number of its own, and words that go on."""
    numbered = next((c for c in top if c.column == 0), None)
    before = next((c for c in last if c.column == 0), None)
    if numbered is None or numbered.text or before is None or not before.text:
        return False
    for c in top:
        above = next((o for o in last if o.column == c.column), None)
        if c.text and above is not None and above.text and (c.text[:1].islower() or not ends_clause(above.text)):
            return True
    return False


def _run_on(a: tuple[Paragraph, ...], b: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    if not a or ends_clause(a[-1].text):
        return a + b
    return (*a[:-1], replace(a[-1], text=f"{a[-1].text} {b[0].text}", box=None), *b[1:])
