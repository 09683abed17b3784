"""``registry.tsv``: the plain rows of the registry, a document a line, so that a person can read, diff and extend them.

Loading only splits the lines and looks at their days; a row becomes a document when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

from pydantic import ValidationError

from pipeline.errors import RulesError
from pipeline.knowledge.registry.documents import RegisteredDocument, Relation, RelationKind
from pipeline.knowledge.registry.numbers import number_year
from pipeline.saying import system_fault
from pipeline.text.patterns import compiled

COLUMNS = (
    "number",
    "issued_on",
    "doc_type",
    "issuer",
    "title",
    "in_force_from",
    "in_force_until",
    "articles",
    "certainty",
    "pages",
    "fields",
    "relations",
    "sources",
)
_DAYS = tuple(COLUMNS.index(name) for name in ("issued_on", "in_force_from", "in_force_until"))
_DAY = compiled(r"\d{4}-\d\d-\d\d")
_RELATION = compiled(
    rf"(?P<kind>{'|'.join(get_args(RelationKind))}) (?P<number>\S+)(?: of (?P<issued_on>\d{{4}}-\d\d-\d\d))?"
    r"(?: from (?P<from>\d{4}-\d\d-\d\d))?(?: \((?P<pages>\d+)\))?"
)


class Row(NamedTuple):
    """One line of a table: its cells in the order of ``COLUMNS``, and where it stands."""

    cells: tuple[str, ...]
    path: Path
    line: int

    @property
    def number(self) -> str:
        return self.cells[0]

    @property
    def issued_on(self) -> date | None:
        return date.fromisoformat(self.cells[1]) if self.cells[1] else None

    @property
    def issuer(self) -> str | None:
        return self.cells[3] or None

    @property
    def title(self) -> str:
        return self.cells[4]


def read_rows(path: Path) -> list[Row]:
    """-> the rows of a table. Raises RulesError with file and line for a wrong header, column count or day."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise RulesError(path, "rules.encoding") from None
    except OSError as error:
        raise RulesError(path, "rules.unreadable", why=system_fault(error)) from None
    header = tuple(lines[0].rstrip("\r").lstrip("\ufeff").split("\t"))
    if header != COLUMNS:
        raise RulesError(f"{path}:1", "registry.header", columns=", ".join(COLUMNS))
    rows = []
    for line, text in enumerate(lines[1:], 2):
        if not text.strip():
            continue
        cells = tuple(text.rstrip("\r").split("\t"))
        if len(cells) != len(COLUMNS):
            raise RulesError(f"{path}:{line}", "registry.columns", n=len(cells), wanted=len(COLUMNS))
        if any(cells[at] and not _DAY.fullmatch(cells[at]) for at in _DAYS):
            raise RulesError(f"{path}:{line}", "registry.day")
        rows.append(Row(cells, path, line))
    return rows


def document_of(row: Row) -> RegisteredDocument:
    """-> the document of a row. Raises RulesError with file and line."""
    values: dict[str, object] = {name: cell for name, cell in zip(COLUMNS, row.cells, strict=True) if cell}
    values["relations"] = tuple(_relation(text.strip(), row) for text in row.cells[11].split(";") if text.strip())
    values["fields"] = tuple(word.strip() for word in row.cells[10].split(",") if word.strip())
    values["sources"] = tuple(row.cells[12].split())
    values["normative"] = number_year(row.number) is not None
    try:
        return RegisteredDocument.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise RulesError(f"{row.path}:{row.line}", "registry.cell", column=place, why=first["msg"]) from None


def _relation(text: str, row: Row) -> Relation:
    hit = _RELATION.fullmatch(text)
    if hit is None:
        raise RulesError(f"{row.path}:{row.line}", "registry.relation", relation=text)
    told = {name: value for name, value in hit.groupdict().items() if value and name != "pages"}
    pages = int(hit["pages"] or 1)
    return Relation.model_validate({**told, "certainty": "seen" if pages >= 2 else "own"})


def line_of(document: RegisteredDocument) -> str:
    """-> the row of a document, without its end; ``note``, ``aliases`` and ``wrong_forms`` stand in YAML only."""
    cells = {
        "number": document.number,
        "issued_on": document.issued_on,
        "doc_type": document.doc_type,
        "issuer": document.issuer,
        "title": document.title,
        "in_force_from": document.in_force_from,
        "in_force_until": document.in_force_until,
        "articles": document.articles,
        "certainty": document.certainty,
        "pages": document.pages,
        "fields": ", ".join(document.fields),
        "relations": "; ".join(map(_told, document.relations)),
        "sources": " ".join(document.sources),
    }
    return "\t".join(re.sub(r"\s+", " ", str(cells[name] or "")) for name in COLUMNS)


def _told(relation: Relation) -> str:
    words = [relation.kind, relation.number]
    words += ["of", relation.issued_on.isoformat()] if relation.issued_on else []
    words += ["from", relation.from_day.isoformat()] if relation.from_day else []
    return " ".join([*words, *(["(2)"] if relation.certainty == "seen" else [])])


def write_rows(path: Path, documents: Iterable[RegisteredDocument]) -> None:
    """Write a table: the oldest document first, those of a day by number."""
    ordered = sorted(documents, key=lambda d: (d.issued_on or date.min, len(d.number), d.number))
    path.write_text("\n".join(["\t".join(COLUMNS), *map(line_of, ordered)]) + "\n", encoding="utf-8", newline="\n")
