"""A document as the proofreader sees it: syllables with their neighbours, and those about which it keeps quiet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.knowledge.lexicon import Lexicon, lexicon
from pipeline.knowledge.proofs import ProofRules
from pipeline.model import Document
from pipeline.proof.likelihood import EDGE
from pipeline.text.fold import fold
from pipeline.text.syllables import as_syllable

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from pipeline.knowledge.lexicon.counts import Ids

    Flags = NDArray[bool_]

_WORD = re.compile(r"[^\W\d_]+")
_GLUE = re.compile(r"[\w@/\\&#$%°'’^~=]|[-–.](?=\w)")
_ADDRESS = re.compile(r"\S*(?:@|://|www\.|\.(?:vn|com|org|net)\b)\S*")
_QUOTED = re.compile(r"“[^”\n]{1,300}”|\"[^\"\n]{1,300}\"|«[^»\n]{1,300}»")
_NEW = re.compile(r"[.:;!?…\n|()\[\]][\s\"“*_+•–-]*$")  # what a sentence, an item or a cell begins behind
_SHORT_CELL = 6
_FOREIGN = 0.75
_BRIEF = 4


@dataclass(frozen=True)
class Reading:
    """The syllables of a text in columns: ``start``/``end`` offsets, ``raw`` as written, ``word`` folded.

    ``joined[i]``: blanks alone stand between i and the syllable before. ``quiet``: what is said of these would be a
    guess (addresses, numbers of documents, short forms, quotations, short cells of tables, other languages).
    ``counted``: a unit behind its figure. ``named``: written with a capital that no beginning of a sentence asks for.
    """

    document: Document
    text: str
    rules: ProofRules
    known: Lexicon
    start: list[int]
    end: list[int]
    raw: list[str]
    word: list[str]
    joined: Flags
    quiet: Flags
    counted: Flags
    named: Flags
    shouted: Flags

    def __len__(self) -> int:
        return len(self.word)

    @cached_property
    def ids(self) -> Ids:
        return self.known.ids(self.word)

    def beside(self, steps: int) -> Ids:
        """-> for each syllable the id of the one ``steps`` further on (or back) in its clause, or ``EDGE``."""
        import numpy as np

        found = np.full(len(self), EDGE, dtype=np.int32)
        size = abs(steps)
        if len(self) <= size:
            return found
        together = np.ones(len(self) - size, dtype=bool)
        for step in range(size):
            together &= self.joined[1 + step : len(self) - size + 1 + step]
        if steps > 0:
            found[:-size] = np.where(together, self.ids[size:], EDGE)
        else:
            found[size:] = np.where(together, self.ids[:-size], EDGE)
        return found

    @cached_property
    def around(self) -> tuple[tuple[Ids, Ids], tuple[Ids, Ids]]:
        """-> two neighbours before and two after, the nearest first."""
        return (self.beside(-1), self.beside(-2)), (self.beside(1), self.beside(2))

    @cached_property
    def named_pairs(self) -> frozenset[tuple[str, str]]:
        """-> the syllables that stand side by side in names that the rules know."""
        names = (_WORD.findall(fold(name)) for name in (*self.rules.names, *self.rules.provinces))
        return frozenset(pair for words in names for pair in pairwise(words))

    @cached_property
    def _area_ends(self) -> frozenset[str]:
        return frozenset(fold(area).split()[-1] for area in self.rules.areas)

    def is_area(self, at: int) -> bool:
        """Whether the syllable ends the name of a kind of area ("xã", "thành phố")."""
        return self.word[at] in self._area_ends

    def is_place(self, at: int) -> bool:
        """Whether the syllable is one of the first three behind "xã", "tỉnh" …, with a capital: a place's name."""
        for before in range(at - 1, max(-1, at - 4), -1):
            if not self.joined[before + 1]:
                return False
            if self.is_area(before):
                return True
            if not self.raw[before][0].isupper():
                return False
        return False

    def speaks(self, first: int, last: int) -> bool:
        """Whether something may be said of all the syllables ``first`` to ``last``."""
        return not bool(self.quiet[first : last + 1].any())

    def like(self, at: int, word: str) -> str:
        """-> ``word`` with the capitals of the syllable ``at``."""
        raw = self.raw[at]
        if raw.isupper() and len(raw) > 1:
            return word.upper()
        return word[:1].upper() + word[1:] if raw[:1].isupper() else word


