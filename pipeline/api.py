"""What notebooks and the program call: a file -> a Document, a Document and its parents -> a Review."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import views

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.language import Language

    from pipeline.knowledge.load import Rules
    from pipeline.limits import Limits
    from pipeline.model import Decision, Directive, Document, Lang, Review, Severity
    from pipeline.process.pool import Calls
    from pipeline.tables import Tables

    Parent = str | Path | Document | Directive


def read(path: str | Path, *, rules: str | Path | Rules | None = None, limits: Limits | None = None) -> Document:
    """Read one file (.docx, .pdf, .doc, .odt, .rtf, .html, .txt) and take it apart -> a Document.

    ``text`` is its canonical text: NFC, a line a paragraph, a table row a line with " | " between cells; ``metadata``
    its frame (number, issuer, day, years, title); ``sections``, ``legal_references``, ``targets``, ``tasks``,
    ``deadlines``, ``budget`` and ``slips`` are tuples of records in reading order. For each record
    ``text[start:end] == quote``: offsets count characters from 0, ``page`` counts from 1 (None where the format has
    none). ``value`` is in the ``unit`` beside it ("%": 80.0 is 80%), ``amount`` in đồng, years are integers, ``due`` is
    ISO 8601. What was not read or is not certain stands in ``warnings``.

    ``rules`` is an office's folder of rules, laid over the program's own. With ``limits`` a file from a hand that is
    not trusted is read in a process of its own, within its memory and seconds (Linux, macOS). Raises ReadError, also
    where a limit is met, and RulesError.
    """
    from pipeline.parse import parse_file

    in_use = rules_in_use(rules)
    if limits is None or os.name != "posix":
        return parse_file(path, in_use, limits)
    from pipeline.process.job import Done

    outcome = _apart(limits.memory, limits.whole).call(str(path), (path, in_use, limits))
    if isinstance(outcome, Done):
        document: Document = outcome.value
        return document
    raise outcome.own or RuntimeError(f"{outcome.error}: {outcome.message}")


@lru_cache(maxsize=4)
def _apart(memory: int, seconds: float) -> Calls:
    from pipeline.process.job import Terms
    from pipeline.process.pool import calls

    return calls(Terms(_parsed, seconds, memory, folder=os.getcwd()), apart=True)


def _parsed(order: tuple[str | Path, Rules, Limits]) -> Document:
    from pipeline.parse import parse_file

    return parse_file(*order)


def check(
    draft: str | Path | Document,
    against: Parent | Sequence[Parent] = "auto",
    *,
    rules: str | Path | Rules | None = None,
    as_of: date | str | None = None,
    undated: date | str | None = "today",
    lang: Lang = "vi",
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Severity = "info",
    waivers: str | Path | None = None,
    baseline: Sequence[str] = (),
    own_words: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
) -> Review:
    """Hold a draft (a file or what ``read`` gave) against its directives -> a Review.

    ``findings`` are in the order of the text, each with rule, severity, message, the words (``quote`` at ``start``..
    ``end`` of ``draft.text``) and the ``fix`` where there is one; ``alignment`` has a verdict for each target of a
    directive and each of the draft (figures in the unit beside them, ``score`` 0…1); ``citations`` tells of each
    document cited how it stands in the registry; ``not_checked`` says what could not be judged: empty lists with
    something there are no approval. ``to_frame()`` gives them as tables.

    ``against`` is "auto" (the parents that the draft cites), a number, a directive file, a directive or a document (its
    file, or what ``read`` gave), or several of these. It is judged on ``as_of``, else on its own date ("tháng 5 năm
    2026" with no day: that month), else (a draft that bears none) on ``undated``: "today", a day, or None, with which
    the rules that need a day are silent and the review says so. Days are dates or text (ISO 8601, day/month/year);
    anything else raises DayError. ``select`` and ``ignore`` name rules: ids, beginnings of ids, names or families.
    Findings weaker than ``severity``, those whose fingerprints are in ``baseline`` and those waived are left out;
    waivers come from the file ``waivers`` and, for a draft that is a file, from ``NAME.waivers.yaml`` beside it, and
    stand in ``Review.waived``. ``own_words`` are an office's own, not to be proofread. ``decisions`` on findings come
    from the same files and from the call: those accepted or edited stand in ``Review.accepted``.
    Raises ReadError, RulesError, UnknownDirectiveError and UnknownRuleError.
    """
    from pipeline.check import check as review_of
    from pipeline.check import resolve_against
    from pipeline.check.day import judged_on
    from pipeline.check.decisions import decide
    from pipeline.check.waivers import at_least, less_baseline, read_decisions, read_waivers, side_file, waive
    from pipeline.model import Document
    from pipeline.text.garbage import no_collection

    in_use = rules_in_use(rules)
    document = draft if isinstance(draft, Document) else read(draft, rules=in_use)
    day = judged_on(document.metadata, as_of, date.today() if undated == "today" else undated)
    directives, not_checked = resolve_against(document, against, in_use, lang)
    with no_collection():
        review = review_of(
            document, directives, in_use, day, lang,
            select=tuple(select), ignore=tuple(ignore), not_checked=not_checked, own_words=tuple(own_words),
        )  # fmt: skip
    own = None if isinstance(draft, Document) else side_file(draft)
    files = [Path(waivers)] if waivers is not None else []
    files += [own] if own is not None and own.is_file() else []
    accepted = [waiver for file in files for waiver in read_waivers(file)]
    made = [*(one for file in files for one in read_decisions(file)), *decisions]
    return at_least(less_baseline(decide(waive(review, accepted, lang=lang), made), baseline), severity)


def tables(
    source: str | Path | Document | Review | Iterable[str | Path | Document | Review],
    *,
    against: str | Sequence[str] | None = None,
    rules: str | Path | Rules | None = None,
) -> Tables:
    """-> name -> DataFrame of a plan, of several, or of every file of a folder and the folders in it.

    ``source`` is a file or folder, what ``read`` or ``check`` gave, or any number of these. With ``against`` each
    plan is checked and the tables ``findings`` and ``alignment`` are filled. A file that cannot be read is a row of
    ``failures``, never an end of the run; a document that lies in several places is one document with ``copies``.
    A folder that ``doichieu ingest`` wrote is read as the tables that it is. ``extracted/README.md`` has every column;
    codes of few values are categories (``status`` sorts the worst first) with their Vietnamese words behind them
    (``status_vi``). ``tables.joined("targets")`` puts each row's plan beside it. Raises RulesError,
    UnknownDirectiveError, and StorageError for tables that cannot be read.

    >>> tables("extracted/").joined("alignment").query("status == 'missing'")["plan_issuer"]  # doctest: +SKIP
    """
    from pipeline.errors import ReadError
    from pipeline.model import Document, Review
    from pipeline.tables import Rows, document_rows, frames, review_rows
    from pipeline.tables.stored import is_stored, stored_frames

    if isinstance(source, str | Path) and is_stored(source):
        return stored_frames(source)
    in_use = rules_in_use(rules)
    rows: Rows = {"documents": [], "failures": []}
    known: dict[str, list[str]] = {}
    for one in _each(source):
        try:
            document = one.draft if isinstance(one, Review) else one
            document = document if isinstance(document, Document) else read(document, rules=in_use)
        except ReadError as error:
            rows["failures"].append(_failure(error.source, "read", error))
            continue
        if document.doc_id in known:  # the same bytes under the same name: one document in several places
            known[document.doc_id].append(document.source)
            continue
        review = one if isinstance(one, Review) else None
        try:
            if review is None and against is not None:
                review = check(document, against, rules=in_use)
        except ReadError as error:
            rows["failures"].append(_failure(document.source, "check", error))
        for table, more in [*document_rows(document).items(), *(review_rows(review).items() if review else ())]:
            rows.setdefault(table, []).extend(more)
        known[document.doc_id] = rows["documents"][-1]["copies"]
    return frames(rows)


def _failure(source: str, stage: str, error: Exception) -> dict[str, str]:
    return {"source": source, "stage": stage, "error": type(error).__name__, "message": str(error)}


def _each(
    source: str | Path | Document | Review | Iterable[str | Path | Document | Review],
) -> Iterable[str | Path | Document | Review]:
    """Folders become their files in the order of their names; those that nobody wrote are passed over."""
    from pipeline.read.folders import is_passed_over

    many = source if isinstance(source, Iterable) and not isinstance(source, str) else [source]
    for one in many:
        if isinstance(one, str | Path) and Path(one).is_dir():
            files = (path for path in sorted(Path(one).rglob("*")) if path.is_file())
            yield from (path for path in files if not any(map(is_passed_over, path.relative_to(one).parts)))
        else:
            yield one


def load(rules: str | Path | None = None) -> Language:
    """-> the same reading as a spaCy pipeline (see ``pipeline.language``). Nothing is downloaded."""
    from pipeline.language import load as assemble

    return assemble(None if rules is None else str(rules))


def warm_up(rules: str | Path | Rules | None = None) -> tuple[bytes, Review]:
    """Load what every document needs, so that processes forked from this one begin at once: the small plan of
    ``rules/sample_frame.txt`` is taken apart and checked, and the readers of other formats are imported.

    -> the plan and its review, for those who tabulate or render more.
    """
    import pdfplumber  # noqa: F401

    from pipeline.check.samples import framed
    from pipeline.knowledge.directives import directives
    from pipeline.parse import parse_bytes
    from pipeline.read import docx, html, pdf  # noqa: F401
    from pipeline.text.words import segment_words

    in_use = rules_in_use(rules)
    segment_words("phấn đấu giảm tỷ lệ hộ nghèo")
    plan = framed("Cấp 50.000.000 đồng từ ngân sách phường trước ngày 30/6/2026.", in_use).encode()
    return plan, check(parse_bytes(plan, "a.txt", in_use), ["auto", *directives(in_use)[:1]], rules=in_use)


def rules_in_use(rules: str | Path | Rules | None) -> Rules:
    """-> the program's rules, with an office's folder laid over them where one is named (``load_rules``)."""
    from pipeline.knowledge.load import Rules, load_rules

    return rules if isinstance(rules, Rules) else load_rules(rules)


def _frame(record: Document | Review, table: str) -> DataFrame:
    frame: DataFrame = tables(record)[table]
    return frame


def _plan_card(document: Document) -> str:
    from pipeline.report.card import plan_card

    return plan_card(document)


def _review_card(review: Review) -> str:
    from pipeline.report.card import review_card

    return review_card(review)


views.offer("frame", _frame)
views.offer("plan", _plan_card)
views.offer("review", _review_card)
