"""Figures with their unit: shares (%, ‰, percentage points, in words too), counts, ratios, and ranges of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.knowledge.targets import TargetWords
from pipeline.text.numbers import NUMBER, find_worded, parse_number

SYMBOLS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "=": "="}

_UNIT = r"điểm\s+(?:phần\s+trăm|%)|phần\s+trăm|phần\s+nghìn|phần\s+ngàn|‰|%\s?[0o](?![\w.,])|%"
_SIGN = re.compile(r"[%‰]|phần")  # one of these is in each of the units
_PER = r"(?:\s?/\s?(?P<per>năm|quý|tháng)(?!\w))?"
_DASH = r"\s*%?\s*(?:[-–÷]|đến|tới)\s*"
_SHARE = re.compile(
    rf"(?=[≥≤<>=+\-−±\d])(?:(?P<symbol>[≥≤]|[<>]=?|=)\s*)?(?P<sign>(?<![\w%)])[+\-−±](?=\d))?"
    rf"(?<![\w.,/])(?P<low>{NUMBER})(?:{_DASH}(?P<high>{NUMBER}))?\s*(?P<unit>{_UNIT}){_PER}"
)
_WORDED_UNIT = re.compile(rf"\s*(?P<unit>{_UNIT}){_PER}")
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6}
_BEFORE_WORDS = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|không quá|tối đa|trên|cho|thành lập|xây dựng|mở|tổ chức)(?:\s+có)?\s+(?=[^\W\d_])"
)
_QUANTITY = re.compile(
    r"(?<!\w)(?:toàn bộ|tất cả|một nửa|phân nửa|đa số|phần lớn|(?:một|hai|ba)\s+phần\s+(?:hai|ba|tư|năm))"
    r"\s*\(\s*(?P<bound>ít nhất|tối thiểu|trên|hơn)?\s*$"
)
_OF_ALL = rf"(?<![\w.,/])(?:{NUMBER})/(?:{NUMBER})\s+(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+){{0,5}})"
_SAYING = r"(?:đạt|chiếm|bằng|tương đương|tỷ lệ|đạt tỷ lệ|chiếm tỷ lệ)\s+"
_RATIO = re.compile(rf"{_OF_ALL}\s*\(\s*(?:{_SAYING})?$")
_RATIO_SAID = re.compile(rf"{_OF_ALL},\s{_SAYING}$")
_SAID_OF_ALL = re.compile(r"\s*,?\s*(?=(?:được|có|đạt)\s)")
_BOUNDS = {"ít nhất": ">=", "tối thiểu": ">=", "trên": ">", "hơn": ">"}
_PARTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "mười": 10}
_FRACTION = re.compile(
    r"(?<!\w)(?:(?P<top>một|hai|ba|bốn) phần (?P<bottom>hai|ba|tư|năm|mười)"
    r"|(?P<half>một nửa|quá nửa))(?=\s(?:tổng )?số\s)"
)
_NONE_LEFT = re.compile(r"(?<!\w)không\s+còn(?!\w)")
_YEARS = range(1945, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """``text[start:end]``: a figure with the symbol in front of it and its unit. ``share`` tells % from counts.

    ``total`` is the second number of "30/30 xã", ``noun`` where the counted noun begins, ``worded`` tells a fraction in
    words.
    """

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    symbol: str | None = None
    sign: str | None = None
    share: bool = True
    total: float | None = None
    noun: int | None = None
    worded: bool = False


def find_shares(folded: str, start: int, end: int) -> list[Figure]:
    """The shares of ``folded[start:end]`` in order; a figure without a number ("…%") is none."""
    if not _SIGN.search(folded, start, end):
        return []
    found = [_unbracketed(folded, start, end, _share(m)) for m in _SHARE.finditer(folded, start, end)]
    if "phần trăm" in folded[start:end]:
        taken = {f.end for f in found}
        for number in find_worded(folded, start, end):
            unit = _WORDED_UNIT.match(folded, number.end, end)
            if unit and unit.end() not in taken:
                name = unit_name(unit["unit"], unit["per"])
                found.append(Figure(number.start, unit.end(), number.value, None, name))
    found += _fractions(folded, start, end)
    return sorted(found, key=lambda f: f.start)


def _fractions(folded: str, start: int, end: int) -> Iterator[Figure]:
    """ "Ba phần tư số hợp tác xã", "quá nửa số hộ": shares in words; thirds are rounded to two places."""
    for match in _FRACTION.finditer(folded, start, end):
        if match["half"]:
            yield Figure(*match.span(), 50.0, None, "%", ">" if match["half"].startswith("quá") else None, worded=True)
            continue
        value = round(100 * _PARTS[match["top"]] / _PARTS[match["bottom"]], 2)
        if value < 100:
            yield Figure(*match.span(), value, None, "%", worded=True)


def _share(match: re.Match[str]) -> Figure:
    low, high = parse_number(match["low"]), match["high"] and parse_number(match["high"])
    assert low is not None  # NUMBER matches only what parse_number reads
    sign = match["sign"]
    return Figure(
        match.start(),
        match.end(),
        low,
        high or None,
        unit_name(match["unit"], match["per"]),
        SYMBOLS.get(match["symbol"] or ""),
        None if sign is None else ("+" if sign == "+" else "-"),
    )


def _unbracketed(folded: str, floor: int, end: int, figure: Figure) -> Figure:
    """ "Toàn bộ (100%) trung tâm", "8/11 chi hội (72,7%)": a share that only repeats what stands before its brackets,
    with both; ``noun`` is where the thing counted begins."""
    if folded[figure.end : figure.end + 1] != ")" or figure.end >= end:
        said = _SAID_OF_ALL.match(folded, figure.end, end)  # "7/9 thôn, đạt 77,8%, | được công nhận"
        ratio = _RATIO_SAID.search(folded, max(floor, figure.start - 70), figure.start) if said else None
        if said and ratio:
            return replace(figure, start=ratio.start(), end=said.end(), noun=ratio.start("noun"))
        return figure
    quantity = _QUANTITY.search(folded, max(floor, figure.start - 30), figure.start)
    if quantity:
        symbol = _BOUNDS.get(quantity["bound"] or "", figure.symbol)
        return replace(figure, start=quantity.start(), end=figure.end + 1, symbol=symbol)
    ratio = _RATIO.search(folded, max(floor, figure.start - 60), figure.start)
    if ratio:
        return replace(figure, start=ratio.start(), end=figure.end + 1, noun=ratio.start("noun"))
    return figure


def unit_name(written: str, per: str | None = None) -> str:
    """The unit's one spelling: "phần trăm" -> "%", "%0" -> "‰"; a rate keeps its "/năm"."""
    unit = re.sub(r"\s+", " ", written)
    if unit.startswith("điểm"):
        unit = "điểm %" if "%" in unit else "điểm phần trăm"  # as written; comparison takes them for one
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
    money = r"(?P<money>(?:triệu|nghìn|ngàn|tỷ)\s+đồng\s?/\s?(?:người|hộ|ha|lao động)(?:\s?/\s?(?:năm|tháng))?)"
    count = re.compile(
        rf"(?=[≥≤<>=\d])(?:(?P<symbol>[≥≤]|[<>]=?|=)\s*)?(?<![\w.,/\-])(?P<low>{NUMBER})"
        rf"(?:(?:\s*[-–]\s*|\s+đến\s+|\s+tới\s+)(?P<high>{NUMBER})|/(?P<total>{NUMBER}))?"
        rf"(?:\s*{glued}|\s+{money}|(?:\s+(?P<scale>nghìn|ngàn|vạn|triệu))?\s+[\"“]?{tail})"
    )
    worded = re.compile(rf"\s+{tail}")
    return count, worded, _BEFORE_WORDS


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
                found.append(
                    Figure(
                        number.start, unit.end(), number.value, None, unit["unit"], share=False, noun=unit.start("unit")
                    )
                )
            break
    return sorted(found, key=lambda f: f.start)


def _counts(matches: Iterator[re.Match[str]]) -> Iterator[Figure]:
    for match in matches:
        low = parse_number(match["low"])
        high = parse_number(match["high"]) if match["high"] else None
        total = parse_number(match["total"]) if match["total"] else None
        if low is None or (high is None and total is None and low in _YEARS and match["low"].isdigit()):
            continue
        unit = re.sub(r"\s+", " ", match["glued"] or match["money"] or match["unit"])
        if total is not None and total >= 1000 and total > 10 * low:  # a rate, "16/100.000 trẻ em"
            unit, total = f"/{match['total']} {unit}", None
        scale = _SCALES.get(match["scale"] or "", 1)
        noun = match.start("unit") if match["unit"] and total is None else None
        yield Figure(
            match.start(),
            match.end(),
            low * scale,
            high and high * scale,
            unit,
            SYMBOLS.get(match["symbol"] or ""),
            share=False,
            total=total,
            noun=noun,
        )
