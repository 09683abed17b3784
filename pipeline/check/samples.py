"""The examples of the rules, run as tests: good ones find nothing, bad ones find what they say."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.check import check
from pipeline.check.against import resolve_against
from pipeline.check.day import judged_on
from pipeline.knowledge import Rules
from pipeline.knowledge.checks import CheckRule, Example
from pipeline.model import Document, Finding
from pipeline.parse import parse_bytes
from pipeline.saying import Said, to_say

_HERE = "{text}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one example gave. ``problem`` is None where it did what its rule promises."""

    rule_id: str
    kind: str
    place: int
    findings: tuple[Finding, ...]
    problem: Said | None


def sample_document(example: Example, rules: Rules) -> Document:
    """-> the example, in the frame of a small clean plan where it asks for one, read and taken apart."""
    text = framed(example.text.strip(), rules) if example.frame else example.text
    return parse_bytes(text.encode("utf-8"), "vi-du.txt", rules)


def framed(text: str, rules: Rules) -> str:
    """-> the small clean plan of ``rules/sample_frame.txt`` with ``text`` among its tasks."""
    return rules.file("sample_frame.txt").read_text(encoding="utf-8").replace(_HERE, text)


def run_examples(rule: CheckRule, rules: Rules) -> tuple[Outcome, ...]:
    """-> one outcome an example, good ones first."""
    outcomes = [_run(rule, "good", n, e, rules) for n, e in enumerate(rule.examples.good, 1)]
    return (*outcomes, *(_run(rule, "bad", n, e, rules) for n, e in enumerate(rule.examples.bad, 1)))


def _run(rule: CheckRule, kind: str, place: int, example: Example, rules: Rules) -> Outcome:
    document = sample_document(example, rules)
    directives, _ = resolve_against(document, example.against, rules) if example.against else ((), ())
    review = check(document, directives, rules, judged_on(document.metadata, example.as_of), select=(rule.id,))
    problem = None
    if kind == "good" and review.findings:
        problem = to_say("example.finds", n=len(review.findings), message=review.findings[0].message)
    elif kind == "bad" and len(review.findings) != example.finds:
        problem = to_say("example.finds_other", n=len(review.findings), wanted=example.finds)
    elif kind == "bad" and example.quote and all(f.quote != example.quote for f in review.findings):
        quotes = "; ".join(f"“{f.quote}”" for f in review.findings)
        problem = to_say("example.quotes_other", quotes=quotes, wanted=example.quote)
    return Outcome(rule.id, kind, place, review.findings, problem)
