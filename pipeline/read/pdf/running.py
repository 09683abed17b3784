"""What stands on a page but is no text of the document: page numbers, running heads, signature stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.pdf.lines import PdfLine

_PAGE_NUMBER = re.compile(r"^(?:[-–—]\s*)?(?:Trang\s+|Page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:\s*[-–—])?$", re.I)
_STAMP = re.compile(
    r"^(?:Người ký|Ký bởi|Được ký bởi|Ký số bởi|Ngày ký|Thời gian ký|Signature (?:Not Verified|valid)"
    r"|Digitally signed by|Signed by|Date:\s*\d{4}|Ký ngày|Thời gian:\s*\d|Email:\s*\S+@)",
    re.I,
)
_STAMP_PART = re.compile(
    r"^(?:Cơ quan\s*:|Tổ chức\s*:|Email\s*:|Chức vụ\s*:|Đơn vị\s*:|Thời gian|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\+07)", re.I
)
_EDGE = 0.09


def is_page_number(line: PdfLine, height: float) -> bool:
    """A lone figure at the top or the foot of a page."""
    near_edge = line.bottom < _EDGE * height + 6 or line.top > (1 - _EDGE) * height - 6
    return near_edge and bool(_PAGE_NUMBER.match(line.text))


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
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not _STAMP.match(line.text):
            continue
        found.add(i)
        for j, other in enumerate(lines):
            near = -2 * line.size < other.top - line.top < 7 * line.size and other.x0 < line.x1 + 20
            if near and abs(other.x0 - line.x0) < 60 and (_STAMP_PART.match(other.text) or _STAMP.match(other.text)):
                found.add(j)
    return found
