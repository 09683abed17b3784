"""The picture of the targets: each one's figure on a line, with the parent's milestones and the point of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.compare.families import families
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages
from pipeline.model import Alignment, Directive, Target
from pipeline.report.wording import figure_in_words, goal, number, with_unit

_WHOLE = 100.0
_LETTER = 1.9  # the width of a letter in hundredths of a line on a phone
_LEFT, _RIGHT = 10.0, 90.0


@dataclass(frozen=True, slots=True)
class Point:
    """``x`` in hundredths of the line; ``row`` of its label (0 above the line, 1… below); ``upto`` ends a range."""

    kind: str
    x: float
    label: str
    row: int = 0
    upto: float | None = None

    @property
    def anchor(self) -> str:
        return "start" if self.x < _LEFT else "end" if self.x > _RIGHT else "middle"


@dataclass(frozen=True, slots=True)
class Chart:
    """One target's line: ``words`` tell the whole of it to those who do not see it."""

    pair: Alignment
    title: str
    points: tuple[Point, ...]
    words: str
    rows: int


def charts(alignment: Sequence[Alignment], directives: Sequence[Directive], rules: Rules, say: Messages) -> list[Chart]:
    """-> a chart for each pair that has a figure of the parent to draw."""
    known = {d.directive_id: families(d, rules) for d in directives}
    made = []
    for pair in alignment:
        ask = pair.directive_target
        if ask is None:
            continue
        milestones: Sequence[Target] = next(
            (f.milestones for f in known.get(pair.directive_id, ()) if ask in f.milestones), (ask,)
        )
        chart = _chart(pair, [m for m in milestones if m.value is not None and m.unit == ask.unit], say)
        if chart is not None:
            made.append(chart)
    return made


def _chart(pair: Alignment, milestones: Sequence[Target], say: Messages) -> Chart | None:
    ours, ask = pair.draft_target, pair.directive_target
    comparable = ours is not None and ask is not None and ours.unit == ask.unit and ours.change == ask.change
    drawn = [*milestones, *([ours] if ours is not None and comparable else [])]
    values = [v for t in drawn for v in (t.value, t.value_max) if v is not None]
    if not milestones or not values or ask is None:
        return None
    top = _WHOLE if ask.unit == "%" and max(values) <= _WHOLE else max(max(values), 1e-9) * 1.15
    alike: list[list[Target]] = []  # the same figure for several years is one mark
    for milestone in milestones:
        if alike and figure_in_words(alike[-1][0], say) == figure_in_words(milestone, say):
            alike[-1].append(milestone)
        else:
            alike.append([milestone])
    points = []
    if ours is not None and comparable and ours.value is not None:
        upto = None if ours.value_max is None else _WHOLE * ours.value_max / top
        points.append(Point("draft", _WHOLE * max(ours.value, 0) / top, _dated([ours], say), upto=upto))
    below = [Point("milestone", _WHOLE * max(group[0].value or 0, 0) / top, _dated(group, say)) for group in alike]
    if pair.due_value is not None:
        due = with_unit(number(pair.due_value, say), ask.unit)
        below.append(Point("due", _WHOLE * pair.due_value / top, due))
    points += _rows(below)
    words = "; ".join(f"{say(f'chart.{p.kind}')}: {p.label}" for p in points)
    return Chart(pair, goal(ask), tuple(points), words, max((p.row for p in points), default=1))


def _dated(targets: Sequence[Target], say: Messages) -> str:
    years = ", ".join(str(t.period_end) for t in targets if t.period_end)
    return figure_in_words(targets[0], say) + (f" ({years})" if years else "")


def _rows(points: Sequence[Point]) -> list[Point]:
    """Labels below the line in as many rows as they need not to lie on each other."""
    taken: list[float] = []
    placed = []
    for point in sorted(points, key=lambda p: p.x):
        width = len(point.label) * _LETTER
        left = {"start": point.x, "middle": point.x - width / 2, "end": point.x - width}[point.anchor]
        row = next((i for i, right in enumerate(taken) if right <= left), len(taken))
        if row == len(taken):
            taken.append(0.0)
        taken[row] = left + width
        placed.append(Point(point.kind, point.x, point.label, row + 1, point.upto))
    return placed
