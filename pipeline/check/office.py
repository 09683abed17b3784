"""Kinds of rules that an office writes for itself in YAML alone.

``phrase-forbidden`` (phrases, section_kinds), ``phrase-required`` (phrases), ``section-required`` (kind, phrases),
``number-must-match`` (pattern of the plan's own number), ``consistent-term`` (variants of a term, the first is right).
Phrases are folded and whole words; each parameter list may be of any length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix
from pipeline.check.structure import is_plan
from pipeline.knowledge.checks import CheckRule
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words


def _phrases(rule: CheckRule, parameter: str = "phrases") -> re.Pattern[str]:
    words = sorted((fold(p) for p in rule.strings(parameter)), key=lambda p: (-len(p), p))
    return compiled(whole_words([r"\s+".join(map(re.escape, w.split())) for w in words]))


@check("phrase-forbidden")
def phrase_forbidden(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A phrase that must not occur (in sections of ``section_kinds`` where they are given); told once a phrase."""
    kinds = rule.strings("section_kinds")
    told: set[str] = set()
    for hit in _phrases(rule).finditer(context.folded):
        section = context.section_at(hit.start())
        if hit.group() in told or (kinds and (section is None or section.kind not in kinds)):
            continue
        told.add(hit.group())
        yield Hit(hit.start(), hit.end())


@check("phrase-required")
def phrase_required(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """One of the phrases must occur."""
    if is_plan(context, rule) and not _phrases(rule).search(context.folded):
        yield Hit(words={"expected": rule.strings("phrases")[0]})


@check("section-required")
def section_required(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A section of this kind, or with one of these phrases in its heading, must exist."""
    if not is_plan(context, rule) or not context.document.sections:
        return
    wanted, kind = _phrases(rule), rule.parameters.get("kind")
    if not any(s.kind == kind or wanted.search(fold(s.heading)) for s in context.document.sections):
        yield Hit(words={"expected": rule.strings("phrases")[0]})


@check("number-must-match")
def number_must_match(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The plan's own number must have this form (a regular expression)."""
    number = context.document.metadata.number
    pattern = str(rule.parameters["pattern"])
    if is_plan(context, rule) and number and not re.fullmatch(pattern, re.sub(r"\s+", "", number)):
        yield Hit(words={"found": number, "expected": pattern})


@check("consistent-term")
def consistent_term(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """One spelling of a term through the whole text: told where a variant stands beside the first, right one."""
    right, *others = rule.strings("variants")
    stands = re.search(rf"(?<!\w){re.escape(fold(right))}(?!\w)", context.folded)
    for other in others:
        hits = list(re.finditer(rf"(?<!\w){re.escape(fold(other))}(?!\w)", context.folded))
        if hits and (stands or rule.parameters.get("always")):
            fixes = [words_fix(context, *hit.span(), right, safe=True) for hit in hits]
            yield Hit(*hits[0].span(), {"expected": right}, fixes=fixes)
