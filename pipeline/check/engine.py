"""Run the rules: join each file of ``rules/checks`` with its function and turn hits into findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pipeline.check import (
    assignments,
    breakdowns,
    grounds,
    last_year,
    money,
    numbering,
    office,
    places,
    proof,
    recipients,
    reports,
    shares,
    spans,
    structure,
    sum_tables,
    sums,
    targets,
    tasks,
    text_tables,
    time,
    wording,
)
from pipeline.check.context import CHECKS, Check, Context, Hit
from pipeline.check.references import form, registered, twice
from pipeline.errors import RulesError
from pipeline.knowledge import Rules
from pipeline.knowledge.checks import CheckRule, Family, check_rules
from pipeline.knowledge.sections import ARTICLE
from pipeline.model import Certainty, Document, Finding, Severity

FAMILIES = (
    structure,
    numbering,
    form,
    registered,
    twice,
    grounds,
    time,
    targets,
    text_tables,
    last_year,
    shares,
    assignments,
    places,
    recipients,
    reports,
    tasks,
    money,
    sums,
    breakdowns,
    sum_tables,
    wording,
    proof,
    spans,
    office,
)  # importing them registers them
_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_OF_ANY_TEXT: tuple[Family, ...] = ("wording", "proof")
_MOST: dict[Certainty, Severity] = {
    "seen": "error",
    "restated": "warning",
    "own": "warning",
    "compiled": "info",
    "unsigned": "info",
    "inferred": "info",
    "doubtful": "info",
    "unknown": "info",
}  # what a fact's certainty allows


def run(context: Context, catalogue: Iterable[CheckRule]) -> tuple[Finding, ...]:
    """-> the findings of all rules: errors first, then as they stand in the text."""
    return in_order(finding for _, finding in hits(context, catalogue))


def hits(context: Context, catalogue: Iterable[CheckRule]) -> list[tuple[Hit, Finding]]:
    """-> each thing that the rules found, with the finding it makes."""
    judged = [rule for rule in catalogue if _applies(context.document, rule)]
    return [(hit, _finding(context, rule, hit)) for rule in judged for hit in function_of(rule)(context, rule)]


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """-> findings once each: errors first, then as they stand in the text."""
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _applies(document: Document, rule: CheckRule) -> bool:
    """Nothing is asked of the form of a text that is no document, or whose parts were not found."""
    if document.metadata.doc_type == ARTICLE:
        return rule.family in _OF_ANY_TEXT
    return rule.family != "structure" or all(notice.code != "layout_unread" for notice in document.warnings)


def function_of(rule: CheckRule) -> Check:
    """-> the function that carries the rule out. Raises RulesError where the house has none of that kind."""
    try:
        return CHECKS[rule.joins]
    except KeyError:
        about, near = f"{rule.id}-{rule.name}.yaml", get_close_matches(rule.joins, CHECKS, n=1, cutoff=0.5)
        if near:
            raise RulesError(about, "rules.no_kind_near", kind=rule.joins, near=near[0]) from None
        raise RulesError(about, "rules.no_kind", kind=rule.joins, kinds=", ".join(sorted(CHECKS))) from None


def validate(rules: Rules) -> None:
    """Raise RulesError if a rule joins no function."""
    for rule in check_rules(rules):
        function_of(rule)


def _finding(context: Context, rule: CheckRule, hit: Hit) -> Finding:
    text = context.document.text
    quote = text[hit.start : hit.end] if hit.start is not None and hit.end is not None else None
    section = context.section_at(hit.start) if hit.start is not None else None
    words = {"found": quote or "", "expected": "", **hit.words}
    template = rule.messages[hit.case] if hit.case else rule.message
    suggestion = rule.suggestion.in_language(context.lang) if rule.suggestion and hit.suggest else None
    first, *others = hit.fixes or (hit.fix,)
    severities = (rule.severity, hit.severity or rule.severity, _MOST[hit.certainty])
    return Finding(
        rule_id=rule.id,
        rule=rule.name,
        severity=_ORDER[max(_ORDER.index(s) for s in severities)],
        message=_filled(template.in_language(context.lang), words, rule),
        suggestion=_filled(suggestion, words, rule) if suggestion else None,
        legal_basis=rule.basis(context.lang),
        quote=quote,
        start=hit.start,
        end=hit.end,
        page=_page(context, hit.start),
        section_id=section.section_id if section else None,
        directive_id=hit.directive_id,
        directive_quote=hit.directive_quote,
        fix=first,
        also=tuple(fix for fix in others if fix is not None and first is not None),
    )


def _filled(sentence: str, words: Mapping[str, object], rule: CheckRule) -> str:
    """-> the sentence with its values. Raises RulesError where it has a place that the function does not fill."""
    try:
        return sentence.format_map(words)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        about, name = f"{rule.id}-{rule.name}.yaml", str(error).strip("'")
        raise RulesError(about, "rules.no_value", words=sentence, name=name, names=", ".join(sorted(words))) from None


def _page(context: Context, start: int | None) -> int | None:
    if start is None:
        return None
    pages = [b.page for b in context.paged if b.start <= start < max(b.end, b.start + 1)]
    return pages[-1] if pages else None


def _place(finding: Finding) -> tuple[int, int, str, str]:
    start = finding.start if finding.start is not None else -1
    return (_ORDER.index(finding.severity), start, finding.rule_id, finding.message)
