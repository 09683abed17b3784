"""Whom a sentence lays a duty on (the bodies before its verb, behind "Giao" or an opening clause), and its partners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.bodies import RELATED, BodyReader, begins_body, bodies_from, joints, known_name
from pipeline.knowledge.agencies import agency_key
from pipeline.text.fold import fold

_FARTHEST = 260
"""Characters of an opening clause ("Căn cứ nội dung Kế hoạch và tình hình thực tiễn, …")."""
_DESCRIBED = 160
"""Characters that may tell which bodies are meant ("Các cơ quan được phân công chủ trì … có trách nhiệm …")."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The bodies that a sentence names first, and where what they are to do begins."""

    names: tuple[str, ...]
    stop: int


def subject(
    begin: int, end: int, reader: BodyReader, *, strict: bool, owned: bool = False, weak: bool = False
) -> Subject | None:
    """-> whom the sentence ``begin``..``end`` lays a duty on, or None.

    ``strict``: only "chủ trì", "có trách nhiệm" and their like make a duty, as in sections that tell what to do rather
    than who; ``weak``: there too any verb right behind a body that is told by its name or as a group. ``owned``: the
    paragraph stands below a body's heading, whose duty it is to ask things of others.
    """
    duties = reader.duties
    order = duties.order.match(reader.fold, begin, end)
    if order is None and owned and duties.ask.match(reader.fold, begin, end):
        return None
    order = order or duties.ask.match(reader.fold, begin, end)
    topic = duties.topic.match(reader.fold, begin, end)
    at = order.end() if order else topic.end() if topic else begin
    names, stop, sure = _named(at, end, reader)
    if topic:
        return Subject(names, stop) if sure and reader.fold.startswith(":", stop) else None
    if (
        sure and not order and (asked := reader.duties.ask.match(reader.fold, stop, end))
    ):  # "UBND xã yêu cầu các thôn …"
        names, stop, sure = _named(asked.end(), end, reader)
        order = asked
    if not sure:
        return None if names or order else _behind_opening(begin, end, reader, strict)
    if order is not None or _acts(stop, end, reader, strict):
        return Subject(names, stop)
    if weak and reader.duties.verb.match(reader.fold, stop, end) and _is_told_whole(at, end, reader):
        return Subject(names, stop)
    described = _described(at, stop, end, reader, names)
    return Subject(described, stop) if described else None


def _named(at: int, end: int, reader: BodyReader) -> tuple[tuple[str, ...], int, bool]:
    """-> the bodies from ``at`` on, where what may be their verb begins, behind an aside in brackets, and whether the
    first is one for sure."""
    bodies, stop = bodies_from(at, end, reader)
    if bodies and reader.text.startswith("(", stop):
        stop = max(stop, reader.text.find(")", stop, end) + 1)
    stop += len(reader.text[stop:end]) - len(reader.text[stop:end].lstrip(" ,"))
    return tuple(body.name for body in bodies), stop, bool(bodies) and bodies[0].sure


def charged(begin: int, end: int, reader: BodyReader) -> Subject | None:
    """-> whom the words in a bracket lay the duty before it on: "(giao Công an xã tham mưu)", "(Sở Y tế chủ trì)"."""
    if reader.duties.order.match(reader.fold, begin, end):
        return subject(begin, end, reader, strict=True)
    close = reader.text.find(")", begin, end)
    if reader.duties.lead.search(reader.fold, begin, close if close >= 0 else end) is None:
        return None
    told = subject(begin, end, reader, strict=True)
    return told if told and reader.duties.lead.match(reader.fold, told.stop, end) else None


def _is_told_whole(at: int, end: int, reader: BodyReader) -> bool:
    """Whether the first body is told by its name or as a group ("các sở, ngành"), with nothing that tells which are
    meant ("các cơ sở vi phạm …")."""
    body = bodies_from(at, end, reader)[0][0]
    core = begins_body(body.start, end, reader)
    if reader.known.several.match(reader.fold, body.start, end) is None:
        known = known_name(reader.bare, body.start, end, reader.known) is not None
        return known or any(letter.isupper() for letter in reader.text[body.start + 1 : body.end])
    return core == body.end or RELATED.fullmatch(reader.fold, (core or body.end) + 1, body.end) is not None


