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
_PAYS = compiled(r"\b(?:tu|bang|(?<!trong )do|lay\s+tu)\s+(?:cac\s+)?(?:nguon\s+)?(?:von\s+|kinh\s+phi\s+)?$")
_OPENS = compiled(r"(?:.*[,;:(]\s*|[\W\d]*(?:(?:[ivx]+|[a-e])[.)]\s*)?)(?:kinh\s+phi\s+)?(?:cac\s+)?")
_OWN_SUM = compiled(r"[\s:(]*(?:la|khoang|du\s+kien|hon|tren)?[\s:(]*")
_RANGE = compiled(r"\s*(?:[-–]|den)\s*")
_NEXT_YEAR = compiled(
    r"\s*(?:/\s*nam)?\s*[;,.]?\s*(?:va\s+)?(?:trong\s+)?(?:nam|giai\s+doan|quy|dot)\s+[\divx/–-]+"
    r"\s*(?:la|can|khoang|du\s+kien|bo\s+tri|[:(–=-])*\s*(?:khoang)?\s*"
)
_NAMING = compiled(r"[\W\d]*(?:\b(?:[ivx]+|[a-e])[.)]\s*)?(?:(?:tu|nguon|von|kinh\s+phi|cac)\s+)*")
_NAMED = compiled(r"\s*(?:(?:cap|bo\s+tri|ho\s+tro|bao\s+dam|dam\s+bao|khac)\b\s*)*(?:\([^()]*\))?[\s:.;,]*")
_FARTHEST = 80
"""Characters between a sum and the source that follows it."""


def find_sources(
    text: str, folded: str, start: int, end: int, words: Duties, references: Sequence[LegalReference]
) -> list[Span]:
    """-> the sources of one line; those that only "và" or a comma parts are one. Names of laws hold none."""
    out: list[Span] = []
    known = list(words.source.finditer(folded, start, end))
    named = folded.find("nguon", start, end) >= 0
    others = list(words.other_source.finditer(folded, start, end)) if named else []
    others = [hit for hit in others if _opens(folded, start, hit.start())]
    others = [hit for hit in others if not any(hit.start() <= k.start() < hit.end() for k in known)]
    for hit in sorted([*known, *others], key=lambda found: found.start()) if others else known:
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


def _opens(folded: str, start: int, at: int) -> bool:
    """Whether a source that only begins as sources do stands where one is told: at a line's head, behind "từ"."""
    return (
        _OPENS.fullmatch(folded[max(start, at - _BEFORE) : at]) is not None
        or _PAYS.search(folded[start:at]) is not None
    )


def _is_name(folded: str, start: int, at: int, words: Duties) -> bool:
    """ "Luật Ngân sách nhà nước", "phân cấp ngân sách": no source, but what a law or a rule is called."""
    before = folded[max(start, at - _BEFORE) : at].rstrip()
    return any(hit.end() == len(before) for hit in words.not_source.finditer(before))


def source_of(sum_: Span, low: int, high: int, sources: list[Span], folded: str) -> Span | None:
    """-> the source that a sum has in its clause: before it ("ngân sách phường 120 triệu"), else after it ("từ nguồn
    …", "Nguồn: …"), between the sums at ``low`` and ``high``."""
    start, end = sum_
    before = [s for s in sources if low < s[0] < start and not _CLAUSE_END.search(folded, s[1], start)]
    if before and not (low >= 0 and _PAYS.search(folded, max(low, before[-1][0] - _BEFORE), before[-1][0])):
        return before[-1]
    for source in sources:
        if end <= source[0] < high:
            if _OWN_SUM.fullmatch(folded, source[1], high) and not _PAYS.search(folded, end, source[0]):
                return None  # "30 tỷ đồng (ngân sách tỉnh 10 tỷ đồng, …)"
            ends = _CLAUSE_END.search(folded, end, source[0]) or _PARTS.search(folded, end, source[0])
            near = source[0] - end < _FARTHEST and not ends
            return source if near or _TOLD.fullmatch(folded, end, source[0]) else None
    return None


def names_source(folded: str, start: int, end: int, source: Span) -> bool:
    """Whether words are nothing but the name of a source ("2. Nguồn vốn ngân sách tỉnh:")."""
    before, after = folded[start : source[0]], folded[source[1] : end]
    return _NAMING.fullmatch(before) is not None and _NAMED.fullmatch(after) is not None


def is_range(folded: str, end: int, start: int) -> bool:
    """Whether two sums are the bounds of one: "80 tỷ đồng - 90 tỷ đồng"."""
    return _RANGE.fullmatch(folded, end, start) is not None


def is_next_of_list(folded: str, end: int, start: int) -> bool:
    """Whether a sum is the one of another year than that before it: "năm 2027: 120 triệu đồng; năm 2028: 130 …"."""
    return _NEXT_YEAR.fullmatch(folded, end, start) is not None


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
