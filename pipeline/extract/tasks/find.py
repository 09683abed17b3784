"""Who does what: the duties of assignment sections, of sentences that lay a duty on a body, of task tables."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.extract.grid import find_grids
from pipeline.extract.tasks.fields import Stretch, field_of, flush, read_fields
from pipeline.extract.tasks.tables import table_tasks
from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.duties import duties
from pipeline.knowledge.load import Rules
from pipeline.knowledge.sections import SectionWords, heading_kind, section_words
from pipeline.model import Document, Section, Task
from pipeline.text.fold import bare, fold
from pipeline.text.place import places

_SENTENCE = re.compile(r"(?<=[.;])[ ]+(?=[A-ZĐÀ-Ỹ])")
"""A stop before a capital letter: where another sentence of the paragraph begins."""
_HEADING_BODY = 18
"""Words that a heading may have to be read as a body's name where only its place says so."""


def find_tasks(document: Document, rules: Rules) -> tuple[Task, ...]:
    """-> the duties in reading order. ``quote`` is the paragraph (or the table cell) that says the duty.

    ``lead`` are the bodies that the plan lays it on, ``partners`` those named after "phối hợp với"; ``deadline`` is
    the first of the document's deadlines within the duty, its line "Thời gian: …" or its cell.
    """
    kinds = section_words(rules)
    text = document.text
    words = BodyReader(text, fold(text), bare(text), agencies(rules), duties(rules))
    folded = words.fold
    where = places(document)
    grids = find_grids(document, folded)
    rows = {row.start for grid in grids for row in grid}
    owners = _owners(document, words, kinds)
    by_id = {section.section_id: section for section in document.sections}
    found: list[Task] = []
    stretch = Stretch()
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        end = start + len(line.rstrip())
        section = by_id.get(where.section(start) or "")
        if start in rows or section is None or section.kind not in words.duties.rules.tasks.sections:
            continue
        told = field_of(folded, start, end, words.duties)
        if told is not None:
            read_fields(stretch, start, end, words)
            continue
        headed = section.start == start and section.label not in (None, "-", "+", "•", "*")
        if stretch.told or headed:
            found = flush(stretch, found, text)
        begin = max(start, section.heading_start) if section.start == start else start
        if headed:
            stretch.heading = section
        if not headed or section.heading_end < end - 1:
            stretch.duties.append((begin, end, section))
        task = _of_line(document, folded, start, end, section, owners, words)
        if task is not None:
            found.append(task)
    found = flush(stretch, found, text)
    for grid in grids:
        found += table_tasks(grid, text, folded, words, where)
    found = [replace(task, page=where.page(task.start)) for task in found]
    return tuple(_with_deadline(task, document) for task in sorted(found, key=lambda t: (t.start, t.end)))


def _owners(document: Document, words: BodyReader, kinds: SectionWords) -> dict[str, tuple[str, ...]]:
    """The bodies that each section's heading names; a section without its own has its parent's."""
    owners: dict[str, tuple[str, ...]] = {}
    for section in document.sections:
        own = _heading_bodies(section, words, kinds)
        owners[section.section_id] = own or owners.get(section.parent_id or "", ())
    return owners


def _heading_bodies(section: Section, words: BodyReader, kinds: SectionWords) -> tuple[str, ...]:
    text, folded = words.text, words.fold
    if section.kind not in words.duties.rules.tasks.sections or (section.level == 1 and section.kind != "nhiem_vu"):
        return ()
    start, end = section.heading_start, section.heading_end
    order = words.duties.order.match(folded, start, end)
    begin = order.end() if order else start
    bodies, stop = bodies_from(begin, end, words)
    rest = folded[stop:end].strip(" .:;,")
    rest = "" if rest.startswith("(") else rest  # "Công an phường (cơ quan thường trực)"
    if bodies and (not rest or not words.duties.verb.search(rest)):  # "Các trường học trên địa bàn phường"
        names = [body.name for body in bodies]
        return (*names[:-1], text[bodies[-1].start : end].strip(" .:;,") if rest else names[-1])
    if bodies or section.kind != "to_chuc_thuc_hien" or section.label in (None, "-", "+", "•"):
        return ()
    heading = section.heading
    plain = len(heading.split()) <= _HEADING_BODY and heading_kind(heading, kinds) is None
    verb = words.duties.verb.match(folded, begin, end)
    line_end = text.find("\n", end)
    closes = text[end : line_end if line_end >= 0 else len(text)].strip()[:1]
    return (text[begin:end].strip(),) if plain and not verb and closes in ("", ":") else ()


