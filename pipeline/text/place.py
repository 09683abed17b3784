"""Where a record stands: the innermost section and the page of an offset."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.model import Block, Document, Section
from pipeline.text.remember import last_remembered


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets to places, built once for a document; every lookup is a bisection."""

    section_starts: tuple[int, ...]
    section_ids: tuple[str | None, ...]
    block_starts: tuple[int, ...]
    block_pages: tuple[int | None, ...]

    def section(self, offset: int) -> str | None:
        """-> the id of the innermost section that holds ``offset``."""
        at = bisect_right(self.section_starts, offset) - 1
        return self.section_ids[at] if at >= 0 else None

    def page(self, offset: int) -> int | None:
        """-> the page (from 1) of the block that holds ``offset``."""
        at = bisect_right(self.block_starts, offset) - 1
        return self.block_pages[at] if at >= 0 else None


def places(document: Document) -> Places:
    """-> the places of ``document``."""
    return _places(document.sections, document.blocks)


@last_remembered
def _places(sections: tuple[Section, ...], blocks: tuple[Block, ...]) -> Places:
    marks: list[tuple[int, str | None]] = []
    open_sections: list[tuple[int, str]] = []
    for section in sorted(sections, key=lambda s: (s.start, -s.end)):
        while open_sections and open_sections[-1][0] <= section.start:
            end, _ = open_sections.pop()
            marks.append((end, open_sections[-1][1] if open_sections else None))
        open_sections.append((section.end, section.section_id))
        marks.append((section.start, section.section_id))
    while open_sections:
        end, _ = open_sections.pop()
        marks.append((end, open_sections[-1][1] if open_sections else None))
    in_order = sorted(blocks, key=lambda b: b.start)
    return Places(
        tuple(at for at, _ in marks),
        tuple(name for _, name in marks),
        tuple(block.start for block in in_order),
        tuple(block.page for block in in_order),
    )
