"""A draft's targets held against a directive's: who answers whom, and the verdict on each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.compare.align import Pair, align
from pipeline.compare.binding import binding
from pipeline.compare.families import Family
from pipeline.compare.population import level_of, population_change
from pipeline.compare.subject import apart
from pipeline.compare.unfigured import named_without_figure
from pipeline.compare.verdict import Plan, judge
from pipeline.compare.wording import caution, figure_in_words, sentence
from pipeline.knowledge import Rules
from pipeline.model import Alignment, Directive, Document, Lang, Target

_NOT_FOUND = frozenset({"missing", "missing_unknown", "missing_milestone"})
_BLAMES = {"below", "behind", "period_mismatch"}
_CLEARS = {"met", "above", "on_track"}

__all__ = ["Family", "Pair", "Plan", "align", "compare", "judge", "plan_years"]


def plan_years(document: Document, day: date | None = None) -> Plan:
    """-> the years that the plan covers: its own period, else the latest year of a target, else the year of ``day``."""
    meta = document.metadata
    start, end = meta.period_start, meta.period_end
    if end is None:
        years = [t.period_end for t in document.targets if t.period_end]
        end = max(years) if years else (day.year if day else None)
    return Plan(start or (day.year if day else end), end)


def compare(
    document: Document, directive: Directive, rules: Rules, day: date | None = None, lang: Lang = "vi"
) -> tuple[Alignment, ...]:
    """-> one row a goal of the directive (several where the draft answers several phases), then the draft's own."""
    plan = plan_years(document, day)
    level = level_of(document, rules)
    rows: list[Alignment] = []
    answered: dict[str, list[Target | None]] = {}
    goals: dict[str, Family] = {}
    told_once = tuple(t for t in document.targets if t.restates is None)
    pairs = align(told_once, directive, rules, plan.end)
    for pair in pairs:
        if pair.family is None:
            rows.append(_own(pair, directive, rules, lang))
        elif pair.draft is None:
            rows.append(_missing(pair, pair.family, directive, plan, rules, lang))
        else:
            counted = _counted(pair, pairs)
            rows.append(_answer(pair.draft, pair.family, pair, counted, directive, plan, level, day, rules, lang))
            answered.setdefault(pair.family.name, []).append(rows[-1].directive_target)
            goals[pair.family.name] = pair.family
    for name, milestones in answered.items():  # a plan to 2030 that says only how far it gets by 2025, or only in 2030
        bound = goals[name].binding(plan.end)
        if bound not in milestones:
            rows.append(_missing(Pair(None, goals[name], 0.0), goals[name], directive, plan, rules, lang))
        rows += [
            _unsaid(milestone, directive, rules, lang)
            for milestone in goals[name].milestones
            if milestone is not bound
            and milestone not in milestones
            and _within(milestone, plan)
            and directive.complete
        ]
    rows = [binding(row, directive, plan, level, rules, lang) for row in rows]
    named = _named(rows, document, directive, rules, lang)
    return apart(_unread(named, document, rules, lang), document, directive, level, rules, lang)


def _unread(rows: tuple[Alignment, ...], document: Document, rules: Rules, lang: Lang) -> tuple[Alignment, ...]:
    """Nothing is said to be missing from a draft of which a page or a table was not read: it may stand there."""
    if not any(notice.unread for notice in document.warnings):
        return rows
    text = sentence("missing_unread", rules, lang)
    return tuple(
        replace(row, status="not_comparable", explanation=text, reason="missing_unread")
        if row.status == "missing" and row.draft_target is None and row.reason in _NOT_FOUND
        else row
        for row in rows
    )


def _named(
    rows: list[Alignment], document: Document, directive: Directive, rules: Rules, lang: Lang
) -> tuple[Alignment, ...]:
    """Say of each missing goal whether the draft names it without a figure."""
    places = [k for k, row in enumerate(rows) if row.reason in ("missing", "missing_unknown") and row.directive_target]
    goals = [target for k in places if (target := rows[k].directive_target)]
    for k, goal, span in zip(places, goals, named_without_figure(document, goals, rules), strict=True):
        if span is not None:
            words = {"number": directive.number, "parent": figure_in_words(goal, rules, lang), "due": goal.period_end}
            case = "missing_without_figure" if goal.value is not None else "missing_without_figure_unknown"
            rows[k] = replace(rows[k], explanation=sentence(case, rules, lang, **words), reason=case)
    return tuple(rows)


