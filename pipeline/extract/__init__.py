"""Outline -> references, targets, tasks, deadlines, money, slips. Every record is a span of the canonical text."""

from __future__ import annotations

from pipeline.knowledge.load import Rules
from pipeline.model import Document


def extract(document: Document, rules: Rules) -> Document:
    """-> ``document`` (read and segmented) with all that its text says; each extractor sees what those before found."""
    return document
