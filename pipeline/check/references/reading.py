"""What the rules on citations share: a number taken apart, a day in words, the registered document that is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from pipeline.check.context import Context, Hit
from pipeline.knowledge.references import Kind, ReferenceRules
from pipeline.knowledge.registry import Match
from pipeline.model import LegalReference
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_SPACES = compiled(r"\s+")
_SYMBOL = compiled(r"^(\d+(?:\.\d{1,2})?[a-zđ]?)[/.-](?:((?:19|20)\d\d)[/.-])?(.+)$", re.IGNORECASE)


def day_text(day: date | None) -> str:
    """``22/01/2021``; months from 3 on have no leading zero (Decree 30/2020/NĐ-CP, Phụ lục I)."""
    if day is None:
        return "?"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def identify(context: Context, reference: LegalReference) -> Match | None:
    """-> the registered document that a citation means."""
    return context.registry.identify(
        reference.number or "", reference.issued_on, issuer=reference.issuer, title=reference.title
    )


def symbol_parts(number: str) -> tuple[str, str | None, list[str]] | None:
    """``110/2024/NĐ-CP`` -> ("110", "2024", ["NĐ", "CP"]); None where there is no symbol."""
    hit = _SYMBOL.match(_SPACES.sub("", number))
    if hit is None:
        return None
    return hit.group(1), hit.group(2), [part for part in re.split(r"[/.-]", hit.group(3)) if part]


def kind_of_symbol(parts: list[str], known: ReferenceRules) -> Kind | None:
    """-> the kind that the first group of a symbol abbreviates: exactly written first ("TTr" is not "TT")."""
    for exact in (True, False):
        wanted = parts[0] if exact else fold(parts[0])
        for kind in known.kinds:
            for symbol in kind.symbols:
                if (symbol if exact else _folded(symbol)) == wanted:
                    return kind
    return None


_folded = lru_cache(maxsize=1024)(fold)


def kind_is_written(context: Context, reference: LegalReference, kind: Kind) -> bool:
    """Whether a citation begins with a name of this kind: "văn bản số …" names none."""
    quote = context.folded[reference.start : reference.end].lstrip()
    return any(quote.startswith(name) for name in kind.names)


def at(reference: LegalReference, words: Mapping[str, object], **more: object) -> Hit:
    """-> a hit on a citation."""
    return Hit(reference.start, reference.end, words, **more)  # type: ignore[arg-type]
