"""Who does what: the duties of assignment sections, of sentences that lay a duty on a body, of task tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pipeline.extract.bodies import BodyReader, begins_body, bodies_from
from pipeline.extract.grid import find_grids
from pipeline.extract.tasks.fields import (
    Block,
    FieldName,
    Fields,
    charges_in_brackets,
    field_of,
    heading_field,
    home_of,
    inner_fields,
    is_value,
    read_fields,
    settle,
    told_by,
)
from pipeline.extract.tasks.owners import Owner, opens_list, owners
from pipeline.extract.tasks.subject import Subject, charged, partner_lists, partners, subject
from pipeline.extract.tasks.tables import table_tasks
from pipeline.extract.tasks.times import timed
from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.duties import duties
from pipeline.knowledge.load import Rules
from pipeline.knowledge.sections import section_words
from pipeline.model import Document, Section, Task
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.place import places

_CUTS = 3  # places of a paragraph's sentences from which on there are several
_BULLETS = ("-", "–", "+", "•", "*")
_STOP = compiled(r"(?<=[.;:])[ ]+(?P<number>\(\d{1,2}\)[ ]*)?(?=[^\W\d_])")
_NUMBER_BEHIND = compiled(r"[ ]*\(\d{1,2}\)\s*$")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One line of a section: its span without the section's label, who owns it, and who owns what stands above it."""

    start: int
    end: int
    section: Section
    owner: Owner
    above: Owner

    @property
    def first(self) -> bool:
        """Whether it is the line that the section's heading stands in."""
        return self.start <= self.section.heading_start < self.end


def find_tasks(document: Document, rules: Rules) -> tuple[Task, ...]:
    """-> the duties in reading order. ``quote`` is the paragraph (or the table cell) that says the duty.

    ``lead`` are the bodies that the plan lays it on, ``partners`` those named after "phối hợp với"; ``deadline`` is
    the day, month or year of the first deadline within the duty, its line "Thời gian: …" or its cell, else its words.
    """
    text = document.text
    reader = BodyReader(text, fold(text), bare(text), agencies(rules), duties(rules))
    where = places(document)
    grids = find_grids(document, reader.fold)
    rows = {row.start for grid in grids for row in grid}
    found: list[Task] = []
    duties_left: list[tuple[int, int, Section]] = []
    block = Block()
    for paragraph in _paragraphs(document, reader, owners(document, reader, section_words(rules)), rows):
        start, end, section = paragraph.start, paragraph.end, paragraph.section
        if block.home is not None and start >= block.home.end:
            duties_left, found = settle(block, duties_left, found, document, reader)
            block = Block()
        home = block.home or home_of(section, where.by_id, reader)
        if name := _field(paragraph, block.said, reader, above=bool(duties_left) and duties_left[-1][0] >= home.start):
            block.home, block.section = home, block.section or section
            if name == "open":
                read_fields(block.said, start, end, reader)
            else:
                block.said.name = name
            continue
        if block.home is not None:
            duties_left, found = settle(block, duties_left, found, document, reader)
            block = Block()
        here = _of_paragraph(paragraph, reader, document)
        found += here
        lays = any(task.lead != paragraph.owner.lead for task in here) and not reader.duties.ask.match(
            reader.fold, start, end
        )
        headed = paragraph.first and section.label not in (None, *_BULLETS) and text[end - 1] not in ".;"
        if (not lays or _only_says(here, section, reader)) and (not headed or section.heading_end < end - 1):
            duties_left.append((start, end, section))
    _, found = settle(block, duties_left, found, document, reader)
    for grid in grids:
        found += table_tasks(grid, document, reader)
    found = [task if task.deadline else timed(task, None, document) for task in found]
    found = [replace(task, page=where.page(task.start)) for task in found]
    return tuple(sorted(found, key=lambda t: (t.start, t.end)))


def _only_says(here: list[Task], section: Section, reader: BodyReader) -> bool:
    """Whether a part that tells what to do lays its duties by any verb, so that fields below tell who does them."""
    lead = reader.duties.lead
    return section.kind == "nhiem_vu" and not any(lead.search(reader.fold, t.start, t.end) for t in here)


def _field(
    paragraph: _Paragraph, said: Fields, reader: BodyReader, *, above: bool
) -> FieldName | Literal["open"] | None:
    """Which field a paragraph opens by its heading alone, with duties ``above`` that it is of; "open" where it tells
    one, or goes on with one."""
    start, end = paragraph.start, paragraph.end
    if field_of(reader.fold, start, end, reader.duties) or is_value(said, start, end, reader):
        return "open"
    if above and charges_in_brackets(start, end, reader):
        return "open"
    alone = paragraph.first and paragraph.section.heading_end >= end - 1 and not paragraph.above.lead
    return heading_field(paragraph.section, reader) if alone and (above or said.name) else None


def _paragraphs(
    document: Document, reader: BodyReader, owned: dict[str, Owner], rows: set[int]
) -> Iterator[_Paragraph]:
    """The lines of the sections that hold duties, tables left out."""
    where = places(document)
    at = 0
    for line in document.text.split("\n"):
        start, at = at, at + len(line) + 1
        section = where.inner(start)
        if start in rows or section is None or section.kind not in reader.duties.rules.tasks.sections:
            continue
        begin = max(start, section.heading_start) if section.start == start else start
        owner, above = owned[section.section_id], owned.get(section.parent_id or "", Owner())
        if line.strip():
            yield _Paragraph(begin, start + len(line.rstrip()), section, owner, above)


