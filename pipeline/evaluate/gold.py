"""The gold format: a text and what a careful reader finds in it, noted by quotation.

An annotation is a YAML (or JSON) file beside its text. It holds no offsets: every item quotes the text, and the items
of a list stand in reading order, so that each quotation is sought from where the one before it began. Quotations are
found by their words (letters, digits and ``%‰≥≤<>+``), whatever white space, Markdown marks or punctuation lies
between them, so that one annotation holds for a wrapped file and for its canonical text alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Literal

from pydantic import Field

from pipeline.errors import RulesError
from pipeline.knowledge.load import Schema, load_file
from pipeline.model import Change, Comparator, Role, SectionKind
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

Part = Literal["metadata", "sections", "legal_references", "targets", "tasks", "deadlines", "budget"]
Span = tuple[int, int]

_WORD = compiled(r"[^\W_]+|[%‰≥≤<>+]")
_OTHERS = {"floors.yaml", "rounds.yaml", "schema.json", "alignment"}  # beside the annotations, in formats of their own


class Quoted(Schema):
    """What every annotation of a passage has."""

    quote: str = Field(min_length=1, description="the words of the text, in full")
    occurrence: int = Field(1, ge=1, description="which one, counted from where the item before it in the list begins")
    optional: bool = Field(False, description="readers may differ: neither a miss when absent nor a false alarm")
    note: str | None = None


class GoldMetadata(Schema):
    """What the frame says; a field left out is not judged, a field of null must stay empty."""

    doc_type: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: Date | None = None
    title: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    signer: str | None = None
    signer_title: str | None = None


class GoldSection(Schema):
    """A heading, quoted with its label ("II. MỤC TIÊU")."""

    heading: str = Field(min_length=1)
    level: int = Field(ge=1)
    kind: SectionKind | None = Field(None, description="null: not judged, where readers may differ")
    occurrence: int = Field(1, ge=1)
    note: str | None = None

    @property
    def quote(self) -> str:
        return self.heading


class GoldReference(Quoted):
    """A document named in the text, quoted from its kind word to its date (or to what stands last of the two)."""

    doc_type: str = Field(description="the kind in words: Quyết định, Luật, Công văn …")
    number: str | None = Field(None, description="as it should be written; null for a law cited by name")
    date: Date | None = None
    issuer: str | None = None
    role: Role | None = Field(None, description="null: not judged")
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    internal: bool = Field(False, description='points into the document itself: "Kế hoạch này", "mục IV"')


class GoldTarget(Quoted):
    """A measurable goal, quoted by its whole clause."""

    value: float
    value_max: float | None = None
    unit: str = "%"
    comparator: Comparator = "="
    change: Change | None = None
    population: str | None = Field(None, description="of whom or of what; null: not judged")
    population_also: tuple[str, ...] = Field((), description="readings of the population that serve as well")
    indicator: str | None = Field(None, description="what they reach; null: not judged")
    condition: str | None = None
    aspirational: bool | None = Field(False, description="softened: phấn đấu …; null: not judged")
    period_start: int | None = Field(None, description="null: not judged")
    period_end: int | None = None
    baseline_year: int | None = None


class GoldTask(Quoted):
    """A duty and the bodies that bear it; the quotation may be its first words."""

    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


class GoldDeadline(Quoted):
    """A day, a recurring day or a period; ``due`` is ISO (date, year-month or year)."""

    kind: Literal["date", "recurring", "period"]
    due: str | None = None


class GoldBudget(Quoted):
    """A sum in đồng, or a source without a sum."""

    amount: float | None = None


class GoldDocument(Schema):
    """One annotated document. Only the parts in ``annotated`` were annotated whole and are judged."""

    text_file: str = Field(description="relative to the annotation's folder")
    origin: str = Field(min_length=1, description="where the text comes from, or that it was written for tests")
    annotated: tuple[Part, ...]
    whole_from: str | None = Field(None, description="references and targets are annotated from these words on only")
    whole_until: str | None = Field(None, description="references and targets are annotated before these words only")
    target_unit: str | None = Field(None, description='only targets whose unit has this sign are annotated ("%")')
    metadata: GoldMetadata = GoldMetadata()
    sections: tuple[GoldSection, ...] = ()
    legal_references: tuple[GoldReference, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    tasks: tuple[GoldTask, ...] = ()
    deadlines: tuple[GoldDeadline, ...] = ()
    budget: tuple[GoldBudget, ...] = ()
    note: str | None = None


class Words:
    """The words of a text in folded form with their places, searchable for quotations."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        matches = list(_WORD.finditer(folded))
        self.words = [m.group() for m in matches]
        self.spans = [m.span() for m in matches]
        self._where: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            self._where.setdefault(word, []).append(i)

    def find(self, quote: str, begin: int = 0, occurrence: int = 1) -> tuple[int, Span] | None:
        """-> the index of the quotation's first word and its span in the text, or None; sought from word ``begin``."""
        wanted = [m.group() for m in _WORD.finditer(fold(quote))]
        if not wanted:
            return None
        for i in self._where.get(wanted[0], ()):
            if i >= begin and self.words[i : i + len(wanted)] == wanted:
                occurrence -= 1
                if not occurrence:
                    return i, (self.spans[i][0], self.spans[i + len(wanted) - 1][1])
        return None

    def place(self, items: Iterable[Quoted | GoldSection]) -> list[Span | None]:
        """-> the span of each item, or None where the text has not its words; items stand in reading order."""
        begin, spans = 0, []
        for item in items:
            found = self.find(item.quote, begin, item.occurrence)
            spans.append(found[1] if found else None)
            if found:
                begin = found[0]
        return spans


def quoted_parts(gold: GoldDocument) -> dict[str, Sequence[Quoted | GoldSection]]:
    """-> the lists of an annotation that quote the text, by name."""
    return {
        "sections": gold.sections,
        "legal_references": gold.legal_references,
        "targets": gold.targets,
        "tasks": gold.tasks,
        "deadlines": gold.deadlines,
        "budget": gold.budget,
    }


def load_gold(path: Path) -> GoldDocument:
    """Read one annotation. Raises RulesError with file and line where it breaks the schema."""
    return load_file(path, GoldDocument)


def check_quotes(gold: GoldDocument, text: str) -> list[str]:
    """-> a line for every quotation that ``text`` does not have (from where the item before it begins)."""
    words = Words(text)
    faults = []
    for name, items in quoted_parts(gold).items():
        for item, span in zip(items, words.place(items), strict=True):
            if span is None:
                faults.append(f"{name}: not in the text from there on: {item.quote!r}")
    return faults


def find_gold(directory: Path) -> list[Path]:
    """-> the annotations of a folder and of those in it, by path. Raises RulesError where there is none."""
    if not directory.is_dir():
        raise RulesError(directory, "eval.no_folder")
    found = sorted(
        path
        for path in directory.rglob("*")
        if path.suffix in (".yaml", ".json") and _OTHERS.isdisjoint(path.relative_to(directory).parts)
    )
    if not found:
        raise RulesError(directory, "eval.no_annotations")
    return found
