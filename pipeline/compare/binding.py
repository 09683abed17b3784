"""Whom a directive's figure binds, and until when: what is not a plan's to carry is never held against it.

A share of a province's communes, or a count over the country, is no single commune's figure; a programme whose years
are over before the plan begins asks nothing any more. Such rows say so instead of blaming.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.compare.verdict import Plan
from pipeline.compare.wording import sentence
from pipeline.knowledge import Rules
from pipeline.model import Alignment, Directive, Lang, Status, Target

_LEVELS = ("xa", "huyen", "tinh", "ca_nuoc")
_BLAMES: frozenset[Status] = frozenset({"below", "behind", "period_mismatch", "missing", "narrowed"})


def binding(row: Alignment, directive: Directive, plan: Plan, level: str | None, rules: Rules, lang: Lang) -> Alignment:
    """-> ``row``, or the same without blame where the figure does not bind this plan. ``level`` is the draft's."""
    target = row.directive_target
    if target is None or row.status not in _BLAMES:
        return row
    if is_over(directive, plan):
        case = "programme_over"
    elif is_beyond(target, level):
        case = f"counted_over_{target.binds}"
    else:
        return row
    text = sentence(case, rules, lang, number=directive.number, until=directive.period_end)
    return replace(row, status="not_comparable", explanation=text, reason=case)


def is_over(directive: Directive, plan: Plan) -> bool:
    """Whether the directive's years end before those of the plan begin."""
    return None not in (directive.period_end, plan.start) and directive.period_end < plan.start  # type: ignore[operator]


def is_beyond(target: Target, level: str | None) -> bool:
    """Whether a figure is counted over more than the draft's own level of government."""
    if target.binds is None or level not in _LEVELS:
        return False
    return _LEVELS.index(target.binds) > _LEVELS.index(level)
