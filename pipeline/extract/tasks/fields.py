"""The lines below a duty that say who and when: "Đơn vị chủ trì: Sở Y tế; Đơn vị phối hợp: …", "Thời gian: …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pipeline.extract.bodies import Body, BodyReader, begins_body, bodies_from, joints
from pipeline.extract.tasks.subject import charged, partners
from pipeline.extract.tasks.times import timed
from pipeline.knowledge.duties import Duties
from pipeline.model import Document, Section, Task
from pipeline.text.patterns import compiled

FieldName = Literal["lead", "partner", "time", "other"]
_PART = compiled(r"[;.(](?=\s*\w)")
_GENERAL = 6
"""Words of a value that tells by a common noun which bodies are meant."""
_REST = 5
"""Words behind the comma of a heading that names a field ("Cơ quan chủ trì, phối hợp thực hiện")."""
_ITEM = 3
"""Words that each item of a list of unknown names may have."""
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


_BULLETS = (None, "-", "+", "•", "*")


@dataclass(slots=True)
class Block:
    """Lines of fields that follow one another, the section whose duties they are of, and the section they stand in."""

    said: Fields = field(default_factory=Fields)
    home: Section | None = None
    section: Section | None = None


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


def charges_in_brackets(start: int, end: int, reader: BodyReader) -> bool:
    """Whether a line is but a bracket that says who does what stands above it: "(Sở Y tế chủ trì, …)"."""
    whole = reader.text.startswith("(", start) and reader.text[start:end].rstrip(" .;").endswith(")")
    return whole and charged(start + 1, end, reader) is not None


def read_fields(fields: Fields, start: int, end: int, reader: BodyReader) -> None:
    """Add what the line ``start``..``end`` says; one without a label goes on with the field before it."""
    text, folded = reader.text, reader.fold
    cuts = [start, *(hit.end() for hit in _PART.finditer(folded, start, end)), end]
    name, at = fields.name, start
    if name is None and charges_in_brackets(start, end, reader):
        name, at = "lead", start + 1
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
            begin = _behind_aside(begin, stop, text)
            join = reader.duties.partner.search(reader.fold, begin, stop) if name == "lead" else None
            leads = reader.duties.lead.search(reader.fold, begin, join.start()) if join else None
            names = names_in(begin, leads.start() if leads else join.start() if join else stop, reader)
            joined = partners(begin, stop, reader) if join else ()
            joins = name == "partner" or _only_joins(begin, stop, reader)
            (fields.partners if joins else fields.lead).extend(names)
            fields.partners += joined


def _only_joins(start: int, end: int, reader: BodyReader) -> bool:
    """ "Sở Nội vụ chủ trì; | các phòng, ban phối hợp"."""
    bodies, stop = bodies_from(start, end, reader)
    return bool(bodies) and reader.duties.joining.match(reader.fold, stop, end) is not None


def _behind_aside(start: int, end: int, text: str) -> int:
    """-> where a list goes on behind the bracket that opened right before: "Sở Nội vụ (| bàn giao), Sở Y tế"."""
    close = text.find(")", start, end) if text[start - 1 : start] == "(" else -1
    rest = text[close + 1 : end]
    return end - len(rest.lstrip(" ,;")) if close >= 0 and rest.startswith((",", ";")) else start


def names_in(start: int, end: int, reader: BodyReader) -> tuple[str, ...]:
    """-> the bodies of a field's value or a table's cell; words that may be an unknown body's name as they stand."""
    bodies, _ = bodies_from(start, end, reader, whole=True)
    if bodies and bodies[0].sure:
        named = sorted([*((body.start, body.name) for body in bodies), *_nouns(bodies, end, reader)])
        return tuple(dict.fromkeys(name for _, name in named))
    return tuple(name for part in _parts(start, end, reader) if (name := _as_it_stands(*part, reader)))


def _parts(start: int, end: int, reader: BodyReader) -> list[tuple[int, int]]:
    """ "VTV, VOV, TTXVN": the items of a list each of which is short; else all as one."""
    cuts = [start, *joints(start, end, reader), end]
    parts = [(a, a + len(reader.text[a:b].rstrip(" ,;/"))) for a, b in pairwise(cuts)]
    short = all(reader.text[a].isupper() and len(reader.text[a:b].split()) <= _ITEM for a, b in parts if a < b)
    return parts if len(parts) > 1 and short else [(start, end)]


def _as_it_stands(start: int, end: int, reader: BodyReader) -> str | None:
    """-> a value that may be the name of an unknown body, or tells by a common noun which are meant."""
    value = reader.text[start:end].strip(" -;.,:")
    plain = value[:1].isupper() and not any(c.isdigit() for c in value) and len(value.split()) <= _NAME
    known = reader.known
    other = known.not_body.match(reader.fold, start, end) is not None  # "Ban hành quyết định"
    noun = not other and known.noun.match(reader.fold, start, end) and len(value.split()) <= _GENERAL
    if noun or (plain and "," not in value and begins_body(start, end, reader) is not None):
        return value  # "Địa phương được lựa chọn", "Đoàn kiểm tra"
    acts = any(p.search(reader.fold, start, end) for p in (reader.duties.verb, reader.duties.deed))
    return value if plain and not acts else None


