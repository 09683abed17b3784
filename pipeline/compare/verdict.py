"""The judgement on one pair: which milestone binds, and where the draft's figure stands to it.

A directive's figure is a floor ("đạt 60%" is assessed as at least 60), unless it is a ceiling by its words
("không quá", "giảm còn") or by its kind (a poverty rate). Between two milestones a yearly plan is held against the
straight line.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.families import Family
from pipeline.compare.wording import caution, figure_in_words, number, sentence
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Certainty, Lang, PopulationChange, Status, Target

_WEAKEST: tuple[Certainty, ...] = (
    "unknown", "doubtful", "inferred", "unsigned", "compiled", "own", "restated", "seen",
)  # fmt: skip
_EVERYONE = 100.0  # a share cannot be more


@dataclass(frozen=True, slots=True)
class Plan:
    """What the verdict needs to know of the draft: the years it covers."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status, the case it was decided by, and the sentence for a reader."""

    status: Status
    case: str
    explanation: str
    milestone: Target
    due_value: float | None = None
    certainty: Certainty = "seen"


@dataclass(frozen=True, slots=True)
class _Case:
    status: Status
    name: str
    used: tuple[Target, ...]
    line: float | None = None


def judge(
    draft: Target,
    family: Family,
    plan: Plan,
    number_of_parent: str,
    rules: Rules,
    lang: Lang = "vi",
    population: PopulationChange | None = None,
) -> Verdict:
    """-> the verdict on ``draft`` by the milestone of ``family`` that binds in its year."""
    year = draft.period_end or plan.end
    milestone = family.binding(year)
    floor = family.before(milestone)
    case = _decide(draft, family, milestone, floor, year, plan, rules)
    if case.name == "met" and population is not None and is_narrowed(population):
        case = _Case("narrowed", "narrowed", case.used)
    shown = floor if milestone.value is None and floor is not None else milestone
    words = {
        "draft": figure_in_words(draft, rules, lang),
        "parent": figure_in_words(shown, rules, lang),
        "number": number_of_parent,
        "year": year,
        "due": milestone.period_end,
        "floor": figure_in_words(floor, rules, lang) if floor else None,
        "floor_year": floor.period_end if floor else None,
        "line": f"{number(case.line, lang)}{milestone.unit}" if case.line is not None else None,
        "unit": draft.unit,
        "parent_unit": milestone.unit,
    }
    certainty: Certainty = min((t.certainty for t in case.used), key=_WEAKEST.index)
    text = sentence(case.name, rules, lang, **words)
    weak = next((t for t in (milestone, floor) if t in case.used and t.certainty == certainty), None)
    if weak is not None:
        text += caution(weak, number_of_parent, rules, lang)
    return Verdict(case.status, case.name, text, milestone, case.line, certainty)


def is_narrowed(population: PopulationChange) -> bool:
    """Whether groups are gone that the draft's level of government has, and no catch-all may stand for them."""
    return bool(set(population.dropped) - set(population.excused)) and not population.open_ended


def _decide(
    draft: Target, family: Family, milestone: Target, floor: Target | None, year: int | None, plan: Plan, rules: Rules
) -> _Case:
    """-> how a draft's figure for ``year`` stands to the milestone that binds then and to the ``floor`` before it."""
    sign = -1 if _is_ceiling(milestone, family, rules) else 1
    if why := _why_not_comparable(draft, milestone, sign, rules):
        return _Case("not_comparable", why, (milestone,))
    known = floor if floor is not None and floor.value is not None else None
    if known is not None and _against(draft, known, sign) < 0:
        return _Case("below", "below_floor", (known,))
    if milestone.value is None:
        return _by_floor_alone(draft, milestone, known, sign)
    against, due = _against(draft, milestone, sign), milestone.period_end
    if year is None or due is None or year == due:
        return _Case(*_plain(against), (milestone,))
    if year > due:
        return _past_due(draft, milestone, against, due, plan)
    return _before_due(draft, milestone, known, against, (year, due), sign)


