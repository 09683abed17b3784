"""What the words around a figure make of it: comparator, change, softeners, and where its cluster of words begins.

The cluster in front of a figure ("phấn đấu đến năm 2030 đạt tối thiểu 70%") is read from the figure leftwards, one
phrase of the vocabulary at a time, until a word that belongs to the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets_figures import Figure
from pipeline.extract.targets_periods import ending
from pipeline.knowledge.targets import Role, TargetWords
from pipeline.model import Change, Comparator
from pipeline.text.fold import bare

_WORD = re.compile(r"\S+")
_PASSING = frozenset({"goal", "hope", "pace", "period"})


@dataclass(frozen=True, slots=True)
class Cluster:
    """The words in front of a figure: ``start`` of the cluster, its roles from the figure outwards, comparators met."""

    start: int
    roles: tuple[str, ...]
    comparators: tuple[str, ...]

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)


def peel(folded: str, floor: int, figure: Figure, words: TargetWords) -> Cluster:
    """Read the cluster of ``figure`` leftwards, never beyond ``floor``."""
    at = figure.start
    roles: list[str] = []
    comparators: list[str] = []
    while True:
        end = _back(folded, floor, at)
        if end <= floor:
            return Cluster(at if end < floor else _first(folded, floor, at), tuple(roles), tuple(comparators))
        mark = folded[end - 1]
        if mark in ",:":
            step = _step(folded, floor, _back(folded, floor, end - 1), words)
            if mark == ":" and (step is None or step[0] not in _PASSING):
                roles.append("colon")
                return Cluster(end - 1, tuple(roles), tuple(comparators))
            if step is None or step[0] not in _PASSING:
                return Cluster(at, tuple(roles), tuple(comparators))
        else:
            step = _step(folded, floor, end, words)
            if step is None:
                return Cluster(at, tuple(roles), tuple(comparators))
        role, value, at = step
        roles.append(role)
        if role == "compare":
            comparators.append(value)


def _back(folded: str, floor: int, at: int) -> int:
    while at > floor and folded[at - 1].isspace():
        at -= 1
    return at


def _first(folded: str, floor: int, at: int) -> int:
    while floor < at and folded[floor].isspace():
        floor += 1
    return floor


def _step(folded: str, floor: int, end: int, words: TargetWords) -> tuple[Role | str, str, int] | None:
    """The phrase that ends at ``end``: its role, comparator and start; None where the subject begins."""
    if end <= floor:
        return None
    period = ending(folded, floor, end)
    if period:
        return "period", "", period.start
    window = max(floor, end - 32)
    tokens = [m.start() + window for m in _WORD.finditer(folded[window:end])]
    if window > floor and not folded[window - 1].isspace() and tokens and tokens[0] == window:
        tokens = tokens[1:]
    for start in tokens[-words.longest :]:
        phrase = " ".join(folded[start:end].split())
        known = words.lexicon.get(phrase) or (words.slips.get(bare(phrase)) if " " in phrase else None)
        if known:
            return known[0], known[1], start
    return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a figure is meant."""

    comparator: Comparator
    change: Change | None
    aspirational: bool
    approximate: bool


def judge(figure: Figure, cluster: Cluster, head: str, after: str, words: TargetWords) -> Judgement:
    """Comparator and change of a figure from its cluster, the head of its subject and the words behind it (folded)."""
    comparator: str = "range" if figure.value_max is not None else "="
    if figure.symbol:
        comparator = figure.symbol
    elif cluster.comparators:
        comparator = cluster.comparators[0]
    elif cluster.roles[:1] == ("floor",) and figure.value_max is None:
        comparator = ">="
    for pattern, named in words.after:
        if (hit := pattern.search(after[:24])) and len(after[: hit.start()].split()) == 0:
            comparator = named
    change = _change(figure, cluster, head, comparator, words)
    hope = cluster.has("hope") or bool(words.hopes.search(bare(head)))
    return Judgement(comparator, change, hope, cluster.has("about"))  # type: ignore[arg-type]


def _change(figure: Figure, cluster: Cluster, head: str, comparator: str, words: TargetWords) -> Change | None:
    if figure.sign:
        return "+" if figure.sign == "+" else "-"
    if cluster.has("level"):
        return None
    for role in cluster.roles:
        if role in ("rise", "fall"):
            return (
                None
                if comparator in ("<", "<=") and role == "fall" and figure.share
                else ("+" if role == "rise" else "-")
            )
        if role == "link":
            return None
    opening = words.changes.match(head)
    if opening and not cluster.has("link", "level") and comparator not in ("<", "<="):
        return "+" if words.lexicon[" ".join(opening[0].split())][0] == "rise" else "-"
    return None
