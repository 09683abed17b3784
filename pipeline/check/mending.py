"""The one right text of a place, where there is one: a number, a date, a kind, a figure or a label written anew.

Each function gives a ``Fix`` that changes as little as it can, or None where the place is not plain.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from pipeline.check.context import Context
from pipeline.knowledge.references import Kind
from pipeline.knowledge.registry import Match
from pipeline.model import Fix, LegalReference
from pipeline.text.dates import find_dates
from pipeline.text.fold import fold

_BEHIND = 200  # characters after a citation in which its issuer is named
_FIGURE = r"(?<![\d.,/-])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\d/]|[.,]\d)"
_UNPADDED = 3  # months from March on are written without a zero (Decree 30/2020/NĐ-CP, Phụ lục I)


def words_fix(context: Context, start: int, end: int, text: str, *, safe: bool = False) -> Fix | None:
    """-> ``text`` for the words of a place, with their capital where they begin with one; None if it is those."""
    told = context.document.text[start:end]
    if told[:1].isupper() and text[:1].islower():
        text = text[:1].upper() + text[1:]
    return Fix(start, end, text, safe) if told and told != text else None


def number_fix(context: Context, reference: LegalReference, number: str, *, safe: bool = False) -> Fix | None:
    """-> a citation's number written anew, wherever blanks stand in it."""
    written = re.sub(r"\s+", "", reference.number or "")
    loose = r"\s*".join(re.escape(letter) for letter in written)
    hits = list(re.finditer(loose, context.document.text[reference.start : reference.end])) if written else []
    if len(hits) != 1 or "[" in number:
        return None
    return words_fix(context, reference.start + hits[0].start(), reference.start + hits[0].end(), number, safe=safe)


def date_fix(context: Context, reference: LegalReference, right: date | None, *, safe: bool = False) -> Fix | None:
    """-> a citation's date written anew in its own form; None where it has no date, or several."""
    dates = find_dates(context.document.text, reference.start, reference.end)
    if len(dates) != 1 or right is None or dates[0].value is None:
        return None
    start, end = dates[0].start, dates[0].end
    told = context.document.text[start:end]
    figures = list(re.finditer(r"\d+", told))
    if len(figures) != 3:
        return None  # "tháng tư"
    day, month, year = (figure[0] for figure in figures)
    day = day if int(day) == right.day else f"{right.day:02d}"
    if int(month) != right.month:
        month = f"{right.month:02d}" if right.month < _UNPADDED or month.startswith("0") else str(right.month)
    year = year if int(year) in (right.year, right.year % 100) else str(right.year)
    between = [told[a.end() : b.start()] for a, b in pairwise(figures)]
    made = f"{told[: figures[0].start()]}{day}{between[0]}{month}{between[1]}{year}{told[figures[2].end() :]}"
    return words_fix(context, start, end, made, safe=safe)


def number_and_date(context: Context, reference: LegalReference, number: str, right: date | None) -> Fix | None:
    """-> one correction from a citation's number to its date, where both are another document's."""
    first, second = number_fix(context, reference, number), date_fix(context, reference, right)
    if first is None or second is None or second.start < first.end:
        return first
    between = context.document.text[first.end : second.start]
    return Fix(first.start, second.end, first.text + between + second.text)


def kind_fix(context: Context, reference: LegalReference, said: Kind, right: Kind, *, safe: bool = False) -> Fix | None:
    """-> the word at the head of a citation ("Nghị quyết số …") replaced by the name of another kind."""
    folded = context.folded[reference.start : reference.end]
    name = max((n for n in said.names if folded.startswith(n)), key=len, default="")
    return words_fix(context, reference.start, reference.start + len(name), right.name, safe=safe)


def issuer_fix(context: Context, reference: LegalReference, right: str) -> Fix | None:
    """-> the issuer that is named in or right behind a citation replaced by another."""
    told = fold(reference.issuer or "")
    line = context.folded.find("\n", reference.end)
    end = min(reference.end + _BEHIND, line if line >= 0 else len(context.folded))
    hit = re.search(rf"(?<!\w){re.escape(told)}(?!\w)", context.folded[reference.start : end]) if told else None
    if hit is None:
        return None
    return words_fix(context, reference.start + hit.start(), reference.start + hit.end(), right)


def figure_fix(context: Context, start: int, end: int, old: float, new: float) -> Fix | None:
    """-> the one figure of ``old`` in a place written as ``new``, in its own number of decimals at least."""
    told = context.document.text[start:end]
    hits = [hit for hit in re.finditer(_FIGURE, told) if _value(hit[0]) == old]
    if len(hits) != 1:
        return None
    return words_fix(context, start + hits[0].start(), start + hits[0].end(), figure(new, hits[0][0]))


def figure(value: float, like: str = "") -> str:
    """``1250000.5`` -> "1.250.000,5"; without the points where a figure of four digits ``like`` it has none."""
    whole, _, decimals = f"{value:.6f}".rstrip("0").rstrip(".").partition(".")
    grouped = whole if re.match(r"\d{4}", like) else f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped


def _value(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


def year_fix(context: Context, start: int, end: int, old: int, new: int, *, safe: bool = False) -> Fix | None:
    """-> the one year ``old`` of a place written as ``new``."""
    hits = list(re.finditer(rf"(?<!\d){old}(?!\d)", context.document.text[start:end]))
    if len(hits) != 1:
        return None
    return words_fix(context, start + hits[0].start(), start + hits[0].end(), str(new), safe=safe)


def is_sure(match: Match | None) -> bool:
    """Whether the registry is certain of a document and has it from its source or from pages that agree."""
    return match is not None and match.certain and match.document.certainty in ("official", "agreed")
