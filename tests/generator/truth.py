"""What was planted held against what was read: one list of differences a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.evaluate.same import number_key
from pipeline.text.fold import fold

Record = Mapping[str, Any]
_WORD = re.compile(r"[^\W_]+|%")


def differences(truth: Record, references: Iterable[Record], targets: Iterable[Record]) -> list[str]:
    """-> a line for every reference and target that was planted and not found as planted, or found and not planted.

    ``references`` and ``targets`` are rows with the fields of LegalReference and Target. A reference is its number and
    date (a law without a number its kind); a target its value, comparator, unit, change and year, and its words.
    """
    return [*_references(truth, references), *_targets(truth, targets)]


def _references(truth: Record, found: Iterable[Record]) -> list[str]:
    own = number_key(truth["metadata"]["number"]), truth["metadata"]["issued_on"]
    wanted = Counter((number_key(r["number"]) or fold(r["doc_type"]), r["date"]) for r in truth["legal_references"])
    given: Counter[tuple[str | None, str | None]] = Counter()
    for row in found:
        number = number_key(row["number"] or (row["canonical"] if _given(row["resolved_from"]) else None))
        law = fold(str(row["doc_type"])).replace("_", " ")
        day = row["issued_on"]
        typed = None if day is None or _given(row["resolved_from"]) else str(day)[:10]
        if row["internal"] or (number, typed) == own or not (number or law in ("luat", "luật")):
            continue
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
            fit = [t for t in free if _same(wanted, t)]
        if fit:
            free.remove(max(fit, key=lambda t: _words(wanted, t)))
        elif not wanted.get("optional"):
            near = [t for t in free if _words(wanted, t) >= 0.7]
            best = max(near, key=lambda t: _words(wanted, t), default=None)
            given = f", read as {_told(best)}: {best['quote']!r}" if best else ""
            faults.append(f"target lost: {_told(wanted)} {wanted['unit']} {wanted['quote']!r}{given}")
    return faults + [f"target not planted: {_told(t)} {t['quote']!r}" for t in free]


def _given(value: Any) -> bool:
    return value is not None and value == value  # a missing number of a table is NaN


def _words(wanted: Record, given: Record) -> float:
    """How far two quotations speak of the same: the shorter one may be a part of the longer."""
    a, b = (set(_WORD.findall(fold(row["quote"]))) for row in (wanted, given))
    return len(a & b) / max(1, min(len(a), len(b)))


def _same(wanted: Record, given: Record) -> bool:
    units = fold(wanted["unit"]), fold(given["unit"])  # "điểm vui chơi" is a kind of "điểm"
    alike = units[0].startswith(units[1]) or units[1].startswith(units[0])
    return alike and _told(wanted) == _told(given) and _words(wanted, given) >= 0.5


def _told(row: Record) -> tuple[Any, ...]:
    top: Any = row.get("value_max")
    due: Any = row["period_end"]
    return (
        float(row["value"]), float(top) if _given(top) else None, row["comparator"],
        row.get("change") or None, int(due) if _given(due) else None,
    )  # fmt: skip
