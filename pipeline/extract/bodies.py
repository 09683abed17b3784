"""The bodies that a text names one after the other: "Sở Tài chính, Sở Tư pháp và các địa phương" is three."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge.agencies import Agencies, agency_key
from pipeline.knowledge.duties import Duties
from pipeline.text.fold import bare

_LONGEST = 110
_ABBREVIATED = re.compile(r"[A-ZĐ]{2}|[A-ZĐ]-[A-ZĐ]")
_FIRST_WORD = re.compile(r"\w+")
_END = re.compile(r"[;:.()\n|“”\"]")
_JOINT = re.compile(r"\s*,\s*(?:va\s+)?|\s+(?:va|cung|cung\s+voi)\s+|\s*;\s*|\s*/\s*(?=[a-z]{4})")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name as it stands in the text, and how it is called in ``rules/agencies.yaml`` where it is known."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class BodyReader:
    """A text in the two forms it is searched in, and the vocabularies that tell where a name begins and ends."""

    text: str
    fold: str
    bare: str
    known: Agencies
    duties: Duties


def begins_body(at: int, end: int, reader: BodyReader) -> int | None:
    """-> where the known part of a body's name that begins at ``at`` ends, or None."""
    known = known_name(reader.bare, at, end, reader.known)
    if known is not None:
        return known
    if reader.known.not_body.match(reader.fold, at, end):
        return None
    head = reader.known.head.match(reader.fold, at, end)
    return head.end() if head else None


def known_name(folded: str, at: int, end: int, known: Agencies) -> int | None:
    """-> the end of the longest known name or group at ``at``, in any spelling."""
    first = _FIRST_WORD.match(folded, at, end)
    pattern = known.beginning_with(first[0]) if first else None
    hit = pattern.match(folded, at, end) if pattern else None
    return hit.end() if hit else None


def bodies_from(at: int, end: int, reader: BodyReader) -> tuple[list[Body], int]:
    """The bodies named from ``at`` on -> them and where the list ends; [] where none begins there."""
    out: list[Body] = []
    while at < end:
        at += len(reader.text[at:end]) - len(reader.text[at:end].lstrip(" -–+•"))
        core = begins_body(at, end, reader)
        if core is None:
            break
        stop, more = _tail(at, core, end, reader)
        name = reader.text[at:stop].strip(" ,")
        if name:
            out.append(Body(at, at + len(name), resolved(name, reader.known)))
        if more is None:
            return out, stop
        at = more
    return out, at


def _tail(start: int, core: int, end: int, reader: BodyReader) -> tuple[int, int | None]:
    """-> where the name that begins at ``start`` ends, and where the next one begins (None: the list is over)."""
    limit = min(end, start + _LONGEST)
    closed = _END.search(reader.fold, core, limit)
    limit = closed.start() if closed else limit
    verbs = reader.duties.end_of_bodies.finditer(reader.fold, core, limit)
    verb = next((hit for hit in verbs if reader.text[hit.start()].islower()), None)  # "Phòng Quản lý Du lịch" is a name
    deeds = reader.duties.deed.finditer(reader.fold, core, verb.start() if verb else limit)
    verb = next((hit for hit in deeds if _ends_name(hit, reader)), verb)
    limit = verb.start() if verb else limit
    at = core
    while (joint := _JOINT.search(reader.bare, at, limit)) is not None:
        another = begins_body(joint.end(), limit, reader) is not None
        if another and not _is_next_level(start, joint, limit, reader):
            return joint.start(), joint.end()
        at = joint.end()
    if closed is not None and limit == closed.start() and reader.text[limit] == ";":
        after = limit + 1
        after += len(reader.text[after:end]) - len(reader.text[after:end].lstrip())
        if begins_body(after, end, reader) is not None:
            return limit, after
    return limit, None


def _is_next_level(start: int, joint: re.Match[str], limit: int, reader: BodyReader) -> bool:
    """ "Công an các xã, | phường": a kind of area without a name behind another one is no body of its own."""
    level = reader.known.area.match(reader.bare, joint.end(), limit)
    if level is None or reader.text[level.end() : limit].lstrip()[:1].isupper():
        return False
    last = reader.bare[start : joint.start()].split()[-2:]
    return any(reader.known.area.fullmatch(" ".join(last[k:])) for k in range(len(last)))


def _ends_name(hit: re.Match[str], reader: BodyReader) -> bool:
    """Whether a deed ends a name: none that is written with a capital or only names the noun right before it."""
    if not reader.text[hit.start()].islower():
        return False
    before = reader.fold[max(0, hit.start() - 24) : hit.start()].rstrip()
    return not any(named.end() == len(before) for named in reader.duties.named.finditer(before))


def resolved(name: str, known: Agencies) -> str:
    """An abbreviated name in full, with what follows it ("Phòng VH-XH phường A"); other names stay as written."""
    end = known_name(bare(name), 0, len(name), known)
    lives = known.by_key.get(agency_key(name[:end])) if end else None
    if end is None or lives is None:
        return name
    full = lives[0].name if _ABBREVIATED.search(name[:end]) else name[:end]
    same = agency_key(name[:end]) == agency_key(lives[0].name)
    return (lives[0].name if same else full) + name[end:]
