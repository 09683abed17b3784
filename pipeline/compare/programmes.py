"""Which programme a target belongs to, among all that are known: like words alone pair nothing across programmes.

Two targets of communes, or of the elderly, look alike when only one plan and one directive are held against each other.
Among the goals of every directive known it shows which words are common ("được cấp thẻ bảo hiểm y tế") and which tell
programmes apart, and whether a target has a better home than the goal before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.compare.counted import counts_others
from pipeline.compare.families import Family, families
from pipeline.compare.similarity import Shelf, Spaces, evidence, same_people, shelf_of, similarity, spaces_of
from pipeline.knowledge import Rules
from pipeline.knowledge.directives import directives
from pipeline.knowledge.registry import registry
from pipeline.model import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Pinned on tests/gold/alignment.
_STRONG = 0.4  # a target this near to a goal speaks of its programme
_ITS_OWN = 0.25  # a plan under a programme answers at least this share of what could be answered
_LEAST = 0.28  # under its own programme: what no likeness of rare words bears out is no answer
_FOREIGN = 0.65  # under another programme only words that are nearly the same are an answer
_SAME_PEOPLE = 0.3  # … and of whom it is counted: the insured of one group are not those of another
_SAME_DEED = 0.5  # … and what is done: "được định danh số" shares but a syllable with "đạt danh hiệu"
_NEARER = 0.46  # another programme's goal that is this much nearer is the one that is meant …
_SAME_MATTER = 0.4  # … unless it says the same as the goal before us
_RESTATED = 0.8  # a province's plan restates the nation's goal in nearly its words: no other home
_TIE = 0.05
_SECOND = 0.2  # a goal this much further than the target's own best is not the one it means


@dataclass(frozen=True, eq=False)
class Homes:
    """A draft's targets held against every known goal: ``likeness`` (targets × goals) under ``spaces``."""

    spaces: Spaces
    likeness: NDArray[np.float64]


@lru_cache(maxsize=4)
def known_goals(rules: Rules) -> tuple[tuple[str, Target], ...]:
    """-> (directive id, the last milestone) of every goal of every directive known."""
    return tuple((d.directive_id, family.milestones[-1]) for d in directives(rules) for family in families(d, rules))


@lru_cache(maxsize=4)
def _goals_at_hand(rules: Rules) -> Shelf:
    return shelf_of(tuple(goal for _, goal in known_goals(rules)), rules)


@lru_cache(maxsize=4)
def kin(rules: Rules) -> dict[str, frozenset[str]]:
    """-> directive id -> those that carry out the same document, which restate its goals, and that one itself."""
    documents = registry(rules)
    known = {(d.number, d.issued_on): d.directive_id for d in directives(rules)}
    roots: dict[str, str] = {}
    for directive in directives(rules):
        own = documents.lookup(directive.number, directive.issued_on, issuer=directive.issuer)
        above = [(parent.number, parent.issued_on) for parent in (own.parents if own else ())]
        roots[directive.directive_id] = next((known[p] for p in above if p in known), directive.directive_id)
    families_of: dict[str, set[str]] = defaultdict(set)
    for name, root in roots.items():
        families_of[root].add(name)
    return {name: frozenset(families_of[root] | {root}) for name, root in roots.items()}


@lru_cache(maxsize=4)
def homes(said: tuple[Target, ...], rules: Rules) -> Homes:
    """-> how near each of a draft's targets is to each known goal."""
    shelf = _goals_at_hand(rules)
    spaces = spaces_of(said, rules, shelf)
    return Homes(spaces, similarity(said, shelf, rules, spaces))


def plausible(said: Sequence[Target], goals: Sequence[Family], directive_id: str, rules: Rules) -> NDArray[np.bool_]:
    """-> targets × goals of one directive: whether the one may answer the other, all programmes considered."""
    import numpy as np

    known = known_goals(rules)
    asked = [goal.milestones[-1] for goal in goals]
    found = homes(tuple(said), rules)
    columns = [k for k, (name, _) in enumerate(known) if name == directive_id]
    if [known[k][1] for k in columns] == asked:
        near = found.likeness[:, columns]
    else:
        near = similarity(said, asked, rules, spaces_of((*said, *asked), rules, _goals_at_hand(rules)))
    if near.max(initial=0.0) < _LEAST:
        return np.zeros(near.shape, bool)
    relatives = kin(rules).get(directive_id, frozenset((directive_id,)))
    others = [k for k, (name, _) in enumerate(known) if name not in relatives]
    elsewhere, alike = np.zeros(len(said)), np.zeros((len(said), len(asked)))
    if others:
        best = found.likeness[:, others].argmax(axis=1)
        elsewhere = found.likeness[np.arange(len(said)), np.array(others)[best]]
        homes_of, place = np.unique(best, return_inverse=True)
        alike = similarity([known[others[int(k)]][1] for k in homes_of], asked, rules, found.spaces)[place]
    other = np.where(alike < _RESTATED, elsewhere[:, None], 0.0)
    at_home = near >= other - _TIE
    strong = (near >= _STRONG) & at_home
    rows = np.flatnonzero(strong.any(axis=1))
    if len(rows):
        some = [said[int(k)] for k in rows]
        strong[rows] &= same_people(some, asked, rules, found.spaces) >= _SAME_PEOPLE
    speaking = int(strong.any(axis=1).sum())
    if speaking >= max(1.0, _ITS_OWN * min(len(said), len(asked))):
        better = (elsewhere[:, None] > near + _NEARER) & (alike < _SAME_MATTER)
        allowed = (near >= _LEAST) & ~better
    else:
        allowed = strong & (near >= _FOREIGN)
        if allowed.any():
            allowed &= evidence(said, asked, rules, found.spaces)["indicator"] >= _SAME_DEED
    result: NDArray[np.bool_] = allowed & (near >= near.max(axis=1, keepdims=True) - _SECOND)
    for i, g in zip(*np.nonzero(result), strict=True):
        result[i, g] = not counts_others(said[int(i)], asked[int(g)], rules)
    return result
