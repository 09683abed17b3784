"""Vietnamese words with their parts of speech and their places, by underthesea's models; nothing is downloaded.

Vietnamese puts a blank between syllables, not between words: "công tác xã hội" is two words of two syllables. The
models cost some 1.5 ms a clause of 100 characters and grow with the square of the input, so callers pass single
clauses, and only where a word boundary or a tag decides something.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text.fold import bare
from pipeline.text.patterns import compiled
from pipeline.text.tagging import tagger

LONGEST_CLAUSE = 300  # characters given to the tagger at once; 500 cost 20 ms, 4,000 cost 600 ms
UNKNOWN = "X"

_SOLID = compiled(r"\S+")
_SEAMS = (compiled(r"[;\n](?=\s|$)"), compiled(r"[,:.](?=\s)"), compiled(r"\s"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``clause[start:end] == text``; ``tag`` is a VLSP tag (N, Np, V, A, M, E, C, CH …), X where unknown.

    Between its syllables a word may hold the blanks of the text, never other words.
    """

    start: int
    end: int
    text: str
    tag: str


@lru_cache(maxsize=4096)
def segment_words(clause: str) -> tuple[Word, ...]:
    """-> the words of ``clause`` in order; every character that is not blank belongs to exactly one.

    Results are remembered, so a clause that comes again is free. Clauses longer than ``LONGEST_CLAUSE`` are cut at
    punctuation (at a blank where there is none), so that the cost stays linear.
    """
    words: list[Word] = []
    for start, end in _pieces(clause):
        words += _words_of(clause, start, end)
    return tuple(words)


def _pieces(clause: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(clause) - start > LONGEST_CLAUSE:
        window = range(start + LONGEST_CLAUSE // 2, start + LONGEST_CLAUSE)
        cut = next((seam for pattern in _SEAMS if (seam := _last(pattern, clause, window))), window.stop)
        yield start, cut
        start = cut
    yield start, len(clause)


def _last(pattern: re.Pattern[str], clause: str, window: range) -> int | None:
    found = list(pattern.finditer(clause, window.start, window.stop))
    return found[-1].end() if found else None


def _words_of(clause: str, start: int, end: int) -> list[Word]:
    """Tag one piece and find its words again by consuming the characters that are not blank.

    The models move tone marks (Uỷ -> Ủy), turn ð into đ and join syllables by one blank, but never change the number
    of characters that are not blank in NFC text; where they do all the same, the syllables stand unjoined, tag X.
    """
    piece = clause[start:end]
    if not piece.strip():
        return []
    solid = [start + i for i, letter in enumerate(piece) if not letter.isspace()]
    words: list[Word] = []
    taken = 0
    for token, tag in tagger()(piece):
        size = sum(not letter.isspace() for letter in token)
        if not size:
            continue
        if taken + size > len(solid):
            return _syllables(clause, start, end)
        first, last = solid[taken], solid[taken + size - 1] + 1
        taken += size
        words.append(Word(first, last, clause[first:last], tag))
        if not _same(token, clause[first:last]):
            return _syllables(clause, start, end)
    return words if taken == len(solid) else _syllables(clause, start, end)


def _same(token: str, text: str) -> bool:
    return token == text or _skeleton(token) == _skeleton(text)


def _skeleton(text: str) -> str:
    return "".join(bare(unicodedata.normalize("NFC", text)).split())


def _syllables(clause: str, start: int, end: int) -> list[Word]:
    return [Word(m.start(), m.end(), m.group(), UNKNOWN) for m in _SOLID.finditer(clause, start, end)]
