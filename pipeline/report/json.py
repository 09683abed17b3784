"""The JSON of the public contract, version 1: records as dictionaries in the contract's order of keys.

Keys beyond the contract (a target's ``members``, a reference's ``path``, ``slips`` …) are additions that may grow.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from pipeline.model import Document, Review, Target
from pipeline.report.summary import cited
from pipeline.saying import Said, own_messages

SCHEMA_VERSION = "1"
_OF_DIRECTIVES = {"certainty", "sources", "note", "name", "binds"}


def document_to_dict(document: Document, lang: str = "vi") -> dict[str, Any]:
    """-> what ``extract`` prints of one document, what the program says in ``lang``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "document": _identity(document),
        "text": document.text,
        "sections": _records(document.sections),
        "legal_references": _records(document.legal_references),
        "targets": _records(document.targets, without=_OF_DIRECTIVES),
        "tasks": _records(document.tasks),
        "deadlines": _records(document.deadlines),
        "budget": _records(document.budget),
        "slips": [record(slip, lang=lang) for slip in document.slips],
        "warnings": [{"code": n.code, "message": n.say(lang), "page": n.page} for n in document.warnings],
    }


def review_to_dict(review: Review) -> dict[str, Any]:
    """-> what ``check`` prints of one draft."""
    return {
        "schema_version": SCHEMA_VERSION,
        "draft": _identity(review.draft),
        "as_of": _plain(review.as_of),
        "directives": [
            {"id": d.directive_id, **record(d, without={"directive_id", "targets", "tasks", "errors"})}
            for d in review.directives
        ],
        "alignment": [
            {
                **record(a, without={"directive_target", "draft_target"}),
                "directive_target": _target(a.directive_target, directive=True),
                "draft_target": _target(a.draft_target),
            }
            for a in review.alignment
        ],
        "findings": _records(review.findings),
        "citations": _records(review.citations),
        "waived": [record(finding) | {"reason": reason} for finding, reason in review.waived],
        "accepted": _records(review.accepted),
        "not_checked": list(review.not_checked),
        "summary": {
            "severity": _counts(f.severity for f in review.findings),
            "status": _counts(a.status for a in review.alignment),
            "registry": dict(sorted(cited(review).items())),
        },
    }


def proof_to_dict(review: Review) -> dict[str, Any]:
    """-> what ``proof`` prints of one text: the document and its slips as findings."""
    whole = review_to_dict(review)
    return {
        "schema_version": SCHEMA_VERSION,
        "document": whole["draft"],
        "findings": whole["findings"],
        "warnings": [{"code": n.code, "message": n.message, "page": n.page} for n in review.draft.warnings],
        "summary": whole["summary"]["severity"],
    }


def dumps(value: dict[str, Any], *, one_line: bool = False) -> str:
    """JSON text in UTF-8 letters, ending in a newline; ``one_line`` for streams of several documents."""
    return json.dumps(value, ensure_ascii=False, indent=None if one_line else 2) + "\n"


def _identity(document: Document) -> dict[str, Any]:
    own = {name: _plain(getattr(document, name)) for name in ("doc_id", "source", "sha256", "format", "pages", "ocr")}
    return own | record(document.metadata)


def _target(target: Target | None, *, directive: bool = False) -> dict[str, Any] | None:
    return None if target is None else record(target, without=set() if directive else _OF_DIRECTIVES)


def _records(items: Iterable[Any], *, without: AbstractSet[str] = frozenset()) -> list[dict[str, Any]]:
    return [record(item, without=without) for item in items]


def record(item: Any, *, without: AbstractSet[str] = frozenset(), lang: str = "vi") -> dict[str, Any]:
    """-> a record's fields by name, ``without`` some, as plain JSON values; what the program says in ``lang``."""
    return {f.name: _plain(getattr(item, f.name), lang) for f in fields(item) if f.name not in without}


def _plain(value: Any, lang: str = "vi") -> Any:
    """Dates as ISO 8601, whole floats as integers (70.0 -> 70), tuples as lists, records within records as objects."""
    if isinstance(value, Said):
        return own_messages(lang).line(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, tuple):
        return [_plain(item, lang) for item in value]
    return record(value, lang=lang) if is_dataclass(value) else value


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
