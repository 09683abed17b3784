"""The bodies that a text names one after the other: "Sở Tài chính, Sở Tư pháp và các địa phương" is three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.knowledge.agencies import FIRST_WORD, Agencies, agency_key
from pipeline.knowledge.duties import Duties
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

_LONGEST = 110
_BRACKET = 80  # characters of an aside within a name ("Trung tâm Dịch vụ việc làm (Sở Nội vụ)")
_ABBREVIATED = compiled(r"[A-ZĐ]{2}|[A-ZĐ]-[A-ZĐ]")
_END = compiled(r"[;:()\n|“”\"]|(?<!\btp)\.(?!\w)")
RELATED = compiled(r"(?:có\s+)?liên\s+quan(?!\s+(?:đến|tới))(?!\w)")
_PIECE_ENDS = compiled(r"[,;:.()\n|]|\s+(?:va|de|trong|theo)\s")
_AREA_NAME = compiled(r"(?:\s+(?:[^\W\d_a-z]\w*|\d+)){0,5}")
_JOINT = compiled(r"\s*,\s*(?:va\s+)?|\s+(?:va|cung|cung\s+voi)\s+|\s*;\s*|\s*/\s*(?=[a-z]{4})")
_LOOSE_END = compiled(r"(?:\s*,|\s+(?:và|cùng|với|của))+\s*$")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name as it stands in the text, and how it is called in ``rules/agencies.yaml`` where it is known.

    ``sure``: its first words are a known name, a known beginning of names with more behind it, or a group of bodies,
    not only "các" before any words.
    """

    start: int
    end: int
    name: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class BodyReader:
    """A text in the two forms it is searched in, and the vocabularies that tell where a name begins and ends."""

    text: str
    fold: str
    bare: str
    known: Agencies
    duties: Duties


def begins_body(at: int, end: int, reader: BodyReader) -> int | None:
    """-> where the known part of a body's name, or the group of bodies, that begins at ``at`` ends, or None."""
    if not _may_begin(at, end, reader):
        return None
    known = known_name(reader.bare, at, end, reader.known) or _group(at, end, reader)
    if known is not None:
        return known
    if reader.known.not_body.match(reader.fold, at, end):
        return None
    several = reader.known.several.match(reader.fold, at, end)
    head = several and reader.known.head.match(reader.fold, several.end(), end)
    head = head or reader.known.head.match(reader.fold, at, end)
    return head.end() if head else None


def _may_begin(at: int, end: int, reader: BodyReader) -> bool:
    """Whether the word at ``at`` is one that bodies, groups of them or their holders begin with."""
    first = FIRST_WORD.match(reader.bare, at, end)
    return first is not None and first[0] in reader.known.opening


def known_name(folded: str, at: int, end: int, known: Agencies) -> int | None:
    """-> the end of the longest known name at ``at``, in any spelling."""
    first = FIRST_WORD.match(folded, at, end)
    pattern = known.beginning_with(first[0]) if first else None
    hit = pattern.match(folded, at, end) if pattern else None
    return hit.end() if hit else None


def _group(at: int, end: int, reader: BodyReader) -> int | None:
    """ "các sở, ban, ngành": -> where common nouns for bodies end that follow one another; a single one needs "các"."""
    several = reader.known.several.match(reader.fold, at, end)
    stop = _noun(several.end() if several else at, end, reader)
    if stop is None:
        return None
    count = 1
    while (joint := _JOINT.match(reader.bare, stop, end)) is not None and ";" not in joint[0]:
        noun = _noun(joint.end(), end, reader)
        if noun is None:
            break
        stop, count = noun, count + 1
    return stop if several or count > 1 else None


def _noun(at: int, end: int, reader: BodyReader) -> int | None:
    """-> where the common noun for bodies ends that begins at ``at``: none that has a name of its own ("phòng Kinh
    tế"), and no other word that begins alike ("bộ máy")."""
    noun = reader.known.noun.match(reader.fold, at, end)
    if noun is None:
        return None
    other = reader.known.not_body.match(reader.fold, at, end)
    if other is not None and other.end() > noun.end():
        return None
    after = noun.end() + 1
    goes_on = reader.text[noun.end() : after] == " " and reader.text[after : after + 1].isupper()
    named = goes_on and not reader.known.area.match(reader.bare, after, end)
    return None if named else noun.end()


