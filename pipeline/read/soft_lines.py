"""Lines that soft breaks part (Shift+Enter in Word, ``<br>`` in a page)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.continuation import LONGEST, continues, ends_clause, starts_frame, starts_item


def join_soft_lines(lines: Sequence[str]) -> list[str]:
    """-> paragraphs: a line goes on with the one before it unless it clearly begins something of its own."""
    result: list[str] = []
    for line in lines:
        if (
            result
            and len(result[-1]) < LONGEST
            and not starts_item(line)
            and not starts_frame(result[-1])
            and not _closed(result[-1], line)
        ):
            result[-1] += " " + line
        else:
            result.append(line)
    return result


def _closed(before: str, line: str) -> bool:
    return ends_clause(before) and not line[:1].islower() and not continues(before, line)
