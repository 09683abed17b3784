"""Citations held against the registry: number, date, title and issuer, and the number of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import date_fix, issuer_fix, number_and_date
from pipeline.check.references.form import wrong_by_class
from pipeline.check.references.reading import at, day_text, identify, symbol_parts
from pipeline.knowledge.agencies import Agencies, agencies, agency_key
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.references import reference_rules
from pipeline.knowledge.registry import (
    RegisteredDocument,
    is_local,
    number_key,
    number_year,
    same_issuer,
    same_title,
    shared_words,
)
from pipeline.knowledge.symbols import Symbol, find_symbols
from pipeline.model import Fix, LegalReference
from pipeline.text.fold import bare, fold

_SAME = 0.8  # of the shorter title's words, from which it names one document and no other
_APART = 0.15  # up to which two titles speak of different things
_ENOUGH = 4  # content words that a title needs to be told by


@check("against-registry")
def against_registry(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Number, date and title as the registry has them."""
    for reference in context.citations:
        match = identify(context, reference)
        right = match.document if match is not None and match.certain else None
        hit = _another_number(context, reference, right)
        if hit is None and match is not None and right is not None:
            dated = match.evidence == "date"
            hit = _other_date(context, reference, right, dated) or _other_title(context, reference, right)
        if hit is not None:
            yield hit


def _other_date(context: Context, reference: LegalReference, right: RegisteredDocument, dated: bool) -> Hit | None:
    if dated or not reference.issued_on or not right.issued_on or reference.issued_on == right.issued_on:
        return None
    if number_year(reference.number or "") not in (None, reference.issued_on.year):
        return None  # told already by the year inside the number
    words = {
        "number": reference.number,
        "found": day_text(reference.issued_on),
        "expected": day_text(right.issued_on),
    }
    fix = date_fix(context, reference, right.issued_on, safe=right.certainty in ("official", "agreed"))
    return at(reference, words, case="date", certainty=right.worth, fix=fix)


def _another_number(context: Context, reference: LegalReference, known: RegisteredDocument | None) -> Hit | None:
    """A known title under a number that is not its own: of another year, or of the same date."""
    title = reference.title or ""
    if not title or (known is not None and same_title(title, known.title or "")):
        return None
    told = wrong_by_class(context, reference, reference_rules(context.rules))  # a year lost from this very number, say
    same = {number_key(reference.number or ""), number_key(str(told.words["expected"])) if told is not None else None}
    for document in context.registry.of_another_year(reference.number or ""):
        share, words = shared_words(title, document.title or "")
        if known is None and share >= _SAME and words >= _ENOUGH and number_key(document.number) not in same:
            return _is(context, reference, document, "another_year")
    for document in context.registry.titled(title, _SAME, _ENOUGH):
        if number_key(document.number) in same or not _one_kind(context, reference, document):
            continue
        if document.issued_on is not None and document.issued_on == reference.issued_on:
            return _is(context, reference, document, "number")
        if known is not None and _apart(title, known):
            return _is(context, reference, document, "title", known=known.title)
    return None


def _is(context: Context, reference: LegalReference, document: RegisteredDocument, case: str, **more: object) -> Hit:
    """The number of another document; where the registry knows this one too, number or title may be meant."""
    words = {"number": reference.number, "expected": document.number, "date": day_text(document.issued_on), **more}
    fix = number_and_date(context, reference, document.number, document.issued_on) if case != "title" else None
    return at(reference, words, case=case, certainty=document.worth, fix=fix)


def _one_kind(context: Context, reference: LegalReference, document: RegisteredDocument) -> bool:
    """Whether both may be of one issuer and one kind: a plan often bears the title of the decision it carries out."""
    if reference.issuer and document.issuer and not same_issuer(reference.issuer, document.issuer):
        return False
    ours, theirs = symbol_parts(reference.number or ""), symbol_parts(document.number)
    return ours is not None and theirs is not None and list(map(fold, ours[2])) == list(map(fold, theirs[2]))


def _apart(title: str, known: RegisteredDocument) -> bool:
    share, words = shared_words(title, known.title or "")
    return words >= _ENOUGH and share <= _APART


def _other_title(context: Context, reference: LegalReference, right: RegisteredDocument) -> Hit | None:
    """A title that has nothing of the document's own, where several pages agree on that."""
    if not reference.title or right.certainty not in ("official", "agreed") or not _apart(reference.title, right):
        return None
    words = {"number": reference.number, "found": reference.title, "expected": f"{right.number} ({right.title})"}
    return at(reference, words, case="other_title", severity="warning")