def _of_paragraph(paragraph: _Paragraph, reader: BodyReader, document: Document) -> list[Task]:
    """The duties of one paragraph; none where it is a heading or lays none on anybody."""
    start, end, section, owner = paragraph.start, paragraph.end, paragraph.section, paragraph.owner
    text = reader.text
    if paragraph.first and owner.alone and owner != paragraph.above:  # what follows on its line is the duty
        start = section.heading_end
        start += len(text[start:end]) - len(text[start:end].lstrip(" :.-–"))
    leads_in = text[end - 1] == ":" and text[end : end + 2].strip() in _BULLETS
    if (
        start >= end
        or (leads_in and not paragraph.first)
        or (paragraph.first and owner.lead and opens_list(section, reader))
    ):
        return []
    if text[start] == "(" and text.find(")", start, end) == end - 1 and not _in_brackets(start, end, reader):
        return []  # "(Chi tiết tại Phụ lục kèm theo)"
    fields = inner_fields(start, end, reader)
    if fields is not None:
        said = Fields()
        read_fields(said, fields, end, reader)
        stop = start + len(text[start : fields - 1].rstrip(" (;"))
        return [told_by(said, start, stop, section.section_id, document)]
    if owner.joins and (joined := _joining(start, end, reader)):
        return [_task(text, start, end, owner.lead, (*joined, *owner.partners), section)]
    return list(_of_sentences(start, end, paragraph, reader))


def _joining(start: int, end: int, reader: BodyReader) -> tuple[str, ...]:
    """The bodies that a paragraph below "Phối hợp với:" begins with: "- Sở Y tế: …", "- Với Sở Y tế …"."""
    begin = start + len(reader.text[start:end]) - len(reader.text[start:end].lstrip(" -–+•*"))
    begin += len("với ") if reader.fold.startswith("với ", begin) else 0
    return tuple(body.name for body in bodies_from(begin, end, reader)[0])


def _of_sentences(start: int, end: int, paragraph: _Paragraph, reader: BodyReader) -> Iterator[Task]:
    """The duties of a paragraph: a sentence with bodies of its own begins another one."""
    section, owner = paragraph.section, paragraph.owner
    strict = section.kind == "nhiem_vu"
    cuts = [start, *_cuts(start, end, reader), end]
    open_at: int | None = start if owner.lead else None
    told: Subject | None = None
    listed = start
    lists = [] if len(cuts) < _CUTS else partner_lists(start, end, reader)
    for begin, stop in pairwise(cuts):
        if begin < listed or any(a < begin < b for a, b in lists):
            continue  # "Thủ trưởng các sở; | Chủ tịch UBND các xã": within a list of bodies
        own = subject(begin, end, reader, strict=strict, owned=bool(owner.lead), weak=strict)
        if own is None and begin == start and paragraph.first:
            own = _behind_heading(paragraph, stop, reader, strict)
        listed = own.stop if own else begin
        if own is None or (told and own.names == told.names):
            continue
        if open_at is not None and begin > open_at:
            yield _of_span(open_at, begin, told, owner, section, reader)
        open_at, told = begin, own
    if open_at is None and (told := _in_brackets(start, end, reader)):
        open_at = start
    if open_at is not None:
        yield _of_span(open_at, end, told, owner, section, reader)


def _cuts(start: int, end: int, reader: BodyReader) -> Iterator[int]:
    """Where a sentence may lay a duty of its own: behind a stop and a capital, a number in brackets, or where a body is
    charged ("…; giao Trạm Y tế …")."""
    for hit in _STOP.finditer(reader.text, start, end):
        at, sign = hit.end(), reader.text[hit.start() - 1]
        ordered = reader.duties.order.match(reader.fold, at, end) if sign == ";" else None
        charges = ordered and begins_body(ordered.end() + 1, end, reader) is not None
        if hit["number"] or charges or (sign != ":" and reader.text[at].isupper()):
            yield at


def _in_brackets(start: int, end: int, reader: BodyReader) -> Subject | None:
    """ "Thành lập Đoàn kiểm tra (giao Công an tỉnh tham mưu)"."""
    at = reader.text.find("(", start, end) + 1
    while at:
        if told := charged(at, end, reader):
            return told
        at = reader.text.find("(", at, end) + 1
    return None


def _behind_heading(paragraph: _Paragraph, end: int, reader: BodyReader, strict: bool) -> Subject | None:
    """ "b) Phân công thực hiện: Phòng Kinh tế chủ trì …"."""
    after = paragraph.section.heading_end
    if not reader.text.startswith(":", after):
        return None
    after += 1 + len(reader.text[after + 1 : end]) - len(reader.text[after + 1 : end].lstrip())
    return subject(after, end, reader, strict=strict)


def _of_span(start: int, end: int, told: Subject | None, owner: Owner, section: Section, reader: BodyReader) -> Task:
    end = start + len(_NUMBER_BEHIND.sub("", reader.text[start:end]).rstrip())
    lead = told.names if told else owner.lead
    joined = partners(start, end, reader)
    return _task(reader.text, start, end, lead, joined if told else (*joined, *owner.partners), section)


def _task(text: str, start: int, end: int, lead: tuple[str, ...], joined: tuple[str, ...], section: Section) -> Task:
    names = tuple(name for name in dict.fromkeys(joined) if name not in lead)
    return Task(text[start:end], start, end, lead, names, section_id=section.section_id)
