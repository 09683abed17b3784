"""Who answers whom: the draft's targets assigned to the directive's, one to one and optimal over all of them.

Neither order nor numbers nor figures play a part: only what is counted, of whom, in which unit, for which phase. Where
the best partner is hardly better than the next, or hardly like at all, the pair is marked unsure and nobody is blamed.
The assignment is the one whose scores sum to the most (``pipeline.compare.assignment``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.compare.assignment import best_pairs
from pipeline.compare.families import ONE_GOAL, Family, families
from pipeline.compare.population import population_change
from pipeline.compare.programmes import plausible
from pipeline.compare.similarity import similarity, within
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Directive, Target

# Pinned on the alignment golds of the tests: a plan's own targets stay under _LIKELY, answers lie above _SURE.
_LIKELY = 0.28
_SURE = 0.3
_MARGIN = 0.03
_CLEAR = 0.45  # above this a close second does not matter: goals of one group look alike
_MERGED = 0.5  # a goal left over that is this near to an answered clause has probably been merged into it
_PART = 0.35  # a target left over that is this near to an answered goal may answer for another of its groups
_PHASE = 0.02  # breaks ties between milestones
_FAR_OFF = 10  # years: a goal for 2045 is hardly what a target for 2030 answers …
_FAR_OFF_COST = 0.1  # … unless it says so clearly
_RIVAL = 0.2  # a goal left over that is this near to the best may as well be the one that is meant


@dataclass(frozen=True, slots=True)
class Pair:
    """A draft target and the goal it answers; one side is None where it stands alone. ``score`` is in 0…1.

    ``rivals`` are goals that nobody else answers and that the draft's words fit nearly as well.
    """

    draft: Target | None
    family: Family | None
    score: float
    sure: bool = True
    rivals: tuple[Family, ...] = ()


def align(drafts: Sequence[Target], directive: Directive, rules: Rules, year: int | None = None) -> tuple[Pair, ...]:
    """-> pairs: the directive's goals in its order, then the draft's own targets in theirs.

    ``year`` is the plan's last year, for targets that name none. A goal has one place for each of its phases.
    """
    goals = families(directive, rules)
    said = distinct(drafts, rules)
    if not goals or not said:
        return (*(Pair(None, g, 0.0) for g in goals), *(Pair(t, None, 0.0) for t in said))
    scores = _scores(said, goals, directive.directive_id, rules)
    matched = _assign(said, goals, scores, year)
    matched |= _further_answers(said, goals, scores, matched, rules)
    pairs = []
    for g, goal in enumerate(goals):
        answers = sorted(i for i, taken in matched.items() if taken == g)
        pairs += [
            Pair(said[i], goal, scores[i][g], _is_sure(i, g, scores, matched), _rivals(i, g, scores, matched, goals))
            for i in answers
        ]
        if not answers:
            near = max(range(len(said)), key=lambda i: scores[i][g])
            if scores[near][g] >= _MERGED and _same_year(said[near], goal, year):
                pairs.append(Pair(said[near], goal, scores[near][g], sure=False))
            else:
                pairs.append(Pair(None, goal, max(scores[near][g], 0.0)))
    own = [i for i in range(len(said)) if i not in matched]
    return (*pairs, *(Pair(said[i], None, max(0.0, *scores[i])) for i in own))


def _same_year(target: Target, goal: Family, year: int | None) -> bool:
    """Whether a clause may have taken a goal in: it must speak of a year in which the goal is due."""
    due = {m.period_end for m in goal.milestones}
    return None in due or (target.period_end or year) in (None, *due) or min(d for d in due if d) > (year or 0)


def distinct(drafts: Sequence[Target], rules: Rules) -> tuple[Target, ...]:
    """-> the draft's targets without those that it repeats (in an annex, in its assignments): first mention wins."""
    return _distinct(tuple(drafts), rules)


@lru_cache(maxsize=4)  # one draft is held against every directive
def _distinct(drafts: tuple[Target, ...], rules: Rules) -> tuple[Target, ...]:
    by_figure: dict[Hashable, list[int]] = defaultdict(list)
    for i, target in enumerate(drafts):
        by_figure[_figure(target, rules)].append(i)
    alike = [group for group in by_figure.values() if len(group) > 1]
    if not alike:
        return drafts
    likeness = within(alike, drafts, rules)
    repeated = set()
    for group in alike:
        kept: list[int] = []
        for i in group:
            if any(likeness(i, k) >= ONE_GOAL and _same_year_or_none(drafts[i], drafts[k]) for k in kept):
                repeated.add(i)
            else:
                kept.append(i)
    return tuple(target for i, target in enumerate(drafts) if i not in repeated)


