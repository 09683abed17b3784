"""The verdicts as a reader wants them: each target once, with its places, parents and milestones; what needs nothing
first, what cannot be compared last, and what is one sentence for many goals told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge.load import Rules, load_rules
from pipeline.knowledge.messages import Messages
from pipeline.model import Alignment, Review, Status, Target
from pipeline.report.wording import goal, place

NEEDS_NOTHING: frozenset[Status] = frozenset({"met", "above", "on_track"})
_ORDER: tuple[Status, ...] = (
    "below", "missing", "behind", "period_mismatch", "narrowed", "met", "on_track", "above", "added", "not_comparable",
)  # fmt: skip
_SAME_GOAL = 0.8  # a province restates the nation's goal in nearly its words
_OF_MANY = {  # reason -> the message that tells it of many goals at once
    "missing_partial": "folded.partial",
    "added_partial": "folded.partial",
    "missing_unread": "folded.unread",
    "programme_over": "folded.programme_over",
    "counted_over_huyen": "folded.counted_over",
    "counted_over_tinh": "folded.counted_over",
    "counted_over_ca_nuoc": "folded.counted_over",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One target with all that is said of it: the verdicts, the gravest first, and where the draft has it."""

    pairs: tuple[Alignment, ...]
    places: tuple[Target, ...] = ()

    @property
    def status(self) -> Status:
        return self.pairs[0].status

    @property
    def target(self) -> Target:
        """The directive's where there is one, else the draft's."""
        first = self.pairs[0]
        either = first.directive_target or first.draft_target
        assert either is not None
        return either


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence on a directive as a whole, or on many of its goals, with these."""

    words: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdicts:
    """``lines`` speak of a directive as a whole; ``fine`` needs nothing, ``rows`` want a look, ``unsure`` were not
    compared."""

    lines: tuple[Line, ...] = ()
    fine: tuple[Told, ...] = ()
    rows: tuple[Told, ...] = ()
    unsure: tuple[Told, ...] = ()

    @property
    def all(self) -> tuple[Told, ...]:
        return (*self.fine, *self.rows, *self.unsure)


def verdicts(review: Review, say: Messages) -> Verdicts:
    """-> the review's alignment for reading; nothing of it is left out but rows on a directive as a whole, which the
    headline tells."""
    lines = []
    rows = [row for row in review.alignment if not row.whole]
    numbers = {d.directive_id: d.number for d in review.directives}
    folded: dict[tuple[str, str], list[Target]] = defaultdict(list)
    for row in rows:
        either = row.directive_target or row.draft_target
        if _is_folded(row) and either is not None:
            folded[row.directive_id, _OF_MANY[row.reason]].append(either)
    for (directive_id, key), targets in folded.items():
        number = numbers.get(directive_id, directive_id)
        lines.append(Line(say(key, number=number, n=len(targets)), tuple(targets)))
    shown = [row for row in rows if not _is_folded(row)]
    groups = [_told(group, review) for group in _groups(shown)]
    groups.sort(key=lambda told: _ORDER.index(told.status))
    return Verdicts(
        tuple(lines),
        tuple(t for t in groups if t.status in NEEDS_NOTHING),
        tuple(t for t in groups if t.status not in NEEDS_NOTHING and t.status != "not_comparable"),
        tuple(t for t in groups if t.status == "not_comparable"),
    )


def where(told: Told, review: Review, say: Messages) -> list[str]:
    """-> the places of a target in the draft, in words."""
    found = [
        place(review.draft, say, section_id=t.section_id, page=t.page, start=t.start, longest=40) for t in told.places
    ]
    return list(dict.fromkeys(words for words in found if words))


def name_of(told: Told, rules: Rules | None = None, longest: int = 160) -> str:
    """-> what the target is called."""
    return goal(told.target, longest, rules)


def _is_folded(row: Alignment) -> bool:
    """Whether one line for all that share its reason says as much: nothing of the draft was judged by it."""
    one_sided = row.directive_target is None or row.draft_target is None
    return row.status == "not_comparable" and one_sided and row.reason in _OF_MANY


def _groups(rows: Sequence[Alignment]) -> list[list[Alignment]]:
    """-> the rows of one target together: milestones of a goal, what one target of the draft is to several parents,
    and a goal that several parents set in nearly the same words."""
    leader = list(range(len(rows)))

    def lead(k: int) -> int:
        while leader[k] != k:
            k = leader[k]
        return k

    seen: dict[object, int] = {}
    for k, row in enumerate(rows):
        keys: list[object] = [("draft", id(row.draft_target))] if row.draft_target else []
        if row.directive_target:
            keys.append((row.directive_id, row.directive_target.family or id(row.directive_target)))
        for key in keys:
            leader[lead(k)] = lead(seen.setdefault(key, k))
    for one, other in _restated(rows):
        leader[lead(other)] = lead(one)
    groups: dict[int, list[Alignment]] = defaultdict(list)
    for k, row in enumerate(rows):
        groups[lead(k)].append(row)
    return [_without_own(group) for _, group in sorted(groups.items())]


def _restated(rows: Sequence[Alignment]) -> list[tuple[int, int]]:
    """-> pairs of rows of two directives, one at least unanswered, whose goals say the same."""
    from pipeline.compare.similarity import similarity

    asked = [k for k, row in enumerate(rows) if row.directive_target]
    if len({rows[k].directive_id for k in asked}) < 2:
        return []
    goals = [target for k in asked if (target := rows[k].directive_target)]
    alike = similarity(goals, goals, load_rules())
    return [
        (one, other)
        for i, one in enumerate(asked)
        for j, other in enumerate(asked[:i])
        if rows[one].directive_id != rows[other].directive_id
        and rows[one].draft_target is None
        and rows[other].draft_target is None
        and alike[i, j] >= _SAME_GOAL
    ]


def _without_own(group: list[Alignment]) -> list[Alignment]:
    """A target that answers one parent is not told again as its own beside another."""
    answers = {id(row.draft_target) for row in group if row.directive_target and row.draft_target}
    return [row for row in group if row.directive_target or id(row.draft_target) not in answers]


def _told(group: list[Alignment], review: Review) -> Told:
    said = list({id(row.draft_target): row.draft_target for row in group if row.draft_target}.values())
    names = {target.target_id for target in said if target.target_id}
    again = [t for t in review.draft.targets if t.restates and t.restates in names]
    pairs = sorted(group, key=lambda row: _ORDER.index(row.status))
    return Told(tuple(pairs), tuple(sorted((*said, *again), key=lambda t: t.start)))


def words_of(told: Told, review: Review, say: Messages) -> list[str]:
    """-> the sentences of a row, and the target's places where it has several."""
    words = list(dict.fromkeys(pair.explanation for pair in told.pairs if pair.explanation))
    places = where(told, review, say)
    return [*words, say("told.places", places="; ".join(places))] if len(places) > 1 else words
