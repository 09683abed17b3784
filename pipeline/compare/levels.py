"""Two levels at once: the nation's figure and the province's own for one goal make one row, judged by the nearest.

A province may raise what the nation asks (70 over 60). Held against both, a ward's figure would be told twice; here
the row of the province stays, and says the nation's figure. Where the province's cannot be compared, the nation's does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.compare.align import align
from pipeline.compare.families import families
from pipeline.compare.wording import figure_in_words, sentence
from pipeline.knowledge import Rules
from pipeline.knowledge.registry import is_local
from pipeline.model import Alignment, Directive, Lang, OtherLevel

_ONE_GOAL = 0.5  # a province's plan says the nation's goal in nearly its words

Rows = dict[int, Alignment]  # by their place in the order of all


def one_row_a_goal(
    rows: Sequence[Alignment], parents: Sequence[Directive], rules: Rules, lang: Lang
) -> tuple[Alignment, ...]:
    """-> the rows in their order, those that several levels have on one goal joined, the nearest level's kept."""
    kept: Rows = dict(enumerate(rows))
    nearest_first = sorted(parents, key=lambda parent: not is_local(parent.number))
    for near, far in combinations(nearest_first, 2):
        if is_local(near.number) and not is_local(far.number):
            goals = _same_goals(near, far, rules)
            if goals:
                _join(kept, near, far, goals, rules, lang)
    return tuple(kept[place] for place in sorted(kept))


def _same_goals(near: Directive, far: Directive, rules: Rules) -> dict[str, str]:
    """-> family of the nearer directive -> that of the further one which says the same goal."""
    milestones = [family.milestones[-1] for family in families(near, rules)]
    return {
        str(pair.draft.family): pair.family.name
        for pair in align(milestones, far, rules, near.period_end)
        if pair.draft is not None and pair.family is not None and pair.sure and pair.score >= _ONE_GOAL
    }


def _join(kept: Rows, near: Directive, far: Directive, goals: dict[str, str], rules: Rules, lang: Lang) -> None:
    for ours, theirs in _pairs(kept, near, far, goals):
        by_far = kept[ours].status == "not_comparable" and kept[theirs].status != "not_comparable"
        stays, goes = (theirs, ours) if by_far else (ours, theirs)
        number = near.number if by_far else far.number
        kept[stays] = _with_other(kept[stays], kept.pop(goes), number, rules, lang)
    answered = {id(row.draft_target) for row in kept.values() if row.directive_target and row.draft_target}
    levels = (near.directive_id, far.directive_id)
    for place, row in [*kept.items()]:  # what one level asks is nobody's own
        if row.directive_target is None and row.directive_id in levels and id(row.draft_target) in answered:
            del kept[place]


def _pairs(kept: Rows, near: Directive, far: Directive, goals: dict[str, str]) -> Iterator[tuple[int, int]]:
    """-> the places of two rows on one goal: of one target of the draft, or both without any."""
    theirs = {
        (row.directive_target.family, id(row.draft_target)): place
        for place, row in kept.items()
        if row.directive_id == far.directive_id and row.directive_target is not None
    }
    for place, row in [*kept.items()]:
        if row.directive_id == near.directive_id and row.directive_target is not None:
            other = theirs.pop((goals.get(str(row.directive_target.family)), id(row.draft_target)), None)
            if other is not None:
                yield place, other


def _with_other(row: Alignment, other: Alignment, number: str, rules: Rules, lang: Lang) -> Alignment:
    asked = other.directive_target
    assert asked is not None
    figure = figure_in_words(asked, rules, lang)
    told = sentence("other_level", rules, lang, number=number, parent=figure, due=asked.period_end)
    level = OtherLevel(other.directive_id, figure, asked.value, asked.period_end)
    return replace(row, explanation=f"{row.explanation} {told}", others=(*row.others, level))
