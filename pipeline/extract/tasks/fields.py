"""The lines below a duty that say who and when: "Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: …", "Thời gian: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.knowledge.duties import Duties
from pipeline.model import Section, Task

FieldName = Literal["lead", "partner", "time", "other"]
_PART = re.compile(r"[;.](?=\s+\w)")


@dataclass(slots=True)
class Stretch:
    """The paragraphs of a numbered section since its heading or its last block of fields, and that block.

    ``first`` is the place, among the tasks found, of the first that these paragraphs gave.
    """

    first: int = 0
    duties: list[tuple[int, int, Section]] = field(default_factory=list)
    heading: Section | None = None
    lead: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    time: str | None = None
    told: bool = False


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


def read_fields(stretch: Stretch, start: int, end: int, reader: BodyReader) -> None:
    """Add what the line ``start``..``end`` says to the stretch's block."""
    text, folded = reader.text, reader.fold
    cuts = [start, *(hit.end() for hit in _PART.finditer(folded, start, end)), end]
    name: FieldName | None = None
    for begin, stop in pairwise(cuts):
        said = field_of(folded, begin, stop, reader.duties)
        at = begin
        if said is not None:
            name, at = said, folded.index(":", begin, stop) + 1
        value = text[at:stop].strip(" .;")
        if name == "time":
            stretch.time = stretch.time or value or None
        elif name in ("lead", "partner"):
            names = [body.name for body in bodies_from(at, stop, reader)[0]] or ([value] if value else [])
            (stretch.lead if name == "lead" else stretch.partners).extend(names)
    stretch.told = stretch.told or name in ("lead", "partner", "time")


def flush(stretch: Stretch, found: list[Task], text: str) -> list[Task]:
    """Let the block give each paragraph of its stretch a leader -> the tasks; the stretch is empty afterwards."""
    if stretch.told and (stretch.lead or stretch.partners):
        duties = stretch.duties
        if not duties and stretch.heading is not None:
            duties = [(stretch.heading.heading_start, stretch.heading.heading_end, stretch.heading)]
        found = found[: stretch.first] + [
            Task(
                text[start:end],
                start,
                end,
                lead=tuple(dict.fromkeys(stretch.lead)),
                partners=tuple(dict.fromkeys(stretch.partners)),
                deadline=stretch.time,
                section_id=section.section_id,
            )
            for start, end, section in duties
        ]
    stretch.first, stretch.duties, stretch.told, stretch.time = len(found), [], False, None
    stretch.lead, stretch.partners = [], []
    return found