def read(document: Document, rules: ProofRules, own_words: Collection[str] = ()) -> Reading:
    """-> the syllables of ``document``; ``own_words`` are an office's own, which are never spoken of."""
    import numpy as np

    text = document.text
    folded = fold(text)
    known = lexicon()
    found = list(_WORD.finditer(text))
    start, end = [m.start() for m in found], [m.end() for m in found]
    raw, word = [m.group() for m in found], [folded[m.start() : m.end()] for m in found]
    size = len(found)
    joined, named = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    shouted = np.zeros(size, dtype=bool)
    for i in range(1, size):
        gap = text[end[i - 1] : start[i]]
        joined[i] = gap == " " or (gap.isspace() and "\n" not in gap)
    for i, written in enumerate(raw):
        if written[0].isupper():
            named[i] = joined[i] or not _NEW.search(f"\n{text[max(0, start[i] - 6) : start[i]]}"[-6:])
    quiet = np.fromiter((_is_glued(text, m.start(), m.end()) for m in found), dtype=bool, count=size)
    for first, last in _silent_spans(text, start, raw, word, known, shouted):
        quiet[first:last] = True
    for m in (*_ADDRESS.finditer(text), *_QUOTED.finditer(text)):
        quiet[bisect_right(start, m.start() - 1) : bisect_right(start, m.end() - 1)] = True
    own, units = _own(rules, own_words), frozenset(rules.units)
    counted = np.zeros(size, dtype=bool)
    for i in range(size):
        quiet[i] |= _is_short_form(raw[i], bool(shouted[i])) or word[i] in own
        counted[i] = word[i] in units and text[max(0, start[i] - 2) : start[i]].strip()[-1:].isdigit()
    named &= ~shouted
    return Reading(document, text, rules, known, start, end, raw, word, joined, quiet, counted, named, shouted)


def _own(rules: ProofRules, own_words: Collection[str]) -> frozenset[str]:
    return frozenset(part for words in (*rules.words, *own_words) for part in _WORD.findall(fold(words)))


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether a figure or a sign that belongs to a number, an address or a formula touches the syllable."""
    before = text[max(start - 1, 0) : start]
    after = text[end : end + 2]
    return bool(_GLUE.match(after)) or bool(before and (before.isalnum() or before in "@/\\&_#$%°'’^~=.-–"))


def _is_short_form(raw: str, shouted: bool) -> bool:
    if len(raw) == 1:
        return True
    inner = raw[1:]
    return inner != inner.lower() and not (shouted and raw.isupper())


def _silent_spans(
    text: str, start: list[int], raw: list[str], word: list[str], known: Lexicon, shouted: Flags
) -> list[tuple[int, int]]:
    """-> the runs of syllables of short cells and of lines in other languages; marks lines all in capitals."""
    spans: list[tuple[int, int]] = []
    first = at = 0
    size = len(text)
    while at <= size and first < len(start):
        end = text.find("\n", at)
        end = size if end < 0 else end
        last = bisect_right(start, end)
        if last > first:
            if text[at:end].isupper():
                shouted[first:last] = True
            if " | " in text[at:end]:
                spans += _short_cells(text, at, end, start)
            elif last - first >= _BRIEF and _is_foreign(raw[first:last], word[first:last], known):
                spans.append((first, last))
        first, at = last, end + 1
    return spans


def _short_cells(text: str, at: int, end: int, start: list[int]) -> list[tuple[int, int]]:
    spans = []
    for cell in text[at:end].split(" | "):
        first, last = bisect_right(start, at - 1), bisect_right(start, at + len(cell) - 1)
        if last - first < _SHORT_CELL:
            spans.append((first, last))
        at += len(cell) + 3
    return spans


def _is_foreign(raw: list[str], word: list[str], known: Lexicon) -> bool:
    """Whether too few words are syllables of Vietnamese, or none has a mark: another language, or no marks typed."""
    spoken = [w for r, w in zip(raw, word, strict=True) if not (r.isupper() and len(r) <= 5)]
    vietnamese = sum(1 for w in spoken if as_syllable(w) is not None and w in known.index)
    marked = any(not w.isascii() for w in spoken)
    return bool(spoken) and (vietnamese < _FOREIGN * len(spoken) or (not marked and len(spoken) > 5))
