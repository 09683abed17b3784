"""The years that a plan is for: from its title, else from its goals' headings."""

from __future__ import annotations

import re

from pipeline.model import Section
from pipeline.text.dates import find_dates
from pipeline.text.patterns import compiled

_YEAR = r"(?P<{}>(?:19|20)\d\d)(?!\d)"
_RANGE = compiled(
    r"(?:từ\s+)?(?:năm\s+)?"
    + _YEAR.format("a")
    + r"\s*(?:[-–—/]|đến(?:\s+hết)?(?:\s+năm)?|tới(?:\s+năm)?)\s*(?:năm\s+)?"
    + _YEAR.format("b"),
    re.IGNORECASE,
)
_UNTIL = compiled(r"(?:đến|tới)(?:\s+hết|\s+cuối)?\s+(?:năm\s+)?" + _YEAR.format("b"), re.IGNORECASE)
_ONE = compiled(r"(?:năm|nửa năm|năm học)\s+" + _YEAR.format("a"), re.IGNORECASE)
_VISION = compiled(r",?\s*(?:và\s+)?(?:tầm nhìn|định hướng)(?:\s+đến)?(?:\s+năm)?\s+(?:19|20)\d\d", re.IGNORECASE)
_TERM = compiled(
    r"(?:nhiệm kỳ|khóa|khoá)\s+(?:[IVXL]+,?\s+(?:nhiệm kỳ\s+)?)?(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d", re.IGNORECASE
)
_SYMBOL = compiled(r"\d+/(?:\d{4}/)?[A-ZĐa-zđ&]+(?:-[\w&]+)*")
_FURTHER = compiled(r"\s*(?:,|và)\s*(?:đến\s+)?(?:năm\s+)?" + _YEAR.format("c") + r"(?!\s*[-–—/])", re.IGNORECASE)
_LONGEST = 16  # words of a heading that can tell the period of a plan
_Told = tuple[int, int, int | None, int]  # where the years stand in the title, first and last of them
_AND_ON = compiled(r"\s*(?:,|và|;)\s*(?:cho\s+)?(?:giai đoạn\s+|kế hoạch\s+)?$", re.IGNORECASE)

_ASIDE = compiled(r"\([^()]*\)")


def period_of(title: str, sections: tuple[Section, ...]) -> tuple[int | None, int | None]:
    """-> first and last year; an annual plan has the same twice; None where nothing is said."""
    start, end = _years(title)
    if start is None and end is None:
        headings = (s.heading for s in sections if s.kind == "muc_tieu" and s.label is not None)
        short = (heading for heading in headings if len(heading.split()) <= _LONGEST and "%" not in heading)
        goals = [_years(_ASIDE.sub(" ", heading)) for heading in short]  # the year of a target, a sentence is its own
        start = min((a for a, _ in goals if a is not None), default=None)
        end = max((b for _, b in goals if b is not None), default=None)
    return start, end


def _with_further_year(text: str, start: int, end: int, first: int | None, last: int) -> _Told:
    """ "Giai đoạn 2012-2015 và 2020": a later year that is only added belongs to the period."""
    more = _FURTHER.match(text, end) if first != last else None
    return (start, more.end(), first, max(last, int(more["c"]))) if more else (start, end, first, last)


def _years(text: str) -> tuple[int | None, int | None]:
    text = _VISION.sub("", _TERM.sub(" ", _SYMBOL.sub(" ", text)))
    for mention in reversed(find_dates(text)):  # the date of a document that the title names is no period
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    found: list[_Told] = []
    for pattern in (_RANGE, _UNTIL, _ONE):
        for hit in pattern.finditer(text):
            if all(hit.end() <= s or hit.start() >= e for s, e, _, _ in found):
                groups = hit.groupdict()
                first = groups.get("a")
                last = groups.get("b") or first
                found.append((hit.start(), hit.end(), int(first) if first else None, int(last or 0)))
    if not found:
        return None, None
    found = [_with_further_year(text, *span) for span in sorted(found)]
    start, end = found[-1][2], found[-1][3]  # "… giai đoạn 2021-2030 trên địa bàn xã năm 2026": the last one binds
    for before, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if not _AND_ON.fullmatch(text[before[1] : after[0]]):
            break
        start = before[2] if before[2] is not None else start
        end = max(end, before[3])
    return start, end
