"""Figures with their unit: shares (%, ‰, percentage points, in words too), counts, ratios, and ranges of these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.knowledge.targets import TargetWords
from pipeline.text.numbers import COUNTED, NUMBER, counted_from, find_worded, parse_number, parse_whole
from pipeline.text.patterns import compiled

SYMBOLS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "=": "="}

_UNIT = r"(?P<unit>điểm\s+(?:phần\s+trăm|%)|phần\s+(?:trăm|nghìn|ngàn)|‰|%\s?[0o](?![\w.,])|%)"
_UNIT += r"(?:\s?/\s?(?P<per>năm|quý|tháng)(?!\w))?"
_SYMBOL = r"(?:(?P<symbol>[≥≤]|[<>]=?|=)\s*)?"
_GLUED = "|".join(rf"(?<={word})" for word in ("khoảng", "đạt", "trên", "dưới", "hơn", "còn", "là"))  # "khoảng22%"
_APART = rf"(?:(?<![\w.,/])|{_GLUED})"
_SHARE = compiled(
    rf"(?=[≥≤<>=+\-−±\d]){_SYMBOL}(?P<sign>(?<![\w%)])[+\-−±](?=\d))?"
    rf"{_APART}(?P<low>{NUMBER})(?:\s*%?\s*(?:[-–÷~]|đến|tới)\s*(?P<high>{NUMBER}))?\s*{_UNIT}"
)
_UNIT_FIRST = compiled(  # "Tỷ lệ hộ nghèo (%): 1,2"
    rf"\((?P<unit>[%‰])\)\s*:?\s*(?:(?:đạt|trên|dưới|khoảng|tối thiểu|từ)\s+)*{_SYMBOL}(?P<low>{NUMBER})"
    rf"(?:\s*[-–]\s*(?P<high>{NUMBER}))?(?=\s*(?:trở lên\s*)?[.;]?\s*$)"
)
_WORDED_UNIT = compiled(rf"\s*{_UNIT}")
_RESTATED = compiled(  # "toàn bộ (100%) …", "8/11 chi hội (72,7%)"
    r"(?:(?<!\w)(?:toàn bộ|tất cả|(?:một|phân) nửa|đa số|phần lớn|(?:một|hai|ba)\s+phần\s+(?:hai|ba|tư|năm))"
    rf"\s*\(\s*(?P<bound>ít nhất|tối thiểu|trên|hơn)?"
    rf"|(?<![\w.,/])(?:{NUMBER})/(?:{NUMBER})\s+(?P<noun>[^\W\d_]+(?:\s[^\W\d_]+){{0,5}})\s*\(\s*(?:(?:đạt|chiếm|bằng)\s+)?)\s*$"
)
_BOUNDS = {"ít nhất": ">=", "tối thiểu": ">=", "trên": ">", "hơn": ">"}
_FRACTION = compiled(
    r"(?<![\w/])(?:(?P<top>một|hai|ba|bốn) phần (?P<bottom>hai|ba|tư|năm|mười)|(?P<half>(?:một|quá) nửa|½)"
    r"|(?P<over>[1-9])/(?P<under>[2-9]|10))"
    r"(?=\s(?:tổng )?số\s)"
)
_PARTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "mười": 10}
_SIDES = (("top", "over"), ("bottom", "under"))
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6}
_BEFORE_WORDS = compiled(
    r"(?<!\w)(?:ít nhất|tối thiểu|không quá|tối đa|trên|cho|thành lập|xây dựng|mở|tổ chức)(?:\s+có)?\s+(?=[^\W\d_])"
)
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
    if all(folded.find(sign, start, end) < 0 for sign in ("%", "‰", "phần", "nửa", "/", "½")):
        return []
    found = [_restated(folded, start, end, _share(m)) for m in _SHARE.finditer(folded, start, end)]
    found = _between(folded, found)
    taken = {f.end for f in found}
    for number in find_worded(folded, start, end) if folded.find("phần trăm", start, end) >= 0 else ():
        unit = _WORDED_UNIT.match(folded, number.end, end)
        if unit and unit.end() not in taken:
            name = unit_name(unit["unit"], unit["per"])
            found.append(Figure(number.start, unit.end(), number.value, None, name))
    found += _fractions(folded, start, end)
    found += _named_unit(folded, start, end)
    return sorted(found, key=lambda f: f.start)


def _between(folded: str, found: list[Figure]) -> list[Figure]:
    """ "Trên 70% đến dưới 80%": two figures that are the ends of one range; "từ 70% đến dưới 80%" grades something."""
    made: list[Figure] = []
    for figure in found:
        last = made[-1] if made else None
        joint = "" if last is None else folded[last.end : figure.start].strip()
        if last and joint in ("đến dưới", "tới dưới") and folded.endswith("trên ", 0, last.start):
            made[-1] = replace(last, end=figure.end, value_max=figure.value)
        else:
            made.append(figure)
    return made


def _fractions(folded: str, start: int, end: int) -> Iterator[Figure]:
    """ "Ba phần tư số hợp tác xã", "1/2 số hộ": shares without a sign; thirds are rounded to two places."""
    for match in _FRACTION.finditer(folded, start, end):
        top, bottom = (_PARTS[match[word]] if match[word] else int(match[sign] or 1) for word, sign in _SIDES)
        value = 50.0 if match["half"] else round(100 * top / bottom, 2)
        if value < 100:
            yield Figure(*match.span(), value, None, "%", ">" if match[0] == "quá nửa" else None, worded=True)


def _named_unit(folded: str, start: int, end: int) -> Iterator[Figure]:
    """The figure that ends a clause whose name tells its unit in brackets; a year is none."""
    match = _UNIT_FIRST.search(folded[start:end]) if folded.find("(%)", start, end) >= 0 else None
    low = parse_number(match["low"]) if match else None
    if match and low is not None and (low not in _YEARS or not match["low"].isdigit()):
        high = parse_number(match["high"]) if match["high"] else None
        at = match.start("symbol") if match["symbol"] else match.start("low")
        last = match.end("high") if high else match.end("low")
        yield Figure(start + at, start + last, low, high, unit_name(match["unit"]), SYMBOLS.get(match["symbol"] or ""))


def _share(match: re.Match[str]) -> Figure:
    low, high = parse_number(match["low"]), match["high"] and parse_number(match["high"])
    assert low is not None  # NUMBER matches only what parse_number reads
    sign = None if match["sign"] is None else ("+" if match["sign"] == "+" else "-")
    name = unit_name(match["unit"], match["per"])
    return Figure(*match.span(), low, high or None, name, SYMBOLS.get(match["symbol"] or ""), sign)


def _restated(folded: str, floor: int, end: int, figure: Figure) -> Figure:
    """A share in brackets that only repeats what stands before them, with both; ``noun``: where the counted begins."""
    if not folded.startswith(")", figure.end, end):
        return figure
    told = _RESTATED.search(folded, max(floor, figure.start - 60), figure.start)
    if told is None:
        return figure
    symbol = _BOUNDS.get(told["bound"] or "", figure.symbol)
    noun = told.start("noun") if told["noun"] else None
    return replace(figure, start=told.start(), end=figure.end + 1, symbol=symbol, noun=noun)


def unit_name(written: str, per: str | None = None) -> str:
    """The unit's one spelling: "phần trăm" -> "%", "%0" -> "‰"; a rate keeps its "/năm"."""
    unit = " ".join(written.split())
    if unit.startswith("điểm"):
        unit = "điểm %" if "%" in unit else "điểm phần trăm"  # as written; comparison takes them for one
    elif unit in ("phần nghìn", "phần ngàn", "‰") or (unit[0] == "%" and unit[-1] in "0o"):
        unit = "‰"
    elif unit == "phần trăm":
        unit = "%"
    return f"{unit}/{per}" if per else unit


