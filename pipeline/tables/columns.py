"""The tables and their columns, made from the annotations of the records: a field that is added is a column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pipeline.model import (
    Alignment,
    BudgetLine,
    Citation,
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

Kind = Literal["string", "integer", "number", "boolean", "date", "list"]
RECORDS: dict[str, type] = {
    "sections": Section,
    "legal_references": LegalReference,
    "targets": Target,
    "tasks": Task,
    "deadlines": Deadline,
    "budget": BudgetLine,
    "slips": Slip,
}
IDENTITY = ("doc_id", "source", "sha256", "format", "pages", "ocr")
VERDICT = ("directive_id", "status", "score", "explanation", "due_value", "certainty", "reason")
DRAFT = (
    "quote", "start", "end", "value", "value_max", "unit", "comparator", "change", "population", "indicator",
    "period_start", "period_end", "section_id", "page",
)  # fmt: skip
DIRECTIVE = (
    "quote", "value", "value_max", "unit", "comparator", "change", "population", "indicator", "period_start",
    "period_end", "part_of",
)  # fmt: skip
_KINDS: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the kind of its values, whether one may be missing, and the words it may hold if few."""

    name: str
    kind: Kind
    optional: bool = False
    choices: tuple[str, ...] = ()


def table_names() -> tuple[str, ...]:
    """-> the tables in the contract's order."""
    return ("documents", *RECORDS, "warnings", "citations", "findings", "alignment", "failures")


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """-> the columns of one table in their order. KeyError for a name that is no table."""
    key = Column("doc_id", "string")
    if table in RECORDS:
        return (key, *fields_of(RECORDS[table]).values())
    judged = {"citations": Citation, "findings": Finding}
    if table in judged:
        return (key, *fields_of(judged[table]).values())
    made = {"documents": _documents, "warnings": _warnings, "alignment": _alignment, "failures": _failures}
    return made[table]()


@cache
def fields_of(record: type) -> dict[str, Column]:
    """-> field name -> column of a record class ("float | None" is an optional number)."""
    return {name: _column(name, hint) for name, hint in get_type_hints(record).items()}


def _documents() -> tuple[Column, ...]:
    identity = fields_of(Document)
    return (
        *(identity[name] for name in IDENTITY),
        *fields_of(Metadata).values(),
        Column("copies", "list"),
        Column("vanished", "boolean"),
    )


def _warnings() -> tuple[Column, ...]:
    words = (Column(name, "string") for name in ("doc_id", "code", "message"))
    return (*words, Column("page", "integer", optional=True))


def _alignment() -> tuple[Column, ...]:
    verdict, target = fields_of(Alignment), fields_of(Target)
    return (
        Column("doc_id", "string"),
        *(verdict[name] for name in VERDICT),
        Column("target_id", "string", optional=True),
        Column("family", "string", optional=True),
        Column("family_name", "string", optional=True),
        *(_other(target[name], f"directive_{name}") for name in DIRECTIVE),
        *(_other(target[name], name) for name in DRAFT),
        Column("draft_target_id", "string", optional=True),
    )


def _failures() -> tuple[Column, ...]:
    return tuple(Column(name, "string") for name in ("source", "stage", "error", "message"))


def _other(column: Column, name: str) -> Column:
    """The column of a record that may be absent as a whole."""
    return Column(name, column.kind, True, column.choices)


def _column(name: str, hint: Any) -> Column:
    union = get_origin(hint) in (Union, UnionType)
    choices = [part for part in get_args(hint) if part is not NoneType] if union else [hint]
    plain = choices[0] if len(choices) == 1 else str
    optional = union and NoneType in get_args(hint)
    if get_origin(plain) is tuple:
        return Column(name, "list", optional)
    words = tuple(str(word) for word in get_args(plain)) if get_origin(plain) is Literal else ()
    return Column(name, _KINDS.get(plain, "string"), optional, words)
