"""Short forms out of real documents: does each give its number and date, its figure, its day, its amount?

usage: python -m tests.benchmarks.forms [FORMS.tsv]

The list stands beside the checkout (``../shared/law/surface_forms.tsv``; columns kind, form, expected_json), not in it.
Prints right of total a kind and every miss with what was found; the figures go to ``results.json``.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.extract import extract
from pipeline.extract.references import find_references
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.registry import number_key
from pipeline.model import Document
from pipeline.segment import segment
from tests.benchmarks.results import Row, keep, show
from tests.tools.places import SHARED

FORMS = SHARED / "law" / "surface_forms.tsv"
RULES = load_rules()
WORDS = {"increase": ("+", "="), "multiply": ("+", "="), "multiply >=": ("+", ">="), "decrease": ("-", "=")}


def plain(form: str) -> Document:
    return Document("form", "form.txt", "0", "txt", " ".join(form.replace("\\n", " ").split()))


def read(form: str) -> Document:
    return extract(segment(plain(form), RULES), RULES)


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def legal_ref(form: str, want: dict[str, Any]) -> tuple[bool, object]:
    """Number and date of every document named, in running text; a document's own number is metadata."""
    if want.get("role") == "own_number":
        number = read(form).metadata.number
        return number == want["so_hieu"], number
    numbers = many(want.get("so_hieu"))
    dates = many(want.get("date")) if isinstance(want.get("date"), list) else [want.get("date")] * len(numbers)
    found = [r for r in find_references(plain(f"thực hiện {form}"), RULES) if not r.internal]
    right = len(found) == len(numbers) and all(
        number_key(number or "") in (number_key(r.number or ""), number_key(r.canonical or ""))
        and (day is None or str(r.issued_on) == day)
        for r, number, day in zip(found, numbers, dates, strict=True)
    )
    return right, [(r.number, str(r.issued_on)) for r in found]


def target(form: str, want: dict[str, Any]) -> tuple[bool, object]:
    """Figures and comparator. "Đạt 70%" may be read as a floor or as the figure itself: both are accepted."""
    found = read(form).targets
    figures = [v if isinstance(v, dict) else {"value": v} for v in many(want["value"])]
    change, comparator = WORDS.get(want["op"], (None, "=" if want["op"] == "~" else want["op"]))
    accepted = {">=": (">=", "="), "<=": ("<=", "=")}.get(comparator, (comparator,))
    if comparator == ">=" and any(word in form.lower() for word in ("ít nhất", "tối thiểu", "trở lên")):
        accepted = (">=", "range")
    right = len(found) == len(figures) and all(
        (t.value, t.value_max) == (f.get("value", f.get("min")), f.get("max"))
        and t.comparator in accepted
        and t.change == change
        for t, f in zip(found, figures, strict=True)
    )
    return right, [(t.comparator, t.change, t.value, t.value_max, t.unit) for t in found]


def deadline(form: str, want: dict[str, Any]) -> tuple[bool, object]:
    """The year, month or day that is due, or that it recurs."""
    found = read(form).deadlines
    right = all(
        any(_same(item, d.due or "", d.begin or "", d.recurrence) for d in found) for item in want.get("items", [want])
    )
    return right, [(d.kind, d.begin, d.due, d.recurrence) for d in found]


def _same(want: dict[str, Any], due: str, begin: str, recurrence: str | None) -> bool:
    if "recurring" in want:
        return recurrence is not None
    end = str(want.get("end") or want.get("year") or want.get("horizon") or want.get("around"))
    return due.startswith(end) and begin.startswith(str(want.get("start", "")))


def money(form: str, want: dict[str, Any]) -> tuple[bool, object]:
    found = [line.amount for line in read(form).budget]
    return all(amount in found for amount in (want["amount_vnd"], *want.get("parts", ()))), found


def not_target(form: str, _: dict[str, Any]) -> tuple[bool, object]:
    found = [t.quote for t in read(form).targets]
    return not found, found


KINDS: dict[str, Callable[[str, dict[str, Any]], tuple[bool, object]]] = {
    "legal_ref": legal_ref,
    "target": target,
    "deadline": deadline,
    "money": money,
    "not_target": not_target,
}


def judged(path: Path) -> Iterator[tuple[str, str, bool, str]]:
    """-> (kind, form, right, what was found and why it is not what was expected) for every form of the list."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            want = json.loads(row["expected_json"])
            right, found = KINDS[row["kind"]](row["form"], want)
            yield row["kind"], row["form"], right, f"{found}; {_reason(want)}"


def _reason(want: dict[str, Any]) -> str:
    if isinstance(want.get("value"), str):
        return "the figure stands in another document"
    return str(want.get("note") or want.get("trap") or "not understood")


def table(path: Path) -> tuple[list[Row], list[str]]:
    """-> (a row a kind, a line a miss)."""
    results = list(judged(path))
    misses = [f"{kind}: {form[:110]!r} -> {why}" for kind, form, right, why in results if not right]
    rows: list[Row] = []
    for kind in KINDS:
        rights = [right for k, _, right, _ in results if k == kind]
        rows.append({"kind": kind, "right": sum(rights), "of": len(rights)})
    return rows, misses


if __name__ == "__main__":
    given = Path(sys.argv[1]) if sys.argv[1:] else FORMS
    if not given.exists():
        sys.exit(f"{given.name} is not beside this checkout")
    figures, missed = table(given)
    keep("forms", figures)
    show("forms", figures)
    print(*missed, sep="\n")
