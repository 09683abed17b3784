"""A goal and its milestones: 60 by 2025 and 90 by 2030 are one family of a directive."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.compare.similarity import similarity
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Directive, Target

ONE_GOAL = 0.9  # a parsed directive repeats a goal word for word with another year; two goals never come this near
_FAR = 9999


@dataclass(frozen=True, slots=True)
class Family:
    """One goal of a directive: its milestones by year, earliest first."""

    name: str
    milestones: tuple[Target, ...]

    @property
    def part_of(self) -> str | None:
        """The family that this one only details."""
        return self.milestones[0].part_of

    def binding(self, year: int | None) -> Target:
        """-> the milestone of the phase that ``year`` falls into: the first due then or later, else the last."""
        if year is not None:
            for target in self.milestones:
                if (target.period_end or _FAR) >= year:
                    return target
        return self.milestones[-1]

    def before(self, milestone: Target) -> Target | None:
        """-> the milestone before this one."""
        place = self.milestones.index(milestone)
        return self.milestones[place - 1] if place else None


def families(directive: Directive, rules: Rules) -> tuple[Family, ...]:
    """-> the directive's targets by goal, in the order they stand in."""
    targets = [t if t.period_end else replace(t, period_end=directive.period_end) for t in directive.targets]
    return group(targets, rules)


def group(targets: list[Target], rules: Rules) -> tuple[Family, ...]:
    """-> families: by their given name, else the same goal in the same unit with another year."""
    unit = comparison(rules).unit
    names = [t.family for t in targets]
    unnamed = [k for k, name in enumerate(names) if name is None]
    scores = similarity([targets[k] for k in unnamed], [targets[k] for k in unnamed], rules) if unnamed else None
    for row, k in enumerate(unnamed):
        if names[k] is None:
            names[k] = f"#{k + 1}"
        for column, other in enumerate(unnamed[row + 1 :], row + 1):
            if names[other] is None and scores is not None and scores[row, column] >= ONE_GOAL:
                one, two = targets[k], targets[other]
                if (unit(one.unit), one.change) == (unit(two.unit), two.change):
                    names[other] = names[k]
    found: dict[str, list[Target]] = {}
    for name, target in zip(names, targets, strict=True):
        milestones = found.setdefault(str(name), [])
        if all((m.period_end, m.value) != (target.period_end, target.value) for m in milestones):
            milestones.append(target)
    return tuple(
        Family(name, tuple(sorted(members, key=lambda t: t.period_end or _FAR))) for name, members in found.items()
    )
