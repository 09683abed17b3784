"""How far a heading goes: the whole paragraph, the run-in part before a colon, or the head of a long item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.patterns import compiled

_RUN_IN = 200
"""Characters that the part before a colon may have to be a heading of its own."""
_HEAD = 420
"""Characters beyond which a paragraph without an end mark is prose all the same."""

_COLON = compiled(r":(?=\s|$)")
# a full stop that ends a sentence: a new one begins after it, and what stands before is no abbreviation
_STOP = compiled(
    r"[.!?](?=\s+[^\W\d_a-z])"
    r"(?<![A-ZĐ].)(?<!\b[Ôô]ng.)(?<!\b[Bb]à.)(?<!\bTh.)(?<!\bTS.)(?<!\bBS.)(?<!\bTP.)(?<!\d.)"
)
_NUMBERED_NAME = compiled(r"^\W*(?:[^\W\d_]+\s+){1,4}(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})$")
# "2.1. Các chỉ tiêu kinh tế: 13 chỉ tiêu": how many stand below belongs to the heading
_COUNTED = compiled(r":\s+\(?\d{1,3}\s(?:chỉ tiêu|mục tiêu|nhiệm vụ|nội dung|nhóm|dự án)\)?[.:;]?$")
_END_MARKS = " \t.:;,"
_BODY_END = compiled(r"\.\s*/\s*\.?\s*$")  # "./." closes the text of a document


@dataclass(frozen=True, slots=True)
class Heading:
    """The span of a heading within its line. ``item``: the paragraph is prose and this its first sentence."""

    start: int
    end: int
    item: bool
    run_in: bool = False


def heading_of(text: str, start: int, *, bold: bool = False, leads: bool = True) -> Heading:
    """-> the heading of the paragraph ``text`` whose words begin at ``start`` (after the label).

    ``bold``: the whole paragraph is set bold; ``leads``: text or deeper labels follow it, not the next of its series.
    """
    end = max(start, len(text.rstrip()))
    if bold and end - start <= _HEAD:
        return _trimmed(text, start, end, item=False)
    if _COUNTED.search(text, start, end):
        return _trimmed(text, start, end, item=False)
    colon = _run_in_colon(text, start, end)
    if colon is not None:
        return _trimmed(text, start, colon, item=False, run_in=colon < end - 1)
    stop = _STOP.search(text, start, end)
    last = text[end - 1 : end]
    if stop is None and last not in ".;," and end - start <= _HEAD:
        return _trimmed(text, start, end, item=False)
    if stop is None and last == "." and leads and end - start <= 250:
        return _trimmed(text, start, end, item=False)
    first = stop.start() if stop else end
    if stop is not None and first - start <= 60 and not re.search(r"[,;]", text[start:first]):
        return _trimmed(text, start, first, item=False, run_in=True)  # "1. Mục đích. Nhằm nâng cao …"
    return _trimmed(text, start, min(first, start + _HEAD), item=True)


def _run_in_colon(text: str, start: int, end: int) -> int | None:
    """The colon that ends a run-in heading, or None."""
    for colon in _COLON.finditer(text, start, min(end, start + _RUN_IN + 1)):
        at = colon.start()
        head = text[start:at]
        if head.count("(") > head.count(")"):
            continue
        if _STOP.search(text, start, at) or _goes_on_small(head):
            return None
        if _NUMBERED_NAME.match(head) and at < end - 1 and text[end - 1] not in ".;,":
            continue  # "Dự án 1: Giải quyết …" is a name with its number, not a heading and its body
        return at if head.strip() else None
    if text[end - 1 : end] == ":" and end - start <= _HEAD and not _STOP.search(text, start, end):
        return end - 1
    return None


def _goes_on_small(head: str) -> bool:
    """ "Rà soát; thực hiện: …" is prose, "Sở Y tế; Sở Nội vụ: …" names."""
    return any(not part.lstrip()[:1].isupper() for part in head.split(";")[1:])


def _trimmed(text: str, start: int, end: int, *, item: bool, run_in: bool = False) -> Heading:
    while start < end and text[start] in " \t:.":
        start += 1
    closing = _BODY_END.search(text, start, end)
    end = closing.start() if closing else end
    while end > start and text[end - 1] in _END_MARKS:
        end -= 1
    return Heading(start, end, item, run_in)
