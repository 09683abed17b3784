"""The two plans of the corpus and small ones of the tests' own, read and taken apart."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pipeline.check import check, resolve_against
from pipeline.check.day import judged_on
from pipeline.knowledge import load_rules
from pipeline.model import Document, Finding, Review
from pipeline.parse import parse_bytes, parse_file
from tests.tools.places import PLANS

RULES = load_rules()
CORPUS = PLANS


def plan(text: str) -> Document:
    return parse_bytes(text.encode("utf-8"), "plan.txt", RULES)


@lru_cache(maxsize=4)
def corpus(name: str) -> Document:
    return parse_file(CORPUS / f"{name}.txt", RULES)


def review(document: Document, against: str = "auto", as_of: date | None = None, lang: str = "vi") -> Review:
    directives, unseen = resolve_against(document, against, RULES)
    day = judged_on(document.metadata, as_of)
    return check(document, directives, RULES, day, "en" if lang == "en" else "vi", not_checked=unseen)


def found(result: Review, rule_id: str) -> list[Finding]:
    return [f for f in result.findings if f.rule_id == rule_id]
