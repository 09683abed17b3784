"""One figure as it is judged: its reading and what surrounds it, the questions that many rules ask answered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.standing.goal import Evidence, is_goal, is_hoped
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target


@dataclass(frozen=True, eq=False)
class Case:
    """``prior`` is the target before it in its paragraph."""

    evidence: Evidence
    reading: Reading
    words: TargetWords
    prior: Target | None = None

    @cached_property
    def goal(self) -> bool:
        return is_goal(self.evidence, self.reading, self.words)

    @cached_property
    def hoped(self) -> bool:
        return is_hoped(self.evidence, self.reading, self.words)

    @property
    def aims(self) -> bool:
        """Whether it stands in a section of goals."""
        return self.evidence.place.kind == "muc_tieu"

    @property
    def ahead(self) -> bool:
        """Whether a year to come is told for it."""
        return self.evidence.period is not None and self.evidence.calendar.lies_ahead(self.evidence.period)

    @cached_property
    def led(self) -> str:
        """The words before the figure without its modifiers."""
        before, reading = self.evidence.before, self.reading
        return before[: max(len(before) - (reading.figure.start - reading.cues.start), 0)]

    @cached_property
    def thing(self) -> str:
        """The words behind the figure, a count's noun with them."""
        figure, behind = self.reading.figure, self.evidence.behind
        return behind.lstrip() if figure.share else f"{figure.unit}{behind}"

    @cached_property
    def bounded(self) -> bool:
        """Whether a bound stands at the figure: "từ 5% … trở lên", "dưới 40%"."""
        return self.trailing or self.reading.cues.has("compare", "floor")

    @property
    def trailing(self) -> bool:
        return self.evidence.behind.startswith((" trở lên", " trở xuống"))

    @cached_property
    def inner(self) -> str | None:
        """The words between the bracket that holds the figure and the figure."""
        before = self.evidence.before
        return before[before.rfind("(") + 1 :] if before.count("(") > before.count(")") else None

    @property
    def reached(self) -> str:
        """The reason of a result: in brackets it tells of nothing but its own clause."""
        return "result" if self.inner is None else "brackets"
