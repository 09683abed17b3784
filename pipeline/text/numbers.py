"""Figures as Vietnamese offices write them: dots for thousands, a comma for decimals, words, and ranges.

Decree 30/2020 is silent on figures, so what real plans do counts: ``90.000`` is ninety thousand, ``33,59`` and ``1.92``
are decimals (exactly three digits after a dot and no leading zero make thousands), ``01`` is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d])|\d+(?:[.,]\d+)?"
"""The pattern of one figure in digits (no groups)."""

COUNTED = rf"[1-9]\d{{0,2}}(?: \d{{3}})+(?![\d.,]*\d)|[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}}(?!\d)|{NUMBER}"
"""One of what is counted or paid, whose thousands may be parted by blanks or, as in English, by commas."""

_OTHER_THOUSANDS = compiled(r"[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:,\d{3}){2,}")
_NUMBERING = compiled(  # what a figure numbers, so that it is no thousands of the next one: "đợt 1 200 người"
    r"(?:^|\n|(?<!\w)(?:năm|tháng|ngày|quý|đợt|lần|thứ|số|điều|khoản|điểm|mục|phần|tổ|nhóm|lớp|cấp|hạng|loại|vùng|khối|khu"
    r"|thôn|ấp|bản|phường|quận|tiêu|kỳ|biểu|bảng|lục))[\s\-+•*]*$"
)
_ENGLISH = compiled(r"[1-9]\d{0,2},\d{3}")
_THOUSANDS = compiled(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")

LARGEST = 1e18
"""No figure and no sum of đồng in a plan comes near; above it a float no longer tells one from the next."""

_UNITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_WORDS = frozenset(_UNITS) | frozenset(_SCALES) | {"mười", "mươi", "trăm", "linh", "lẻ", "rưỡi"}
_WORD_RUN = compiled(rf"(?<!\w)(?:{'|'.join(sorted(_WORDS, key=lambda word: (-len(word), word)))})(?!\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure and its place: ``text[start:end]`` in digits or in words."""

    start: int
    end: int
    value: float


def parse_number(written: str) -> float | None:
    """The value of one figure in digits: ``"90.000"`` -> 90000.0, ``"1.92"`` -> 1.92; None if it is none.

    What is larger than anybody counts is ``LARGEST``.
    """
    written = written.strip()
    if _THOUSANDS.fullmatch(written):
        return min(float(written.replace(".", "").replace(",", ".")), LARGEST)
    if _OTHER_THOUSANDS.fullmatch(written):
        return min(float(re.sub(r"[ ,]", "", written)), LARGEST)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", written):
        return min(float(written.replace(",", ".")), LARGEST)
    return None


def parse_whole(written: str) -> float | None:
    """The same of what is counted in wholes (people, đồng), where three digits behind a comma are no decimals:
    ``"1,000"`` -> 1000.0."""
    return parse_number(written.replace(",", ".")) if _ENGLISH.fullmatch(written.strip()) else parse_number(written)


def counted_from(folded: str, start: int, written: str) -> int:
    """-> where a figure of ``COUNTED`` begins in ``folded``: behind the first blank where what stands before it is the
    number of something."""
    blank = written.find(" ")
    return start + blank + 1 if blank > 0 and _NUMBERING.search(folded[max(0, start - 12) : start]) else start


def parse_words(words: str) -> float | None:
    """The value of a figure in words: ``"hai mươi lăm"`` -> 25.0, ``"một trăm"`` -> 100.0, else None."""
    total = group = 0.0
    digit: float | None = None
    seen = False
    for word in fold(words).split():
        if word in _UNITS:
            if digit is not None and digit != 0:
                if group % 100 >= 10 and digit < 10:
                    return None
                # "hai lăm": tens spoken without "mươi"
                group, digit = group + digit * 10, float(_UNITS[word])
            else:
                digit = float(_UNITS[word])
            seen = True
        elif word == "mười":
            group, digit, seen = group + 10, None, True
        elif word == "mươi" and digit is not None:
            group, digit = group + digit * 10, None
        elif word == "trăm" and digit is not None:
            group, digit = group + digit * 100, None
        elif word in _SCALES and seen:
            total, group, digit = total + (group + (digit or 0)) * _SCALES[word], 0.0, None
        elif word in ("linh", "lẻ") and seen:
            digit = None
        else:
            return None
    return total + group + (digit or 0.0) if seen else None


def find_worded(folded: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """The figures in words of ``folded[start:end]`` (text as ``fold`` gives it), longest runs first come, in order.

    "năm" alone is a year's word far more often than a five, so a run never begins with it.
    """
    end = len(folded) if end is None else end
    run: list[tuple[int, int]] = []
    for match in _WORD_RUN.finditer(folded, start, end):
        if run and folded[run[-1][1] : match.start()] == " ":
            run.append(match.span())
            continue
        yield from _worded(folded, run)
        run = [match.span()]
    yield from _worded(folded, run)


def _worded(folded: str, run: list[tuple[int, int]]) -> Iterator[Number]:
    while run and folded[run[0][0] : run[0][1]] not in _UNITS and folded[run[0][0] : run[0][1]] != "mười":
        run = run[1:]
    while run and folded[run[0][0] : run[0][1]] in ("năm", "tư", "không"):
        run = run[1:]
    for last in range(min(len(run), 12), 0, -1):
        value = parse_words(folded[run[0][0] : run[last - 1][1]])
        if value is not None:
            yield Number(run[0][0], run[last - 1][1], value)
            return
