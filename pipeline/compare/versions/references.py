"""Legal references of two versions: which documents are no longer named, newly named, or named otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Document, LegalReference
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

ReferenceChange = Literal["number", "date", "role", "pinpoint", "dropped", "added"]
_NUMBER = compiled(r"(\d*)[\s.…]*/\s*([^\W\d]{2,}[\w-]*-[\w-]+)")


@dataclass(frozen=True, slots=True)
class ReferenceShift:
    """A document that either version names; ``old`` and ``new`` are all its mentions in each."""

    identity: str
    old: tuple[LegalReference, ...]
    new: tuple[LegalReference, ...]
    changes: tuple[ReferenceChange, ...] = ()


def reference_shifts(old: Document, new: Document) -> tuple[ReferenceShift, ...]:
    """-> every document named, in the order of the new version, those no longer named last."""
    before, after = _by_identity(old), _by_identity(new)
    for name in [name for name in after if name not in before]:
        same = [other for other in before if other not in after and _one_number(before[other][0], after[name][0])]
        if len(same) == 1:  # a number filled in or mended
            before[name] = before.pop(same[0])
    shifts = [ReferenceShift(name, before.get(name, ()), refs, _changes(before.get(name, ()), refs))
              for name, refs in after.items()]  # fmt: skip
    gone = [ReferenceShift(name, refs, (), ("dropped",)) for name, refs in before.items() if name not in after]
    return (*shifts, *gone)


def _by_identity(document: Document) -> dict[str, tuple[LegalReference, ...]]:
    found: dict[str, list[LegalReference]] = {}
    for reference in document.legal_references:
        if not reference.internal:
            name = reference.canonical or reference.number or " ".join(fold(reference.quote).split())
            found.setdefault(name, []).append(reference)
    return {name: tuple(references) for name, references in found.items()}


def _one_number(one: LegalReference, other: LegalReference) -> bool:
    """Whether two numbers differ only in a leading nought or in one of them not being filled in yet."""
    first, second = (_NUMBER.search(r.number or r.quote) for r in (one, other))
    if first is None or second is None or one.doc_type != other.doc_type:
        return False
    blank = not first[1] or not second[1]
    return fold(first[2]) == fold(second[2]) and (blank or int(first[1]) == int(second[1]))


def _changes(before: tuple[LegalReference, ...], after: tuple[LegalReference, ...]) -> tuple[ReferenceChange, ...]:
    if not before:
        return ("added",)
    changes: list[ReferenceChange] = []
    if {r.number for r in before} != {r.number for r in after}:
        changes.append("number")
    dates = [{r.issued_on for r in refs} - {None} for refs in (before, after)]
    if dates[0] != dates[1] and all(dates):
        changes.append("date")
    if {r.role for r in before} != {r.role for r in after}:
        changes.append("role")
    places = [{(r.article, r.clause, r.point) for r in refs} - {(None, None, None)} for refs in (before, after)]
    if places[0] != places[1]:
        changes.append("pinpoint")
    return tuple(changes)