def bodies_from(at: int, end: int, reader: BodyReader, *, whole: bool = False) -> tuple[list[Body], int]:
    """The bodies named from ``at`` on -> them and where the list ends; [] where none begins there.

    ``whole``: all up to ``end`` is the list (the value of "Cơ quan thực hiện: …"), so that it goes on behind what is
    told of a body ("Sở Nội vụ trong phạm vi nhiệm vụ của mình và các cơ quan khác").
    """
    out: list[Body] = []
    while at < end:
        at += len(reader.text[at:end]) - len(reader.text[at:end].lstrip(" -–+•*"))
        if not _may_begin(at, end, reader):
            break
        several, stop = _with_shared_head(at, end, reader)
        if several:
            out += several
            joint = _JOINT.match(reader.bare, stop, end)
            if joint is None or begins_body(joint.end(), end, reader) is None:
                return out, stop
            at = joint.end()
            continue
        core = begins_body(at, end, reader)
        if core is None:
            break
        stop, more = _tail(at, core, end, reader)
        name = _LOOSE_END.sub("", reader.text[at:stop].strip(" ,"))
        if name:
            out.append(Body(at, at + len(name), resolved(name, reader.known), _is_sure(at, at + len(name), reader)))
        if more is None and whole and not reader.duties.verb.match(reader.fold, stop, end):
            more = _next_body(stop, end, reader)
        if more is None:
            return out, stop
        at = more
    return out, at


def _with_shared_head(at: int, end: int, reader: BodyReader) -> tuple[list[Body], int]:
    """ "các Sở: Tài chính, Nội vụ", "các sở, ngành: Công an, Y tế", "Giám đốc các Sở Y tế, Tư pháp", "Phòng Nội vụ, Tư
    pháp": -> each by its whole name, and where the list ends; [] where no head is told for several. What "các" and a
    colon announce need not be known."""
    holder = reader.known.holder.match(reader.fold, at, end)
    begin = holder.end() + 1 if holder else at
    group = reader.known.several.match(reader.fold, begin, end)
    head = reader.known.shared.match(reader.fold, group.end() if group else begin, end)
    other = reader.known.not_body.match(reader.fold, head.start(), end) if head else None
    if head and other and other.end() > head.end():  # "BAN HÀNH CÁC VĂN BẢN" in capitals
        return [], at
    close = (_group(begin, end, reader) if group else None) or (head.end() if head else at)
    told = group is not None and reader.text.startswith(":", close)
    if head is None and not told:
        return [], at
    called = reader.text[head.start() : head.end()].capitalize() if head else ""
    title = reader.text[at : holder.end()] + " " if holder else ""
    out: list[Body] = []
    stop, place = at, (close if told or head is None else head.end()) + 1 + told
    while place < end and reader.text[place].isupper():
        whole = begins_body(place, end, reader) is not None
        if whole and not told:
            break
        piece = None if whole or head is None else _piece(head[0], place, end, reader, known=close != head.end())
        if whole or piece is None:
            rest, after = bodies_from(place, end, reader) if told and (out or whole) else ([], stop)
            return [*out, *rest], after
        stop = piece
        name = title + resolved(f"{called} {reader.text[place:stop]}", reader.known)
        out.append(Body(place if out else at, stop, name))
        joint = _JOINT.match(reader.bare, stop, end)
        if joint is None or ";" in joint[0] or not (group or len(out) > 1 or "," in joint[0]):
            break
        place = joint.end()
    return (out, stop) if len(out) > 1 or (out and told) else ([], at)


def _piece(head: str, at: int, end: int, reader: BodyReader, *, known: bool) -> int | None:
    """-> where the name ends that begins at ``at`` without its ``head``; one that is not ``known`` ends at a sign."""
    whole = f"{bare(head)} {reader.bare[at : min(end, at + _LONGEST)]}"
    hit = known_name(whole, 0, len(whole), reader.known)
    if hit is not None and hit > len(head):
        return at + hit - len(head) - 1
    sign = _PIECE_ENDS.search(reader.bare, at, end)
    stop = min(sign.start() if sign else end, at + _BRACKET)
    verb = reader.duties.end_of_bodies.search(reader.fold, at, stop)
    return None if known else at + len(reader.text[at : verb.start() if verb else stop].rstrip())


def _is_sure(at: int, end: int, reader: BodyReader) -> bool:
    if known_name(reader.bare, at, end, reader.known) or _group(at, end, reader):
        return True
    several = reader.known.several.match(reader.fold, at, end)
    head = reader.known.head.match(reader.fold, several.end() if several else at, end)
    if head is None or several is not None:
        return head is not None
    named = reader.text[head.end() + 1 : head.end() + 2].isupper() or reader.known.noun.fullmatch(head[0]) is None
    return named and head.end() < end


def _next_body(at: int, end: int, reader: BodyReader) -> int | None:
    """-> where the next body behind a comma, a semicolon or "và" begins."""
    for to in joints(at, end, reader):
        plain = not reader.text[to].isupper() and reader.known.several.match(reader.fold, to, end) is None
        if not plain and begins_body(to, end, reader) is not None:
            return to
    return None


def joints(at: int, end: int, reader: BodyReader) -> Iterator[int]:
    """The places right behind what joins names in a list: a comma, a semicolon, "và"."""
    return (joint.end() for joint in _JOINT.finditer(reader.bare, at, end))


