"""One document cited in two ways: two dates, kinds, issuers or titles; or one date and title with two numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import date_fix, kind_fix
from pipeline.check.references.reading import at, day_text, identify, kind_is_written, kind_of_symbol, symbol_parts
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.references import reference_rules
from pipeline.knowledge.registry import is_local, number_key, number_year, same_issuer, same_title, shared_words
from pipeline.model import LegalReference

_APART = 0.15
_ENOUGH = 4
_LIKE = 0.8


@check("cited-two-ways")
def cited_two_ways(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A number that stands for two documents, or a document that stands under two numbers."""
    groups: dict[str, list[LegalReference]] = defaultdict(list)
    for reference in context.citations:
        groups[number_key(reference.canonical or reference.number or "")].append(reference)
    for group in groups.values():
        if len(group) > 1:
            yield from _two_dates(context, group)
            yield from _two_kinds(context, group)
            yield from _two_issuers(group)
            yield from _two_titles(group)
    yield from _two_numbers(context)


def _two_dates(context: Context, group: list[LegalReference]) -> Iterator[Hit]:
    """The date that the registry has is right, else the one that stands more often, else the first."""
    dated = [reference for reference in group if reference.issued_on is not None]
    counts = Counter(reference.issued_on for reference in dated)
    told: set[object] = set()
    for place, other in enumerate(dated):
        for first in dated[:place]:
            if other.issued_on == first.issued_on or not _one_document(first, other):
                continue
            right, wrong = (first, other) if counts[first.issued_on] >= counts[other.issued_on] else (other, first)
            if _dated_rightly(context, wrong) and not _dated_rightly(context, right):
                right, wrong = wrong, right
            if wrong.issued_on not in told:
                told.add(wrong.issued_on)
                found, expected = day_text(wrong.issued_on), day_text(right.issued_on)
                same = [r for r in dated if r is not wrong and r.issued_on == wrong.issued_on]
                sure = _dated_rightly(context, right)
                fixes = [date_fix(context, r, right.issued_on, safe=sure) for r in (wrong, *same)]
                words = {"number": wrong.number, "found": found, "expected": expected}
                yield at(wrong, words, case="date", fixes=fixes)
            break


def _dated_rightly(context: Context, reference: LegalReference) -> bool:
    match = identify(context, reference)
    return match is not None and match.evidence == "date"


def _one_document(one: LegalReference, other: LegalReference) -> bool:
    if one.issuer and other.issuer and not same_issuer(one.issuer, other.issuer):
        return False
    if number_year(one.number or "") is not None:
        return not is_local(one.number or "") or bool(one.issuer and other.issuer)
    assert one.issued_on is not None
    assert other.issued_on is not None
    if one.title and other.title:
        return same_title(one.title, other.title)
    one_day = one.issued_on.replace(year=2000) == other.issued_on.replace(year=2000)  # the year alone is mistyped
    same_year = one.issued_on.year == other.issued_on.year
    return (same_year or one_day) and (bool(one.issuer and other.issuer) or not is_local(one.number or ""))


def _two_kinds(context: Context, group: list[LegalReference]) -> Iterator[Hit]:
    """ "Công văn số 786/HD-BNV" beside "Hướng dẫn số 786/HD-BNV"; other pairs are told by kind and symbol alone."""
    known = reference_rules(context.rules)
    names = {kind.id: kind for kind in known.kinds}
    generic = names[known.generic_kind]
    parts = symbol_parts(group[0].number or "")
    right = kind_of_symbol(parts[2], known) if parts else None
    if right is None and number_year(group[0].number or "") is not None:  # "64/2025/QH15": the word alone tells
        right = next((names[r.doc_type] for r in group if r.doc_type in names and r.doc_type != generic.id), None)
    if right is None or right.id == generic.id:
        return
    rightly = [r for r in group if r.doc_type == right.id and kind_is_written(context, r, right)]
    for other in group:
        if other.doc_type != generic.id or not kind_is_written(context, other, generic):
            continue
        if any(other.issued_on is None or first.issued_on in (None, other.issued_on) for first in rightly):
            words = {"number": other.number, "found": generic.name, "expected": right.name}
            yield at(other, words, case="kind", fix=kind_fix(context, other, generic, right))
            return


def _pairs(group: list[LegalReference]) -> Iterator[tuple[LegalReference, LegalReference]]:
    """-> a citation of a number and date, and each later one of both that has another title or issuer beside it."""
    first: dict[object, LegalReference] = {}
    for reference in group:
        if reference.issued_on is not None and reference.title and reference.issuer:
            if reference.issued_on in first:
                yield first[reference.issued_on], reference
            else:
                first[reference.issued_on] = reference


def _two_issuers(group: list[LegalReference]) -> Iterator[Hit]:
    """Same number, date and title, of two bodies; the Party's and central numbers are told by their symbols."""
    parts = symbol_parts(group[0].number or "")
    if parts is None or not {"UBND", "HĐND"} & set(parts[2]):
        return
    for first, other in _pairs(group):
        if not same_issuer(first.issuer or "", other.issuer or "") and _like(first, other):
            words = {"number": other.number, "found": other.issuer, "expected": first.issuer}
            yield at(other, words, case="issuer")
            return


def _two_titles(group: list[LegalReference]) -> Iterator[Hit]:
    for first, other in _pairs(group):
        share, words = shared_words(first.title or "", other.title or "")
        if words >= _ENOUGH and share <= _APART and same_issuer(first.issuer or "", other.issuer or ""):
            told = {"number": other.number, "found": f"“{other.title}”", "expected": f"“{first.title}”"}
            yield at(other, told, case="title", severity="warning")
            return


def _two_numbers(context: Context) -> Iterator[Hit]:
    dated = [r for r in context.citations if r.issued_on and r.title]
    told: set[str] = set()
    for place, first in enumerate(dated):
        for other in dated[place + 1 :]:
            differ = number_key(first.number or "") != number_key(other.number or "")
            same = (first.issued_on, first.doc_type) == (other.issued_on, other.doc_type)
            if differ and same and (other.number or "") not in told and _like(first, other):
                told.add(other.number or "")
                words = {"number": first.number, "found": other.number, "expected": first.number}
                yield at(other, words, case="number")


def _like(one: LegalReference, other: LegalReference) -> bool:
    """Whether two titles are all but word for word the same."""
    first, second = (set((r.title or "").lower().split()) for r in (one, other))
    return len(first) >= _ENOUGH + 1 and len(first & second) / len(first | second) >= _LIKE
