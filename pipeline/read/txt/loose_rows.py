"""Rows whose cells stand apart by tabs, as text copied out of a sheet or a Word table has them, or by bars without any
around them, to rows with bars all round."""

from __future__ import annotations

from itertools import groupby

_FEWEST = 3
"""Rows, and cells in each: two columns of a letterhead, or a name and its leader dots, are no table."""


def with_bars(rows: list[str]) -> list[str]:
    """-> the lines, those of a table written "| a | b | c |"."""
    return _for_bars(_for_tabs(rows))


def _for_tabs(rows: list[str]) -> list[str]:
    """A run of lines with the same number of tabs each."""
    if not any("\t" in row for row in rows):
        return rows
    out: list[str] = []
    for tabs, run in groupby(rows, key=lambda row: row.count("\t") if row.strip() and "|" not in row else 0):
        lines = list(run)
        table = tabs + 1 >= _FEWEST and len(lines) >= _FEWEST and any(not line.startswith("\t") for line in lines)
        out += [f"| {' | '.join(map(str.strip, line.split(chr(9))))} |" for line in lines] if table else lines
    return out


def _for_bars(rows: list[str]) -> list[str]:
    """A run of lines with bars between their cells alone, of which some have nothing in the first: " | b | c"."""
    if not any(_is_open(row) for row in rows):
        return rows
    out: list[str] = []
    flags = [" | " in row and not row.rstrip().endswith("|") for row in rows]
    for at, row in enumerate(rows[1:], 1):  # a second row of titles, its first cell and its last both empty
        flags[at] |= flags[at - 1] and " | " in row and row.count("|") == rows[at - 1].count("|")
    for barred, places in groupby(range(len(rows)), key=flags.__getitem__):
        lines = [rows[at] for at in places]
        table = barred and len(lines) >= _FEWEST and any(map(_is_open, lines)) and not all(map(_is_open, lines))
        out += [f"| {line.strip(' ')} |" if line.strip() else line for line in lines] if table else lines
    return out


def _is_open(row: str) -> bool:
    return row.lstrip(" ").startswith("|")
