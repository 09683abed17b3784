"""The two plans of the corpus and small ones of the tests' own, read and taken apart."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pipeline.check import check, resolve_against
from pipeline.extract import extract
from pipeline.knowledge import load_rules
from pipeline.model import Document, Finding, Review
from pipeline.read import read_bytes, read_file
from pipeline.segment import segment
from tests.tools.places import PLANS

RULES = load_rules()
CORPUS = PLANS


def plan(text: str) -> Document:
    return extract(segment(read_bytes(text.encode("utf-8"), "plan.txt"), RULES), RULES)


@lru_cache(maxsize=4)
def corpus(name: str) -> Document:
    return extract(segment(read_file(CORPUS / f"{name}.txt"), RULES), RULES)


def review(document: Document, against: str = "auto", as_of: date | None = None, lang: str = "vi") -> Review:
    directives, unseen = resolve_against(document, against, RULES)
    return check(document, directives, RULES, as_of, "en" if lang == "en" else "vi", not_checked=unseen)


def found(result: Review, rule_id: str) -> list[Finding]:
    return [f for f in result.findings if f.rule_id == rule_id]
