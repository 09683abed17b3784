"""Outline -> references, targets, tasks, deadlines, money, slips. Every record is a span of the canonical text."""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge.load import Rules
from pipeline.model import Document


def extract(document: Document, rules: Rules) -> Document:
    """-> ``document`` (read and segmented) with all that its text says; each extractor sees what those before found."""
    from pipeline.extract.budget import find_budget
    from pipeline.extract.deadlines import find_deadlines
    from pipeline.extract.references import find_references
    from pipeline.extract.slips import find_slips
    from pipeline.extract.targets import find_targets
    from pipeline.extract.tasks import find_tasks

    document = replace(document, legal_references=find_references(document, rules), slips=find_slips(document, rules))
    document = replace(document, targets=find_targets(document, rules), deadlines=find_deadlines(document, rules))
    return replace(document, tasks=find_tasks(document, rules), budget=find_budget(document, rules))
