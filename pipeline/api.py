"""What notebooks and the program call: a file -> a Document, a Document and its parents -> a Review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.knowledge.load import Rules
    from pipeline.model import Document, Lang, Review


def read(path: str | Path, *, rules: str | Path | Rules | None = None) -> Document:
    """Read one file and take it apart: canonical text, outline, metadata and every record in it.

    ``rules`` is another rules folder than the program's own. Raises ReadError and RulesError.
    """
    from pipeline.extract import extract
    from pipeline.read import read_file
    from pipeline.segment import segment

    in_use = rules_in_use(rules)
    return extract(segment(read_file(path), in_use), in_use)


def check(
    draft: str | Path | Document,
    against: str | Path | Sequence[str | Path] = "auto",
    *,
    rules: str | Path | Rules | None = None,
    as_of: date | None = None,
    lang: Lang = "vi",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Review:
    """Hold a draft (a file or what ``read`` gave) against its directives.

    ``against`` is "auto" (the parents that the draft cites), a number, a directive file or a document, or several of
    these. It is judged on ``as_of``, else on its own date. ``select`` and ``ignore`` name rules: ids, beginnings of
    ids, names or families. Raises ReadError, RulesError, UnknownDirectiveError and UnknownRuleError.
    """
    from pipeline.check import check as review_of
    from pipeline.check import resolve_against
    from pipeline.model import Document

    in_use = rules_in_use(rules)
    document = draft if isinstance(draft, Document) else read(draft, rules=in_use)
    directives, not_checked = resolve_against(document, against, in_use, lang)
    return review_of(
        document, directives, in_use, as_of, lang,
        select=tuple(select), ignore=tuple(ignore), not_checked=not_checked,
    )  # fmt: skip


def load(rules: str | Path | None = None) -> Language:
    """-> the same reading as a spaCy pipeline (see ``pipeline.language``). Nothing is downloaded."""
    from pipeline.language import load as assemble

    return assemble(None if rules is None else str(rules))


def rules_in_use(rules: str | Path | Rules | None) -> Rules:
    """-> the rules of a folder, the program's own where none is named."""
    from pipeline.knowledge.load import Rules, load_rules

    return rules if isinstance(rules, Rules) else load_rules(rules)
