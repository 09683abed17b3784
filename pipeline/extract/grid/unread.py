"""What is said of a table whose rows were lost on the way from its file, so that nothing was taken from it."""

from __future__ import annotations

import re

from pipeline.extract.grid.rows import find_grids
from pipeline.model import Document, Notice
from pipeline.saying import to_say
from pipeline.text.fold import fold
from pipeline.text.place import places

_UNIT = re.compile(r"^[ \t]*[%‰][ \t]*$", re.MULTILINE)
_CELLS = 3  # units that stand alone in a line: from so many on they are cells of a table


def unread_table(document: Document) -> Notice | None:
    """-> a notice that names the first row with a unit alone in its line that is in no table that was found."""
    units = list(_UNIT.finditer(document.text))
    if len(units) < _CELLS:
        return None
    read = [(grid[0].start, grid[-1].end) for grid in find_grids(document, fold(document.text))]
    lost = [m.start() for m in units if not any(start <= m.start() < end for start, end in read)]
    if len(lost) < _CELLS:
        return None
    name = document.text[: lost[0]].rstrip().rpartition("\n")[2].strip()
    return Notice(to_say("notice.table_unread", near=name[:80]), places(document).page(lost[0]))
