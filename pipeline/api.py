"""What notebooks and the program call: a file -> a Document, a Document and its parents -> a Review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.language import Language

    from pipeline.knowledge.load import Rules
    from pipeline.model import Document, Lang, Review, Severity


def read(path: str | Path, *, rules: str | Path | Rules | None = None) -> Document:
    """Read one file and take it apart: canonical text, outline, metadata and every record in it.

    ``rules`` is an office's folder of rules, laid over the program's own. Raises ReadError and RulesError.
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


def tables(
    source: str | Path | Document | Review | Iterable[str | Path | Document | Review],
    *,
    against: str | Sequence[str] | None = None,
    rules: str | Path | Rules | None = None,
) -> dict[str, DataFrame]:
    """-> name -> DataFrame of a plan, of several, or of every file of a folder and the folders in it.

    ``source`` is a file or folder, what ``read`` or ``check`` gave, or any number of these. With ``against`` each
    plan is checked and the tables ``findings`` and ``alignment`` are filled. A file that cannot be read is a row of
    ``failures``, never an end of the run. The columns are those of the contract (``pipeline.tables``).
    """
    from pipeline.errors import ReadError
    from pipeline.model import Document, Review
    from pipeline.tables import frames

    in_use = rules_in_use(rules)
    documents, findings, alignment, failures = [], [], [], []
    for one in _each(source):
        stage = "read"
        try:
            document = one.draft if isinstance(one, Review) else one
            document = document if isinstance(document, Document) else read(document, rules=in_use)
            stage = "check"
            review = one if isinstance(one, Review) else None
            if review is None and against is not None:
                review = check(document, against, rules=in_use)
        except ReadError as error:
            failure = {"source": error.source, "stage": stage, "error": type(error).__name__, "message": str(error)}
            failures.append(failure)
            continue
        documents.append(document)
        findings += [(document.doc_id, finding) for finding in review.findings] if review else []
        alignment += [(document.doc_id, pair) for pair in review.alignment] if review else []
    return frames(documents, findings, failures, alignment)


def _each(
    source: str | Path | Document | Review | Iterable[str | Path | Document | Review],
) -> Iterable[str | Path | Document | Review]:
    """Folders become their files in the order of their names; hidden ones and Word's lock files are passed over."""
    many = source if isinstance(source, Iterable) and not isinstance(source, str) else [source]
    for one in many:
        if isinstance(one, str | Path) and Path(one).is_dir():
            files = (path for path in sorted(Path(one).rglob("*")) if path.is_file())
            yield from (path for path in files if not path.name.startswith((".", "~$")))
        else:
            yield one


def load(rules: str | Path | None = None) -> Language:
    """-> the same reading as a spaCy pipeline (see ``pipeline.language``). Nothing is downloaded."""
    from pipeline.language import load as assemble

    return assemble(None if rules is None else str(rules))


def rules_in_use(rules: str | Path | Rules | None) -> Rules:
    """-> the program's rules, with an office's folder laid over them where one is named (``load_rules``)."""
    from pipeline.knowledge.load import Rules, load_rules

    return rules if isinstance(rules, Rules) else load_rules(rules)
