"""Figures in the attributes of Word files and web pages, which anybody may have written."""

from __future__ import annotations

from pipeline.text.patterns import compiled

_WHOLE = compiled(r"\s*([+-]?[0-9]{1,9})(?:\.[0-9]*)?\s*")


def whole(text: str | None, default: int, least: int = -(10**9), most: int = 10**9) -> int:
    """-> the whole number that an attribute holds, within ``least`` and ``most``; ``default`` where it is none."""
    found = _WHOLE.fullmatch(text or "")
    return default if found is None else max(least, min(most, int(found[1])))
