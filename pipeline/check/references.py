"""Citations: their form, their agreement with themselves, with each other and with the registry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from pipeline.check.context import Context, Hit, check
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.references import Kind, ReferenceRules, reference_rules
from pipeline.knowledge.registry import Match, is_local, number_key, number_year, same_issuer, same_title
from pipeline.model import LegalReference
from pipeline.text.fold import fold

_JOINT = "TTLT"
_SPACES = re.compile(r"\s+")
_SYMBOL = re.compile(r"^(\d+[a-zđ]?)[/.-](?:((?:19|20)\d\d)[/.-])?(.+)$", re.IGNORECASE)


def day_text(day: date | None) -> str:
    """``22/01/2021``; months from 3 on have no leading zero (Decree 30/2020/NĐ-CP, Phụ lục I)."""
    if day is None:
        return "?"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def identify(context: Context, reference: LegalReference) -> Match | None:
    """-> the registered document that a citation means."""
    return context.registry.identify(
        reference.number or "", reference.issued_on, issuer=reference.issuer, title=reference.title
    )


def symbol_parts(number: str) -> tuple[str, str | None, list[str]] | None:
    """``110/2024/NĐ-CP`` -> ("110", "2024", ["NĐ", "CP"]); None where there is no symbol."""
    hit = _SYMBOL.match(_SPACES.sub("", number))
    if hit is None:
        return None
    return hit.group(1), hit.group(2), [part for part in re.split(r"[/.-]", hit.group(3)) if part]


def kind_of_symbol(parts: list[str], known: ReferenceRules) -> Kind | None:
    """-> the kind that the first group of a symbol abbreviates: exactly written first ("TTr" is not "TT")."""
    for exact in (True, False):
        wanted = parts[0] if exact else fold(parts[0])
        for kind in known.kinds:
            for symbol in kind.symbols:
                if (symbol if exact else _folded(symbol)) == wanted:
                    return kind
    return None


_folded = lru_cache(maxsize=1024)(fold)


@check("number-form")
def number_form(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The form that a number must have by the class of its document (Decree 30/2020/NĐ-CP; Law 64/2025/QH15)."""
    known = reference_rules(context.rules)
    told: set[str] = set()
    for reference in context.citations:
        number = reference.number or ""
        if number in told:
            continue
        hit = _wrong_form(context, reference) or _wrong_by_class(context, reference, known)
        if hit is not None:
            told.add(number)
            yield hit


def _wrong_form(context: Context, reference: LegalReference) -> Hit | None:
    match = identify(context, reference)
    if match is None or match.wrong_form is None or not match.certain or _JOINT in (reference.number or ""):
        return None  # a joint circular that cannot exist has a rule of its own, which says more
    form, right = match.wrong_form, match.document
    superiors = [r.issuer for r in context.citations if r.issuer and r.doc_type == "ke_hoach"]
    origins = [o for o in form.seen_in if any(_speaks_of(o, s) for s in superiors)]
    words = {
        "number": reference.number,
        "expected": right.number,
        "date": day_text(right.issued_on),
        "origin": "; ".join(origins),
        "cause": form.cause.in_language(context.lang) if form.cause else "",
    }
    case = "inherited" if origins else "registry"
    return _at(reference, words, case=case, certainty=form.certainty)


def _speaks_of(origin: str, superior: str) -> bool:
    """Whether the document that errs is one of this superior's ("Kế hoạch … của UBND thành phố Huế")."""
    issuer = origin.rpartition(" của ")[2]
    return bool(issuer) and same_issuer(issuer, superior)


