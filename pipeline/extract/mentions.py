"""Every body that a text names, with its area: "Ủy ban nhân dân phường Kim Trà", "Sở Tài chính", "UBND tỉnh".

Tasks tell who is to do what; this tells who is named at all. Only names of one body count ("các sở, ngành" is none):
those that ``rules/agencies.yaml`` knows and those that a task of the document is laid on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.bodies import Body, known_name, resolved
from pipeline.knowledge.agencies import Agencies, agencies, lives_of
from pipeline.knowledge.load import Rules
from pipeline.model import Document
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_BEGINS = compiled(r"(?<![\w\-–/&.])[^\W\d_]+")
_NAME = compiled(r"\s+(?:[^\W\d_]+|\d{1,2}(?!\w|[.,/]\d))")  # a syllable, or a ward's number
_TASK_BODY = compiled(r"\w+(?:\s+\S+)+")  # two words at least
_LONGEST_AREA = 6  # syllables
Span = tuple[int, int]


def find_bodies(document: Document, rules: Rules) -> tuple[Body, ...]:
    """-> the bodies in reading order, without overlap; ``name`` is the known name of an abbreviated one."""
    text, known = document.text, agencies(rules)
    found: list[Span] = []
    at = 0
    for start, end in sorted([*_known(text, known), *_of_tasks(document, known)], key=lambda s: (s[0], -s[1])):
        if start >= at:
            found.append((start, end))
            at = end
    return tuple(Body(start, end, resolved(text[start:end], known)) for start, end in found)


def level_of(body: Body, rules: Rules) -> str:
    """-> central, province, district, commune or any (``rules/agencies.yaml``); "" for a body that is not known."""
    lives = lives_of(body.name, agencies(rules))
    return lives[-1].level if lives else ""


def _known(text: str, known: Agencies) -> Iterator[Span]:
    """The names that begin with a capital and whose letters are those of a known name, not only alike without marks."""
    plain, said = bare(text), fold(text)
    written = {_words(fold(name)) for body in known.rules.bodies for name in (body.name, *body.aliases)}
    at, line = 0, -1
    for word in _BEGINS.finditer(text):
        if word.start() < at or not word[0][0].isupper():
            continue
        if word.start() > line:
            line = text.find("\n", word.start())
            line = len(text) if line < 0 else line
        end = known_name(plain, word.start(), line, known)
        if end is None or _words(said[word.start() : end]) not in written:
            continue
        at = _with_area(text, plain, word.start(), end, line, known)
        yield word.start(), at


def _words(said: str) -> str:
    """-> what two spellings of a name have in common: no hyphens, commas and "và", but the marks of its letters."""
    return " ".join(word for word in re.findall(r"\w+", said) if word != "và")


def _with_area(text: str, plain: str, start: int, end: int, line: int, known: Agencies) -> int:
    """-> where the area ends that the name ``text[start:end]`` ends in or goes on with ("phường Kim Trà", "tỉnh")."""
    words = list(re.finditer(r"\w+", plain[start:end]))[-2:]
    stop = end if any(known.area.fullmatch(plain, start + word.start(), end) for word in words) else None
    if stop is None:
        area = known.area.match(plain, end + 1, line) if text[end : end + 1] == " " else None
        if area is None:
            return end
        stop = area.end()
    for _ in range(_LONGEST_AREA):
        word = _NAME.match(text, stop, line)
        if word is None or not (word[0].strip()[0].isupper() or word[0].strip().isdigit()):
            break
        stop = word.end()
    return stop


def _of_tasks(document: Document, known: Agencies) -> Iterator[Span]:
    """Where the bodies that tasks are laid on are named by the same words."""
    names = {name for task in document.tasks for name in (*task.lead, *task.partners)}
    named = [name for name in names if name[0].isupper() and _TASK_BODY.fullmatch(name) and _is_one(fold(name), known)]
    if named:
        ordered = sorted(named, key=lambda n: (-len(n), n))
        yield from (hit.span() for hit in re.finditer(whole_words([*map(re.escape, ordered)]), document.text))


def _is_one(said: str, known: Agencies) -> bool:
    holder = known.holder.match(said)
    return known.several.match(said, holder.end() + 1 if holder else 0) is None