def _why_not_comparable(draft: Target, milestone: Target, sign: int, rules: Rules) -> str | None:
    """-> why two figures say nothing of each other (unit, kind of change, base year, direction); None where they do."""
    unit = comparison(rules).unit
    if unit(draft.unit) != unit(milestone.unit):
        return "other_unit"
    if (draft.change is None) != (milestone.change is None):
        return "change_against_level"
    if draft.change and (draft.change != milestone.change or _other_base(draft, milestone)):
        return "other_base"
    return "ceiling_against_floor" if _points(draft) * sign < 0 or draft.value is None else None


def _by_floor_alone(draft: Target, milestone: Target, floor: Target | None, sign: int) -> _Case:
    """A milestone of unknown figure: only that all there is (100%) lies above what is known before it can be told."""
    if floor is None:
        return _Case("not_comparable", "unknown_figure", (milestone,))
    everyone = sign > 0 and milestone.unit.startswith("%") and (draft.value or 0.0) >= _EVERYONE and not draft.change
    if everyone and _against(draft, floor, sign) > 0:
        return _Case("above", "above_floor", (floor,))
    return _Case("not_comparable", "unknown_figure_past_floor", (milestone,))


def _past_due(draft: Target, milestone: Target, against: float, due: int, plan: Plan) -> _Case:
    """A figure for a year after the milestone's: what a plan that began before it only reaches then is late."""
    postponed = plan.start is not None and plan.start <= due and draft.period_end is not None
    if against >= 0 and postponed:
        return _Case("period_mismatch", "period_mismatch", (milestone,))
    return _Case(*_plain(against), (milestone,))


def _before_due(
    draft: Target, milestone: Target, floor: Target | None, against: float, years: tuple[int, int], sign: int
) -> _Case:
    """A figure for a year before the milestone's: there already, or held against the line from the one before it."""
    if against >= 0:
        return _Case(*(("above", "above") if against > 0 else ("met", "met_early")), (milestone,))
    if floor is None or floor.period_end is None:
        return _Case("not_comparable", "no_earlier_milestone", (milestone,))
    assert draft.value is not None
    assert milestone.value is not None
    assert floor.value is not None
    year, due = years
    line = floor.value + (milestone.value - floor.value) * (year - floor.period_end) / (due - floor.period_end)
    reached = (draft.value - line) * sign >= -1e-9
    return _Case("on_track" if reached else "behind", "on_track" if reached else "behind", (floor, milestone), line)


def _plain(against: float) -> tuple[Status, str]:
    return ("above", "above") if against > 0 else ("met", "met") if against == 0 else ("below", "below")


def _against(draft: Target, milestone: Target, sign: int) -> float:
    """> 0 better than the milestone, 0 equal, < 0 worse; "trên 60%" is more than "đạt 60%" (-1: less is better)."""
    assert draft.value is not None
    assert milestone.value is not None
    ours = draft.value if sign > 0 or draft.value_max is None else draft.value_max
    difference = (ours - milestone.value) * sign
    if difference:
        return difference
    strict = [t.comparator in ("<", ">") for t in (draft, milestone)]
    return float(strict[0] - strict[1])


def _points(target: Target) -> int:
    return 1 if target.comparator in (">", ">=") else -1 if target.comparator in ("<", "<=") else 0


def _is_ceiling(milestone: Target, family: Family, rules: Rules) -> bool:
    if milestone.change:
        return False  # the amount of a change: more of it is better, whichever way it goes
    if _points(milestone):
        return _points(milestone) < 0
    values = [t.value for t in family.milestones if t.value is not None]
    if len(values) > 1 and values[0] != values[-1]:
        return values[-1] < values[0]
    return comparison(rules).lower_is_better(f"{milestone.population} {milestone.indicator} {milestone.quote}")


def _other_base(draft: Target, milestone: Target) -> bool:
    years = {t.baseline_year for t in (draft, milestone) if t.change} - {None}
    return len(years) > 1