def _tail(start: int, core: int, end: int, reader: BodyReader) -> tuple[int, int | None]:
    """-> where the name that begins at ``start`` ends, and where the next one begins (None: the list is over)."""
    limit = min(end, start + _LONGEST)
    closed = _END.search(reader.fold, core, limit)
    limit = closed.start() if closed else limit
    limit = min(limit, _name_ends(start, core, limit, reader))
    verbs = reader.duties.end_of_bodies.finditer(reader.fold, core, limit)
    trade, named = (reader.duties.trade,), (reader.duties.trade, reader.duties.named)
    verb = next((hit for hit in verbs if _ends_name(hit, reader, trade)), None)  # "Phòng Quản lý Du lịch" is a name
    deeds = reader.duties.deed.finditer(reader.fold, core, verb.start() if verb else limit)
    verb = next((hit for hit in deeds if _ends_name(hit, reader, named)), verb)
    limit = verb.start() if verb else limit
    at = core
    while (joint := _JOINT.search(reader.bare, at, limit)) is not None:
        another = begins_body(joint.end(), end, reader) is not None
        if another and not _is_of_same(start, joint, limit, reader):
            return joint.start(), joint.end()
        at = joint.end()
    if closed is None or limit != closed.start():
        return limit, None
    after = limit + 1
    if reader.text[limit] == "(":
        aside = reader.text.find(")", limit, min(end, limit + _BRACKET))
        joint = _JOINT.match(reader.bare, aside + 1, end) if aside > 0 else None
        return limit, joint.end() if joint and begins_body(joint.end(), end, reader) is not None else None
    after += len(reader.text[after:end]) - len(reader.text[after:end].lstrip(" -–+•*"))
    goes_on = reader.text[limit] == ";" and begins_body(after, end, reader) is not None
    return limit, after if goes_on else None


def _name_ends(start: int, core: int, limit: int, reader: BodyReader) -> int:
    """-> where a name can only end: behind "liên quan", and behind a whole one ("Sở Y tế") that no area goes on."""
    related = RELATED.search(reader.fold, core, limit)
    if related is not None and _word_after(related.end(), limit, reader):
        return related.end() + 1
    known = reader.known
    whole = known.whole.match(reader.fold, start, core) or known.council.match(reader.bare, start, core)
    if not whole or known_name(reader.bare, start, limit, reader.known) != core:
        return limit
    at = core
    while (word := _word_after(at, limit, reader)) is not None:
        if reader.known.behind.match(reader.fold, word, limit) is None:
            return word
        area = reader.known.area.match(reader.bare, word, limit)
        if area is None:
            break
        named = _AREA_NAME.match(reader.text, area.end(), limit)
        at = named.end() if named else area.end()
    return limit


def _word_after(at: int, limit: int, reader: BodyReader) -> int | None:
    """-> where a word in small letters begins right behind a name, none that joins it with another."""
    begin = at + 1
    plain = reader.text.startswith(" ", at) and begin < limit and reader.text[begin].islower()
    return begin if plain and _JOINT.match(reader.bare, at, limit) is None else None


def _is_of_same(start: int, joint: re.Match[str], limit: int, reader: BodyReader) -> bool:
    """ "Công an các xã, | phường", "thủ trưởng các cơ quan, | đơn vị": a kind of area or of body without a name behind
    another one is no body of its own."""
    before = reader.fold[start : joint.start()]
    noun = _noun(joint.end(), limit, reader)
    if noun is not None and reader.known.holder.match(before) and before.split()[-1:] != before.split()[:1]:
        return reader.known.several.match(reader.fold, joint.end(), limit) is None
    level = reader.known.area.match(reader.bare, joint.end(), limit)
    head = reader.known.head.match(reader.fold, joint.end(), limit)
    if level is None or (head is not None and head.end() > level.end()):  # "Liên đoàn Lao động tỉnh, Tỉnh đoàn"
        return False
    if reader.text[level.end() : limit].lstrip()[:1].isupper():
        return False
    last = reader.bare[start : joint.start()].split()[-2:]
    return any(reader.known.area.fullmatch(" ".join(last[k:])) for k in range(len(last)))


def _ends_name(hit: re.Match[str], reader: BodyReader, named: tuple[re.Pattern[str], ...]) -> bool:
    """Whether a verb ends a name: none that is written with a capital or only names the noun (``named``) before it."""
    if not reader.text[hit.start() : hit.end()].islower():
        return False
    before = reader.fold[max(0, hit.start() - 24) : hit.start()].rstrip()
    return not any(noun.end() == len(before) for pattern in named for noun in pattern.finditer(before))


def resolved(name: str, known: Agencies) -> str:
    """An abbreviated name in full, with what follows it ("Phòng VH-XH phường A"); other names stay as written."""
    end = known_name(bare(name), 0, len(name), known)
    lives = known.by_key.get(agency_key(name[:end])) if end else None
    if end is None or lives is None:
        return name
    full = lives[0].name if _ABBREVIATED.search(name[:end]) else name[:end]
    same = agency_key(name[:end]) == agency_key(lives[0].name)
    return (lives[0].name if same else full) + name[end:]
