"""The lines below a duty that say who and when: "Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: …", "Thời gian: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.extract.tasks.subject import partners
from pipeline.extract.tasks.times import timed
from pipeline.knowledge.duties import Duties
from pipeline.model import Document, Section, Task

FieldName = Literal["lead", "partner", "time", "other"]
_PART = re.compile(r"[;.(](?=\s*\w)")
_GENERAL = 6
"""Words of a value that tells by a common noun which bodies are meant."""
_NAME = 14
"""Words that a body may have whose name begins with none of the known words."""


@dataclass(slots=True)
class Fields:
    """What the lines of one block say; ``name`` is the field that the next line may go on with, ``span`` the line that
    first named a body."""

    lead: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    time: tuple[int, int] | None = None
    name: FieldName | None = None
    span: tuple[int, int] | None = None


@dataclass(slots=True)
class Stretch:
    """The paragraphs of a numbered section since its heading or its last block of fields, and that block.

    ``duties`` are those whose own words lay them on nobody; ``first`` is the place, among the tasks found, of the first
    that the paragraphs gave.
    """

    first: int = 0
    duties: list[tuple[int, int, Section]] = field(default_factory=list)
    heading: Section | None = None
    fields: Fields = field(default_factory=Fields)

    @property
    def told(self) -> bool:
        return bool(self.fields.lead or self.fields.partners or self.fields.time)


def field_of(folded: str, start: int, end: int, words: Duties) -> FieldName | None:
    """Which field a line begins with; None where it is no field."""
    if folded.find(":", start, end) < 0:
        return None
    patterns: tuple[tuple[FieldName, re.Pattern[str]], ...] = (
        ("lead", words.lead_field),
        ("partner", words.partner_field),
        ("time", words.time_field),
        ("other", words.other_field),
    )
    for name, pattern in patterns:
        hit = pattern.match(folded, start, end)
        if hit is not None and hit[0].rstrip().endswith(":"):
            return name
    return None


def inner_fields(start: int, end: int, reader: BodyReader) -> int | None:
    """-> where, within a paragraph, fields begin that are told behind its duty ("… (Đơn vị chủ trì: Sở Y tế)")."""
    if reader.fold.find(":", start, end) < 0:
        return None
    for part in _PART.finditer(reader.fold, start, end):
        if field_of(reader.fold, part.end(), end, reader.duties) in ("lead", "partner"):
            return part.end()
    return None


def read_fields(fields: Fields, start: int, end: int, reader: BodyReader) -> None:
    """Add what the line ``start``..``end`` says; one without a label goes on with the field before it."""
    text, folded = reader.text, reader.fold
    cuts = [start, *(hit.end() for hit in _PART.finditer(folded, start, end)), end]
    name, at = fields.name, start
    known = len(fields.lead) + len(fields.partners)
    for begin, stop in pairwise(cuts):
        said = field_of(folded, begin, stop, reader.duties)
        if said is not None:
            if begin > at:
                _take(fields, name, at, begin, reader)
            name, at = said, folded.index(":", begin, stop) + 1
    _take(fields, name, at, end, reader)
    if fields.span is None and len(fields.lead) + len(fields.partners) > known:
        fields.span = (start, end)
    fields.name = name if not text[at:end].strip(" .;") or at == start else None


def _take(fields: Fields, name: FieldName | None, start: int, end: int, reader: BodyReader) -> None:
    """Give a field its value: bodies, of which those behind "phối hợp với" take part, or a time."""
    text = reader.text
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip(" .;(–-"))
    if end <= start:
        return
    if name == "time":
        fields.time = fields.time or (start, end)
    elif name in ("lead", "partner"):
        for begin, stop in pairwise([start, *(hit.end() for hit in _PART.finditer(reader.fold, start, end)), end]):
            join = reader.duties.partner.search(reader.fold, begin, stop) if name == "lead" else None
            names = names_in(begin, join.start() if join else stop, reader)
            (fields.lead if name == "lead" else fields.partners).extend(names)
            fields.partners += partners(begin, stop, reader) if join else ()


def names_in(start: int, end: int, reader: BodyReader) -> tuple[str, ...]:
    """-> the bodies of a field's value or a table's cell; words that may be an unknown body's name as they stand."""
    bodies, _ = bodies_from(start, end, reader, whole=True)
    if bodies and bodies[0].sure:
        return tuple(dict.fromkeys(body.name for body in bodies))
    value = reader.text[start:end].strip(" -;.,:")
    plain = value[:1].isupper() and not any(c.isdigit() for c in value) and len(value.split()) <= _NAME
    if (
        reader.known.noun.match(reader.fold, start, end) and len(value.split()) <= _GENERAL
    ):  # "Địa phương được lựa chọn"
        return (value,)
    acts = any(p.search(reader.fold, start, end) for p in (reader.duties.verb, reader.duties.deed))
    return (value,) if plain and not acts else ()


def is_value(fields: Fields, start: int, end: int, reader: BodyReader) -> bool:
    """Whether a line below an open field ("Đơn vị phối hợp:") is one more of its bodies."""
    if fields.name not in ("lead", "partner"):
        return False
    bodies, stop = bodies_from(start, end, reader, whole=True)
    return bool(bodies) and not reader.duties.verb.search(reader.fold, stop, end)


def flush(stretch: Stretch, found: list[Task], section: Section, document: Document) -> list[Task]:
    """Let the block give each paragraph of its stretch a leader -> the tasks; the stretch is empty afterwards.

    Without such a paragraph the duty is the heading, or where that has its own body, what ``section``, where the block
    stands, says in it.
    """
    said, duties, heading = stretch.fields, stretch.duties, stretch.heading
    if said.span is not None:
        own = [t for t in found[stretch.first :] if not any(start <= t.start < end for start, end, _ in duties)]
        if not duties and heading is not None and not any(t.start <= heading.heading_end for t in own):
            duties = [(heading.heading_start, heading.heading_end, heading)]
        told = [
            told_by(said, start, end, one.section_id, document) for start, end, one in duties or [(*said.span, section)]
        ]
        found = sorted([*found[: stretch.first], *own, *told], key=lambda t: t.start)
    stretch.first, stretch.duties, stretch.fields = len(found), [], Fields()
    return found


def told_by(said: Fields, start: int, end: int, section_id: str | None, document: Document) -> Task:
    """-> the duty ``start``..``end`` of those whom fields name."""
    lead = tuple(dict.fromkeys(said.lead))
    joined = tuple(name for name in dict.fromkeys(said.partners) if name not in lead)
    return timed(Task(document.text[start:end], start, end, lead, joined, None, section_id), said.time, document)