def _wrong_by_class(context: Context, reference: LegalReference, known: ReferenceRules) -> Hit | None:
    parts = symbol_parts(reference.number or "")
    if parts is None:
        return None
    serial, year, symbol = parts
    kind = kind_of_symbol(symbol, known)
    if kind is None or reference.doc_type != kind.id:
        return None
    rest = "-".join(symbol)
    if kind.year == "always" and year is None:
        dated = str(reference.issued_on.year) if reference.issued_on else context.say("check.year_blank")
        return _at(
            reference,
            {"number": reference.number, "expected": f"{serial}/{dated}/{rest}", "kind": kind.name},
            case="year_lost",
        )
    if kind.year == "never" and year is not None:
        words = {"number": reference.number, "expected": f"{serial}/{rest}", "kind": kind.name}
        return _at(reference, words, case="year_added")
    if len(symbol) > 1 and symbol[-1] in known.party and year is None:
        right = f"{serial}-{symbol[0]}/{symbol[-1]}"
        written = _SPACES.sub("", reference.number or "")
        if len(symbol) == 2 and written.upper().replace("–", "-") == f"{serial}/{symbol[0]}-{symbol[-1]}".upper():
            words = {"number": reference.number, "expected": right, "kind": kind.name}
            return _at(reference, words, case="party", severity="warning")
    return None


def _at(reference: LegalReference, words: Mapping[str, object], **more: object) -> Hit:
    return Hit(reference.start, reference.end, words, **more)  # type: ignore[arg-type]


