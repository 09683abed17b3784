"""Who of all that issued plans answers which target of a directive, and how: one word for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Target
from pipeline.tables.folder import Folder
from pipeline.tables.stored import committed_parts, dataset_of
from pipeline.text.fold import fold

# the weightiest first: of several plans of one issuer the worst answer counts, "missing" only where none answers
SIGNS = {
    "below": "!",
    "behind": "!",
    "narrowed": "~",
    "period_mismatch": "~",
    "not_comparable": "?",
    "met": "✓",
    "above": "✓",
    "on_track": "✓",
    "missing": "–",
}
_WEIGHT = {status: weight for weight, status in enumerate(SIGNS)}
_ALIGNMENT = (
    "doc_id", "directive_id", "family", "status", "directive_quote", "directive_value", "directive_unit",
    "directive_comparator", "directive_population", "directive_indicator",
)  # fmt: skip


@dataclass(slots=True)
class Grid:
    """One directive: its targets by family, and issuer -> family -> status."""

    directive_id: str
    targets: dict[str, Target] = field(default_factory=dict)
    issuers: dict[str, dict[str, str]] = field(default_factory=dict)

    def problems(self, issuer: str) -> int:
        """-> how many targets this issuer does not answer as it should."""
        return sum(1 for status in self.issuers[issuer].values() if SIGNS[status] in "!~–")

    def counts(self, family: str) -> list[tuple[str, int]]:
        """-> (sign, how many issuers) of one target, in the order of SIGNS."""
        found = Counter(SIGNS[row[family]] for row in self.issuers.values() if family in row)
        return [(sign, found[sign]) for sign in dict.fromkeys(SIGNS.values()) if found[sign]]


def grids(folder: Folder) -> list[Grid]:
    """-> a grid for every directive that the documents were held against; documents that have vanished do not count."""
    parts = dict(committed_parts(folder))
    if not sum(part.rows for part in parts["alignment"]):
        return []
    names = ["doc_id", "issuer", "place", "vanished"]
    issuers = {
        row["doc_id"]: row["issuer"] or row["place"] or ""
        for row in _rows(dataset_of(folder, "documents", parts["documents"]), names)
        if not row["vanished"]
    }
    found: dict[str, Grid] = {}
    spelt: dict[str, str] = {}  # "Quận 11" and "quận 11" are one
    for row in _rows(dataset_of(folder, "alignment", parts["alignment"]), list(_ALIGNMENT)):
        family, status = row["family"], row["status"]
        if family is None or status not in _WEIGHT or row["doc_id"] not in issuers:
            continue
        grid = found.setdefault(row["directive_id"], Grid(row["directive_id"]))
        if family not in grid.targets:
            grid.targets[family] = _target(row)
        name = issuers[row["doc_id"]]
        answers = grid.issuers.setdefault(spelt.setdefault(fold(name), name), {})
        answers[family] = min(answers.get(family, status), status, key=_WEIGHT.__getitem__)
    for grid in found.values():
        grid.targets = dict(sorted(grid.targets.items()))
    return [found[name] for name in sorted(found)]


def _target(row: dict[str, Any]) -> Target:
    return Target(
        quote=row["directive_quote"] or "",
        start=0,
        end=0,
        value=row["directive_value"],
        unit=row["directive_unit"] or "",
        comparator=row["directive_comparator"] or "=",
        population=row["directive_population"] or "",
        indicator=row["directive_indicator"] or "",
    )


def _rows(dataset: Any, columns: list[str]) -> Iterator[dict[str, Any]]:
    for batch in dataset.to_batches(columns=columns):
        yield from batch.to_pylist()
