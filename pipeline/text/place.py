"""Where a record stands: the sections over an offset and its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.model import Block, Document, Section
from pipeline.text.remember import last_remembered


@dataclass(frozen=True, slots=True)
class Places:
    """Offsets to places, built once for a document; every lookup is a bisection."""

    section_starts: tuple[int, ...]
    innermost: tuple[Section | None, ...]
    by_id: Mapping[str, Section]
    block_starts: tuple[int, ...]
    block_pages: tuple[int | None, ...]

    def inner(self, offset: int) -> Section | None:
        """-> the innermost section that holds ``offset``."""
        at = bisect_right(self.section_starts, offset) - 1
        return self.innermost[at] if at >= 0 else None

    def section(self, offset: int) -> str | None:
        """-> the id of the innermost section that holds ``offset``."""
        found = self.inner(offset)
        return found.section_id if found else None

    def chain(self, offset: int) -> tuple[Section, ...]:
        """-> the sections that hold ``offset``, innermost first."""
        found: list[Section] = []
        section = self.inner(offset)
        while section is not None:
            found.append(section)
            section = self.by_id.get(section.parent_id) if section.parent_id else None
        return tuple(found)

    def page(self, offset: int) -> int | None:
        """-> the page (from 1) of the block that holds ``offset``."""
        at = bisect_right(self.block_starts, offset) - 1
        return self.block_pages[at] if at >= 0 else None


def places(document: Document) -> Places:
    """-> the places of ``document``."""
    return _places(document.sections, document.blocks)


@last_remembered
def _places(sections: tuple[Section, ...], blocks: tuple[Block, ...]) -> Places:
    marks: list[tuple[int, Section | None]] = []
    open_sections: list[Section] = []
    for section in sorted(sections, key=lambda s: (s.start, -s.end)):
        while open_sections and open_sections[-1].end <= section.start:
            ended = open_sections.pop()
            marks.append((ended.end, open_sections[-1] if open_sections else None))
        open_sections.append(section)
        marks.append((section.start, section))
    while open_sections:
        ended = open_sections.pop()
        marks.append((ended.end, open_sections[-1] if open_sections else None))
    in_order = sorted(blocks, key=lambda b: b.start)
    return Places(
        tuple(at for at, _ in marks),
        tuple(inner for _, inner in marks),
        MappingProxyType({section.section_id: section for section in sections}),
        tuple(block.start for block in in_order),
        tuple(block.page for block in in_order),
    )
