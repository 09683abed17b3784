"""What a form of a deadline gives: where it stands and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SHOWN = {"ngay": "ngày", "tuan": "tuần", "thang": "tháng", "quy": "quý", "nam": "năm"}
"""Units of time as they are told, by how they stand in ``bare`` text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A deadline's span and what it says; ``year`` is the year it ends in, ``named`` that a title may own it."""

    start: int
    end: int
    kind: Literal["date", "recurring", "period"]
    due: str | None = None
    recurrence: str | None = None
    begin: str | None = None
    year: int | None = None
    named: bool = False


def stands(folded: str, start: int, end: int, *words: str) -> bool:
    """Whether one of ``words`` stands in ``folded[start:end]``."""
    for word in words:  # noqa: SIM110 - asked for every form of every paragraph; a generator costs three times as much
        if folded.find(word, start, end) >= 0:
            return True
    return False
