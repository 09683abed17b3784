"""What stands on a page but is no text of the document: page numbers, running heads, signature stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.knowledge.frame_words import frame_words
from pipeline.read.pdf.lines import PdfLine

_EDGE = 0.09


def is_page_number(line: PdfLine, height: float) -> bool:
    """A lone figure at the top or the foot of a page."""
    near_edge = line.bottom < _EDGE * height + 6 or line.top > (1 - _EDGE) * height - 6
    return near_edge and bool(frame_words().page_number.match(line.text))


def split_running(pages: Sequence[tuple[Sequence[PdfLine], float]]) -> tuple[list[list[PdfLine]], list[str]]:
    """-> the lines of each page (given with its height) that are text, and what ran along or was stamped."""
    seen: Counter[str] = Counter()
    for lines, height in pages:
        for mask in {_mask(n.text) for n in lines if _at_edge(n, height)}:
            seen[mask] += 1
    needed = max(3, len(pages) // 2)
    kept: list[list[PdfLine]] = []
    running: dict[str, None] = {}
    for lines, height in pages:
        stamps = _stamps(lines)
        text: list[PdfLine] = []
        for i, line in enumerate(lines):
            repeated = _at_edge(line, height) and seen[_mask(line.text)] >= needed
            if i in stamps or repeated or is_page_number(line, height):
                running[line.text] = None
            else:
                text.append(line)
        kept.append(text)
    return kept, list(running)


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _at_edge(line: PdfLine, height: float) -> bool:
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _stamps(lines: Sequence[PdfLine]) -> set[int]:
    """Lines of a signature stamp, with the lines of its box right below its first."""
    words = frame_words()
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not words.stamp.match(line.text):
            continue
        found.add(i)
        for j, other in enumerate(lines):
            near = -2 * line.size < other.top - line.top < 7 * line.size and other.x0 < line.x1 + 20
            if (
                near
                and abs(other.x0 - line.x0) < 60
                and (words.stamp_part.match(other.text) or words.stamp.match(other.text))
            ):
                found.add(j)
    return found
