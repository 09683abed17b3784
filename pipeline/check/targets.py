"""Targets: the verdicts of the comparison as findings, and what a plan says against itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import combinations

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import figure_fix, year_fix
from pipeline.check.references import identify
from pipeline.compare.population import goal_in_words
from pipeline.compare.similarity import within
from pipeline.compare.subject import titled
from pipeline.compare.unfigured import named_without_figure
from pipeline.compare.verdict import is_narrowed
from pipeline.compare.wording import HINTS, figure_in_words, with_unit
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.registry import number_key
from pipeline.model import Alignment, Certainty, Directive, Fix, Status, Target
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_ALL = 100.0
_OF_ITS_TITLE = 0.4  # of a directive's title stands in that of a plan that carries it out
_MARKS = ("-", "+", "*", "•")
_NOT_READ = ("own", "inferred", "doubtful", "unknown")
_SHORT = 70  # characters of a goal in a list


def _rows(context: Context, status: Status) -> Iterator[Alignment]:
    return (row for row in context.alignment if row.status == status)


def _from_row(context: Context, row: Alignment, **more: object) -> Hit:
    draft, parent = row.draft_target, row.directive_target
    directive = context.directive(row.directive_id)
    words: dict[str, object] = {
        "draft": figure_in_words(draft, context.rules, context.lang) if draft else "",
        "expected": figure_in_words(parent, context.rules, context.lang) if parent else "",
        "goal": goal_in_words(parent or draft),
        "number": directive.number if directive else row.directive_id,
        "due": parent.period_end if parent else "",
        "year": (draft.period_end if draft else None) or "",
        "line": with_unit(row.due_value, parent.unit, context.lang) if parent and row.due_value is not None else "",
        "why": row.explanation,
    }
    return Hit(
        draft.start if draft else None,
        draft.end if draft else None,
        words,
        certainty=row.certainty,
        directive_id=row.directive_id,
        directive_quote=(parent.quote or None) if parent else None,
        **more,  # type: ignore[arg-type]
    )


@check("target-below")
def target_below(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Lower than what the parent sets for the phase that binds, or than a floor already due."""
    return (_from_row(context, row, fix=_raised(context, row)) for row in _rows(context, "below"))


def _raised(context: Context, row: Alignment) -> Fix | None:
    """-> the draft's figure written as the parent's, where each is one figure of one unit."""
    ours, ask = row.draft_target, row.directive_target
    if ours is None or ask is None or ours.value is None or ask.value is None or ours.unit != ask.unit:
        return None
    if ours.value_max is not None or ask.value_max is not None or ours.change != ask.change or ours.value >= ask.value:
        return None
    return figure_fix(context, ours.start, ours.end, ours.value, ask.value)


