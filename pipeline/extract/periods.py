"""Years in a clause, a heading or a lead-in line: when a target is due, and the year it is measured from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_Y = r"((?:19|20)\d\d)(?![\d/])"
_TO = r"\s*(?:[-–]|đến\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?|tới\s+(?:năm\s+)?)\s*"
_DAY = r"(?:\d{1,2}[/.\-]\d{1,2}[/.\-]|\d{1,2}/|tháng\s+\d{1,2}\s*(?:/|năm\s+)|quý\s+[ivx\d]+\s*(?:/|năm\s+))"
_BASE = re.compile(
    rf"(?<!\w)(?:so(?:\s+sánh)?\s+(?:với\s+)?(?:(?!năm\s|giai\s)[^\W\d]+\s+){{0,5}}"
    rf"|(?<!đối\s)với\s+(?:(?!(?:năm|giai|vào|đến|đên|tới|trước|trong|hết|cuối)\s)[^\W\d]+\s+){{0,5}})"
    rf"(?:năm|giai\s+đoạn|thời\s+kỳ)\s+{_Y}(?:\s*[-–]\s*(?:{_Y}))?"
    rf"|(?<=\blần\s)(?:mức\s+|của\s+|mức\s+của\s+)?năm\s+{_Y}"
)
_SPAN = re.compile(
    rf"(?<!\w)(?:(?:trong\s+|cả\s+|từ\s+)?(?:giai\s+đoạn|thời\s+kỳ|năm\s+học|các\s+năm)\s+)?(?:từ\s+)?(?:(?:(?<!\d)\d{{1,2}}\s+)?năm\s+)?{_Y}{_TO}{_Y}"
)
_LISTED = re.compile(rf"(?<!\w)(?:các\s+|trong\s+)?năm\s+{_Y}(?:\s*,\s*(?:năm\s+)?{_Y})*\s+và\s+(?:năm\s+)?{_Y}")
_DUE = re.compile(
    rf"(?<!\w)(?:từ\s+nay\s+|ngay\s+)?(?:đến|đên|dến|vào|trước|tới|trong|chậm\s+nhất|muộn\s+nhất|đạt\s+vào)\s+(?:thời\s+điểm\s+)?(?:hết|cuối|giữa|đầu|trước)?\s*(?:ngày\s+)?(?:năm\s+|{_DAY})?{_Y}"
)
_PLAIN = re.compile(rf"(?<!\w)(?:ngay\s+)?(?:(?:hết|cuối|riêng|trong)\s+)?năm\s+{_Y}")
_ONWARD = re.compile(
    rf"(?<!\w)(?:kể\s+)?từ\s+(?:sau\s+|cuối\s+|đầu\s+)?năm\s+{_Y}(?:\s+trở\s+đi|\s+trở\s+về\s+sau)?(?!\s*(?:[-–]|đến|tới))"
)
_TERM = re.compile(rf"(?<!\w)nhiệm\s+kỳ\s+{_Y}\s*[-–]\s*{_Y}")
_HORIZON = re.compile(
    r"(?<!\w)(?:tầm\s+nhìn|định\s+hướng)(?:\s+(?:đến|tới))?(?:\s+năm)?\s+(?:19|20)\d\d(?:\s*[-–]\s*\d{4})?"
)
PACE = re.compile(r"^(?:bình quân\s|trung bình\s)?(?:mỗi|hằng|hàng)\s(?:năm|quý|tháng|tuần),?\s+(?=\S)", re.I)
_ANY = re.compile(r"(?:19|20)\d\d")


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


@lru_cache(maxsize=2048)
def _find(segment: str) -> tuple[Period, ...]:
    found: list[Period] = []
    taken = bytearray(len(segment))

    def take(match: re.Match[str]) -> None:
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())

    def free(match: re.Match[str]) -> bool:
        return taken.find(1, match.start(), match.end()) < 0

    for match in _BASE.finditer(segment) if "so " in segment or "với" in segment or "lần" in segment else ():
        found.append(Period(match.start(), match.end(), None, int(match[2] or match[1] or match[3]), base=True))
        take(match)
    horizons = list(_HORIZON.finditer(segment)) if "tầm" in segment or "định" in segment else []
    if horizons and _ANY.search(segment[: horizons[0].start()]):
        for match in horizons:
            take(match)
    for match in _TERM.finditer(segment) if "nhiệm" in segment else ():
        found.append(Period(match.start(), match.end(), int(match[1]), int(match[2]), term=True))
        take(match)
    for match in _ONWARD.finditer(segment) if "từ" in segment else ():
        found.append(Period(match.start(), match.end(), int(match[1]), int(match[1]), onward=True))
        take(match)
    for pattern in (_SPAN, _LISTED, _DUE, _PLAIN):
        for match in pattern.finditer(segment):
            if not free(match):
                continue
            years = [int(y) for y in match.groups() if y]
            first = None if pattern is _DUE else min(years)
            found.append(Period(match.start(), match.end(), first, max(years)))
            take(match)
    return tuple(sorted(found, key=lambda p: p.start))


def find_periods(folded: str, start: int = 0, end: int | None = None) -> tuple[Period, ...]:
    """The periods of ``folded[start:end]`` in order, with offsets into ``folded``; horizons ("tầm nhìn 2045") left out.

    A span wins over the years in it, and a base year is told apart from a due one.
    """
    end = len(folded) if end is None else end
    segment = folded[start:end]
    if not _ANY.search(segment):
        return ()
    found = _find(segment)
    return tuple(_moved(p, start) for p in found) if start else found


def _moved(p: Period, by: int) -> Period:
    return Period(p.start + by, p.end + by, p.first, p.last, p.base, p.onward, p.term)


def due(periods: tuple[Period, ...]) -> Period | None:
    """The last period that is neither a base year nor a term of office, or None."""
    return next((p for p in reversed(periods) if not p.base and not p.term), None)


def ending(folded: str, floor: int, end: int) -> Period | None:
    """The period that ends exactly at ``end``, looking back no further than ``floor`` or 60 characters."""
    floor = max(floor, end - 60)
    tail = folded[floor:end]
    if not _ANY.search(tail[-8:]):
        return None
    hit = next((p for p in _find(tail) if p.end == len(tail)), None)
    return _moved(hit, floor) if hit else None
