"""What the clauses of a paragraph hand on to those that follow."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.periods import Period
from pipeline.extract.targets.context import Place
from pipeline.model import Target


@dataclass(slots=True)
class Memory:
    """What the clauses read so far lend to the next ones of the paragraph."""

    place: Place | None = None
    running: Period | None = None
    previous: str = ""
    topic: str = ""
    prior: Target | None = None
    told: tuple[Target, ...] = ()  # the targets of the unit before
    told_results: bool = False
    news: bool = False  # a paragraph of an article that aims at nothing
    hoped: bool = False  # "phấn đấu" rules its sentence: told in it, and in this unit of it
    hoped_here: bool = False
    goes_on: bool = False  # the unit goes on with the sentence before, or says what is among it