@check("target-behind")
def target_behind(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Past the last milestone but under the straight line to the next."""
    return (_from_row(context, row) for row in _rows(context, "behind"))


@check("target-missing")
def target_missing(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A goal of the parent that the plan does not carry; what only details another goal weighs less.

    Where a directive's goals are mostly not for this level to carry, they are told together, not one by one.
    """
    for directive in context.directives:
        rows = [r for r in _rows(context, "missing") if r.directive_id == directive.directive_id]
        rows = [r for r in rows if not r.reason.startswith("missing_without_figure")]
        blamed = [r for r in rows if r.certainty not in _NOT_READ and r.reason == "missing" and not _part(r)]
        if len(blamed) >= rule.figure("together_from", 6):
            goals = "; ".join(f"“{goal_in_words(r.directive_target, _SHORT)}”" for r in blamed)
            words = {"number": directive.number, "count": len(blamed), "goals": goals}
            least_sure: Certainty = next((r.certainty for r in blamed if r.certainty in HINTS), "seen")
            yield Hit(
                words=words, case="together", directive_id=directive.directive_id, suggest=False, certainty=least_sure
            )
            rows = []
        for row in rows:
            detail = row.reason == "missing_milestone" or _part(row)
            yield _from_row(context, row, severity="info" if detail else None)


@check("goal-without-figure")
def goal_without_figure(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A goal of the parent that the draft names without saying how much."""
    rows = [r for r in context.alignment if r.reason.startswith("missing_without_figure")]
    goals = [r.directive_target for r in rows if r.directive_target]
    for row, span in zip(rows, named_without_figure(context.document, goals, context.rules), strict=True):
        if span is not None:
            unknown = "unknown" if row.reason.endswith("unknown") else None
            yield replace(_from_row(context, row), start=span[0], end=span[1], case=unknown)


def _part(row: Alignment) -> bool:
    return row.directive_target is not None and row.directive_target.part_of is not None


@check("target-postponed")
def target_postponed(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The parent's figure, put off to a later year."""
    return (_from_row(context, row, fix=_in_time(context, row)) for row in _rows(context, "period_mismatch"))


def _in_time(context: Context, row: Alignment) -> Fix | None:
    ours, ask = row.draft_target, row.directive_target
    if ours is None or ask is None or not ours.period_end or not ask.period_end:
        return None
    return year_fix(context, ours.start, ours.end, ours.period_end, ask.period_end)


@check("population-narrowed")
def population_narrowed(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Groups of the parent that the draft's list does not name, each by its name, with those that are excused.

    Several milestones of one clause ("65% … (năm 2030 là 90%)") leave out the same groups once.
    """
    told = set()
    for row in context.alignment:
        change = row.population
        if change is None or not (change.dropped or change.replaced) or row.draft_target is None:
            continue
        same = (row.draft_target.start, row.draft_target.population, change.dropped)
        if same in told:
            continue
        told.add(same)
        blamed = [m for m in change.dropped if m not in change.excused]
        notes = []
        if change.replaced:
            pairs = ", ".join(f"{theirs} → {ours}" for theirs, ours in change.replaced)
            notes.append(_note(rule, "replaced", context, pairs))
        if change.excused:
            notes.append(_note(rule, "excused", context, ", ".join(change.excused)))
        if change.added:
            notes.append(_note(rule, "added", context, ", ".join(change.added)))
        if blamed or change.replaced:
            case = None if blamed else "counterparts"
            severity = None if is_narrowed(change) else "info"
            hit = _from_row(context, row, severity=severity, case=case, suggest=bool(blamed))
            yield replace(hit, words={**hit.words, "dropped": ", ".join(blamed), "notes": " ".join(notes)})


def _note(rule: CheckRule, case: str, context: Context, names: str) -> str:
    return rule.messages[case].in_language(context.lang).format_map({"names": names})


@check("target-contradicts-itself")
def target_contradicts_itself(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The same goal in the same year with two figures."""
    general = compiled(whole_words(list(rule.strings("general"))))
    targets = [t for t in context.document.targets if t.value is not None and _is_told(t, general)]
    if len(targets) < 2:
        return
    terms: dict[Hashable, list[int]] = defaultdict(list)
    for k, target in enumerate(targets):
        terms[_terms(target, context)].append(k)
    figures = [(t.value, t.value_max) for t in targets]
    groups = [same for same in terms.values() if len({figures[k] for k in same}) > 1]
    if not groups:
        return
    pairs = sorted((i, k) for same in groups for i, k in combinations(same, 2) if figures[i] != figures[k])
    likeness = within(groups, targets, context.rules)
    least = rule.figure("same_goal", 0.97)
    told = set()
    for i, k in pairs:
        first, other = targets[i], targets[k]
        if i in told or likeness(i, k) < least or _apart(first, other, context):
            continue
        told.add(i)
        words = {
            "draft": figure_in_words(other, context.rules, context.lang),
            "expected": figure_in_words(first, context.rules, context.lang),
            "goal": goal_in_words(other),
        }
        yield Hit(other.start, other.end, words)


def _is_told(target: Target, general: re.Pattern[str]) -> bool:
    """Whether it says what is to be reached, and of what: a bare part of a rate ("trung học cơ sở: 98%") or a rate of
    nothing named ("tăng trưởng bình quân 6%") is of what stands above it."""
    words = general.sub(" ", f"{fold(target.population)} {fold(target.indicator)}").split()
    return bool(target.indicator.strip()) and len(re.findall(r"[^\W\d_]+", " ".join(words))) > 1


def _apart(one: Target, other: Target, context: Context) -> bool:
    """Whether their places tell them apart: in one paragraph a whole and its part or two milestones; one list's items
    two groups; rows of tables two bases."""
    rows = " | " in one.quote and " | " in other.quote
    if rows or "\n" not in context.document.text[one.start : other.start]:
        return True
    places = [context.by_id.get(target.section_id or "") for target in (one, other)]
    lists = {place and (place.parent_id if place.label in _MARKS else place.section_id) for place in places}
    same_list = len(lists) == 1 and None not in lists and " | " not in one.quote + other.quote
    return same_list and _worded(one) != _worded(other)


def _worded(target: Target) -> str:
    """A target's clause without its figures."""
    return " ".join(re.sub(r"\d[\d.,]*", "", fold(target.quote)).split())


def _terms(target: Target, context: Context) -> Hashable:
    """-> what two figures must have in common to contradict each other: unit, year, condition and all words."""
    population = re.sub(r"^(?:tổng )?số (?=\w)", "", fold(target.population))
    words = sorted(re.findall(r"\w+", f"{population} {fold(target.indicator)}"))
    unit = comparison(context.rules).unit(target.unit)
    base = target.baseline_year if target.change else None
    return (unit, target.change, target.period_end, fold(target.condition or ""), base, *words)


@check("impossible-share")
def impossible_share(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """More than all: a share over 100% that is no growth, no plan fulfilment, no comparison with another year."""
    excused = compiled("|".join(rule.strings("may_exceed")))
    for target in context.document.targets:
        top = max(target.value or 0.0, target.value_max or 0.0)
        if target.unit.strip() != "%" or target.change or top <= _ALL:
            continue
        line = context.folded.rfind("\n", 0, target.start) + 1, (context.folded + "\n").find("\n", target.end)
        if not excused.search(context.folded[max(line[0], target.start - 30) : min(line[1], target.end + 30)]):
            yield Hit(target.start, target.end, {"draft": figure_in_words(target, context.rules, context.lang)})


@check("parent-not-cited")
def parent_not_cited(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A parent that the draft is held against and that does not stand among its grounds."""
    first = min((s.start for s in context.document.sections if s.level == 1 and s.kind != "can_cu"), default=0)
    for directive in context.directives:
        key = number_key(directive.number)
        cited = [r for r in context.citations if key in (number_key(r.canonical or ""), number_key(r.number or ""))]
        cited = [r for r in cited if r.issued_on in (None, directive.issued_on) or r.canonical == directive.number]
        if any(
            r.role in ("can_cu", "thuc_hien") and (r.start < first or not first or r.role == "can_cu") for r in cited
        ):
            continue
        words = {"number": directive.number, "title": directive.title}
        where = cited[0] if cited else None
        mild = _through_another(context, directive) if not cited else _in_passing(context, directive)
        yield Hit(
            where.start if where else None,
            where.end if where else None,
            words,
            case="in_body" if where else None,
            severity="info" if mild else None,
            directive_id=directive.directive_id,
        )


def _in_passing(context: Context, directive: Directive) -> bool:
    """Whether the plan is of something else and only names the directive among others."""
    return titled(context.document, directive, context.rules) < _OF_ITS_TITLE


def _through_another(context: Context, directive: Directive) -> bool:
    """Whether a document that the draft cites carries this directive out: the nearest parent may be ground enough."""
    for reference in context.citations:
        match = identify(context, reference)
        for parent in match.document.parents if match else ():
            if number_key(parent.number) == number_key(directive.number):
                return True
    return False
