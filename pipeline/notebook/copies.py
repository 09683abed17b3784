"""Who copied whom: paragraphs that two plans share and hardly anyone else has."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.notebook.plans import plans, records
from pipeline.notebook.words import document_of
from pipeline.text.fold import fold

if TYPE_CHECKING:
    from pandas import DataFrame

    from pipeline.notebook.plans import AnyRules, Tables

_SHORTEST = 60  # letters: shorter paragraphs are headings and stock phrases
_COMMON = 0.25  # what stands in more of the plans than this is everyone's, and nobody's copy
_LABEL = re.compile(r"^\s*(?:[-–•+*]|\(?[a-zđ]{1,2}[.)]|(?:\d+\.)*\d+[.)]?)\s+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_FIGURES = re.compile(r"\d+(?:[.,/]\d+)*")

Paragraph = tuple[int, int]


def copied(tables: Tables, *, least: float = 0.2, rules: AnyRules | None = None) -> DataFrame:
    """-> for each plan, the earlier plan that it shares most with, from the share ``least`` of what is not everyone's.

    Paragraphs are compared without figures, dates and names; rare ones weigh more (inverse
    document frequency). Columns: commune, year, day, copied_from, from_year, from_day, share (0…1),
    paragraphs (shared), of (that could be), same_body, left_standing (the other place's name that stayed in the text),
    doc_id, from_doc_id, and start, end of the longest shared paragraph.

    >>> copied(pipeline.tables("extracted/")).query("not same_body")  # doctest: +SKIP
    """
    import pandas as pd

    from pipeline.api import rules_in_use

    in_use = rules_in_use(rules)
    told = plans(tables, in_use)
    texts = {str(doc_id): document_of(str(doc_id), tables, in_use).text for doc_id in told.index}
    places = {str(doc_id): _names(str(name)) for doc_id, name in told["commune"].items()}
    everywhere = re.compile(
        "|".join(sorted({re.escape(n) for name in places.values() for n in name}, key=len, reverse=True))
    )
    marked = {doc_id: dict(_paragraphs(text, everywhere)) for doc_id, text in texts.items()}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for doc_id, paragraphs in marked.items():
        for key in paragraphs:
            holders[key].append(doc_id)
    most = max(2, round(_COMMON * len(marked)))
    weight = {key: math.log(len(marked) / len(ids)) for key, ids in holders.items() if len(ids) <= most}
    rows = []
    for doc_id, paragraphs in marked.items():
        own = [key for key in paragraphs if key in weight]
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for key in own:
            for other in holders[key]:
                if other != doc_id and _before(told, other, doc_id):
                    shared[other].append(key)
        whole = sum(weight[key] for key in own)
        if not shared or not whole:
            continue
        source = max(shared, key=lambda other: (sum(weight[k] for k in shared[other]), other))
        share = sum(weight[key] for key in shared[source]) / whole
        if share < least:
            continue
        start, end = max((paragraphs[key] for key in shared[source]), key=lambda p: p[1] - p[0])
        mine, theirs = records(told.loc[[doc_id]])[0], records(told.loc[[source]])[0]
        stayed = [n for n in places[source] if n not in places[doc_id] and n in fold(texts[doc_id])]
        rows.append(
            {
                "commune": mine["commune"],
                "year": mine["year"],
                "day": mine["day"],
                "copied_from": theirs["commune"],
                "from_year": theirs["year"],
                "from_day": theirs["day"],
                "share": round(share, 3),
                "paragraphs": len(shared[source]),
                "of": len(own),
                "same_body": mine["commune"] == theirs["commune"],
                "left_standing": theirs["commune"] if stayed and not _parent(tables, doc_id, theirs["commune"]) else "",
                "doc_id": doc_id,
                "from_doc_id": source,
                "start": start,
                "end": end,
            }
        )
    columns = [
        "commune", "year", "day", "copied_from", "from_year", "from_day", "share", "paragraphs", "of", "same_body",
        "left_standing", "doc_id", "from_doc_id", "start", "end",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["share", "commune"], ascending=[False, True], ignore_index=True
    )


def _names(commune: str) -> tuple[str, ...]:
    """-> the place's name without its kind, folded ("phường Kim Trà" -> "kim trà"); a number is no name."""
    words = fold(commune).split()
    bare = " ".join(words[1:]) if words[:1] != ["thị"] else " ".join(words[2:])
    return (bare,) if len(bare) > 2 and not bare.isdigit() else ()


def _paragraphs(text: str, places: re.Pattern[str]) -> Iterable[tuple[str, Paragraph]]:
    """-> (what the paragraph says, where it stands) for each that is long enough."""
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        if len(line) >= _SHORTEST:
            said = places.sub("@", _names_out(line)) if places.pattern else _names_out(line)
            yield " ".join(said.split()), (start, start + len(line))


def _names_out(line: str) -> str:
    """-> the words of a paragraph, folded; figures are "#", and names (capitals within a sentence) "@"."""
    made: list[str] = []
    fresh = True  # a sentence begins here
    for token in _TOKEN.findall(_FIGURES.sub("#", _LABEL.sub("", line))):
        if not (token[0].isalnum() or token == "#"):
            fresh = token in ".;:•+-–*"
            continue
        mark = "@" if token[0].isupper() and not fresh else fold(token)
        if mark != "@" or made[-1:] != ["@"]:
            made.append(mark)
        fresh = False
    return " ".join(made)


def _before(told: DataFrame, one: str, other: str) -> bool:
    """Whether ``one`` is the earlier plan; of the same day or undated ones, the first by name."""
    first: Any = told.loc[one, "day"]
    second: Any = told.loc[other, "day"]
    if first != first or second != second or first == second:
        return one < other
    return bool(first < second)


def _parent(tables: Tables, doc_id: str, commune: str) -> bool:
    """Whether the plan cites documents of this body: then its name stands there by right."""
    cited = tables["legal_references"]
    issuers = cited.loc[(cited["doc_id"] == doc_id) & cited["issuer"].notna(), "issuer"]
    return any(fold(commune) in fold(str(issuer)) for issuer in issuers)
