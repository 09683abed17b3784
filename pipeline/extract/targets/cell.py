"""The figure of a table's cell in the unit told beside it, by its name, by the title over it, or by the cell itself."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.grid import PERCENT_UNIT, Span
from pipeline.extract.targets.figures import SYMBOLS, Figure, find_shares, unit_name
from pipeline.extract.targets.subject import tidy
from pipeline.knowledge.targets import TargetWords
from pipeline.text.numbers import NUMBER, parse_number
from pipeline.text.patterns import compiled

_CELL = compiled(
    rf"(?P<symbol>[≥≤]|[<>]=?|=)?\s*(?P<low>{NUMBER})(?:\s*(?:[-–÷]|đến)\s*(?P<high>{NUMBER}))?\s*(?P<rest>.*)", re.S
)
_FIRST = compiled(rf"(?<![\w.,/]){NUMBER}")
_IN_NAME = compiled(r"\((?P<a>%|‰)\)|(?<!\w)(?P<b>%|‰)\s*$")
_IN_TITLE = compiled(r"\(?(?P<a>%|‰)(?P<b>)\)?")
_YEAR = compiled(r"(?:199|20\d)\d")
_LED = 40  # characters in front of a cell's figure
_MOST_BEHIND = {True: 8, False: 4}  # words behind it, of a share and of a count
_LONGEST_UNIT = 8


def read_cell(folded: str, cell: Span, unit: str, name: str, title: str, words: TargetWords) -> list[Figure]:
    """-> the figures of the folded ``cell``: one, or the shares that it lists; none of an empty cell, a year, a sum of
    money, a cell of words. ``unit``, ``name`` and ``title`` are the folded words of the row's unit, of its name and
    over its column.
    """
    percent = PERCENT_UNIT.fullmatch(unit.strip()) if unit else None
    hint = None if percent else (_IN_NAME.search(name) or _IN_TITLE.search(title))
    percent = PERCENT_UNIT.fullmatch(hint["a"] or hint["b"]) if hint else percent
    shared = f"{unit_name(percent[1], percent[2])}{_denominator(percent[3])}" if percent else ""
    first = _FIRST.search(folded[slice(*cell)])
    at = _with_symbol(folded, cell[0], cell[0] + first.start()) if first else cell[1]
    match = _CELL.match(folded, at, cell[1])
    if match is None or at - cell[0] > _LED:
        return []
    shares = find_shares(folded, *cell)
    if shares:
        return [replace(share, unit=shared or share.unit) for share in shares]
    low, high = parse_number(match["low"]), parse_number(match["high"]) if match["high"] else None
    behind = len(re.findall(r"[^\W\d_]+", match["rest"]))
    if low is None or behind > _MOST_BEHIND[percent is not None]:
        return []
    dated = _YEAR.fullmatch(match["low"]) and not high and not match["symbol"]
    if percent is None and (dated or not _counts(unit, words)):
        return []  # "2027" is a year: a count of two thousand is written "2.000"
    end = match.end("high") if match["high"] else match.end("low")
    symbol = SYMBOLS.get(match["symbol"] or "")
    return [Figure(match.start(), end, low, high, shared or tidy(unit), symbol, share=percent is not None)]


def is_clause(folded: str, cell: Span, name: Span, words: TargetWords) -> bool:
    """Whether a cell of goals tells of whom and what itself ("70% người dân có kỹ năng số")."""
    shares = find_shares(folded, *cell)
    if not shares or words.heads.match(folded, *name):
        return False
    before, behind = folded[cell[0] : shares[0].start], folded[shares[0].end : cell[1]].lstrip()
    told = words.persons.match(behind) or words.bodies.match(behind)
    return words.heads.search(before) is not None or (told is not None and len(behind.split()) > 2)


def _with_symbol(folded: str, floor: int, at: int) -> int:
    while at > floor and folded[at - 1] in " ≥≤<>=":
        at -= 1
    while folded.startswith(" ", at):
        at += 1
    return at


def _denominator(rest: str) -> str:
    rest = rest.strip(" ()")
    return f" {rest}" if rest else ""


def _counts(unit: str, words: TargetWords) -> bool:
    """Whether a unit counts something; money is left to the budget."""
    worded = re.search(r"[^\W\d_]", unit) is not None and len(unit.split()) <= _LONGEST_UNIT
    return worded and words.clauses.currency.search(unit) is None
