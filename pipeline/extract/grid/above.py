"""What stands right above a table: its title, and the unit that it tells for all rows ("Đơn vị tính: %")."""

from __future__ import annotations

from pipeline.extract.grid.rows import Span
from pipeline.text.patterns import compiled

_UNIT = compiled(r"\(?(?:đơn vị(?: tính)?|đvt)\s*:\s*(?P<unit>[^()\n]{1,30}?)\)?\.?")
_ASIDE = compiled(r"\(.*\)|[-–—_*.\s]+")  # "(ban hành kèm theo …)", a rule
_MOST = 4  # lines


def told_above(folded: str, start: int) -> tuple[str, Span | None]:
    """-> the line above the table that begins at ``start``, past asides in brackets; the unit told there."""
    unit: Span | None = None
    end = start
    for _ in range(_MOST):
        end = len(folded[:end].rstrip("\n ")) if end > start - 2000 else 0
        at = folded.rfind("\n", 0, end) + 1
        line = folded[at:end].strip()
        told = _UNIT.fullmatch(line)
        if told and unit is None:
            first = folded.index(line, at) + told.start("unit")
            unit = first, first + len(told["unit"])
        if not line or not (told or _ASIDE.fullmatch(line)):
            return line, unit
        end = at
    return "", unit
