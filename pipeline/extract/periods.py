"""Years in a clause, a heading or a lead-in line: when a target is due, and the year it is measured from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.text.patterns import compiled

_Y = r"(?:19|20)\d\d(?![\d/])"
_TO = r"\s*(?:[-–]|đến\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?|tới\s+(?:năm\s+)?)\s*"
_LIST = rf"(?:\s*,\s*(?:năm\s+)?{_Y})*\s+và\s+(?:năm\s+)?{_Y}"
_ALONE = rf"(?!{_TO}{_Y}|{_LIST})"
_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]|\d{1,2}/|tháng\s+\d{1,2}\s*(?:/|năm\s+)|quý\s+[ivx\d]+\s*(?:/|năm\s+))"
_FORMS = {  # in the order in which they are tried
    "base": rf"(?:so(?:\s+sánh)?\s+(?:với\s+)?(?:(?!năm\s|giai\s)[^\W\d]+\s+){{0,5}}"
    rf"|(?<!đối\s)với\s+(?:(?!(?:năm|giai|vào|đến|đên|tới|trước|trong|hết|cuối)\s)[^\W\d]+\s+){{0,5}})"
    rf"(?:năm|giai\s+đoạn|thời\s+kỳ)\s*{_Y}(?:\s*[-–]\s*{_Y})?"
    rf"|(?<=\blần\s)(?:mức\s+|của\s+|mức\s+của\s+)?năm\s*{_Y}",
    "horizon": r"(?:tầm\s+nhìn|định\s+hướng)(?:\s+(?:đến|tới))?(?:\s+năm)?\s+(?:19|20)\d\d(?:\s*[-–]\s*\d{4})?",
    "term": rf"nhiệm\s+kỳ\s+{_Y}\s*[-–]\s*{_Y}",
    "onward": rf"(?:kể\s+)?từ\s+(?:(?:sau|cuối|đầu)\s+)?năm\s*{_Y}(?:\s+trở\s+(?:đi|về\s+sau))?(?!\s*(?:[-–]|đến|tới))",
    "span": rf"(?:(?:trong\s+|cả\s+|từ\s+)?(?:giai\s+đoạn|thời\s+kỳ|năm\s+học|các\s+năm)\s*)?(?:từ\s+)?"
    rf"(?:(?:(?<!\d)\d{{1,2}}\s+)?năm\s*)?{_Y}{_TO}{_Y}",
    "listed": rf"(?:(?:các|trong)\s+)?năm\s*{_Y}{_LIST}",
    "due": rf"(?:từ\s+nay\s+|ngay\s+)?(?:đến|đên|dến|vào|trước|tới|trong|chậm\s+nhất|muộn\s+nhất|đạt\s+vào)\s+"
    rf"(?:thời\s+điểm\s+)?(?:hết|cuối|giữa|đầu|trước)?\s*(?:ngày\s+)?(?:năm\s*|{_DAY})?{_Y}{_ALONE}",
    "plain": rf"(?:(?:ngay\s+)?(?:(?:hết|cuối|riêng|cả)\s+)?năm\s*"
    rf"|(?<=\bkh\s)|(?<=\bth\s)|(?<=kế\shoạch\s)|(?<=thực\shiện\s)){_Y}{_ALONE}",
}
_PERIOD = compiled(rf"(?<!\w)(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _FORMS.items())})")
_ANY = compiled(r"(?:19|20)\d\d")
_YEAR = compiled(rf"(?<!\d){_Y}")
PACE = compiled(r"^(?:bình quân\s|trung bình\s)?(?:mỗi|hằng|hàng)\s(?:năm|quý|tháng|tuần),?\s+(?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """Years told by ``text[start:end]``: ``first`` is None for "đến năm 2030".

    ``base`` marks "so với năm 2020", ``onward`` "từ năm 2024 trở đi" (no end of its own), ``term`` a term of office.
    """

    start: int
    end: int
    first: int | None
    last: int
    base: bool = False
    onward: bool = False
    term: bool = False


def _may_tell_year(words: str) -> bool:
    return ("20" in words or "19" in words) and _ANY.search(words) is not None


@lru_cache(maxsize=2048)
def _find(segment: str) -> tuple[Period, ...]:
    found: list[Period] = []
    for match in _PERIOD.finditer(segment):
        kind = match.lastgroup
        if kind == "horizon" and _ANY.search(segment, 0, match.start()):
            continue
        years = [int(year) for year in _YEAR.findall(match[0])]
        first = None if kind in ("base", "due", "horizon") else min(years)
        last = years[-1] if kind == "base" else max(years)
        found.append(Period(*match.span(), first, last, kind == "base", kind == "onward", kind == "term"))
    return tuple(found)


def find_periods(folded: str, start: int = 0, end: int | None = None) -> tuple[Period, ...]:
    """The periods of ``folded[start:end]`` in order, with offsets into ``folded``; horizons ("tầm nhìn 2045") left out.

    A span wins over the years in it, and a base year is told apart from a due one.
    """
    segment = folded[start:end]
    if not _may_tell_year(segment):
        return ()
    found = _find(segment)
    return tuple(_moved(p, start) for p in found) if start else found


def _moved(p: Period, by: int) -> Period:
    return replace(p, start=p.start + by, end=p.end + by)


def due(periods: tuple[Period, ...]) -> Period | None:
    """The last period that is neither a base year nor a term of office, or None."""
    return next((p for p in reversed(periods) if not p.base and not p.term), None)


def ending(folded: str, floor: int, end: int) -> Period | None:
    """The period that ends exactly at ``end``, looking back no further than ``floor`` or 60 characters."""
    floor = max(floor, end - 60)
    tail = folded[floor:end]
    if not _may_tell_year(tail[-8:]):
        return None
    hit = next((p for p in _find(tail) if p.end == len(tail)), None)
    return _moved(hit, floor) if hit else None
