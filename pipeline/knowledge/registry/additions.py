"""An office's own documents: rows are held against themselves and against what is known, then laid over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.knowledge.load import TABLE, Rules
from pipeline.knowledge.registry.coherence import against_known, faults
from pipeline.knowledge.registry.documents import RegisteredDocument
from pipeline.knowledge.registry.known import Registry, registry
from pipeline.knowledge.registry.numbers import number_key
from pipeline.knowledge.registry.table import document_of, read_rows, write_rows
from pipeline.saying import Said


@dataclass(frozen=True, slots=True)
class Admission:
    """A document that was offered: taken in, known already, or refused for what it contradicts."""

    document: RegisteredDocument
    known: bool = False
    faults: tuple[Said, ...] = ()

    @property
    def taken(self) -> bool:
        return not self.known and not self.faults


def held(documents: Iterable[RegisteredDocument], rules: Rules, *, force: bool = False) -> list[Admission]:
    """-> each offered document with what speaks against it; ``force`` passes over what is known otherwise."""
    known = registry(rules)
    found = []
    for document in documents:
        wrong = tuple(faults(document, rules)) + (() if force else tuple(against_known(document, known)))
        found.append(Admission(document, not wrong and _stands(document, known), wrong))
    return found


def _stands(document: RegisteredDocument, known: Registry) -> bool:
    """Whether all that the document tells is known already."""
    told = document.model_dump(include={"number", "issued_on", "issuer", "in_force_from"}, exclude_none=True)
    return any(
        told.items() <= other.model_dump(include=set(told)).items()
        for other in known.candidates(document.number)
        if number_key(other.number) == number_key(document.number)
    )


def read_table(path: str | Path) -> list[RegisteredDocument]:
    """-> the documents of a table that an office has. Raises RulesError with file and line."""
    return [document_of(row) for row in read_rows(Path(path))]


def lay_over(documents: Iterable[RegisteredDocument], directory: str | Path) -> Path:
    """Write documents into the table of an office's folder, beside those that stand there; -> the table."""
    table = Path(directory) / TABLE
    table.parent.mkdir(parents=True, exist_ok=True)
    standing = [document_of(row) for row in read_rows(table)] if table.exists() else []
    ours = {(number_key(d.number), d.issued_on): d for d in (*standing, *documents)}
    write_rows(table, ours.values())
    return table