def _nouns(bodies: Sequence[Body], end: int, reader: BodyReader) -> Iterator[tuple[int, str]]:
    """The common nouns among names ("Sở Y tế, viện nghiên cứu, doanh nghiệp") -> where they stand, and as they do."""
    last = bodies[0].end
    for to in joints(bodies[0].end, end, reader):
        within = next((body for body in bodies if body.start <= to < body.end), None)
        last = max([last, *(body.end for body in bodies if body.end <= to)])
        if within or reader.known.noun.match(reader.fold, to, end) is None:
            continue
        if reader.duties.verb.search(reader.fold, last, to):
            return  # what is told of the bodies, no more of them
        stop = min((at for at in (reader.text.find(sign, to, end) for sign in ",;(") if at >= 0), default=end)
        name = reader.text[to:stop].strip(" .")
        if len(name.split()) <= _GENERAL and not reader.duties.verb.search(reader.fold, to, stop):
            yield to, name


def is_value(fields: Fields, start: int, end: int, reader: BodyReader) -> bool:
    """Whether a line below an open field ("Đơn vị phối hợp:") is one more of its bodies."""
    if fields.name not in ("lead", "partner"):
        return False
    bodies, stop = bodies_from(start, end, reader, whole=True)
    return bool(bodies) and not reader.duties.verb.search(reader.fold, stop, end)


def heading_field(section: Section, reader: BodyReader) -> FieldName | None:
    """Which field a numbered heading without a colon is ("2. Cơ quan chủ trì, phối hợp" above a list of bodies)."""
    if section.label in _BULLETS:
        return None
    start, end = section.heading_start, section.heading_end
    comma = reader.fold.find(",", start, end)
    stop = comma if comma >= 0 and len(reader.fold[comma:end].split()) <= _REST else end
    words = reader.duties
    named = (("lead", words.lead_field), ("partner", words.partner_field), ("time", words.time_field))
    for name, pattern in named:
        hit = pattern.match(reader.fold, start, stop)
        if hit is not None and hit.end() == stop:
            return name  # type: ignore[return-value]
    return None


def home_of(section: Section, by_id: Mapping[str, Section], reader: BodyReader) -> Section:
    """-> the section whose duties a line of fields is about: the one around it that is no bullet and no field."""
    other = reader.duties.other_field
    while section.parent_id in by_id and (
        section.label in _BULLETS
        or heading_field(section, reader)
        or other.fullmatch(reader.fold, section.heading_start, section.heading_end)
    ):
        section = by_id[section.parent_id or ""]
    return section


def settle(
    block: Block, duties: list[tuple[int, int, Section]], found: list[Task], document: Document, reader: BodyReader
) -> tuple[list[tuple[int, int, Section]], list[Task]]:
    """Let a block give the paragraphs above it, in its home, a leader -> the paragraphs that are left, and the tasks.

    Without such a paragraph the duty is the home's heading, or where that has its own body, what the block says. One
    that only tells the time does so of the duty right above it.
    """
    said, home = block.said, block.home
    if home is None or block.section is None:
        return duties, found
    if said.span is None:
        above = max([home.start, *(start for start, _, _ in duties[-1:])])
        near = said.time and found and found[-1].start >= above
        return duties, [*found[:-1], timed(found[-1], said.time, document)] if near else found
    here = [duty for duty in duties if duty[0] >= home.start]
    found = [task for task in found if not any(start <= task.start < end for start, end, _ in here)]
    told = [told_by(said, start, end, section.section_id, document, reader) for start, end, section in here]
    if not told:
        own = any(home.start <= task.start <= home.heading_end for task in found)
        start, end, section = (*said.span, block.section) if own else (home.heading_start, home.heading_end, home)
        told = [told_by(said, start, end, section.section_id, document)]
    return [duty for duty in duties if duty[0] < home.start], sorted([*found, *told], key=lambda t: t.start)


def told_by(
    said: Fields, start: int, end: int, section_id: str | None, document: Document, reader: BodyReader | None = None
) -> Task:
    """-> the duty ``start``..``end`` of those whom fields name, and with whom its own words (by ``reader``) say."""
    lead = tuple(dict.fromkeys(said.lead))
    own = partners(start, end, reader) if reader else ()
    joined = tuple(name for name in dict.fromkeys((*said.partners, *own)) if name not in lead)
    return timed(Task(document.text[start:end], start, end, lead, joined, None, section_id), said.time, document)
