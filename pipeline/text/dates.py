"""Dates as Vietnamese offices write them, with their offsets.

Written in full ("ngày 04 tháng 7 năm 2023", Decree 30/2020/NĐ-CP), in figures ("04/7/2023", "22-1-2021",
"22.01.2021"), with blanks of a draft ("ngày … tháng 4 năm 2026"), or in part ("ngày 20/11", "tháng 6/2025").
Always day, month, year. Canonical (NFC) text in, offsets of that text out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from pipeline.text.patterns import compiled

_MONTH_WORDS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_DAY = r"(?:[0-2]?\d|3[01])"
_MONTH = r"(?:1[0-2]|0?\d)"
_YEAR = r"(?:19|20)\d\d"
_WORD_MONTH = "|".join(
    rf"năm(?!\s*+{_YEAR})" if word == "năm" else word  # "tháng   năm 2026": the month is blank, not May
    for word in sorted(_MONTH_WORDS, key=len, reverse=True)
)
_BLANK = r"[.…_]{1,40}|"  # what a draft leaves open: dots, underscores, nothing
_SEP = r"\s?[/.\-–]\s?"
# possessive blanks (\s*+): a page of spaces after "ngày" costs no more than its length
_DATE = compiled(
    rf"""
    (?=[nt\d])(?<![\w/])(?:
      ngày\s*+(?P<d1>{_DAY}|{_BLANK})\s*+,?\s*+tháng\s*+(?P<m1>{_MONTH}(?!\d)|{_WORD_MONTH}|{_BLANK})
          (?:\s*+,?\s*+năm\s*+(?P<y1>{_YEAR}(?!\d)|{_BLANK})|{_SEP}(?P<y1b>{_YEAR}))?
    | (?P<d2>{_DAY})\s+tháng\s+(?P<m2>{_MONTH})(?:\s*+,?\s*+năm\s+|{_SEP})(?P<y2>{_YEAR})
    | ngày\s*+(?P<d3>{_DAY}|{_BLANK}){_SEP}(?P<m3>{_MONTH}(?!\d)|{_BLANK}){_SEP}(?P<y3>{_YEAR}|\d\d(?!\d))
    | (?<![\d.,\-–])(?P<d4>{_DAY})(?!\s?[-–]\s?{_MONTH}/){_SEP}(?P<m4>{_MONTH}(?!\d)){_SEP}(?P<y4>{_YEAR})
    | ngày\s*+(?P<d5>{_DAY})\s?[/\-–]\s?(?P<m5>{_MONTH})
    | tháng\s*+(?P<m6>{_MONTH}(?!\d)|{_WORD_MONTH})(?:{_SEP}|\s*+,?\s*+năm\s*+)(?P<y6>{_YEAR})
    )(?![\d_])(?!(?-i:[^\W\d_a-zà-ỹ]))(?!/\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = tuple([name for name in _DATE.groupindex if name[0] == part] for part in "dmy")  # groups by what they hold
_PIVOT = 70  # "22/01/21" is 2021, "22/01/93" is 1993


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text at ``start``..``end``; what is not said, or left blank in a draft, is None."""

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None

    @property
    def value(self) -> date | None:
        """The calendar day, or None where a part is missing or the day does not exist (31/02)."""
        if self.day is None or self.month is None or self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DateMention, ...]:
    """-> every date within ``text[start:end]``, in reading order, without overlap."""
    stop = len(text) if end is None else end
    return tuple(found for m in _DATE.finditer(text, start, stop) if (found := _mention(m)) is not None)


def read_day(words: str) -> date | None:
    """-> the day that a person typed, ISO 8601 or day/month/year; None where it is no day."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(words.strip(), form).date()
        except ValueError:
            continue
    return None


def match_date(text: str, start: int) -> DateMention | None:
    """-> the date that begins exactly at ``start`` (at "ngày" or at its first figure), or None."""
    hit = _DATE.match(text, start)
    return _mention(hit) if hit else None


def _mention(hit: re.Match[str]) -> DateMention | None:
    day, month, year = (
        next((_number(part) for part in hit.group(*names) if part is not None), None) for names in _PARTS
    )
    if day == 0 or month == 0 or (day is None and month is None and year is None):
        return None
    if year is not None and year < 100:
        year += 1900 if year >= _PIVOT else 2000
    return DateMention(hit.start(), hit.end(), day, month, year)


def _number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    return _MONTH_WORDS.get(" ".join(written.lower().split()))
