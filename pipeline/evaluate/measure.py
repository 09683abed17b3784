"""Counting: scores, faults and the pairing of what was annotated with what was found."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, Protocol, TypeVar

from pipeline.evaluate.gold import Quoted, Span
from pipeline.saying import Said

FaultKind = Literal["missed", "false", "wrong"]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, false and missed, and what follows from them.

    A measure that is a mean of agreements in 0…1 counts each agreement as that much of a right answer, so that its
    precision, recall and F1 are all that mean.
    """

    right: float = 0.0
    false: float = 0.0
    missed: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement: ``line`` (from 1) and ``start`` are places in the canonical text, None where it has none."""

    document: str
    measure: str
    kind: FaultKind
    quote: str
    line: int | None = None
    start: int | None = None
    expected: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by measure over all documents, and every fault in reading order."""

    documents: tuple[str, ...]
    scores: dict[str, Score]
    faults: tuple[Fault, ...]
    failed: tuple[Said, ...] = ()


class Found(Protocol):
    """Any record with a place."""

    @property
    def quote(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


G = TypeVar("G", bound=Quoted)
P = TypeVar("P", bound=Found)


@dataclass(slots=True)
class Tally:
    """The counts of one document while it is judged."""

    document: str
    text: str
    scores: dict[str, Score] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, measure: str, score: Score) -> None:
        self.scores[measure] = self.scores.get(measure, Score()) + score

    def fault(
        self,
        measure: str,
        kind: FaultKind,
        quote: str,
        start: int | None,
        *,
        expected: object = None,
        given: object = None,
    ) -> None:
        line = None if start is None else self.text.count("\n", 0, start) + 1
        said = [None if value is None else str(value) for value in (expected, given)]
        self.faults.append(Fault(self.document, measure, kind, quote, line, start, said[0], said[1]))

    def compare(self, measure: str, found: Found, expected: Hashable, given: Hashable) -> None:
        """Judge one field of a matched pair; two Nones count for nothing."""
        if expected is None and given is None:
            self.add(measure, Score())
        elif expected == given:
            self.add(measure, Score(right=1))
        else:
            self.add(measure, Score(false=float(given is not None), missed=float(expected is not None)))
            self.fault(measure, "wrong", found.quote, found.start, expected=expected, given=given)


@dataclass(frozen=True, slots=True)
class Pairing(Generic[G, P]):
    """Pairs of annotated and found, the annotated that nothing answers, the found that answer nothing."""

    pairs: tuple[tuple[G, P], ...]
    missed: tuple[tuple[G, Span | None], ...]
    extra: tuple[P, ...]


def overlap(a: Span | None, found: Found) -> int:
    """-> characters that both cover."""
    return max(0, min(a[1], found.end) - max(a[0], found.start)) if a else 0


def pair(
    gold: Sequence[G],
    spans: Sequence[Span | None],
    found: Sequence[P],
    same: Callable[[G, P], bool],
    better: Callable[[G, P], int] = lambda g, p: 0,
) -> Pairing[G, P]:
    """Give each annotated item, in reading order, the free record that overlaps it most and is ``same``.

    ``better`` breaks ties (higher wins). Optional items that nothing answers are not missed, and what answers one is
    taken out of the records without being counted.
    """
    free = list(found)
    pairs: list[tuple[G, P]] = []
    missed: list[tuple[G, Span | None]] = []
    order = sorted(range(len(gold)), key=lambda i: gold[i].optional)  # the certain ones choose first
    for i in order:
        item, span = gold[i], spans[i]
        fit = [p for p in free if overlap(span, p) and same(item, p)]
        if fit:
            best = max(fit, key=lambda p: (better(item, p), overlap(span, p), -p.start))
            free.remove(best)
            if not item.optional:
                pairs.append((item, best))
        elif not item.optional:
            missed.append((item, span))
    return Pairing(tuple(pairs), tuple(missed), tuple(free))


def count(tally: Tally, measure: str, result: Pairing[G, P], describe: Callable[[G | P], str]) -> None:
    """Add a pairing to a measure, with a fault for every miss and every false alarm."""
    tally.add(measure, Score(len(result.pairs), len(result.extra), len(result.missed)))
    for item, span in result.missed:
        tally.fault(measure, "missed", item.quote, span[0] if span else None, expected=describe(item))
    for record in result.extra:
        tally.fault(measure, "false", record.quote, record.start, given=describe(record))
