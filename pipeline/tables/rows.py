"""Records to rows: dictionaries by column name, tuples as lists, as every table format knows lists."""

from __future__ import annotations

from typing import Any

from pipeline.model import Alignment, Citation, Document, Finding, Fix, Metadata, Review
from pipeline.saying import Said, own_messages
from pipeline.tables.columns import DIRECTIVE, DRAFT, IDENTITY, RECORDS, VERDICT, fields_of

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def document_rows(document: Document, lang: str = "vi") -> Rows:
    """-> table -> rows of what was read out of one document, what the program says in ``lang``."""
    key = {"doc_id": document.doc_id}
    own = {name: getattr(document, name) for name in IDENTITY} | _values(document.metadata, Metadata)
    rows: Rows = {"documents": [own | {"copies": [], "vanished": False}]}
    for name, kind in RECORDS.items():
        rows[name] = [key | _values(record, kind, lang) for record in getattr(document, name)]
    rows["warnings"] = [key | {"code": n.code, "message": n.say(lang), "page": n.page} for n in document.warnings]
    return rows


def review_rows(review: Review) -> Rows:
    """-> table -> rows of what a draft's review adds; what could not be checked is a warning ``not_checked``."""
    key = {"doc_id": review.draft.doc_id}
    return {
        "citations": [key | _values(citation, Citation) for citation in review.citations],
        "findings": [key | _values(finding, Finding) for finding in review.findings],
        "alignment": [key | alignment_row(pair) for pair in review.alignment],
        "warnings": [key | {"code": "not_checked", "message": words, "page": None} for words in review.not_checked],
    }


def alignment_row(pair: Alignment) -> Row:
    """-> a verdict in one row: the parent's target under ``directive_…``, the draft's as in ``targets``.

    ``family`` is the code of the goal that ``target_id`` is a milestone of, ``family_name`` what people call it;
    ``draft_target_id`` is the ``target_id`` of the draft's row in ``targets``.
    """
    asked, said = pair.directive_target, pair.draft_target
    return {
        **{name: getattr(pair, name) for name in VERDICT},
        "target_id": asked and asked.target_id,
        "family": asked and asked.family,
        "family_name": asked and asked.name,
        **{f"directive_{name}": asked and getattr(asked, name) for name in DIRECTIVE},
        **{name: said and getattr(said, name) for name in DRAFT},
        "draft_target_id": said and said.target_id,
    }


def _values(record: Any, kind: type, lang: str = "vi") -> Row:
    return {name: _plain(getattr(record, name), lang) for name in fields_of(kind)}


def _plain(value: Any, lang: str) -> Any:
    if isinstance(value, Said):
        return own_messages(lang).line(value)
    if isinstance(value, Fix):
        return value.text
    if isinstance(value, tuple) and value and isinstance(value[0], Fix):
        return [f"{fix.start}-{fix.end}" for fix in value]
    return list(value) if isinstance(value, tuple) else value
