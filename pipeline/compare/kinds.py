"""Kinds of figure: what is measured must be measurable alike before two targets can be one goal."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Change, Target


class Kind(NamedTuple):
    """What is counted, and whether the figure is an amount of change ("tăng 5%", "5%/năm") or a level."""

    unit: str
    changes: bool
    change: Change | None


def kind(target: Target, rules: Rules) -> Kind:
    """-> the kind of a target's figure."""
    changes = target.change is not None or "năm" in target.unit.partition("%")[2]
    return Kind(_counted(target.unit, rules), changes, target.change)


@lru_cache(maxsize=4096)
def _counted(unit: str, rules: Rules) -> str:
    return comparison(rules).kind(unit)


@lru_cache(maxsize=4096)
def agreement(draft: Kind, parent: Kind) -> float:
    """-> 0 where the figures cannot belong to one goal, 1 where nothing speaks against it, between where it is rare."""
    one, other = draft.unit, parent.unit
    if draft.change and parent.change and draft.change != parent.change:
        return 0.0
    if one == other or (one and other and (one in other or other in one)):
        return 1.0 if draft.changes == parent.changes else 0.85
    if draft.changes != parent.changes:
        return 0.7  # "đạt 1,2 tỷ USD" answers "tăng 12%/năm", though the two cannot be compared
    return 0.6 if one and other else 0.9