@check("wrong-issuer")
def wrong_issuer(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A document ascribed to a body that is not its own: by the registry, else by the symbol of the number."""
    bodies = tuple(map(fold, rule.strings("bodies")))
    for reference in context.citations:
        if not reference.issuer:
            continue
        one_body = partial(_one_body, reference.issuer, known=agencies(context.rules))
        number = reference.number or ""
        symbol = next(iter(find_symbols(f"số {number}", context.rules)), None)
        if symbol is not None and symbol.party:
            continue  # one symbol for the Central Committee, its Politburo and its Secretariat
        match = None
        if not is_local(number):
            match = context.registry.identify(number, reference.issued_on, title=reference.title)
        if match is not None and match.evidence in ("date", "normative") and match.document.issuer:
            if not one_body(match.document.issuer):
                words = {"number": number, "found": reference.issuer, "expected": match.document.issuer}
                fix = issuer_fix(context, reference, match.document.issuer)
                yield at(reference, words, certainty=match.document.worth, fix=fix)
            continue
        if symbol is None:
            continue
        right = _body_of(symbol, bodies) or _council_of(symbol, reference.issuer, rule)
        if right and not one_body(right):
            words = {"number": number, "found": reference.issuer, "expected": right}
            yield at(reference, words, case="symbol", fix=_by_symbol(context, reference, right, rule))


def _by_symbol(context: Context, reference: LegalReference, right: str, rule: CheckRule) -> Fix | None:
    """-> the issuer as its symbol has it; a council's place ("… tỉnh Sơn La") is not in its symbol."""
    return None if right in map(str, rule.mapping("councils").values()) else issuer_fix(context, reference, right)


def _one_body(issuer: str, other: str, known: Agencies) -> bool:
    """Whether they are one body, or one whose name has slips of letters that make it nobody's; a joint document may be
    ascribed to any of its issuers."""
    bodies = (other, *re.split(r"[;,]\s+|\s+và\s+(?=[A-ZĐ])", other))
    return any(same_issuer(issuer, body) for body in bodies) or (
        agency_key(issuer) not in known.by_key
        and any(_slips(issuer, body) or _runs_on(issuer, body) for body in bodies)
    )


def _runs_on(issuer: str, other: str) -> bool:
    """Whether the other's name stands there and a lost blank joins it with the next word ("Chính phủnhằm …")."""
    one, two = bare(issuer), bare(other)
    return one.startswith(two) and one[len(two) : len(two) + 1].isalpha()


def _slips(issuer: str, other: str) -> bool:
    """Whether each word of a name is the other's but for one letter, marks aside ("Thi tướng Chính phú")."""
    from rapidfuzz.distance import Levenshtein

    one, two = bare(issuer).split(), bare(other).split()
    return len(one) == len(two) > 1 and all(Levenshtein.distance(a, b) <= 1 for a, b in zip(one, two, strict=True))


def _body_of(symbol: Symbol, bodies: tuple[str, ...]) -> str | None:
    """-> the one body that issues under a symbol, where it is among those that are held to it."""
    issuer = None if symbol.party else symbol.issuer
    return issuer if issuer and fold(issuer).startswith(bodies) else None


def _council_of(symbol: Symbol, issuer: str, rule: CheckRule) -> str | None:
    """-> "Hội đồng nhân dân" where a number of its is ascribed to a committee, and the other way round."""
    councils = {str(key): str(name) for key, name in rule.mapping("councils").items()}
    named = {key for key, name in councils.items() if fold(name) in _in_full(issuer, councils)}
    signed = {piece for piece in symbol.pieces if piece in councils}
    return councils[next(iter(signed))] if len(signed) == 1 and named and not named & signed else None


def _in_full(issuer: str, councils: dict[str, str]) -> str:
    told = fold(issuer)
    for key, name in councils.items():
        told = re.sub(rf"\b{fold(key)}\b", fold(name), told)
    return told


@check("article-beyond")
def article_beyond(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "Điều 95" of a decree that has 54; unknown numbers of articles stay unsaid."""
    for reference in context.citations:
        numbers = [int(figure) for figure in re.findall(r"\d+", reference.article or "")]
        match = identify(context, reference) if numbers else None
        if match is None or not match.certain or match.document.articles is None:
            continue
        if max(numbers) > match.document.articles:
            words = {"number": match.document.number, "found": max(numbers), "expected": match.document.articles}
            yield at(reference, words, certainty=match.document.worth)
