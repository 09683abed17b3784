"""Errors that a draft copied: what its parent's own text has wrong too is told once, with the parent as its origin."""

from __future__ import annotations

from dataclasses import replace

from pipeline.check.context import Context
from pipeline.check.day import judged_on
from pipeline.knowledge import Rules
from pipeline.knowledge.registry import number_key
from pipeline.model import Directive, Document, Finding, OwnError

_COPIED = "references"  # the family of rules whose errors are handed down


def own_errors(document: Document, rules: Rules) -> tuple[OwnError, ...]:
    """-> what the rules on citations find in a parent's text, judged by the parent's own date."""
    from pipeline.check import check

    numbers = {r.start: number_key(r.number) for r in document.legal_references if r.number}
    return tuple(
        OwnError(finding.rule_id, numbers[finding.start], finding.quote or "")
        for finding in check(document, (), rules, judged_on(document.metadata), select=(_COPIED,)).findings
        if finding.severity != "info" and finding.start is not None and finding.start in numbers
    )


def with_origin(findings: tuple[Finding, ...], context: Context) -> tuple[Finding, ...]:
    """-> the findings; one that a parent at hand has too, about the same number, names it."""
    if not any(directive.errors for directive in context.directives):
        return findings
    numbers = {r.start: number_key(r.number or "") for r in context.citations}
    return tuple(
        _with_origin(f, numbers[f.start], context) if f.start is not None and f.start in numbers else f
        for f in findings
    )


def _with_origin(finding: Finding, number: str, context: Context) -> Finding:
    for directive in context.directives:
        error = _carries(directive, finding.rule_id, number)
        if error is not None:
            message = finding.message
            if directive.number not in message:
                message = f"{message} {context.say('origin', number=directive.number)}"
            return replace(finding, message=message, directive_id=directive.directive_id, directive_quote=error.quote)
    return finding


def _carries(directive: Directive, rule_id: str, number: str) -> OwnError | None:
    return next((e for e in directive.errors if e.rule_id == rule_id and e.number == number), None)
