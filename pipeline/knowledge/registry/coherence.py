"""What cannot be true of an entry: by itself, and beside what is known already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import reference_rules
from pipeline.knowledge.registry.documents import RegisteredDocument
from pipeline.knowledge.registry.known import Registry
from pipeline.knowledge.registry.numbers import is_local, number_key, number_year, same_issuer
from pipeline.knowledge.symbols import Symbol, find_symbols
from pipeline.saying import Said, to_say
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_TORN = compiled(r"(?:[-–,(“\"/]|\b(?:và|của|tại|theo|trong|với|từ|năm|ngày|giai đoạn|các|phê duyệt Đề án))$")
_BEFORE = timedelta(days=120)  # some documents act back, by weeks


def faults(document: RegisteredDocument, rules: Rules) -> Iterator[Said]:
    """-> what contradicts itself in one entry: kind, year and issuer against the number, days, a torn title."""
    symbol = next(iter(find_symbols(f"{document.doc_type} số {document.number}", rules)), None)
    if symbol is None:
        yield to_say("registry.no_number", number=document.number)
        return
    names = {kind.id: kind.name for kind in reference_rules(rules).kinds}
    said = next((key for key, name in names.items() if name == document.doc_type), None)
    if said is None:
        yield to_say("registry.no_kind", kind=document.doc_type)
    elif symbol.kind is not None and symbol.kind != said and not _abbreviates(symbol.pieces[0], document.doc_type):
        yield to_say("registry.other_kind", kind=document.doc_type, symbol=names[symbol.kind])
    year = number_year(document.number)
    if year is not None and document.issued_on is not None and year != document.issued_on.year:
        yield to_say("registry.other_year", year=year, day=document.issued_on.isoformat())
    if document.issuer and symbol.issuer and not _may_issue(document.issuer, symbol):
        yield to_say("registry.other_issuer", issuer=document.issuer, symbol=symbol.issuer)
    yield from _days(document)
    if document.title and _TORN.search(document.title):
        yield to_say("registry.torn", title=document.title[-60:])


def _abbreviates(symbol: str, kind: str) -> bool:
    """Whether a symbol is made of the kind's initials: "QĐ" is of a "Quy định" of the Party as well."""
    return fold(symbol) == "".join(word[0] for word in fold(kind).split())


def _may_issue(issuer: str, symbol: Symbol) -> bool:
    """A joint document names one of several bodies; the Party's symbols name no single one."""
    bodies = (symbol.issuer or "").split("; ")
    return symbol.party or any(same_issuer(issuer, body) for body in bodies)


def _days(document: RegisteredDocument) -> Iterator[Said]:
    issued, begins, ends = document.issued_on, document.in_force_from, document.in_force_until
    if issued and begins and begins < issued - _BEFORE:
        yield to_say("registry.before_issue", day=begins.isoformat(), issued=issued.isoformat())
    if begins and ends and ends < begins:
        yield to_say("registry.ends_before", day=ends.isoformat(), begins=begins.isoformat())


def against_known(document: RegisteredDocument, known: Registry) -> Iterator[Said]:
    """-> what an entry says otherwise than one of the same document that is known already."""
    for other in known.candidates(document.number):
        if number_key(other.number) != number_key(document.number):
            continue
        if document.issuer and other.issuer and not same_issuer(document.issuer, other.issuer):
            if number_year(document.number) is not None and not is_local(document.number):
                yield to_say("registry.known_issuer", issuer=document.issuer, known=other.issuer)
            continue
        if document.issued_on is None or other.issued_on is None or document.issued_on == other.issued_on:
            continue
        if document.issued_on.year == other.issued_on.year or number_year(document.number) is not None:
            day, known_day = document.issued_on.isoformat(), other.issued_on.isoformat()
            yield to_say("registry.known_day", day=day, known=known_day, certainty=other.certainty)
