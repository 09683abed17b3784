"""Where money is to come from: sources of funds as they are named, and which of them a sum has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.duties import Duties
from pipeline.model import LegalReference
from pipeline.text.patterns import compiled

Span = tuple[int, int]

_CLAUSE_END = compiled(r"[;\n]|\.(?=\s)")
_PARTS = compiled(r":|\b(?:trong\s+do|gom)\b")
_JOINED = compiled(
    r"[\s,]*(?:\([^()]*\)[\s,]*)?(?:va|hoac|hoac cac|va cac|va tu|tu|cac|nguon|voi)?[\s,]*(?:cac\s+|tu\s+|nguon\s+)*"
    r"|\s+ngoai\s+"
)
_OUTSIDE = compiled(
    r"(?:(?:cac\s+)?(?:nguon\s+)?(?:von|kinh\s+phi|luc|tai\s+chinh)?(?:\s+hop\s+phap)?(?:\s+khac)?\s+)?ngoai\s+$"
)
_BEFORE = 30
_AREA = compiled(r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)$", re.IGNORECASE)
_WORD = compiled(r"\s+(\w+)")
_TOLD = compiled(r"[\s.;,()]*(?:tu\s+)?nguon(?:\s+(?:kinh\s+phi|von))?(?:\s+\w+){0,3}\s*:?\s*(?:tu\s+)?")
_PAID = compiled(r"\b(?:kinh\s+phi|tien\s+thuong|chi\s+phi|trich|muc\s+chi|bo\s+tri|ho\s+tro)\b")
_PAID_SIGNS = ("phi", "tien thuong", "trich", "muc chi", "bo tri", "ho tro")
"""Letters of which a text that ``_PAID`` finds has some."""
_FROM = compiled(r"\b(?:tu|trich|bang|lay|su\s+dung|do|bo\s+tri(?:\s+(?:du\s+)?von)?)\b[^.;]{0,30}$")
_FARTHEST = 80
"""Characters between a sum and the source that follows it."""


def find_sources(
    text: str, folded: str, start: int, end: int, words: Duties, references: Sequence[LegalReference]
) -> list[Span]:
    """-> the sources of one line; those that only "và" or a comma parts are one. Names of laws hold none."""
    out: list[Span] = []
    for hit in words.source.finditer(folded, start, end):
        first, last = hit.span()
        if any(r.start <= first < r.end for r in references if not r.internal) or _is_name(folded, start, first, words):
            continue
        outside = _OUTSIDE.search(folded, max(start, first - _BEFORE), first)
        while _AREA.search(text[first:last]) or last > hit.end():  # "ngân sách xã Kim Trà"
            word = _WORD.match(text, last, end)
            if word is None or not word[1][0].isupper():
                break
            last = word.end()
        if out and _JOINED.fullmatch(folded, out[-1][1], first):
            out[-1] = (out[-1][0], last)
        else:
            out.append((outside.start() if outside else first, last))
    return out


def _is_name(folded: str, start: int, at: int, words: Duties) -> bool:
    """ "Luật Ngân sách nhà nước", "phân cấp ngân sách": no source, but what a law or a rule is called."""
    before = folded[max(start, at - _BEFORE) : at].rstrip()
    return any(hit.end() == len(before) for hit in words.not_source.finditer(before))


def source_of(sum_: Span, low: int, high: int, sources: list[Span], folded: str) -> Span | None:
    """-> the source that a sum has in its clause: before it ("ngân sách phường 120 triệu"), else after it ("từ nguồn
    …", "Nguồn: …"), between the sums at ``low`` and ``high``."""
    start, end = sum_
    before = [s for s in sources if low < s[0] < start and not _CLAUSE_END.search(folded, s[1], start)]
    if before:
        return before[-1]
    for source in sources:
        if end <= source[0] < high:
            ends = _CLAUSE_END.search(folded, end, source[0]) or _PARTS.search(folded, end, source[0])
            near = source[0] - end < _FARTHEST and not ends
            return source if near or _TOLD.fullmatch(folded, end, source[0]) else None
    return None


def may_be_paid(folded: str, start: int, end: int) -> bool:
    """Whether ``is_paid_from`` may hold in a line: most have no word for it, and their sources need no search."""
    return any(folded.find(sign, start, end) >= 0 for sign in _PAID_SIGNS)


def is_paid_from(folded: str, start: int, source: Span) -> bool:
    """Whether a sentence outside the sections on money says that something is paid from a source."""
    sentence = max((m.end() for m in re.finditer(r"[.;]\s", folded[start : source[0]])), default=0) + start
    return bool(_PAID.search(folded, sentence, source[0]) and _FROM.search(folded[sentence : source[0]]))


def is_source_line(folded: str, start: int, source: Span) -> bool:
    """Whether a line is "Nguồn kinh phí: …", which tells the source of the sums beside it."""
    return (
        re.fullmatch(
            r"\W*(?:\w{1,3}[.)]\s*)?nguon(?:\s+(?:kinh\s+phi|von))?(?:\s+\w+){0,3}\s*:\s*(?:tu\s+)?(?:nguon\s+)?",
            folded[start : source[0]],
        )
        is not None
    )
