"""The form of a number: year, kind and symbol of its class, and joint circulars that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import date_fix, is_sure, kind_fix, number_fix
from pipeline.check.references.reading import at, day_text, identify, kind_is_written, kind_of_symbol, symbol_parts
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.references import ReferenceRules, reference_rules
from pipeline.knowledge.registry import number_key, number_year, same_issuer
from pipeline.model import Fix, LegalReference

_JOINT = "TTLT"


@check("number-form")
def number_form(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The form that a number must have by the class of its document (Decree 30/2020/NĐ-CP; Law 64/2025/QH15)."""
    known = reference_rules(context.rules)
    told: set[str] = set()
    for reference in context.citations:
        number = reference.number or ""
        if number in told:
            continue
        hit = _wrong_form(context, reference) or wrong_by_class(context, reference, known)
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
    fixes = _everywhere(context, reference, right.number, safe=is_sure(match))
    return at(reference, words, case=case, certainty=form.certainty, fixes=fixes)


def _everywhere(context: Context, reference: LegalReference, number: str, *, safe: bool) -> list[Fix | None]:
    """-> the number written anew here and wherever it is cited so: it is told once."""
    again = [r for r in context.citations if r is not reference and r.number == reference.number]
    return [number_fix(context, r, number, safe=safe) for r in (reference, *again)]


def _speaks_of(origin: str, superior: str) -> bool:
    """Whether the document that errs is one of this superior's ("Kế hoạch … của UBND thành phố Huế")."""
    issuer = origin.rpartition(" của ")[2]
    return bool(issuer) and same_issuer(issuer, superior)


def wrong_by_class(context: Context, reference: LegalReference, known: ReferenceRules) -> Hit | None:
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
        right = f"{serial}/{dated}/{rest}"
        words = {"number": reference.number, "expected": right, "kind": kind.name}
        fixes = _everywhere(context, reference, right, safe=True) if reference.issued_on else []
        return at(reference, words, case="year_lost", fixes=fixes)
    if kind.year == "never" and year is not None:
        words = {"number": reference.number, "expected": f"{serial}/{rest}", "kind": kind.name}
        fixes = _everywhere(context, reference, f"{serial}/{rest}", safe=True)
        return at(reference, words, case="year_added", fixes=fixes)
    if len(symbol) > 1 and symbol[-1] in known.party and year is None:
        right = f"{serial}-{symbol[0]}/{symbol[-1]}"
        written = re.sub(r"\s+", "", reference.number or "")
        if len(symbol) == 2 and written.upper().replace("–", "-") == f"{serial}/{symbol[0]}-{symbol[-1]}".upper():
            words = {"number": reference.number, "expected": right, "kind": kind.name}
            fixes = _everywhere(context, reference, right, safe=True)
            return at(reference, words, case="party", severity="warning", fixes=fixes)
    return None


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
        if not kind_is_written(context, reference, said):
            continue
        words = {"number": reference.number, "kind": said.name, "expected": kind.name, "symbol": parts[2][0]}
        yield at(
            reference, words, fix=kind_fix(context, reference, said, kind, safe=is_sure(identify(context, reference)))
        )


@check("year-against-date")
def year_against_date(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The year inside a normative number is the year of its date."""
    for reference in context.citations:
        year = number_year(reference.number or "")
        if year is None or reference.issued_on is None or reference.issued_on.year == year:
            continue
        words = {"number": reference.number, "year": year, "date": day_text(reference.issued_on)}
        yield at(reference, words, fix=_year_or_date(context, reference, year))


def _year_or_date(context: Context, reference: LegalReference, year: int) -> Fix | None:
    """-> the number with the year of its date, or the date with that of its number, where the registry knows one."""
    assert reference.issued_on is not None
    number = (reference.number or "").replace(str(year), str(reference.issued_on.year), 1)
    dated = context.registry.identify(number, reference.issued_on, issuer=reference.issuer, title=reference.title)
    if dated is not None and is_sure(dated) and dated.document.issued_on == reference.issued_on:
        return number_fix(context, reference, number, safe=True)
    match = identify(context, reference)
    if match is None or not is_sure(match) or match.document.issued_on is None:
        return None
    return date_fix(context, reference, match.document.issued_on, safe=match.document.issued_on.year == year)


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
            yield at(reference, words, case="successor_cited" if cited else None)
