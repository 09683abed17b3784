"""What a directive's figures must hold, so that no slip of the hand is ever held against a draft.

A figure stands in its own quotation, and no goal has two figures for one year: a file that breaks this is refused when
it is loaded. That a share is at most all, and that the milestones of a goal go one way, has its exceptions in real
documents ("110% dự toán"); ``doubts`` tells them to whoever keeps the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.knowledge.checks import find_rule
from pipeline.knowledge.load import Rules
from pipeline.model import Directive, Target
from pipeline.saying import Said, to_say
from pipeline.text.fold import fold
from pipeline.text.numbers import NUMBER, find_worded, parse_number

_NUMBER = re.compile(NUMBER)
_HALF = re.compile(r"\b1/2\b|một nửa")
_SCALES = (1.0, 1e3, 1e6, 1e9)  # a table counts in thousands, a sentence says "104 triệu"
_ALL = 100.0


def stands_in_quote(quote: str, values: Sequence[float | None]) -> bool:
    """Whether every value is among the numbers of the quotation, in digits or in words; True where it has none."""
    folded = fold(quote)
    said = [number for found in _NUMBER.findall(folded) if (number := parse_number(found)) is not None]
    if not said:
        return True
    said += [number.value for number in find_worded(folded)]
    if _HALF.search(folded):
        said.append(50.0)
    return all(
        any(abs(value - number * scale) < 1e-6 for number in said for scale in _SCALES) for value in values if value
    )


def doubts(directive: Directive, rules: Rules) -> Iterator[Said]:
    """-> what a person must look at once more: shares of more than all, milestones that fall behind earlier ones."""
    rule = find_rule("impossible-share", rules)
    excused = re.compile("|".join(rule.strings("may_exceed")) if rule else "(?!)")
    goals: dict[str, list[Target]] = defaultdict(list)
    for target in directive.targets:
        goals[target.family or str(target.target_id)].append(target)
        top = max(target.value or 0.0, target.value_max or 0.0)
        words = fold(f"{target.quote} {target.indicator} {target.condition or ''}")
        if target.unit.strip() == "%" and not target.change and top > _ALL and not excused.search(words):
            yield to_say("directive.more_than_all", id=str(target.target_id))
    for family, milestones in goals.items():
        if back := out_of_order(milestones):
            yield to_say("directive.milestone_order", id=back, family=family)


def out_of_order(milestones: Sequence[Target]) -> str | None:
    """-> the id of a milestone that goes back behind an earlier one of its goal, or None.

    A floor may only rise and a ceiling only fall; milestones of several kinds are not held against each other.
    """
    known = sorted((t for t in milestones if t.period_end and t.value is not None), key=lambda t: t.period_end or 0)
    ceiling = {target.comparator in ("<", "<=") for target in known}
    if len(ceiling) > 1 or len({(target.unit, target.change) for target in known}) > 1:
        return None
    for earlier, later in pairwise(known):
        rise = (later.value or 0.0) - (earlier.value or 0.0)
        if (rise > 0) if ceiling == {True} else (rise < 0 and later.comparator in (">", ">=")):
            return later.target_id
    return None
