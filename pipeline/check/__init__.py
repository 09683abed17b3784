"""Findings: a draft against its parents, the registry and itself, judged by its own date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.check.against import resolve_against
from pipeline.compare import compare
from pipeline.compare.levels import one_row_a_goal
from pipeline.compare.subject import OTHER
from pipeline.knowledge import Rules
from pipeline.model import Alignment, Directive, Document, Lang, Review
from pipeline.model.citation import by_document

__all__ = ["check", "resolve_against"]


def check(
    document: Document,
    directives: Iterable[Directive],
    rules: Rules,
    day: date | None = None,
    lang: Lang = "vi",
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    not_checked: tuple[str, ...] = (),
    own_words: tuple[str, ...] = (),
) -> Review:
    """-> the review of ``document`` against ``directives``.

    It is judged on ``day`` (``pipeline.check.day``); where none is known, rules that need one are silent and the review
    says so. ``select`` and ``ignore`` name rules (ids, beginnings of ids, names, families); a word that names
    none raises UnknownRuleError. ``own_words`` are an office's, not to be proofread. Raises RulesError
    where a rule joins no function.
    """
    from pipeline.check.against import listed
    from pipeline.check.context import Context
    from pipeline.check.engine import hits, in_order
    from pipeline.check.inherited import with_origin
    from pipeline.check.references.verdicts import citations, judging
    from pipeline.knowledge.checks import chosen
    from pipeline.knowledge.messages import messages

    parents = tuple(directives)
    catalogue = tuple(chosen(rules, select, ignore))
    rows: list[Alignment] = []
    for parent in parents:
        rows += compare(document, parent, rules, day, lang)
    elsewhere = {row.directive_id for row in rows if row.reason in OTHER}
    asking = tuple(parent for parent in parents if parent.directive_id not in elsewhere)
    verdicts = one_row_a_goal(rows, parents, rules, lang)
    context = Context(document, asking, verdicts, rules, day, lang, own_words)
    asked = {rule.id for rule in catalogue}
    found = hits(context, (*catalogue, *(rule for rule in judging(rules) if rule.id not in asked)))
    findings = in_order(finding for _, finding in found if finding.rule_id in asked)
    cited = citations(context, found)
    unknown = [c.number or c.quote for c in by_document(cited) if c.registry == "unknown"]
    say = messages(rules, lang)
    unsure = [say("check.not_registered", n=len(unknown), names=listed(unknown, say))] if unknown else []
    return Review(
        draft=document,
        directives=parents,
        alignment=verdicts,
        findings=with_origin(findings, context),
        as_of=day,
        not_checked=(*not_checked, *unsure, *(() if day else (say("check.undated"),))),
        citations=cited,
    )
