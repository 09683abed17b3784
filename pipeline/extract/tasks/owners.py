"""Whose duties stand below a heading: that of a body ("1. Sở Y tế"), of a sentence that ends in a colon, or none."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.bodies import BodyReader, bodies_from
from pipeline.extract.tasks.subject import partners, subject
from pipeline.knowledge.sections import SectionWords, heading_kind
from pipeline.model import Document, Section

_HEADING_BODY = 18
"""Words that a heading may have to be read as a body's name where only its place says so."""
_HEADING = 200
"""Characters that a line may have which, without a sign at its end, leads to what stands below it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The bodies that lead what stands below a heading, and those that take part in it.

    ``alone``: the heading is nothing but their names. ``joins``: each body named at the head of a paragraph below takes
    part in what these do ("b) Chủ trì, phối hợp:").
    """

    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    alone: bool = False
    joins: bool = False


def owners(document: Document, reader: BodyReader, kinds: SectionWords) -> dict[str, Owner]:
    """-> whose duties stand in each section, by its id; a section without its own has its parent's."""
    found: dict[str, Owner] = {}
    for section in document.sections:
        above = found.get(section.parent_id or "", Owner())
        found[section.section_id] = _own(section, above, reader, kinds) or above
    return found


def _own(section: Section, above: Owner, reader: BodyReader, kinds: SectionWords) -> Owner | None:
    if section.kind not in reader.duties.rules.tasks.sections or (section.level == 1 and section.kind != "nhiem_vu"):
        return None
    start, end = section.heading_start, section.heading_end
    if (
        above.lead
        and _is_joining(start, end, reader)
        and reader.text[end : _line_end(end, reader)].strip() in ("", ":")
    ):
        return Owner(above.lead, partners(start, end, reader), joins=True)
    orders = (reader.duties.order, reader.duties.ask, reader.duties.topic)
    order = next((hit for words in orders if (hit := words.match(reader.fold, start, end))), None)
    begin = order.end() if order else start
    bodies, stop = bodies_from(begin, end, reader)
    if not bodies or not bodies[0].sure:
        return _by_place(section, begin, reader, kinds)
    names = tuple(body.name for body in bodies)
    rest = reader.fold[stop:end].strip(" .:;,")
    if not rest or rest.startswith("("):  # "Công an phường (cơ quan thường trực)"
        return Owner(names, alone=True)
    if not reader.duties.verb.search(rest):  # "Các trường học trên địa bàn phường"
        return Owner((*names[:-1], reader.text[bodies[-1].start : end].strip(" .:;,")), alone=True)
    told = subject(start, end, reader, strict=False) if opens_list(section, reader) else None
    return Owner(told.names, partners(begin, end, reader)) if told else None


def _is_joining(start: int, end: int, reader: BodyReader) -> bool:
    """ "Phối hợp với:", "Chủ trì, phối hợp với các đơn vị:"."""
    lead = reader.duties.lead.match(reader.fold, start, end)
    at = lead.end() if lead else start
    at += len(reader.text[at:end]) - len(reader.text[at:end].lstrip(" ,"))
    return reader.duties.partner.match(reader.fold, at, end) is not None


def _by_place(section: Section, begin: int, reader: BodyReader, kinds: SectionWords) -> Owner | None:
    """A heading without a known name that can only be a body's, for it assigns duties and says nothing else."""
    if section.kind != "to_chuc_thuc_hien" or section.label in (None, "-", "+", "•", "*"):
        return None
    end, words = section.heading_end, reader.duties
    plain = len(section.heading.split()) <= _HEADING_BODY and heading_kind(section.heading, kinds) is None
    if not plain or any(p.match(reader.fold, begin, end) for p in (words.verb, words.deed, words.level, words.opening)):
        return None
    closes = reader.text[end : _line_end(end, reader)].strip()[:1]
    name = reader.text[begin:end].strip()
    return Owner((name,), alone=True) if closes in ("", ":") and not name.endswith((".", ";")) else None


def _line_end(at: int, reader: BodyReader) -> int:
    end = reader.text.find("\n", at)
    return len(reader.text[: end if end >= 0 else None].rstrip())


def opens_list(section: Section, reader: BodyReader) -> bool:
    """Whether the line of a heading, though it says something, only leads to what stands below it."""
    end = _line_end(section.heading_end, reader)
    bare = reader.text[end - 1].isalnum() and end - section.heading_start <= _HEADING  # a longer one is a torn line
    leads = reader.text[end - 1] == ":" or bare
    return leads and bool(reader.text[end : section.end].strip())
