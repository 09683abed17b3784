"""References as offices type them, each with the truth of what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from tests.generator.grammar import write
from tests.generator.world import part

Truth = dict[str, Any]


@dataclass(frozen=True)
class Cited:
    """A document as it is cited: ``title`` is a template."""

    kind: str
    number: str | None
    day: date
    issuer: str
    title: str
    law: str | None = None


def central(name: str) -> Cited:
    """-> a document of ``corpus_parts/documents.yaml``."""
    row = part("documents")[name]
    return Cited(
        row["kind"], row.get("number"), row["date"], row.get("issuer", "Quốc hội"), row.get("title", ""), row.get("law")
    )


def mentions(template: str) -> list[str]:
    """-> the documents that a template may cite."""
    return [name for name in re.findall(r"\{@(\w+)\}", template) if name != "PARENT"]


def date_typed(day: date, chance: Random, style: str = "mixed") -> str:
    """-> "ngày 22 tháng 01 năm 2021", "ngày 22/01/2021", "ngày 22/1/2021": what stands in plans."""
    way = style if style != "mixed" else chance.choice(["words", "words", "figures", "figures", "bare"])
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)  # Decree 30: days below 10, months 1 and 2 get a 0
    if way == "words":
        return f"ngày {day.day:02d} tháng {month} năm {day.year}"
    if way == "figures":
        return f"ngày {day:%d/%m/%Y}"
    return f"ngày {day.day:02d}/{day.month}/{day.year}"


def cite(
    document: Cited,
    chance: Random,
    *,
    full: bool,
    style: str,
    fill: Callable[[str], str],
    short_issuer: bool = False,
    short: bool = False,
) -> tuple[str, Truth]:
    """-> the words and the truth of one citation; ``full`` with date, issuer and title, as at first mention, ``short``
    without the symbol ("Quyết định số 112"), where the text has named it in full.
    """
    if document.law is not None:
        dated = full and chance.random() < 0.5
        quote = document.law + (f" {date_typed(document.day, chance, style)}" if dated else "")
        return quote, {"quote": quote, "doc_type": document.kind, "number": None, "date": _iso(document.day, dated)}
    assert document.number is not None
    number = document.number.partition("/")[0] if short else document.number
    head = f"{document.kind} {'' if chance.random() < 0.08 else 'số '}{number}"
    dated = full or (not short and chance.random() < 0.35)
    comma = "," if dated and chance.random() < 0.04 else ""
    quote = head + (f"{comma} {date_typed(document.day, chance, style)}" if dated else "")
    issuer = document.issuer.replace("Ủy ban nhân dân", "UBND") if short_issuer else document.issuer
    text = quote
    if dated and (full or chance.random() < 0.6):
        text += f" của {issuer}"
        if full and document.title:
            text += " " + write(document.title, chance, fill)
    truth = {"quote": quote, "doc_type": document.kind, "number": document.number, "date": _iso(document.day, dated)}
    return text, truth


def _iso(day: date, dated: bool) -> str | None:
    return day.isoformat() if dated else None
