"""What plans say as pandas tables: one table a kind of record, one row a record, ``doc_id`` joining them.

The tables and columns are those of the public contract: documents, sections, legal_references, targets, tasks,
deadlines, budget, slips, findings, alignment and failures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from pipeline.model import (
    Alignment,
    BudgetLine,
    Deadline,
    Document,
    Finding,
    LegalReference,
    Metadata,
    Section,
    Slip,
    Target,
    Task,
)

if TYPE_CHECKING:
    from pandas import DataFrame

_RECORDS: dict[str, type] = {
    "sections": Section,
    "legal_references": LegalReference,
    "targets": Target,
    "tasks": Task,
    "deadlines": Deadline,
    "budget": BudgetLine,
    "slips": Slip,
}
_IDENTITY: dict[str, str] = {
    "doc_id": "string", "source": "string", "sha256": "string", "format": "string", "pages": "Int64", "ocr": "boolean",
}  # fmt: skip
_VERDICT = ("directive_id", "status", "score", "explanation", "due_value", "certainty", "reason")
_DRAFT = (
    "quote", "start", "end", "value", "value_max", "unit", "comparator", "change", "population", "indicator",
    "period_start", "period_end", "section_id", "page",
)  # fmt: skip
_DIRECTIVE = (
    "quote", "value", "value_max", "unit", "comparator", "change", "population", "indicator", "period_start",
    "period_end", "part_of",
)  # fmt: skip
_FAILURES = {"source": "string", "stage": "string", "error": "string", "message": "string"}
_PLAIN = {int: "Int64", float: "Float64", bool: "boolean", date: "datetime64[s]"}


def frames(
    documents: Sequence[Document],
    findings: Sequence[tuple[str, Finding]],
    failures: Sequence[dict[str, str]],
    alignment: Sequence[tuple[str, Alignment]] = (),
) -> dict[str, DataFrame]:
    """-> name -> DataFrame. ``findings`` and ``alignment`` come with the ``doc_id`` of their draft; a failure has
    source, stage, error and message. Columns have pandas' nullable types, in an empty table too; lists stay lists.
    """
    return {
        "documents": _frame([_row_of(d) for d in documents], _IDENTITY | _columns(Metadata)),
        **{
            name: _frame(
                [{"doc_id": d.doc_id} | _values(record) for d in documents for record in getattr(d, name)],
                {"doc_id": "string"} | _columns(kind),
            )
            for name, kind in _RECORDS.items()
        },
        "findings": _frame(
            [{"doc_id": doc_id} | _values(finding) for doc_id, finding in findings],
            {"doc_id": "string"} | _columns(Finding),
        ),
        "alignment": _frame(
            [{"doc_id": doc_id} | alignment_row(pair) for doc_id, pair in alignment], alignment_columns()
        ),
        "failures": _frame(failures, _FAILURES),
    }


def alignment_columns() -> dict[str, str]:
    """-> column -> pandas type of the table ``alignment``."""
    verdict, target = _columns(Alignment), _columns(Target)
    return {
        "doc_id": "string",
        **{name: verdict[name] for name in _VERDICT},
        "target_id": "string",
        "family": "string",
        **{f"directive_{name}": target[name] for name in _DIRECTIVE},
        **{name: target[name] for name in _DRAFT},
    }


def alignment_row(pair: Alignment) -> dict[str, Any]:
    """-> a verdict in one row: the parent's target under ``directive_…``, the draft's as in ``targets``.

    ``family`` names the goal that ``target_id`` is a milestone of.
    """
    asked, said = pair.directive_target, pair.draft_target
    return {
        **{name: getattr(pair, name) for name in _VERDICT},
        "target_id": asked and asked.target_id,
        "family": asked and asked.family,
        **{f"directive_{name}": asked and getattr(asked, name) for name in _DIRECTIVE},
        **{name: said and getattr(said, name) for name in _DRAFT},
    }


def _row_of(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in _IDENTITY} | _values(document.metadata)


def _values(record: Any) -> dict[str, Any]:
    """A record's fields; a tuple becomes a list, as every table format knows lists."""
    row = {name: getattr(record, name) for name in _columns(type(record))}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}


def _columns(kind: type) -> dict[str, str]:
    """-> field name -> pandas type of a record class, from its annotations ("float | None" is a nullable float)."""
    columns = {}
    for name, hint in get_type_hints(kind).items():
        choices = [part for part in get_args(hint) if part is not NoneType] if isinstance(hint, UnionType) else [hint]
        plain = choices[0] if len(choices) == 1 else str
        columns[name] = "object" if get_origin(plain) is tuple else _PLAIN.get(plain, "string")
    return columns


def _frame(rows: Sequence[dict[str, Any]], columns: dict[str, str]) -> DataFrame:
    import pandas as pd
    from pandas.api.types import pandas_dtype

    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype="object").astype(pandas_dtype(kind))
            for name, kind in columns.items()
        }
    )