def _acts(stop: int, end: int, reader: BodyReader, strict: bool) -> bool:
    if (reader.duties.lead if strict else reader.duties.verb).match(reader.fold, stop, end):
        return True
    return not strict and reader.fold.startswith(":", stop)


def _described(at: int, stop: int, end: int, reader: BodyReader, names: tuple[str, ...]) -> tuple[str, ...]:
    """ "Các đơn vị được giao chủ trì | có trách nhiệm …": the last name goes on up to the words that make it a duty, or
    behind those of having been charged with something."""
    told = reader.duties.bound.search(reader.fold, stop, min(end, stop + _DESCRIBED))
    if told is not None and any(mark in reader.fold[stop : told.start()] for mark in (". ", ";", ":", "|")):
        told = None
    charged = reader.duties.charged.match(reader.fold, stop, end) if told is None else None
    close = told.start() if told else charged.end() if charged else 0
    if not close:
        return ()
    last = bodies_from(at, stop, reader)[0][-1]
    return (*names[:-1], reader.text[last.start : close].strip(" ,"))


def _behind_opening(begin: int, end: int, reader: BodyReader, strict: bool) -> Subject | None:
    """ "Căn cứ tình hình thực tế, các sở, ban, ngành xây dựng …": the bodies behind a comma and before a verb."""
    opening = reader.duties.opening.match(reader.fold, begin, end)
    verb = reader.duties.verb.match(reader.fold, begin, end)
    if opening is None or (verb and verb.end() > opening.end()):  # "Theo dõi, đôn đốc"
        return None
    stop = reader.text.find(". ", begin, end)
    limit = min(end if stop < 0 else stop, begin + _FARTHEST)
    join = reader.duties.partner.search(reader.fold, begin, limit)
    limit = join.start() if join else limit  # whom it is done with lead nothing
    for at in joints(begin, limit, reader):
        order = reader.duties.order.match(reader.fold, at, end) or reader.duties.ask.match(reader.fold, at, end)
        names, behind, sure = _named(order.end() if order else at, end, reader)
        if sure and (order is not None or _acts(behind, end, reader, strict)):
            return Subject(names, behind)
        if sure and (described := _described(at, behind, limit, reader, names)):
            return Subject(described, behind)
    return None


def partners(start: int, end: int, reader: BodyReader) -> tuple[str, ...]:
    """-> the bodies behind "phối hợp với" and its like, and those before a "phối hợp" that follows who leads."""
    said = {agency_key(name): name for name in reversed([*_partners(start, end, reader)])}
    names = reversed(said.values())
    return tuple(
        name for name in names if not reader.known.noun.fullmatch(fold(name))
    )  # "phối hợp với cơ quan chủ trì"


def partner_lists(start: int, end: int, reader: BodyReader) -> list[tuple[int, int]]:
    """-> where bodies that take part are listed: a semicolon within parts two of them and no sentences."""
    found = (hit.end() for hit in reader.duties.partner.finditer(reader.fold, start, end))
    return [(at, bodies_from(at, end, reader)[1]) for at in found]


def _partners(start: int, end: int, reader: BodyReader) -> Iterator[str]:
    for hit in reader.duties.partner.finditer(reader.fold, start, end):
        first = reader.duties.joining.match(reader.fold, hit.start(), end)
        bodies, _ = bodies_from(first.end(), end, reader) if first else ([], 0)  # "phối hợp Sở A làm việc với …"
        bodies = bodies or bodies_from(hit.end(), end, reader)[0]
        yield from (body.name for body in bodies)
    for hit in reader.duties.lead.finditer(reader.fold, start, end):
        at = hit.end() + len(reader.text[hit.end() : end]) - len(reader.text[hit.end() : end].lstrip(" ,;"))
        bodies, stop = bodies_from(at, end, reader) if at > hit.end() + 1 else ([], at)
        if bodies and reader.duties.joining.match(reader.fold, stop, end):  # "A chủ trì, B và C phối hợp"
            yield from (body.name for body in bodies)
