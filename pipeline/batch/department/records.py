"""What the department's table holds: goals, a row a unit, and all that is not in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.model import Alignment, Status, Target

# one sign for each verdict, the weightiest first
SIGNS: dict[Status, str] = {
    "below": "!",
    "behind": "!",
    "narrowed": "~",
    "period_mismatch": "~",
    "not_comparable": "?",
    "met": "✓",
    "above": "✓",
    "on_track": "✓",
    "missing": "–",
}
BEHIND, OTHER, UNSURE, GOOD, DROPPED = dict.fromkeys(SIGNS.values())


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the tables as its frame tells of it. ``years``: the first and the last that it is for; None where
    neither its title nor its date tells one. ``unread``: something of it could not be read."""

    doc_id: str
    source: str
    unit: str
    number: str | None
    issued_on: date | None
    years: tuple[int, int] | None
    title: str
    unread: bool = False

    def covers(self, year: int) -> bool:
        return self.years is not None and self.years[0] <= year <= self.years[1]


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the directive: its key in the table, its target as asked of that year, its short name if it has one."""

    key: str
    asked: Target
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell: the verdict and where its words stand. ``place`` is the section's path or the page, in words."""

    verdict: Alignment
    place: str = ""

    @property
    def sign(self) -> str:
        return SIGNS[self.verdict.status]


@dataclass(slots=True)
class Row:
    """A unit: its plan for the year and what it answers. ``listed``: its name stands in the list of units (also where
    there is none); ``older``: its further plans for the year, which do not count."""

    unit: str
    paper: Paper
    answers: dict[str, Answer] = field(default_factory=dict)
    older: tuple[Paper, ...] = ()
    listed: bool = True

    def with_sign(self, *signs: str) -> list[str]:
        """-> the keys of the goals whose answers have one of the signs."""
        return [key for key, answer in self.answers.items() if answer.sign in signs]


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit of the list of which no plan for the year was found; ``near``: a sender that is not in the list and bears
    nearly its name; ``elsewhere``: what else it sent."""

    unit: str
    near: str = ""
    elsewhere: tuple[Paper, ...] = ()


@dataclass(slots=True)
class Department:
    """One directive and one year. ``absent`` is None where no list of units was given: then nobody knows who lacks.

    ``elsewhere`` are documents for the year about something else, ``undated`` those whose year is not known, ``unread``
    (source, reason) what could not be read or not be compared; ``others`` counts the documents for other years.
    """

    directive_id: str
    year: int
    goals: dict[str, Goal] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    absent: list[Absent] | None = None
    elsewhere: list[Paper] = field(default_factory=list)
    undated: list[Paper] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    others: Counter[int] = field(default_factory=Counter)

    def count(self, key: str, *signs: str) -> int:
        """-> how many units answer a goal with one of the signs."""
        return sum(1 for row in self.rows if key in row.answers and row.answers[key].sign in signs)

    def units(self, *signs: str) -> list[Row]:
        """-> the units with at least one answer of these signs."""
        return [row for row in self.rows if row.with_sign(*signs)]


def newest(papers: Iterable[Paper], year: int) -> list[Paper]:
    """-> plans of one unit, the one that counts first: for that year alone before one for several, then by date."""
    own = sorted(papers, key=lambda p: p.source)
    own.sort(key=lambda p: p.issued_on or date.min, reverse=True)
    return sorted(own, key=lambda p: p.years != (year, year))
