"""Targets that a later line or a table says again: linked to the one told first, not counted twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Target
from pipeline.text.fold import fold

_ALIKE = 0.6  # of the words of the longer one
_LOOSE = frozenset(
    ["tỷ", "lệ", "tỉ", "trọng", "số", "của", "các", "những", "trong", "trên", "tại", "địa", "bàn", "đạt", "là"]
)


def linked(targets: Iterable[Target]) -> tuple[Target, ...]:
    """-> the targets in their order, each with its id ("t1", "t2" …) and that of the one it restates.

    Two say the same where value, bound, change, unit and year are the same and one's words are in the other's.
    """
    told: dict[tuple[object, ...], dict[frozenset[str], str]] = {}
    done = []
    for number, target in enumerate(targets, 1):
        name, words = f"t{number}", _words(target)
        key = (target.value, target.value_max, target.unit, target.comparator, target.change, target.period_end)
        before = told.setdefault(key, {})
        first = before.get(words) or next((before[said] for said in before if _alike(said, words)), None)
        if first is None and len(words) > 1:  # fewer are like nothing
            before[words] = name
        done.append(replace(target, target_id=name, restates=first))
    return tuple(done)


def _words(target: Target) -> frozenset[str]:
    return frozenset(fold(f"{target.population} {target.indicator}").replace(",", " ").split())


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the shorter one says nothing that the longer one does not, and most of what it says."""
    short, long = sorted((one, other), key=len)
    shared = len(short & long)
    return shared > 1 and not short - long - _LOOSE and shared >= _ALIKE * len(long)
