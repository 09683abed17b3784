"""What is said of a table that gave nothing: its rows were lost on the way, or its head is not understood."""

from __future__ import annotations

import re

from pipeline.extract.grid.header import read_head
from pipeline.extract.grid.rows import Row, find_grids
from pipeline.extract.grid.words import table_words
from pipeline.knowledge.load import Rules
from pipeline.model import Document, Notice, Target
from pipeline.saying import to_say
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.place import places

_UNIT = compiled(r"^[ \t]*[%‰][ \t]*$", re.MULTILINE)
_SHARE = compiled(r"(?:\D{0,12}\d[\d.,]*\s*)?[%‰]")  # a cell of a unit, or of a figure with it
_CELLS = 3  # so many units alone in their lines are cells of a table; so many rows of shares are worth a word


def unread_table(document: Document, targets: tuple[Target, ...], rules: Rules) -> Notice | None:
    """-> a notice that names the first row of shares of a table that gave none of ``targets``, its head unread."""
    lost = _lost(document)
    if lost is None and " | " in document.text:
        lost = _not_understood(document, targets, rules)
    if lost is None:
        return None
    return Notice(to_say("notice.table_unread", near=document.text[slice(*lost)][:80]), places(document).page(lost[0]))


def _lost(document: Document) -> tuple[int, int] | None:
    """The line above the first unit that stands alone in its line, in no table that was found."""
    units = list(_UNIT.finditer(document.text))
    if len(units) < _CELLS:
        return None
    read = [(grid[0].start, grid[-1].end) for grid in find_grids(document, fold(document.text))]
    lost = [m.start() for m in units if not any(start <= m.start() < end for start, end in read)]
    if len(lost) < _CELLS:
        return None
    end = len(document.text[: lost[0]].rstrip())
    return document.text.rfind("\n", 0, end) + 1, end


def _not_understood(document: Document, targets: tuple[Target, ...], rules: Rules) -> tuple[int, int] | None:
    """The first row of shares in a table without a head that is understood."""
    folded = fold(document.text)
    for grid in find_grids(document, folded):
        rows = [row for row in grid if _has_share(row, folded)]
        taken = any(grid[0].start <= t.start < grid[-1].end for t in targets)
        if len(rows) >= _CELLS and not taken and read_head(grid, folded, table_words(rules)) is None:
            return rows[0].start, rows[0].end
    return None


def _has_share(row: Row, folded: str) -> bool:
    return len(row.cells) > 1 and any(_SHARE.fullmatch(folded[start:end].strip()) for start, end in row.cells.values())
