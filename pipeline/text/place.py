"""Where an offset of the text lies: the innermost section and the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from pipeline.model import Document

Place = tuple[str | None, int | None]
"""Section id and page (from 1); None where the text has none."""


def locator(document: Document) -> Callable[[int], Place]:
    """-> a function from an offset to its place; O(log n) a call once the document's sections are laid out."""
    section_starts, section_ids = _section_steps(document)
    page_starts = [block.start for block in document.blocks if block.page is not None]
    pages = [block.page for block in document.blocks if block.page is not None]

    def place(offset: int) -> Place:
        section = bisect_right(section_starts, offset) - 1
        page = bisect_right(page_starts, offset) - 1
        return (section_ids[section] if section >= 0 else None), (pages[page] if page >= 0 else None)

    return place


def _section_steps(document: Document) -> tuple[list[int], list[str | None]]:
    """The offsets at which the innermost section changes, and what it is from there on."""
    starts: list[int] = []
    ids: list[str | None] = []
    open_sections: list[tuple[int, str]] = []

    def step(at: int, section_id: str | None) -> None:
        if starts and starts[-1] == at:
            ids[-1] = section_id
        else:
            starts.append(at)
            ids.append(section_id)

    def close(until: int) -> None:
        while open_sections and open_sections[-1][0] <= until:
            end, _ = open_sections.pop()
            step(end, open_sections[-1][1] if open_sections else None)

    for section in document.sections:  # in reading order, a parent before its children
        close(section.start)
        open_sections.append((section.end, section.section_id))
        step(section.start, section.section_id)
    close(len(document.text) + 1)
    return starts, ids
