"""Figures with their unit: shares (%, ‰, percentage points, in words too), counts, ratios, and ranges of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.targets import TargetWords
from pipeline.text.numbers import NUMBER, find_worded, parse_number

SYMBOLS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "=": "="}

_UNIT = r"điểm\s+(?:phần\s+trăm|%)|phần\s+trăm|phần\s+nghìn|phần\s+ngàn|‰|%\s?[0o](?![\w.,])|%"
_PER = r"(?:\s?/\s?(?P<per>năm|quý|tháng)(?!\w))?"
_DASH = r"\s*%?\s*(?:[-–÷]|đến|tới)\s*"
_SHARE = re.compile(
    rf"(?P<symbol>[≥≤]|[<>]=?|=)?\s*(?P<sign>(?<![\w%)])[+\-−±](?=\d))?"
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?:{_DASH}(?P<high>{NUMBER}))?\s*(?P<unit>{_UNIT}){_PER}"
)
_WORDED_UNIT = re.compile(rf"\s*(?P<unit>{_UNIT}){_PER}")
_NONE_LEFT = re.compile(r"(?<!\w)không\s+còn(?!\w)")
_YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """``text[start:end]``: a figure with the symbol in front of it and its unit. ``share`` tells % from counts."""

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    symbol: str | None = None
    sign: str | None = None
    share: bool = True
    total: float | None = None


def find_shares(folded: str, start: int, end: int) -> list[Figure]:
    """The shares of ``folded[start:end]`` in order; a figure without a number ("…%") is none."""
    found = [_share(m) for m in _SHARE.finditer(folded, start, end)]
    if "phần trăm" in folded[start:end]:
        taken = {f.end for f in found}
        for number in find_worded(folded, start, end):
            unit = _WORDED_UNIT.match(folded, number.end, end)
            if unit and unit.end() not in taken:
                name = unit_name(unit["unit"], unit["per"])
                found.append(Figure(number.start, unit.end(), number.value, None, name))
    return sorted(found, key=lambda f: f.start)


def _share(match: re.Match[str]) -> Figure:
    low, high = parse_number(match["low"]), match["high"] and parse_number(match["high"])
    assert low is not None  # NUMBER matches only what parse_number reads
    start, sign = match.start(), match["sign"]
    while match.string[start].isspace():
        start += 1
    return Figure(
        start,
        match.end(),
        low,
        high or None,
        unit_name(match["unit"], match["per"]),
        SYMBOLS.get(match["symbol"] or ""),
        None if sign is None else ("+" if sign == "+" else "-"),
    )


def unit_name(written: str, per: str | None = None) -> str:
    """The unit's one spelling: "phần trăm" -> "%", "%0" -> "‰"; a rate keeps its "/năm"."""
    unit = re.sub(r"\s+", " ", written)
    if unit.startswith("điểm"):
        unit = "điểm phần trăm"
    elif unit in ("phần nghìn", "phần ngàn", "‰") or re.fullmatch(r"% ?[0o]", unit):
        unit = "‰"
    elif unit == "phần trăm":
        unit = "%"
    return f"{unit}/{per}" if per else unit


@lru_cache(maxsize=8)
def _counting(units: str, per_units: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    tail = rf"(?P<unit>{units}(?:\s*sàn(?!\w))?(?:\s?/\s?{per_units})?)"
    # "27m2sàn/người": a unit glued to its figure, a word glued to the unit
    glued = r"(?P<glued>(?:m2|km|ha|m3)\s?(?:sàn)?(?:/[^\W\d_]+)?(?!\w))"
    count = re.compile(
        rf"(?P<symbol>[≥≤]|[<>]=?|=)?\s*(?<![\w.,/\-])(?P<low>{NUMBER})"
        rf"(?:(?:\s*[-–]\s*|\s+đến\s+|\s+tới\s+)(?P<high>{NUMBER})|/(?P<total>{NUMBER}))?(?:\s*{glued}|\s+{tail})"
    )
    worded = re.compile(rf"\s+{tail}")
    return count, worded, re.compile(r"(?<!\w)(?:ít nhất|tối thiểu|không quá|tối đa|trên)(?:\s+có)?\s+(?=[^\W\d_])")


def find_counts(folded: str, start: int, end: int, words: TargetWords) -> list[Figure]:
    """The counts of ``folded[start:end]`` whose unit is in the vocabulary; words count after a comparator only."""
    count, worded, comparator = _counting(words.count_units, words.per_units)
    found = list(_counts(count.finditer(folded, start, end)))
    for none in _NONE_LEFT.finditer(folded, start, end):
        unit = worded.match(folded, none.end(), end)
        if unit:
            found.append(Figure(none.start(), none.end(), 0.0, None, unit["unit"], share=False))
    for cue in comparator.finditer(folded, start, end):
        for number in find_worded(folded, cue.end(), min(end, cue.end() + 40)):
            unit = worded.match(folded, number.end, end)
            if unit and number.start == cue.end():
                found.append(Figure(number.start, unit.end(), number.value, None, unit["unit"], share=False))
            break
    return sorted(found, key=lambda f: f.start)


def _counts(matches: Iterator[re.Match[str]]) -> Iterator[Figure]:
    for match in matches:
        low = parse_number(match["low"])
        high = parse_number(match["high"]) if match["high"] else None
        total = parse_number(match["total"]) if match["total"] else None
        if low is None or (high is None and total is None and low in _YEARS and match["low"].isdigit()):
            continue
        start = match.start()
        while match.string[start].isspace():
            start += 1
        unit = re.sub(r"\s+", " ", match["glued"] or match["unit"])
        if total is not None and total >= 1000 and total > 10 * low:  # a rate, "16/100.000 trẻ em"
            unit, total = f"/{match['total']} {unit}", None
        yield Figure(start, match.end(), low, high, unit, SYMBOLS.get(match["symbol"] or ""), share=False, total=total)
