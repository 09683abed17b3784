"""What stands above a clause: its section with the headings over it, the lead-in line of its list, the page.

A target's period is often told only there ("2.1. Giai đoạn đến năm 2025:", "Đến năm 2030, phấn đấu:").
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.periods import Period, due, find_periods
from pipeline.extract.targets.figures import find_shares
from pipeline.model import Document, SectionKind
from pipeline.text.patterns import compiled
from pipeline.text.place import places

_YEAR = compiled(r"(?:19|20)\d\d")
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands. ``headings`` are folded, outermost first; ``lead`` is the line above its list,
    ``lead_at`` where it begins.

    ``earlier`` is told as a term of office in a heading.
    """

    section_id: str | None
    kind: SectionKind | None
    headings: tuple[str, ...]
    lead: str
    lead_at: int
    period: Period | None
    outlined: bool
    earlier: Period | None = None


def term_of(heads: list[str]) -> Period | None:
    """-> the term of office that a heading names ("Mục tiêu nhiệm kỳ 2025-2030"), of the nearest that names one."""
    return next((p for head in heads for p in reversed(find_periods(head)) if p.term), None)


class Context:
    """What stands above an offset: the outline, and the lines read so far that lead in what follows them."""

    def __init__(self, document: Document, folded: str) -> None:
        self.where = places(document)
        self._metadata = document.metadata
        self._outlined = bool(document.sections)
        self._outline = document.sections[0].start if document.sections else len(folded)
        self._folded = folded
        self._document_text = document.text
        self._leads: list[tuple[int, str, Period | None]] = []

    def note_line(self, start: int, end: int) -> None:
        """Remember a line that may lead in what follows: it ends with a colon, or is short and tells a period."""
        line = self._folded[start:end]
        short = len(line) <= _SHORT
        colon = line.rstrip().endswith(":")
        if not colon and not (short and _YEAR.search(line)):
            return
        if find_shares(line, 0, len(line)) or (line.startswith(("căn cứ", "thực hiện")) and "mục tiêu" not in line):
            return
        period = due(find_periods(line))
        titles = start < self._outline and self._document_text[start:end].isupper()
        if colon or (period and (len(line.split()) <= 14 or titles)) or line.rstrip().endswith("như sau"):
            self._leads.append((start, line, period))

    def _ahead(self, period: Period | None) -> Period | None:
        """``period`` unless it was over when the document was issued: no goal is due then."""
        issued = self._metadata.issued_on.year if self._metadata.issued_on else self._metadata.period_start
        return None if period is None or (issued is not None and period.last < issued) else period

    def _above_outline(self) -> Period | None:
        """The last period told by a line above all sections ("Các chỉ tiêu chủ yếu đến năm 2020:"), for a text that has
        neither years of its own nor a title that could tell them."""
        if self._metadata.period_end is not None or self._metadata.title:
            return None
        above = [(line, period) for start, line, period in reversed(self._leads) if start < self._outline]
        told = (self._ahead(period or term_of([line])) for line, period in above)
        return next((period for period in told if period is not None), None)

    def place(self, offset: int) -> Place:
        """What stands above ``offset``; lines must have been noted in reading order up to it."""
        chain = self.where.chain(offset)
        inner = chain[0] if chain else None
        # an item is no heading of itself
        above = [s for s in chain if s.heading_start < offset and s.heading_end <= offset]
        heads = [self._folded[s.heading_start : s.heading_end] for s in above]
        floor = above[0].start if above else 0
        period, lead, lead_at = None, "", 0
        for start, line, told in reversed(self._leads[-12:]):
            if start < floor:
                break
            if not lead and line.rstrip().endswith(":"):
                lead, lead_at = line, start
            period = period or self._ahead(told)
        for head in heads:
            period = period or self._ahead(due(find_periods(head)))
        period = period or self._above_outline()
        return Place(
            inner.section_id if inner else None,
            inner.kind if inner else None,
            tuple(reversed(heads)),
            lead,
            lead_at,
            period,
            self._outlined,
            term_of(heads),
        )