def _counted(pair: Pair, pairs: tuple[Pair, ...]) -> Target:
    """-> the draft's target with the groups of all that answer the same goal for the same year (a list in parts)."""
    assert pair.draft is not None
    year = pair.draft.period_end
    parts = [p.draft for p in pairs if p.family is pair.family and p.draft and p.draft.period_end == year]
    return replace(pair.draft, members=tuple(dict.fromkeys(m for part in parts for m in part.members)))


def _answer(
    draft: Target,
    family: Family,
    pair: Pair,
    counted: Target,
    directive: Directive,
    plan: Plan,
    level: str | None,
    day: date | None,
    rules: Rules,
    lang: Lang,
) -> Alignment:
    milestone = family.binding(draft.period_end or plan.end)
    if not pair.sure:
        text = sentence("unsure", rules, lang)
        return Alignment(
            directive.directive_id, milestone, draft, "not_comparable", round(pair.score, 3), text, reason="unsure"
        )
    population = population_change(milestone, counted, rules, level, day)
    verdict = judge(draft, family, plan, directive.number, rules, lang, population)
    if verdict.status in _BLAMES and any(
        judge(draft, rival, plan, directive.number, rules, lang).status in _CLEARS for rival in pair.rivals
    ):  # its words fit a goal that it reaches nearly as well: no blame on a doubtful pair
        text = sentence("rival", rules, lang, number=directive.number)
        return Alignment(
            directive.directive_id, milestone, draft, "not_comparable", round(pair.score, 3), text, reason="rival"
        )
    return Alignment(
        directive_id=directive.directive_id,
        directive_target=verdict.milestone,
        draft_target=draft,
        status=verdict.status,
        score=round(pair.score, 3),
        explanation=verdict.explanation,
        due_value=verdict.due_value,
        certainty=verdict.certainty,
        reason=verdict.case,
        population=population,
    )


def _missing(pair: Pair, family: Family, directive: Directive, plan: Plan, rules: Rules, lang: Lang) -> Alignment:
    milestone = family.binding(plan.end)
    case = "missing" if milestone.value is not None else "missing_unknown"
    if not directive.complete:
        case = "missing_partial"
    words = {
        "number": directive.number,
        "parent": figure_in_words(milestone, rules, lang),
        "due": milestone.period_end,
    }
    return Alignment(
        directive_id=directive.directive_id,
        directive_target=milestone,
        draft_target=None,
        status="missing" if directive.complete else "not_comparable",
        score=round(pair.score, 3),
        explanation=sentence(case, rules, lang, **words) + caution(milestone, directive.number, rules, lang),
        certainty=milestone.certainty,
        reason=case,
    )


def _within(milestone: Target, plan: Plan) -> bool:
    """Whether a milestone falls due inside a plan of several years."""
    due = milestone.period_end
    return None not in (due, plan.start, plan.end) and plan.start <= due < plan.end  # type: ignore[operator]


def _unsaid(milestone: Target, directive: Directive, rules: Rules, lang: Lang) -> Alignment:
    words = {"number": directive.number, "parent": figure_in_words(milestone, rules, lang), "due": milestone.period_end}
    return Alignment(
        directive_id=directive.directive_id,
        directive_target=milestone,
        draft_target=None,
        status="missing",
        score=0.0,
        explanation=sentence("missing_milestone", rules, lang, **words)
        + caution(milestone, directive.number, rules, lang),
        certainty=milestone.certainty,
        reason="missing_milestone",
    )


def _own(pair: Pair, directive: Directive, rules: Rules, lang: Lang) -> Alignment:
    assert pair.draft is not None
    case = "added" if directive.complete else "added_partial"
    words = {"number": directive.number, "draft": figure_in_words(pair.draft, rules, lang)}
    return Alignment(
        directive_id=directive.directive_id,
        directive_target=None,
        draft_target=pair.draft,
        status="added" if directive.complete else "not_comparable",
        score=round(pair.score, 3),
        explanation=sentence(case, rules, lang, **words),
        reason=case,
    )
