"""What notebooks and the program call: a file -> a Document, a Document and its parents -> a Review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.knowledge.load import Rules
    from pipeline.model import Document


def read(path: str | Path, *, rules: str | Path | Rules | None = None) -> Document:
    """Read one file and take it apart: canonical text, outline, metadata and every record in it.

    ``rules`` is another rules folder than the program's own. Raises ReadError and RulesError.
    """
    from pipeline.extract import extract
    from pipeline.read import read_file
    from pipeline.segment import segment

    in_use = rules_in_use(rules)
    return extract(segment(read_file(path), in_use), in_use)


def load(rules: str | Path | None = None) -> Language:
    """-> the same reading as a spaCy pipeline (see ``pipeline.language``). Nothing is downloaded."""
    from pipeline.language import load as assemble

    return assemble(None if rules is None else str(rules))


def rules_in_use(rules: str | Path | Rules | None) -> Rules:
    """-> the rules of a folder, the program's own where none is named."""
    from pipeline.knowledge.load import Rules, load_rules

    return rules if isinstance(rules, Rules) else load_rules(rules)
