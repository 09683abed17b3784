"""What notebooks and the program call: a file -> a Document, a Document and its parents -> a Review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.knowledge.load import Rules
    from pipeline.model import Document, Lang, Review, Severity


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
    undated: date | None = None,
    lang: Lang = "vi",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Severity = "info",
    waivers: str | Path | None = None,
    baseline: Sequence[str] = (),
) -> Review:
    """Hold a draft (a file or what ``read`` gave) against its directives.

    ``against`` is "auto" (the parents that the draft cites), a number, a directive file or a document, or several of
    these. It is judged on ``as_of``, else on its own date, else (a draft that bears none) on ``undated``. ``select``
    and ``ignore`` name rules: ids, beginnings of ids, names or families.
    Findings weaker than ``severity``, those whose fingerprints are in ``baseline`` and those waived are left out;
    waivers come from the file ``waivers`` and, for a draft that is a file, from ``NAME.waivers.yaml`` beside it, and
    stand in ``Review.waived``. Raises ReadError, RulesError, UnknownDirectiveError and UnknownRuleError.
    """
    from pipeline.check import check as review_of
    from pipeline.check import resolve_against
    from pipeline.check.waivers import at_least, less_baseline, read_waivers, side_file, waive
    from pipeline.model import Document

    in_use = rules_in_use(rules)
    document = draft if isinstance(draft, Document) else read(draft, rules=in_use)
    directives, not_checked = resolve_against(document, against, in_use, lang)
    review = review_of(
        document, directives, in_use, as_of or document.metadata.issued_on or undated, lang,
        select=tuple(select), ignore=tuple(ignore), not_checked=not_checked,
    )  # fmt: skip
    own = None if isinstance(draft, Document) else side_file(draft)
    files = [Path(waivers)] if waivers is not None else []
    files += [own] if own is not None and own.is_file() else []
    accepted = [waiver for file in files for waiver in read_waivers(file)]
    return at_least(less_baseline(waive(review, accepted, lang=lang), baseline), severity)


def load(rules: str | Path | None = None) -> Language:
    """-> the same reading as a spaCy pipeline (see ``pipeline.language``). Nothing is downloaded."""
    from pipeline.language import load as assemble

    return assemble(None if rules is None else str(rules))


def rules_in_use(rules: str | Path | Rules | None) -> Rules:
    """-> the rules of a folder, the program's own where none is named."""
    from pipeline.knowledge.load import Rules, load_rules

    return rules if isinstance(rules, Rules) else load_rules(rules)
