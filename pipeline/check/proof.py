"""Slips that the proofreader found, one finding for all places of one slip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipeline.check.context import Context, Hit, check
from pipeline.knowledge.checks import CheckRule
from pipeline.model import Fix, Severity, Slip
from pipeline.saying import to_say
from pipeline.text.fold import fold

_WEIGHTY = ("can_cu", "chu_ky")  # where a slip is an office's shame: its grounds, its signature


@check("slips")
def slips(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The slips of the rule's kinds, grouped by what is written and what it should be."""
    kinds = rule.strings("kinds")
    together = bool(rule.figure("together", 0))
    groups: dict[tuple[str, ...], list[Slip]] = {}
    for found in context.slips:
        if found.kind in kinds:
            same = (found.reason.key,) if together else (fold(found.quote), fold(found.reading))
            groups.setdefault(same, []).append(found)
    for group in groups.values():
        yield _hit(context, rule, group)


def _hit(context: Context, rule: CheckRule, group: list[Slip]) -> Hit:
    first = next((slip for slip in group if _severity(context, slip) == "warning"), group[0])
    severity: Severity = _severity(context, first)
    reasons = [context.say.line(first.reason)]
    if len(group) > 1:
        reasons.append(context.say.line(to_say("proof.places", n=len(group))))
    if context.document.ocr:
        reasons.append(context.say("proof.scanned"))
    certainty: Literal["seen", "inferred"] = "inferred" if context.document.ocr else "seen"
    ordered = [first, *(slip for slip in group if slip is not first)]
    fixes = [Fix(slip.start, slip.end, _cased(slip), slip.safe) for slip in ordered]
    words = {"expected": first.reading, "reason": "; ".join(reasons)}
    return Hit(first.start, first.end, words, severity=severity, certainty=certainty, fixes=fixes)


def _cased(slip: Slip) -> str:
    """-> what to write, with the capitals that are written; a slip of capitals itself takes its own."""
    pairs = list(zip(slip.quote.split(), slip.reading.split(), strict=False))
    if slip.kind == "capital" or " ".join(right for _, right in pairs) != slip.reading:
        return slip.reading
    return " ".join(right[:1].upper() + right[1:] if told[:1].isupper() else right for told, right in pairs)


def _severity(context: Context, slip: Slip) -> Severity:
    """A warning in the title, the grounds, the signature and in what a document or body is called; else a hint."""
    if slip.kind in ("sign", "tone_place"):
        return "info"
    title = context.document.metadata.title
    at = context.document.text.find(title) if title else -1
    if title and at <= slip.start < at + len(title):
        return "warning"
    section = context.section_at(slip.start)
    if section is not None and section.kind in _WEIGHTY:
        return "warning"
    named = any(r.start <= slip.start < r.end for r in context.document.legal_references if not r.internal)
    return "warning" if named or (slip.kind == "capital" and slip.reason.key == "proof.place") else "info"