@check("kind-against-symbol")
def kind_against_symbol(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "Nghị quyết số 01/NĐ-CP": the word and the symbol name two kinds."""
    known = reference_rules(context.rules)
    names = {kind.id: kind for kind in known.kinds}
    same = [set(group.split()) for group in rule.strings("same_kinds")]
    for reference in context.citations:
        parts = symbol_parts(reference.number or "")
        said = names.get(reference.doc_type)
        if parts is None or said is None or reference.doc_type == known.generic_kind or not said.symbols:
            continue
        kind = kind_of_symbol(parts[2], known)
        if kind is None or kind.id == said.id or any({kind.id, said.id} <= group for group in same):
            continue
        if not _word_stands_there(context, reference, said):
            continue
        words = {"number": reference.number, "kind": said.name, "expected": kind.name, "symbol": parts[2][0]}
        yield _at(reference, words)


def _word_stands_there(context: Context, reference: LegalReference, kind: Kind) -> bool:
    quote = context.folded[reference.start : reference.end].lstrip()
    return any(quote.startswith(name) for name in kind.names)


@check("year-against-date")
def year_against_date(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The year inside a normative number is the year of its date."""
    for reference in context.citations:
        year = number_year(reference.number or "")
        if year is None or reference.issued_on is None or reference.issued_on.year == year:
            continue
        words = {"number": reference.number, "year": year, "date": day_text(reference.issued_on)}
        yield _at(reference, words)


@check("against-registry")
def against_registry(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Number, date and issuer as the registry has them."""
    for reference in context.citations:
        match = identify(context, reference)
        if match is None:
            yield from _another_number(context, reference)
            continue
        right = match.document
        wrong_date = reference.issued_on and right.issued_on and reference.issued_on != right.issued_on
        if wrong_date and match.certain and match.evidence != "date":
            if number_year(reference.number or "") not in (None, reference.issued_on.year):  # type: ignore[union-attr]
                continue  # told already by the year inside the number
            words = {
                "number": reference.number,
                "found": day_text(reference.issued_on),
                "expected": day_text(right.issued_on),
            }
            yield _at(reference, words, case="date", certainty=right.worth)


def _another_number(context: Context, reference: LegalReference) -> Iterator[Hit]:
    """A known date, issuer and title under a number that is not theirs."""
    if reference.issued_on is None or not reference.title:
        return
    told = _wrong_by_class(context, reference, reference_rules(context.rules))  # a year lost from this very number, say
    right = number_key(str(told.words["expected"])) if told is not None else None
    for document in context.registry.documents:
        if document.issued_on != reference.issued_on or not document.title or not document.issuer:
            continue
        if reference.issuer and not same_issuer(reference.issuer, document.issuer):
            continue
        same = (number_key(reference.number or ""), right)
        if same_title(reference.title, document.title) and number_key(document.number) not in same:
            words = {"number": reference.number, "expected": document.number, "date": day_text(document.issued_on)}
            yield _at(reference, words, case="number", certainty=document.worth)
            return


@check("wrong-issuer")
def wrong_issuer(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A document of one central body ascribed to another."""
    for reference in context.citations:
        if not reference.issuer or is_local(reference.number or ""):
            continue
        match = context.registry.identify(reference.number or "", reference.issued_on, title=reference.title)
        if match is None or match.evidence not in ("date", "normative") or not match.document.issuer:
            continue
        if not same_issuer(reference.issuer, match.document.issuer):
            words = {"number": reference.number, "found": reference.issuer, "expected": match.document.issuer}
            yield _at(reference, words, certainty=match.document.worth)


@check("cited-two-ways")
def cited_two_ways(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """One document, two dates; or one date and title, two numbers."""
    by_number: dict[str, list[LegalReference]] = defaultdict(list)
    for reference in context.citations:
        if reference.issued_on is not None:
            by_number[number_key(reference.number or "")].append(reference)
    for group in by_number.values():
        first = group[0]
        for other in group[1:]:
            if other.issued_on != first.issued_on and _one_document(first, other):
                words = {
                    "number": other.number,
                    "found": day_text(other.issued_on),
                    "expected": day_text(first.issued_on),
                }
                yield _at(other, words, case="date")
                break
    dated = [r for r in context.citations if r.issued_on and r.title]
    told: set[str] = set()
    for place, first in enumerate(dated):
        for other in dated[place + 1 :]:
            differ = number_key(first.number or "") != number_key(other.number or "")
            same = (first.issued_on, first.doc_type) == (other.issued_on, other.doc_type)
            if differ and same and (other.number or "") not in told and _word_for_word(first, other):
                told.add(other.number or "")
                words = {"number": first.number, "found": other.number, "expected": first.number}
                yield _at(other, words, case="number")


def _one_document(one: LegalReference, other: LegalReference) -> bool:
    if one.issuer and other.issuer and not same_issuer(one.issuer, other.issuer):
        return False
    if number_year(one.number or "") is not None:
        return not is_local(one.number or "") or bool(one.issuer and other.issuer)
    assert one.issued_on is not None
    assert other.issued_on is not None
    if one.title and other.title:
        return same_title(one.title, other.title)
    return one.issued_on.year == other.issued_on.year and (
        bool(one.issuer and other.issuer) or not is_local(one.number or "")
    )


def _word_for_word(one: LegalReference, other: LegalReference) -> bool:
    first, second = (set(re.findall(r"\w+", (r.title or "").lower())) for r in (one, other))
    return len(first) >= 5 and len(first & second) / len(first | second) >= 0.8


@check("joint-circular")
def joint_circular(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Ministries among themselves issue no joint circulars any more (Law 80/2015/QH13, Điều 4)."""
    since = date.fromisoformat(str(rule.parameters["since"]))
    courts = set(rule.strings("may_still"))
    told: set[str] = set()
    for reference in context.citations:
        parts = symbol_parts(reference.number or "")
        if parts is None or parts[2][0].upper() not in rule.strings("symbols") or courts & set(parts[2]):
            continue
        year = number_year(reference.number or "")
        after = reference.issued_on >= since if reference.issued_on else year is not None and year > since.year
        if after and number_key(reference.number or "") not in told:
            told.add(number_key(reference.number or ""))
            match = identify(context, reference)
            known = match.document if match else None
            successor = known.replaced_by(context.day) if known and context.day else None
            words: dict[str, object] = {"number": reference.number, "date": day_text(reference.issued_on)}
            words["right"] = known.number if known else ""
            words["successor"] = successor.number if successor else ""
            cited = successor and any(
                number_key(r.number or "") == number_key(successor.number) for r in context.citations
            )
            yield _at(reference, words, case="successor_cited" if cited else None)
