"""What surrounds a figure: the words of its unit, what stands above it, the document's own years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import Period
from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.context import Place
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Document
from pipeline.text.fold import bare, fold


@dataclass(frozen=True, slots=True)
class Calendar:
    """The document's own years: of issue, and its period (None where a term of office is all that its title tells)."""

    issued: int | None
    first: int | None
    last: int | None

    @classmethod
    def of(cls, document: Document) -> Calendar:
        metadata = document.metadata
        issued = metadata.issued_on.year if metadata.issued_on else metadata.period_start
        term = re.search(r"nhiệm kỳ\s+\d{4}", fold(metadata.title or "")) is not None
        return cls(issued, None if term else metadata.period_start, None if term else metadata.period_end)

    def lies_ahead(self, period: Period) -> bool:
        """Whether ``period`` ends after the year in which the document was issued."""
        return self.issued is not None and period.last > self.issued

    def is_past(self, period: Period, among_goals: bool = False) -> bool:
        """Whether ``period`` was over, or running out, when the document was issued."""
        if self.issued is None:
            return False
        if period.last < self.issued or (self.first is not None and period.last < self.first):
            return True
        running_out = period.first is not None and period.first < self.issued and period.first < period.last
        begun = self.first is None or period.first is None or period.first < self.first
        return running_out and begun and not among_goals and period.last <= self.issued + int(period.term)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The folded words around a reading: its unit, those before and behind the figure, ``told``: those of its clause
    before the figure; what stands above; the period told for it; the year the document was issued."""

    unit: str
    before: str
    told: str
    behind: str
    place: Place
    period: Period | None
    calendar: Calendar


def is_hoped(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the words before the figure say that it is striven for."""
    return reading.cues.has("hope") or words.hopes.search(bare(evidence.before)) is not None


def is_goal(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the context says outright that this is to be reached."""
    told = reading.cues.has("goal") or is_hoped(evidence, reading, words) or words.goals.search(evidence.before)
    place = evidence.place
    above = any(word in words for words in (place.lead, *place.headings) for word in ("mục tiêu", "chỉ tiêu"))
    return bool(told) or place.kind == "muc_tieu" or above
