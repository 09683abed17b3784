"""Tables that text extraction has left as one cell a line: a head that begins with "STT", then rows by their numbers.

Empty cells are gone with their places, so a row is one only where it has a line for every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.grid.rows import Row, Span

_LINE = re.compile(r"[^\n]+")
_FIRST_TITLE = re.compile(r"(?:stt|tt|số tt)\.?")
_NUMBER = re.compile(r"\d{1,3}\.?|[ivx]+\.?")
_FIRST_NUMBER = re.compile(r"0?1\.?|i\.?")
_MOST_COLUMNS = 12
_LONGEST = 400  # characters of a cell
_TITLE = 60


def flattened_grids(folded: str, taken: set[int]) -> Iterator[list[Row]]:
    """The tables in ``folded`` that stand one cell a line; ``taken`` are the starts of lines that other tables have."""
    if "tt\n" not in folded:
        return
    lines = [m.span() for m in _LINE.finditer(folded) if m[0].strip() and m.start() not in taken]
    at = 0
    while at < len(lines):
        grid, end = _grid(folded, lines, at) if _FIRST_TITLE.fullmatch(folded[slice(*lines[at])].strip()) else ([], 0)
        if grid:
            yield grid
        at = max(end, at + 1)


def _grid(folded: str, lines: list[Span], at: int) -> tuple[list[Row], int]:
    """-> the table whose head begins at a line, and the line behind it; no rows where it is none."""
    width = next((n for n in range(2, _MOST_COLUMNS + 1) if _starts(folded, lines, at + n, _FIRST_NUMBER)), 0)
    head = lines[at : at + width]
    if width < 3 or any(end - start > _TITLE for start, end in head):
        return [], 0
    rows = [_row(head, header=True)]
    begin = at + width
    while _starts(folded, lines, begin, _NUMBER):
        cells = lines[begin : begin + width]
        inner = next((n for n in range(1, len(cells)) if _follows(folded, cells[0], cells[n])), len(cells))
        if inner == 2:  # "II" and its name alone: a group
            rows.append(_row(cells[:2]))
        elif len(cells) < width or inner < width or any(end - start > _LONGEST for start, end in cells):
            break
        else:
            rows.append(_row(cells))
        begin += inner if inner == 2 else width
    return (rows, begin) if len(rows) > 2 else ([], 0)


def _starts(folded: str, lines: list[Span], at: int, number: re.Pattern[str]) -> bool:
    return at < len(lines) and number.fullmatch(folded[slice(*lines[at])].strip()) is not None


def _follows(folded: str, number: Span, line: Span) -> bool:
    """Whether a line is the number of the row behind the one that begins with ``number``."""
    here, there = (folded[slice(*span)].strip(" .") for span in (number, line))
    if here.isdigit() and there.isdigit():
        return int(there) == int(here) + 1
    return not here.isdigit() and there in ("1", "01")


def _row(cells: list[Span], *, header: bool = False) -> Row:
    return Row(cells[0][0], cells[-1][1], dict(enumerate(cells)), header)
