"""Outline -> references, slips, targets, deadlines, tasks, money. Every record is a span of the canonical text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline.knowledge.load import Rules
from pipeline.model import Document

Finder = Callable[[Document, Rules], tuple[Any, ...]]


def finders() -> dict[str, Finder]:
    """-> what finds each field of a document, in the order in which they run: each sees what those before found."""
    from pipeline.extract.budget import find_budget
    from pipeline.extract.deadlines import find_deadlines
    from pipeline.extract.references import find_references
    from pipeline.extract.slips import find_slips
    from pipeline.extract.targets import find_targets
    from pipeline.extract.tasks import find_tasks

    return {
        "legal_references": find_references,
        "slips": find_slips,
        "targets": find_targets,
        "deadlines": find_deadlines,
        "tasks": find_tasks,
        "budget": find_budget,
    }


def extract(document: Document, rules: Rules) -> Document:
    """-> ``document`` (read and segmented) with all that its text says."""
    for field in finders():
        document = extract_field(document, rules, field)
    return document


def extract_field(document: Document, rules: Rules, field: str) -> Document:
    """-> ``document`` with one more field: a key of ``finders``."""
    from pipeline.extract.grid import unread_table

    changed: dict[str, Any] = {field: finders()[field](document, rules)}
    if (
        field == "targets"
        and (notice := unread_table(document, changed[field], rules))
        and notice not in document.warnings
    ):
        changed["warnings"] = (*document.warnings, notice)
    return replace(document, **changed)
