"""Capitals of bodies, posts and documents as Decree 30/2020/NĐ-CP, Appendix II writes them.

A name written wholly small is left alone: it may be a common noun ("chính phủ điện tử"). What is half right is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge.proofs import ProofRules
from pipeline.model import Document
from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.saying import to_say
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_WORD = compiled(r"[^\W\d_]+")
_HEADS = frozenset({"trưởng", "phó", "chi", "tổng"})  # "Trưởng phòng Nội vụ" is a post, "Chi cục Dân số" another body
Name = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]  # folded syllables, as written, what is between


@lru_cache(maxsize=8)
def _names(rules: ProofRules) -> dict[tuple[str, str], tuple[Name, ...]]:
    """-> the names by their first two syllables, the longest first."""
    found: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in (*rules.names, *(f"{kind} số" for kind in rules.kinds_of_documents)):
        written = tuple(_WORD.findall(name))
        words = tuple(_WORD.findall(fold(name)))
        if len(words) > 1:
            found[words[0], words[1]].append((words, written, tuple(_WORD.split(fold(name))[1:-1])))
    return {key: tuple(sorted(names, key=lambda n: -len(n[0]))) for key, names in found.items()}


def find_capitals(reading: Reading) -> list[Suspect]:
    """-> names of bodies, posts and documents with a capital too many or too few, and the plan's own place small."""
    return [*_half_right(reading), *_own_place(reading)]


def _half_right(reading: Reading) -> Iterator[Suspect]:
    names = _names(reading.rules)
    behind = 0
    for at, first_two in enumerate(pairwise(reading.word)):
        if at < behind or first_two not in names:
            continue
        name = next((n for n in names[first_two] if _stands(reading, at, n)), None)
        if name is None:
            continue
        size = len(name[0])
        if _is_wrong(reading, at, name[1]):
            start, end = reading.start[at], reading.end[at + size - 1]
            right = _rewritten(reading, at, name[1])
            reason = to_say("proof.capital", right=right)
            yield Suspect(start, end, right, "capital", reason, safe=True)
        behind = at + size


def _stands(reading: Reading, at: int, name: Name) -> bool:
    size = len(name[0])
    if tuple(reading.word[at : at + size]) != name[0]:
        return False
    if at and reading.joined[at] and reading.word[at - 1] in _HEADS:
        return False
    gaps = (fold(reading.text[reading.end[i] : reading.start[i + 1]]) for i in range(at, at + size - 1))
    return all(gap == wanted for gap, wanted in zip(gaps, name[2], strict=True))


def _is_wrong(reading: Reading, at: int, written: tuple[str, ...]) -> bool:
    raw = reading.raw[at : at + len(written)]
    if bool(reading.shouted[at]) or any(word.isupper() and len(word) > 1 for word in raw):
        return False
    given = [word[0].isupper() for word in raw]
    wanted = [word[0].isupper() for word in written]
    if given == wanted or not any(given):
        return False
    begins = given[0] and not any(given[1:]) and not reading.named[at]
    return not (begins and any(wanted[1:]))  # the capital may be that of the sentence


def _rewritten(reading: Reading, at: int, written: tuple[str, ...]) -> str:
    pieces: list[str] = []
    for step, right in enumerate(written):
        raw = reading.raw[at + step]
        pieces.append((raw[0].upper() if right[0].isupper() else raw[0].lower()) + raw[1:])
        if step + 1 < len(written):
            pieces.append(reading.text[reading.end[at + step] : reading.start[at + step + 1]])
    return "".join(pieces)


def _own_place(reading: Reading) -> Iterator[Suspect]:
    """ "phường an phú" in a plan that elsewhere, and its issuer, writes "phường An Phú"."""
    for level, place in _places(reading.document, reading.rules):
        pattern = re.compile(rf"(?<!\w)({level}) ({re.escape(place.lower())})(?!\w)")
        for hit in pattern.finditer(reading.text):
            right = f"{hit.group(1)} {place}"
            yield Suspect(hit.start(), hit.end(), right, "capital", to_say("proof.place", right=right), safe=True)


def _places(document: Document, rules: ProofRules) -> list[tuple[str, str]]:
    """-> (kind of area, name of two syllables or more) of the plan's issuer, as a line not in capitals writes it."""
    issuer = document.metadata.issuer or ""
    found = []
    for level in rules.areas:
        hit = re.search(rf"(?i:(?<!\w){level}) ((?:[^\W\d_]+ ?){{2,3}})$", issuer)
        if hit:
            name = hit.group(1).strip().title()
            if re.search(rf"(?<!\w)(?i:{level}) {re.escape(name)}(?!\w)", document.text):
                found.append((level, name))
    return found
