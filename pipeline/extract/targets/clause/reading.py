"""One figure in its clause: what the steps of reading a sentence hand on to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from pipeline.extract.targets.clause.cues import Cues
from pipeline.extract.targets.clause.units import Span
from pipeline.extract.targets.figures import Figure

Shape = Literal["first", "subject", "object"]


class Standing(Protocol):
    """What begins somewhere in the text."""

    @property
    def start(self) -> int: ...


S = TypeVar("S", bound=Standing)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure in its clause. ``head`` is the span of its subject words, ``right`` that of the words behind it.

    ``shared`` names the reading (by position in the unit) whose subject or predicate this one borrows, ``verb`` is the
    span of the words in front of the figure, its own or those that rule it ("giảm 30% thời gian, 30% chi phí"),
    ``base`` that of the level it starts from ("từ 60% năm 2024").
    """

    figure: Figure
    cues: Cues
    start: int
    end: int
    shape: Shape
    head: Span
    right: Span
    shared: int | None = None
    verb: Span = (0, 0)
    base: Span = (0, 0)


def outside_brackets(folded: str, start: int, some: Iterable[S]) -> Iterator[S]:
    """-> those of ``some`` (in order) that stand in no brackets which open behind ``start``."""
    at, depth = start, 0
    for one in some:
        depth += folded.count("(", at, one.start) - folded.count(")", at, one.start)
        at = max(at, one.start)
        if depth <= 0:
            yield one


def is_bracketed(folded: str, start: int, at: int) -> bool:
    return folded.count("(", start, at) > folded.count(")", start, at)
