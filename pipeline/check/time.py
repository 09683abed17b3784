"""Citations and days: replaced, not yet in force, issued later, waited for; a day that is in no calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pipeline.check.context import Context, Hit, check
from pipeline.check.day import judged_on
from pipeline.check.references import day_text, identify
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.registry import RegisteredDocument, number_key
from pipeline.model import LegalReference
from pipeline.text.dates import find_dates
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_LAST, _LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}, 31  # days of a month, whatever its year
_NO_MONTH = compiled(
    r"(?<!\w)(?:tháng\s+(?:1[3-9]|[2-9]\d)(?=\s*(?:năm\s+20|/20|[;)\n]|\.(?!\d)|$))|(?P<quarter>quý\s+(?:v|vi|vii|viii|[5-9])(?![\w.])))"
)
_BEHIND = 24  # characters after a day in which its calendar is named
_SPEAKS_OF_CHANGE = {"thay_the", "sua_doi"}


def _documents(context: Context) -> Iterator[tuple[LegalReference, RegisteredDocument]]:
    """-> each known document once, where it is first cited, unless the words there speak of its replacement."""
    told: set[int] = set()
    for reference in context.citations:
        match = identify(context, reference)
        if match is None or not match.certain or reference.role in _SPEAKS_OF_CHANGE:
            continue
        if id(match.document) not in told:
            told.add(id(match.document))
            yield reference, match.document


@check("replaced-document")
def replaced_document(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A document whose successor was in force on the plan's day."""
    if context.day is None:
        return
    cited = {number_key(r.number or "") for r in context.citations}
    for reference, document in _documents(context):
        relation = document.replaced_by(context.day)
        if relation is None:
            continue
        words = {
            "number": reference.number,
            "right": document.number,
            "expected": relation.number,
            "since": day_text(relation.from_day),
            "day": day_text(context.day),
        }
        both = number_key(relation.number) in cited
        yield Hit(
            reference.start, reference.end, words, case="both_cited" if both else None, certainty=relation.certainty
        )


@check("not-yet-in-force")
def not_yet_in_force(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Issued before the plan's day, in force only after it."""
    for reference, document in _documents(context):
        starts = document.in_force_from
        if context.day is None or starts is None or starts <= context.day:
            continue
        if document.issued_on is None or document.issued_on > context.day:
            continue
        words = {"number": reference.number, "since": day_text(starts), "day": day_text(context.day)}
        yield Hit(reference.start, reference.end, words, certainty=document.in_force_certainty)


@check("issued-later")
def issued_later(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A plan cannot cite what was issued after its own day."""
    frame = context.document.metadata
    own = judged_on(frame)  # of a draft whose day is left open, the last day of its month
    if own is None:
        return
    for reference in context.citations:
        if reference.issued_on is not None and reference.issued_on > own:
            words = {"number": reference.number, "date": day_text(reference.issued_on)}
            if frame.issued_on is None:
                words["month"] = f"{own.month}/{own.year}"
                yield Hit(reference.start, reference.end, words, case="month")
            else:
                yield Hit(reference.start, reference.end, words | {"day": day_text(own)})


@check("waited-for")
def waited_for(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "sau khi Bộ Y tế ban hành Thông tư hướng dẫn", where the registry knows such a circular."""
    pattern = compiled("|".join(f"(?:{p})" for p in rule.strings("patterns")))
    cited = {id(document) for _, document in _documents(context)}
    for hit in pattern.finditer(context.folded):
        issuer, kind = hit.group("issuer").strip(), hit.group("kind").strip()
        for document in context.registry.detailing(issuer, kind):
            details = [r for r in document.relations if r.kind == "details"]
            basis = [d for d in (context.registry.of(r) for r in details) if d is not None and id(d) in cited]
            if not basis or id(document) in cited:
                continue
            words = {
                "expected": document.number,
                "date": day_text(document.issued_on),
                "title": document.title,
                "since": day_text(document.in_force_from),
                "basis": basis[0].number,
            }
            later = context.day is None or (document.issued_on or date.max) > context.day
            yield Hit(hit.start(), hit.end(), words, certainty=document.worth, severity="info" if later else None)


@check("impossible-day")
def impossible_day(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "31/11/2026", unless the words behind it name another calendar; "1.30.2.2026" is no day. "Tháng 13", "quý V"."""
    others = rule.strings("another_calendar")
    for hit in _NO_MONTH.finditer(context.folded):
        yield Hit(hit.start(), hit.end(), case="quarter" if hit["quarter"] else "month")
    for found in find_dates(context.document.text):
        if found.day is None or found.month is None or found.value is not None:
            continue
        if found.year is None and found.day <= _LAST.get(found.month, _LONGEST):
            continue
        words, behind = context.folded[found.start : found.end], context.folded[found.end : found.end + _BEHIND]
        if not re.search(r"/|\bngày\b", words) or any(other in behind for other in map(fold, others)):
            continue
        last = monthrange(found.year, found.month)[1] if found.year else _LAST.get(found.month, _LONGEST)
        month = f"{found.month}/{found.year}" if found.year else str(found.month)
        yield Hit(found.start, found.end, {"month": month, "last": last})
