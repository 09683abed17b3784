"""Findings: a draft against its parents, the registry and itself, judged by its own date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.check.against import resolve_against
from pipeline.compare import compare
from pipeline.knowledge import Rules
from pipeline.model import Alignment, Directive, Document, Lang, Review

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
) -> Review:
    """-> the review of ``document`` against ``directives``.

    It is judged on ``day`` (``pipeline.check.day``); where none is known, rules that need one are silent and the review
    says so. ``select`` and ``ignore`` name rules (ids, beginnings of ids, names, families); a word that names
    none raises UnknownRuleError. Raises RulesError where a rule joins no function.
    """
    from pipeline.check.context import Context
    from pipeline.check.engine import run
    from pipeline.check.inherited import with_origin
    from pipeline.knowledge.checks import chosen
    from pipeline.knowledge.messages import messages

    parents = tuple(directives)
    catalogue = tuple(chosen(rules, select, ignore))
    rows: list[Alignment] = []
    for parent in parents:
        rows += compare(document, parent, rules, day, lang)
    context = Context(document, parents, tuple(rows), rules, day, lang)
    return Review(
        draft=document,
        directives=parents,
        alignment=tuple(rows),
        findings=with_origin(run(context, catalogue), context),
        as_of=day,
        not_checked=(*not_checked, *(() if day else (messages(rules, lang)("check.undated"),))),
    )
