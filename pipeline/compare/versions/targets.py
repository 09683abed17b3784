"""Targets of two versions: which is which, and whether it was raised, lowered, put off, moved, dropped or added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.compare.assignment import best_pairs
from pipeline.compare.similarity import similarity
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Document, Target
from pipeline.text.fold import fold

TargetChange = Literal["raised", "lowered", "postponed", "advanced", "moved", "reworded", "dropped", "added"]
_ALIKE = 0.45
_SAME_YEAR, _SAME_FIGURE, _SAME_WORDS = 0.1, 0.05, 0.3
_STRICT = {"<=": -2, "<": -2, "=": 0, "range": 0, ">=": 1, ">": 2}


@dataclass(frozen=True, slots=True)
class TargetShift:
    """A target in both versions, or in one."""

    old: Target | None
    new: Target | None
    changes: tuple[TargetChange, ...] = ()


def target_shifts(
    old: Document, new: Document, counterparts: Mapping[str, str], rules: Rules
) -> tuple[TargetShift, ...]:
    """-> every target of both versions, in the order of the new one, the dropped ones last.

    ``counterparts`` maps the sections of the old version to those of the new one: a target that followed its section
    has not moved.
    """
    pairs = _pairs(old.targets, new.targets, rules)
    by_new = {j: i for i, j in pairs.items()}
    above = _Above(old, new, counterparts)
    shifts = []
    for j, after in enumerate(new.targets):
        if j not in by_new:
            shifts.append(TargetShift(None, after, ("added",)))
            continue
        before = old.targets[by_new[j]]
        shifts.append(TargetShift(before, after, _changes(before, after, above, rules)))
    dropped = [TargetShift(target, None, ("dropped",)) for i, target in enumerate(old.targets) if i not in pairs]
    return (*shifts, *dropped)


class _Above:
    """The sections around the targets of both versions, in terms of the new one."""

    def __init__(self, old: Document, new: Document, counterparts: Mapping[str, str]) -> None:
        self._counterparts = counterparts
        self._old = {s.section_id: s.parent_id for s in old.sections}
        self._new = {s.section_id: s.parent_id for s in new.sections}

    def moved(self, before: Target, after: Target) -> bool:
        """Whether the sections that both stand in are not the same one, nor one within the other."""
        paired = [s for s in _path(before.section_id, self._old) if s in self._counterparts]
        if not paired or after.section_id is None:
            return False
        home = self._counterparts[paired[0]]
        return home not in _path(after.section_id, self._new) and after.section_id not in _path(home, self._new)


def _path(section: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """-> a section and those around it, outwards."""
    path: list[str] = []
    while section is not None and section in parents and section not in path:
        path.append(section)
        section = parents[section]
    return path


def _changes(before: Target, after: Target, above: _Above, rules: Rules) -> tuple[TargetChange, ...]:
    changes: list[TargetChange] = []
    unit = comparison(rules).unit
    comparable = unit(before.unit) == unit(after.unit) and before.change == after.change
    first, second = _level(before), _level(after)
    if comparable and first != second and None not in (before.value, after.value):
        changes.append("raised" if second > first else "lowered")
    if before.period_end and after.period_end and before.period_end != after.period_end:
        changes.append("postponed" if after.period_end > before.period_end else "advanced")
    if above.moved(before, after):
        changes.append("moved")
    if not comparable or _words(before) != _words(after):
        changes.append("reworded")
    return tuple(changes)


def _level(target: Target) -> tuple[float, float, int]:
    value = target.value or 0.0
    return value, target.value_max or value, _STRICT[target.comparator]


def _words(target: Target) -> tuple[str, ...]:
    return tuple(" ".join(fold(w or "").split()) for w in (target.population, target.indicator, target.condition))


def _pairs(olds: tuple[Target, ...], news: tuple[Target, ...], rules: Rules) -> dict[int, int]:
    if not olds or not news:
        return {}
    score = similarity(olds, news, rules).copy()
    for i, before in enumerate(olds):
        for j, after in enumerate(news):
            same = _words(before) == _words(after) and any(_words(before))
            score[i, j] = score[i, j] + _SAME_WORDS * same
            if score[i, j] < _ALIKE:
                score[i, j] = 0.0
                continue
            score[i, j] += _SAME_YEAR * (before.period_end == after.period_end)
            score[i, j] += _SAME_FIGURE * (_level(before) == _level(after))
    return dict(best_pairs(score))
