"""Annotations by offset, a second format that ``doichieu eval`` reads: JSON with ``legal_refs``, ``targets`` and
``sections``, each item with ``quote`` (or ``heading``) and its ``start`` in the text file.

References and targets count inside ``refs_targets_range`` only, of the targets those in percent; ``deadline`` is a
target's last year, ``comparator`` ``delta+`` or ``delta-`` a change, the kind ``other`` is khac.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import Field

from pipeline.evaluate.gold import GoldDocument, Words
from pipeline.knowledge.load import Schema, load_file
from pipeline.text.patterns import compiled

_YEAR = compiled(r"\d{4}")
_MARKS = compiled(r"[*|#_]")


class OffsetDocument(Schema):
    """The file as it stands; of an item only the keys that are used are looked at.

    Counts (``count_targets``, ``counts``) and remarks are not judged; references and sections are where they are given.
    """

    source: str
    text_file: str
    refs_targets_range: tuple[int, int] | None = None
    legal_refs: tuple[dict[str, Any], ...]
    targets: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, Any], ...]
    sections_complete: str | None = None
    notes: str | None = None
    adjudicated: tuple[str, ...] = Field(default=())
    count_targets: tuple[dict[str, Any], ...] = ()
    counts: tuple[dict[str, Any], ...] = ()
    refs: str | None = None
    kinds_of_wording: Any = None


def is_by_offset(path: Path) -> bool:
    """Whether a JSON file is of this format."""
    return path.suffix == ".json" and '"legal_refs"' in path.read_text(encoding="utf-8", errors="replace")[:200_000]


def load_by_offset(path: Path) -> GoldDocument:
    """-> the annotation in the program's own format. Raises RulesError with the line of what breaks it."""
    found = load_file(path, OffsetDocument)
    text = (path.parent / found.text_file).read_text(encoding="utf-8")
    low, high = found.refs_targets_range or (0, len(text))
    words = Words(text)
    return GoldDocument.model_validate(
        {
            "text_file": found.text_file,
            "origin": found.source,
            "annotated": (
                *(("sections",) if found.sections else ()),
                *(("legal_references",) if found.legal_refs else ()),
                "targets",
            ),
            "target_unit": "%",
            "whole_from": _words_at(words, text, low),
            "whole_until": _words_at(words, text, high),
            "legal_references": _in_order(words, found.legal_refs, _reference),
            "targets": _in_order(words, found.targets, _target),
            "sections": _in_order(words, found.sections, _section),
        }
    )


def _words_at(words: Words, text: str, offset: int) -> str | None:
    """-> the dozen words from ``offset`` on, or None at the end of the text."""
    first = bisect_left(words.spans, (offset, 0))
    return (
        text[words.spans[first][0] : words.spans[min(first + 12, len(words.spans)) - 1][1]]
        if first < len(words.spans)
        else None
    )


def _in_order(
    words: Words, items: tuple[dict[str, Any], ...], convert: Callable[[dict[str, Any]], dict[str, Any]]
) -> list[dict[str, Any]]:
    """The items in reading order, each told apart from its like by how often its words stand before it."""
    result, begin = [], 0
    for item in sorted(items, key=lambda i: int(i["start"])):
        converted = convert(item)
        quote = converted.get("quote") or converted["heading"]
        here = bisect_left(words.spans, (int(item["start"]), 0))
        occurrence = 1
        while (found := words.find(quote, begin, occurrence)) is not None and found[0] < here:
            occurrence += 1
        if found is not None:
            begin = found[0]
        result.append(converted | {"occurrence": occurrence if found is not None else 1})
    return result


def _reference(item: dict[str, Any]) -> dict[str, Any]:
    keys = ("quote", "number", "doc_type", "issuer", "date")
    return {key: item.get(key) for key in keys}


def _target(item: dict[str, Any]) -> dict[str, Any]:
    comparator, change = str(item["comparator"]), None
    if comparator.startswith("delta"):
        comparator, change = ("range" if item.get("value_max") is not None else "="), comparator[-1]
    year = _YEAR.findall(str(item.get("deadline") or ""))
    return {
        "quote": item["quote"],
        "value": item["value"],
        "value_max": item.get("value_max"),
        "unit": item["unit"],
        "comparator": comparator,
        "change": change,
        "population": item.get("population"),
        "population_also": tuple(item.get("population_also") or ()),
        "indicator": item.get("indicator"),
        "period_end": int(year[-1]) if year else None,
        "aspirational": None,
    }


def _section(item: dict[str, Any]) -> dict[str, Any]:
    kind = "khac" if item["kind"] == "other" else item["kind"]
    return {"heading": _MARKS.sub("", item["heading"]).strip(), "level": item["level"], "kind": kind}