@lru_cache(maxsize=8)
def _counting(units: str, per_units: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    tail = rf"(?P<unit>{units}(?:\s*sàn(?!\w))?(?:\s?/\s?{per_units})?)"
    # "27m2sàn/người": a unit glued to its figure, a word glued to the unit
    glued = r"(?P<glued>(?:m2|km|ha|m3)\s?(?:sàn)?(?:/[^\W\d_]+)?(?!\w))"
    money = r"(?P<money>(?:triệu|nghìn|ngàn|tỷ)\s+đồng\s?/\s?(?:người|hộ|ha|lao động)(?:\s?/\s?(?:năm|tháng))?)"
    count = compiled(
        rf"(?=[≥≤<>=\dk]){_SYMBOL}(?<![\w.,/\-])(?P<low>{COUNTED}|không\s+còn(?=\s))"
        rf"(?:(?:\s*[-–]\s*|\s+đến\s+|\s+tới\s+)(?P<high>{COUNTED})|/(?P<total>{NUMBER}))?"
        rf"(?:\s*{glued}|\s+{money}|(?:\s+(?P<scale>nghìn|ngàn|vạn|triệu))?\s+[\"“]?{tail})"
    )
    return count, compiled(rf"\s+{tail}")


def find_counts(folded: str, start: int, end: int, words: TargetWords) -> list[Figure]:
    """The counts of ``folded[start:end]`` whose unit is in the vocabulary; words count after a comparator only."""
    count, worded = _counting(words.count_units, words.per_units)
    found = list(_counts(folded, count.finditer(folded, start, end), words))
    for cue in _BEFORE_WORDS.finditer(folded, start, end):
        number = next(find_worded(folded, cue.end(), min(end, cue.end() + 40)), None)
        unit = worded.match(folded, number.end, end) if number and number.start == cue.end() else None
        if number and unit:
            noun = unit.start("unit")
            found.append(Figure(number.start, unit.end(), number.value, None, unit["unit"], share=False, noun=noun))
    return sorted(found, key=lambda f: f.start)


def _counts(folded: str, matches: Iterator[re.Match[str]], words: TargetWords) -> Iterator[Figure]:
    for match in matches:
        none = match["low"].startswith("không")
        whole = (
            match["unit"]
            and not match["scale"]
            and (words.persons.match(match["unit"]) or words.bodies.match(match["unit"]))
        )
        value_of = parse_whole if whole else parse_number
        begin = counted_from(folded, match.start("low"), match["low"])
        low = 0.0 if none else value_of(folded[begin : match.end("low")])
        high = value_of(match["high"]) if match["high"] else None
        total = parse_number(match["total"]) if match["total"] else None
        if (
            low is None
            or match["low"] == "00"
            or (high is None and total is None and low in _YEARS and match["low"].isdigit())
        ):
            continue
        unit = " ".join((match["glued"] or match["money"] or match["unit"]).split())
        if total is not None and total >= 1000 and total > 10 * low:  # a rate, "16/100.000 trẻ em"
            unit, total = f"/{match['total']} {unit}", None
        scale = _SCALES.get(match["scale"] or "", 1)
        noun = match.start("unit") if match["unit"] and total is None and not none else None
        end = match.end("low") if none else match.end()  # what is no longer there stays behind its figure
        symbol = SYMBOLS.get(match["symbol"] or "")
        high = high and high * scale
        at = begin if begin > match.start("low") else match.start()
        yield Figure(at, end, low * scale, high, unit, symbol, share=False, total=total, noun=noun)
