"""Sums of money and quantities ("400 triệu USD", "4.758,5 MW"): figures where a measure is told before them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.targets.figures.numbers import SYMBOLS, Figure
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.numbers import NUMBER, parse_number
from pipeline.text.patterns import compiled
from pipeline.text.phrases import words_pattern

_REACH = 160  # characters before a sum that can tell what it measures


@lru_cache(maxsize=8)
def _sum(words: TargetWords) -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a figure with its unit, and each unit's own spelling."""
    money, per = words.file.money, rf"(?:\s?/\s?(?:{words.per_units}))?"
    magnitude = rf"(?:{words_pattern(money.magnitudes)}\s+){{1,2}}"
    own, others = words_pattern(money.currencies), words_pattern(money.foreign + money.quantities)
    told = compiled(
        rf"(?=[≥≤<>=\d])(?:(?P<symbol>[≥≤]|[<>]=?|=)\s*)?(?<![\w.,/\-])(?P<low>{NUMBER})(?:\s*[-–]\s*(?P<high>{NUMBER}))?"
        rf"\s+(?P<unit>(?:{magnitude}{own}|(?:{magnitude})?{others}){per})"
    )
    return told, {fold(unit): unit for unit in money.currencies + money.foreign + money.quantities}


def find_sums(folded: str, start: int, end: int, words: TargetWords) -> list[Figure]:
    """The sums of ``folded[start:end]`` that a measure before them makes a count; what is spent or paid is none."""
    told, spelled = _sum(words)
    if all(folded.find(unit, start, end) < 0 for unit in spelled):
        return []
    found = []
    for match in told.finditer(folded, start, end):
        low, high = parse_number(match["low"]), match["high"] and parse_number(match["high"])
        head = words.heads.search(folded, max(start, match.start() - _REACH), match.start())
        if low is None or head is None or folded.startswith(" tiền", head.end()):
            continue
        unit = " ".join(match["unit"].split())
        for plain, own in spelled.items():
            unit = unit.replace(plain, own)
        symbol = SYMBOLS.get(match["symbol"] or "")
        found.append(Figure(*match.span(), low, high or None, unit, symbol, share=False))
    return found
