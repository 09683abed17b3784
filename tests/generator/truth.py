"""What was planted held against what was read: one list of differences a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.same import number_key, word_f1
from pipeline.text.fold import fold

Record = Mapping[str, Any]


def differences(truth: Record, references: Iterable[Record], targets: Iterable[Record]) -> list[str]:
    """-> a line for every reference and target that was planted and not found as planted, or found and not planted.

    ``references`` and ``targets`` are rows with the fields of LegalReference and Target. A reference is its number and
    date (a law without a number its kind); a target its value, comparator, unit, change and year, and its words.
    """
    return [*_references(truth, references), *_targets(truth, targets)]


def _references(truth: Record, found: Iterable[Record]) -> list[str]:
    own = number_key(truth["metadata"]["number"])
    wanted = Counter((number_key(r["number"]) or fold(r["doc_type"]), r["date"]) for r in truth["legal_references"])
    given: Counter[tuple[str | None, str | None]] = Counter()
    for row in found:
        number = number_key(row["number"])
        law = fold(str(row["doc_type"])).replace("_", " ")
        if row["internal"] or number == own or not (number or law in ("luat", "luật")):
            continue
        day = row["issued_on"]
        typed = None if day is None or row["resolved_from"] is not None else str(day)[:10]
        given[number or "luật", typed] += 1
    lost = [f"reference lost: {key}" for key in (wanted - given).elements()]
    return lost + [f"reference not planted: {key}" for key in (given - wanted).elements()]


def _targets(truth: Record, found: Iterable[Record]) -> list[str]:
    free = [row for row in found if row["value"] is not None]
    faults: list[str] = []
    for wanted in sorted(truth["targets"], key=lambda t: bool(t.get("optional"))):
        if wanted.get("optional"):
            fit = [t for t in free if t["value"] == wanted["value"] and fold(wanted["quote"]) in fold(t["quote"])]
        else:
            fit = [t for t in free if _told(t) == _told(wanted) and _words(wanted, t) >= 0.4]
        if fit:
            free.remove(max(fit, key=lambda t: _words(wanted, t)))
        elif not wanted.get("optional"):
            near = [t for t in free if _words(wanted, t) >= 0.4]
            best = max(near, key=lambda t: _words(wanted, t), default=None)
            given = f", read as {_told(best)}: {best['quote']!r}" if best else ""
            faults.append(f"target lost: {_told(wanted)} {wanted['quote']!r}{given}")
    return faults + [f"target not planted: {_told(t)} {t['quote']!r}" for t in free]


def _words(wanted: Record, given: Record) -> float:
    return word_f1(wanted["quote"], given["quote"])


def _told(row: Record) -> tuple[Any, ...]:
    top, due = row.get("value_max"), row["period_end"]
    missing = top is None or top != top
    return (
        float(row["value"]), None if missing else float(top), fold(row["unit"]), row["comparator"],
        row.get("change") or None, None if due is None else int(due),
    )  # fmt: skip
