"""What a target is called: its population and its indicator in the order in which its own words put them."""

from __future__ import annotations

import re

from pipeline.knowledge.load import Rules
from pipeline.knowledge.naming import Naming, naming
from pipeline.model import Target
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_WORD = compiled(r"\w+")
_GAP = r"[^\w|]+"  # never over the edge of a table's cell
_BETWEEN = rf"({_GAP}(?:\w+{_GAP}){{0,2}}?(?:\d[\d.,]*{_GAP}(?:\w+{_GAP}){{0,1}}?)?)"  # some words and the figure
_TWO_SPELLINGS = str.maketrans({letter: f"[{pair}]" for pair in ("ỷỉ", "ỹĩ", "ýí", "ỳì", "ỵị") for letter in pair})


def target_name(target: Target, rules: Rules) -> str:
    """-> "tỷ trọng xuất khẩu sản phẩm công nghệ cao trên tổng giá trị hàng hóa xuất khẩu", "hộ nghèo được vay vốn".

    Where the quote has the indicator before or around the population it stays there, with the word that joins them
    and the measure in front of both; otherwise a measure is named "of" its population, and any other indicator is
    said of it. The quoted words where a target has neither.
    """
    population, indicator = target.population.strip(), target.indicator.strip()
    if not (population and indicator):
        return population or indicator or target.quote
    words = naming(rules)
    measure = words.measure.match(fold(indicator))
    if _is_share_of(target.unit, population) or (measure and _holds(indicator, population)):
        return indicator
    written = _as_written(population, indicator, target.quote, words)
    if written or not measure:
        return written or f"{population} {indicator}"
    bare = indicator[measure.end() :].strip()  # the quote may leave the measure unsaid
    written = _as_written(population, bare, target.quote, words, measured=True) if bare else None
    if written:
        return written if words.measure.match(written) else f"{measure.group()} {written}"
    return f"{indicator} {words.whole if words.share.match(fold(indicator)) else words.of} {population}"


def _as_written(population: str, indicator: str, quote: str, words: Naming, measured: bool = False) -> str | None:
    """-> the two in the quote's order where some of the indicator's words stand right before the population.

    ``measured``: the indicator comes without the word for its measure.
    """
    said = fold(quote)
    tokens = list(_WORD.finditer(indicator))
    whom = _pattern(population)
    if re.search(rf"\b{whom}{_GAP}{_pattern(indicator)}\b", said):
        return None
    for count in range(len(tokens), 0, -1):
        before, after = indicator[: tokens[count - 1].end()], indicator[tokens[count - 1].end() :]
        behind = rf"{_GAP}{_pattern(after)}\b" if _WORD.search(after) else r"\b"
        found = re.search(rf"\b{_pattern(before)}{_BETWEEN}{whom}{behind}", said)
        if found is None or not _joins(found[1], words):
            continue
        if count == len(tokens):
            before, after = indicator, ""
        measure = _measure(said[: found.start()], words)
        link = _link(found[1], words, measured or bool(measure or words.measure.match(fold(before))))
        return " ".join(" ".join((measure, before, link, population, after)).split())
    return None


def _joins(between: str, words: Naming) -> bool:
    """Whether only a joining word, or a figure with what belongs to it, stands between indicator and population."""
    return bool(re.search(r"\d", between)) or not _WORD.search(words.link.sub("", between, count=1))


def _link(between: str, words: Naming, measured: bool) -> str:
    """-> the word that joins the two; "over" for a quotient and for a measure that the figure parts from its whole."""
    figure = re.search(r"\d", between)
    if "/" in between or (figure and measured):
        return words.over
    said = (words.beside if figure else words.link).search(between)
    return said.group() if said else ""


def _measure(before: str, words: Naming) -> str:
    """-> the measure that ends just before the indicator ("Tỉ lệ | cấp kết quả …"), or nothing."""
    ends = (found.group() for found in words.measure.finditer(before) if not _WORD.search(before[found.end() :]))
    return next(ends, "")


def _holds(whole: str, part: str) -> bool:
    return bool(re.search(rf"\b{_pattern(part)}\b", fold(whole)))


def _is_share_of(unit: str, population: str) -> bool:
    """Whether the unit already says the population: "% GDP"."""
    return unit.startswith(("%", "‰")) and fold(unit.lstrip("%‰ ")) == fold(population)


def _pattern(phrase: str) -> str:
    """-> the phrase's words with anything between them; "tỷ lệ" is "tỉ lệ"."""
    return r"\W+".join(word.translate(_TWO_SPELLINGS) for word in _WORD.findall(fold(phrase)))