def _of_line(
    document: Document,
    folded: str,
    start: int,
    end: int,
    section: Section,
    owners: dict[str, tuple[str, ...]],
    words: BodyReader,
) -> Task | None:
    """The duty of one paragraph, or None where it is a heading or lays none on anybody."""
    text = document.text
    owner = owners.get(section.section_id, ())
    begin = start
    if section.start == start:
        begin = section.heading_start
        heads = owner and owner != owners.get(section.parent_id or "", ())
        if heads:  # the heading is the body; what follows on its line is the duty
            begin = section.heading_end
            begin += len(text[begin:end]) - len(text[begin:end].lstrip(" :.-–"))
    if begin >= end:
        return None
    lead = _ordered(section, folded, begin, end, words)
    if not lead and section.start == start and text[section.heading_end : section.heading_end + 1] == ":":
        after = section.heading_end + 1  # "b) Phân công thực hiện: Phòng Kinh tế chủ trì …"
        after += len(text[after:end]) - len(text[after:end].lstrip())
        lead = _ordered(section, folded, after, end, words)
        begin = after if lead else begin
    if not lead and not owner:  # "Ban hành văn bản trước ngày … . Giao Phòng Kinh tế chủ trì …"
        for sentence in _SENTENCE.finditer(text, begin, end):
            if lead := _ordered(section, folded, sentence.end(), end, words):
                begin = sentence.end()
                break
    if not lead and (not owner or (section.start == start and text[end - 1] == ":" and section.end > end)):
        return None
    partners = _partners(text, folded, begin, end, words)
    names = tuple(lead) or owner
    return Task(
        quote=text[begin:end],
        start=begin,
        end=end,
        lead=names,
        partners=tuple(name for name in partners if name not in names),
        section_id=section.section_id,
    )


def _ordered(section: Section, folded: str, start: int, end: int, words: BodyReader) -> list[str]:
    """ "Giao Sở Tư pháp theo dõi …", "Sở Tài chính chủ trì …" -> the bodies before the verb."""
    order = words.duties.order.match(folded, start, end)
    begin = order.end() if order else start
    bodies, stop = bodies_from(begin, end, words)
    if not bodies:
        return []
    stop += len(folded[stop:end]) - len(folded[stop:end].lstrip(" ,"))
    strict = section.kind not in ("to_chuc_thuc_hien", "bao_cao")
    acts = (words.duties.lead if strict else words.duties.verb).match(folded, stop, end) or order is not None
    if not acts and (strict or folded[stop : stop + 1] != ":"):
        return []
    return [body.name for body in bodies]


def _partners(text: str, folded: str, start: int, end: int, words: BodyReader) -> list[str]:
    out: list[str] = []
    for hit in words.duties.partner.finditer(folded, start, end):
        bodies, _ = bodies_from(hit.end(), end, words)
        out += [body.name for body in bodies]
    return list(dict.fromkeys(out))


def _with_deadline(task: Task, document: Document) -> Task:
    if task.deadline is not None:
        return task
    starts = [d.start for d in document.deadlines]
    at = bisect_left(starts, task.start)
    if at < len(starts) and starts[at] < task.end:
        found = document.deadlines[at]
        return replace(task, deadline=found.due or found.recurrence or found.quote)
    return task
