"""Tables of any source as rows of cells: which are data and which only lay a page out, and their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.knowledge.frame_words import frame_words
from pipeline.read.paragraph import Paragraph
from pipeline.text.fold import fold


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs in order and its place; spans count rows and columns from 1."""

    paragraphs: tuple[Paragraph, ...]
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order; ``header_rows`` counts the rows that the source itself calls header rows."""

    cells: tuple[Cell, ...]
    header_rows: int = 0
    ruled: bool | None = None
    rows: int = field(default=0)
    columns: int = field(default=0)


def make_table(cells: Sequence[Cell], *, header_rows: int = 0, ruled: bool | None = None) -> Table:
    """A table of ``cells``; its size is what the cells cover."""
    return Table(
        tuple(cells),
        header_rows,
        ruled,
        max((c.row + c.row_span for c in cells), default=0),
        max((c.column + c.column_span for c in cells), default=0),
    )


def is_layout(table: Table) -> bool:
    """True for a table that only places text on the page: the header block, the signature block, a frame.

    A data table has two columns and two rows at least with words in them; the header block (Decree 30/2020/NĐ-CP,
    components 1-4) and the signature block (7 and 9) are known by their words, since offices set them without rules.
    """
    full = [c for c in table.cells if c.text]
    if not full:
        return True
    columns = {c.column for c in full}
    rows = {c.row for c in full}
    if len(columns) < 2:
        return True
    if table.columns <= 4 and len(rows) <= 8:
        lines = [fold(p.text) for c in full for p in c.paragraphs]
        layout = frame_words().layout
        marks = sum(1 for line in lines if layout.search(line))
        if marks and (len(rows) <= 4 or marks >= 2) and len(columns) <= 3:
            return True
    if len(rows) == 1:
        return table.ruled is not True or len(columns) <= 2
    return False


def table_paragraphs(table: Table, number: int) -> list[Paragraph]:
    """The paragraphs of a table: of a layout table cell by cell, of a data table as cells of rows."""
    if is_layout(table):
        return [p for cell in _reading_order(table) for p in cell.paragraphs if p.text]
    headers = table.header_rows or guess_header_rows(table)
    return [
        replace(
            p,
            kind="cell",
            table=number,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            header=cell.row < headers,
        )
        for cell in sorted(table.cells, key=lambda c: (c.row, c.column))
        for p in cell.paragraphs
        if p.text
    ]


def guess_header_rows(table: Table) -> int:
    """How many rows at the top name the columns: until the first row that is numbered or has figures."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text:
            by_row.setdefault(cell.row, []).append(cell)
    rows = sorted(by_row)
    if not rows:
        return 0
    deepest = max((c.row + c.row_span for c in by_row[rows[0]]), default=1)
    count = min(max(deepest, 1), 3)
    following = by_row.get(count, [])
    if len(following) >= 3 and all(re.fullmatch(r"\(?\d{1,2}\)?(?:\s*=.*)?|\(?[A-Z]\)?", c.text) for c in following):
        count += 1  # the row of column numbers
    return count if count < len(rows) or len(rows) == 1 else max(1, min(count, len(rows) - 1))


def _reading_order(table: Table) -> list[Cell]:
    """Cells of a layout table: the header block column by column, others row by row.

    In the header block the number belongs under the agency and the date under the motto; a reader takes the left
    column first. Offices set it as one row, as two or as four; column by column reads all of them alike.
    """
    return sorted(table.cells, key=lambda c: (c.column, c.row) if table.rows <= 4 else (c.row, c.column))