def _figure(target: Target, rules: Rules) -> Hashable:
    return target.value, target.value_max, comparison(rules).unit(target.unit), target.change


def _same_year_or_none(one: Target, other: Target) -> bool:
    return len({one.period_end, other.period_end} - {None}) < 2


def _scores(said: Sequence[Target], goals: Sequence[Family], directive_id: str, rules: Rules) -> list[list[float]]:
    allowed = plausible(said, goals, directive_id, rules)
    if not allowed.any():
        return [[0.0] * len(goals) for _ in said]
    scores: list[list[float]] = (similarity(said, [g.milestones[-1] for g in goals], rules) * allowed).tolist()
    for i, target in enumerate(said):
        for g, goal in enumerate(goals):
            if target.period_end and (goal.milestones[0].period_end or 0) > target.period_end + _FAR_OFF:
                scores[i][g] -= _FAR_OFF_COST
    return scores


def _assign(
    said: Sequence[Target], goals: Sequence[Family], scores: list[list[float]], year: int | None
) -> dict[int, int]:
    """-> draft index -> goal index for pairs that are at least likely, the sum of their scores being the greatest."""
    import numpy as np

    places = [(g, milestone) for g, goal in enumerate(goals) for milestone in goal.milestones]
    gain = np.zeros((len(said), len(places)))
    for i, target in enumerate(said):
        for place, (g, milestone) in enumerate(places):
            if goals[g].binding(target.period_end or year) is milestone and scores[i][g] >= _LIKELY:
                gain[i, place] = scores[i][g] + _PHASE
    return {i: places[j][0] for i, j in best_pairs(gain)}


def _further_answers(
    said: Sequence[Target],
    goals: Sequence[Family],
    scores: list[list[float]],
    matched: dict[int, int],
    rules: Rules,
) -> dict[int, int]:
    """-> targets that answer a goal already answered: the same target for another year, or another of its groups.

    A plan may tell a goal year by year, or divide a list ("hộ nghèo, hộ cận nghèo") into a target for each group.
    """
    left = [i for i in range(len(said)) if i not in matched]
    if not left or not matched:
        return {}
    taken = sorted(matched)
    found = {}
    likeness = None
    if len({t.period_end for t in said}) > 1:  # else nothing is said again for another year
        likeness = similarity([said[i] for i in left], [said[k] for k in taken], rules)
    for row, i in enumerate(left):
        if likeness is not None:
            near = int(likeness[row].argmax())
            if likeness[row, near] >= ONE_GOAL and said[i].period_end != said[taken[near]].period_end:
                found[i] = matched[taken[near]]
                continue
        g = max(range(len(goals)), key=lambda k: scores[i][k])
        if scores[i][g] >= _PART and any(
            matched[k] == g and _other_group(said[i], said[k], goals[g].milestones[-1], rules) for k in taken
        ):
            found[i] = g
    return found


def _other_group(one: Target, other: Target, goal: Target, rules: Rules) -> bool:
    """Whether two targets count different groups out of the goal's list."""
    mine, theirs = (population_change(goal, t, rules) for t in (one, other))
    return mine is not None and theirs is not None and not set(mine.kept) & set(theirs.kept)


def _is_sure(i: int, g: int, scores: list[list[float]], matched: dict[int, int]) -> bool:
    score = scores[i][g]
    if score >= _CLEAR:
        return True
    free_goals = (s for k, s in enumerate(scores[i]) if k != g)
    free_drafts = (row[g] for k, row in enumerate(scores) if k != i and matched.get(k) is None)
    return score >= _SURE and score - max((*free_goals, *free_drafts), default=0.0) >= _MARGIN


def _rivals(
    i: int, g: int, scores: list[list[float]], matched: dict[int, int], goals: Sequence[Family]
) -> tuple[Family, ...]:
    taken = set(matched.values())
    least = max(_SURE, scores[i][g] - _RIVAL)
    return tuple(goal for k, goal in enumerate(goals) if k != g and k not in taken and scores[i][k] >= least)
