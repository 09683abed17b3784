"""Rows whose cells stand apart by tabs, as text copied out of a sheet or a Word table has them, to rows with bars."""

from __future__ import annotations

from itertools import groupby

_FEWEST = 3
"""Rows, and cells in each: two columns of a letterhead, or a name and its leader dots, are no table."""


def with_bars(rows: list[str]) -> list[str]:
    """-> the lines, those of a run with the same number of tabs each written "| a | b | c |"."""
    if not any("\t" in row for row in rows):
        return rows
    out: list[str] = []
    for tabs, run in groupby(rows, key=lambda row: row.count("\t") if row.strip() and "|" not in row else 0):
        lines = list(run)
        table = tabs + 1 >= _FEWEST and len(lines) >= _FEWEST and any(not line.startswith("\t") for line in lines)
        out += [f"| {' | '.join(map(str.strip, line.split(chr(9))))} |" for line in lines] if table else lines
    return out
