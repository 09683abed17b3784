"""What a directive's figures must hold, so that no slip of the hand is ever held against a draft.

A figure stands in its own quotation, and no goal has two figures for one year: a file that breaks this is refused when
it is loaded. That a share is at most all, and that the milestones of a goal go one way, has its exceptions in real
documents ("110% dự toán"); ``doubts`` tells them to whoever keeps the file, and their figures are hints.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge.checks import find_rule
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.load import Rules
from pipeline.knowledge.targets import target_words
from pipeline.model import Directive, Target
from pipeline.saying import Said, to_say
from pipeline.text.fold import fold
from pipeline.text.numbers import NUMBER, find_worded, parse_number
from pipeline.text.patterns import compiled
from pipeline.text.phrases import words_pattern

_NUMBER = compiled(NUMBER)
_HALF = compiled(r"\b1/2\b|một nửa")
_SCALES = (1.0, 1e3, 1e6, 1e9)  # a table counts in thousands, a sentence says "104 triệu"
_ALL = 100.0


def stands_in_quote(quote: str, values: Sequence[float | None]) -> bool:
    """Whether every value is among the numbers of the quotation, in digits or in words; True where it has none."""
    wanted = [value for value in values if value]
    folded = fold(quote) if wanted else ""
    said = [number for found in _NUMBER.findall(folded) if (number := parse_number(found)) is not None]
    if not said or all(_is_said(value, said) for value in wanted):
        return True
    said += [number.value for number in find_worded(folded)]
    if _HALF.search(folded):
        said.append(50.0)
    return all(_is_said(value, said) for value in wanted)


def _is_said(value: float, said: Sequence[float]) -> bool:
    return any(abs(value - number * scale) < 1e-6 for number in said for scale in _SCALES)


def doubts(directive: Directive, rules: Rules) -> Iterator[tuple[str, Said]]:
    """-> (the target's id, what is wrong): shares of more than all, milestones that fall behind.

    Such a figure is a hint to a draft and never more, whoever signed it.
    """
    rule = find_rule("impossible-share", rules)
    excused = compiled("|".join(rule.strings("may_exceed")) if rule else "(?!)")
    goals: dict[str, list[Target]] = defaultdict(list)
    for target in directive.targets:
        name = str(target.target_id)
        goals[target.family or name].append(target)
        top = max(target.value or 0.0, target.value_max or 0.0)
        if target.unit.strip() == "%" and not target.change and top > _ALL:
            words = fold(f"{target.quote} {target.indicator} {target.condition or ''}")
            if not excused.search(words):
                yield name, to_say("directive.more_than_all", id=name)
    for family, milestones in goals.items():
        if back := out_of_order(milestones):
            yield back, to_say("directive.milestone_order", id=back, family=family)


def doubtful(directive: Directive, rules: Rules) -> frozenset[str]:
    """-> the ids of the targets that ``doubts`` tells of."""
    return frozenset(name for name, _ in doubts(directive, rules))


def unknown_units(directive: Directive, rules: Rules) -> Iterator[Said]:
    """-> the targets whose unit nobody counts in, which is a slip or a column's title more often than a new unit."""
    for target in directive.targets:
        if not is_known_unit(target.unit, rules):
            yield to_say("directive.unit", id=str(target.target_id), unit=target.unit)


def is_known_unit(unit: str, rules: Rules) -> bool:
    """Whether a unit is a share, a rate, money, or begins with what offices count ("bác sĩ/10.000 dân")."""
    counted = fold(unit).strip()
    return counted[:1] in ("", "/") or bool(_units(rules).match(counted))


@lru_cache(maxsize=4)
def _units(rules: Rules) -> re.Pattern[str]:
    file = target_words(rules).file
    money = file.money
    sums = rf"(?:(?:{words_pattern(money.magnitudes)})\s+)*(?:{words_pattern(money.currencies + money.foreign)})"
    counted = words_pattern(file.count_units + money.quantities + money.volumes + comparison(rules).measures)
    return compiled(rf"(?:điểm\s+)?[%‰]|(?:{sums}|{counted})(?!\w)")


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
