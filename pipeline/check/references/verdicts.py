"""What becomes of each citation: every document that a draft cites has a verdict, so that silence is none.

A citation is contradicted where a rule on citations found it wrong, whether or not these rules were asked for; its
life is that of the registered document on the plan's day; what the registry does not have is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from pipeline.check.context import Context, Hit
from pipeline.check.references.reading import day_text, identify
from pipeline.knowledge import Rules
from pipeline.knowledge.checks import CheckRule, check_rules
from pipeline.knowledge.lineage import lineage
from pipeline.knowledge.references import reference_rules
from pipeline.knowledge.registry import Match, RegisteredDocument, number_key
from pipeline.model import Attestation, Citation, Finding, LegalReference, RegistryState
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_BY_NAME = ("luat", "bo_luat", "phap_lenh", "hien_phap")
_GROUNDS = ("can_cu", "thuc_hien")
_NOT_ATTESTED: tuple[Attestation, ...] = ("own", "inferred")
_BLANK = compiled(r"số\s*:?[\s.…_]*/")


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What a rule found wrong with a citation."""

    found: str | None
    expected: str | None


@lru_cache(maxsize=8)
def judging(rules: Rules) -> tuple[CheckRule, ...]:
    """-> the rules that tell a citation that is wrong (``broken.wrong`` of ``rules/lineage.yaml``)."""
    names = {name for name, how in lineage(rules).broken.items() if how == "wrong"}
    return tuple(rule for rule in check_rules(rules) if rule.name in names)


def citations(context: Context, found: Iterable[tuple[Hit, Finding]]) -> tuple[Citation, ...]:
    """-> a record for every mention of another document by number, or of a law by its name, in reading order."""
    wrong = _wrong(context, found)
    days = {(_key(r), day_text(r.issued_on)): r.issued_on for r in context.citations if r.issued_on}
    dated: dict[str, LegalReference] = {}
    for reference in context.citations:
        if reference.issued_on is not None:
            dated.setdefault(_key(reference), reference)
    records = []
    for reference in context.document.legal_references:
        if reference.internal:
            continue
        if reference.number:
            record = _numbered(context, reference, dated.get(_key(reference)), wrong)
            right = days.get((_key(reference), record.expected or ""))
            if (
                record.registry == "contradicted" and right is not None
            ):  # a wrong date of what is cited rightly elsewhere
                record = replace(record, document=f"{_key(reference)} {right}")
            records.append(record)
        elif reference.doc_type in _BY_NAME and reference.title:
            records += _named(context, reference)
        elif _BLANK.search(fold(reference.quote)):
            records.append(_record(reference, "illegible", document=fold(reference.quote)))
    return tuple(records)


def _wrong(context: Context, found: Iterable[tuple[Hit, Finding]]) -> Mapping[int, _Wrong]:
    """-> by where it begins, what the rules found wrong with a citation; a mere hint does not contradict."""
    names = {rule.name for rule in judging(context.rules)}
    wrong: dict[int, _Wrong] = {}
    for hit, finding in found:
        if finding.rule in names and finding.severity != "info" and finding.start is not None:
            told, right = hit.words.get("found"), hit.words.get("expected")
            wrong.setdefault(
                finding.start,
                _Wrong(str(told or hit.words.get("number") or finding.quote), str(right) if right else None),
            )
    return wrong


def _key(reference: LegalReference) -> str:
    return number_key(reference.canonical or reference.number or "")


def _numbered(
    context: Context, reference: LegalReference, dated: LegalReference | None, wrong: Mapping[int, _Wrong]
) -> Citation:
    """A mention without a date is of the document that is cited with one elsewhere, right or wrong."""
    meant = dated if reference.issued_on is None and dated is not None else reference
    document = f"{_key(reference)} {meant.issued_on or ''}".strip()
    fault = wrong.get(reference.start) or (wrong.get(meant.start) if meant is not reference else None)
    match = identify(context, meant)
    known = match.document if match is not None and match.certain else None
    if fault is not None:
        record = _record(reference, "contradicted", document=document, found=fault.found, expected=fault.expected)
        return _held(record, known)
    if match is None or known is None or known.certainty == "inferred":  # seen in other citations only
        return _record(reference, "unknown", document=document)
    return _alive(context.day, _held(_record(reference, "confirmed", document=document), known), match)


def _alive(day: date | None, record: Citation, match: Match) -> Citation:
    """-> the record with what the document's life on the plan's day makes of it."""
    document = match.document
    if day is None:
        return record
    relation = document.replaced_by(day)
    if relation is not None:
        return replace(record, registry="replaced", expected=relation.number)
    if document.in_force_until is not None and document.in_force_until <= day:
        return replace(record, registry="replaced", found=day_text(document.in_force_until))
    if document.in_force_from is not None and document.in_force_from > day:
        return replace(record, registry="not_yet_in_force", found=day_text(document.in_force_from))
    relation = document.amended_by(day)
    return record if relation is None else replace(record, registry="amended", expected=relation.number)


def _named(context: Context, reference: LegalReference) -> list[Citation]:
    """A law by its name: the one of its date, else the one in force on the plan's day, else the newest."""
    laws = context.registry.laws(reference.title or "")
    day = reference.issued_on or context.day
    if reference.issued_on is not None:
        fitting = [law for law in laws if law.issued_on == reference.issued_on]
    else:
        fitting = [law for law in laws if _in_force(law, day)] or [law for law in laws if _issued(law, day)]
    document = f"{reference.doc_type} {fold(reference.title or '')}"
    if fitting:
        record = _held(_record(reference, "confirmed", document=document), fitting[0])
        return [_alive(context.day, record, Match(fitting[0], "title"))]
    known = {fold(name) for table in _law_names(context.rules) for name in table}
    cited = reference.issued_on is not None or (reference.role in _GROUNDS and fold(reference.title or "") in known)
    return [_record(reference, "unknown", document=document)] if cited else []


def _issued(law: RegisteredDocument, day: date | None) -> bool:
    return day is None or law.issued_on is None or law.issued_on <= day


def _in_force(law: RegisteredDocument, day: date | None) -> bool:
    if day is None:
        return True
    begun = law.in_force_from is None or law.in_force_from <= day
    return _issued(law, day) and begun and law.replaced_by(day) is None


def _law_names(rules: Rules) -> tuple[tuple[str, ...], ...]:
    table = reference_rules(rules)
    return table.laws, table.small_laws


def _record(
    reference: LegalReference,
    state: RegistryState,
    *,
    document: str,
    found: str | None = None,
    expected: str | None = None,
) -> Citation:
    return Citation(
        quote=reference.quote,
        start=reference.start,
        end=reference.end,
        number=reference.number,
        registry=state,
        found=found,
        expected=expected,
        title=reference.title,
        document=document,
        section_id=reference.section_id,
        page=reference.page,
    )


def _held(record: Citation, document: RegisteredDocument | None) -> Citation:
    if document is None:
        return record
    certainty = None if document.certainty in _NOT_ATTESTED else document.certainty
    return replace(record, held_against=document.number, certainty=certainty)
