"""A document as the proofreader sees it: syllables with their neighbours, and those about which it keeps quiet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from pipeline.knowledge.lexicon import Lexicon, lexicon
from pipeline.knowledge.proofs import ProofRules
from pipeline.model import Document
from pipeline.proof.likelihood import EDGE, firmness
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.syllables import as_syllable

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

    from pipeline.knowledge.lexicon.counts import Counts, Ids

    Flags = NDArray[bool_]

_WORD = compiled(r"[^\W\d_]+")
_WORD_APART = compiled(r"([^\W\d_]+)")
_GLUE = compiled(r"[\w@/\\&#$%°'’^~=]|[-–.](?=\w)")
_GLUED_BEFORE = "@/\\&_#$%°'’^~=.-–"
_ADDRESS = compiled(r"@|://|www\.|\.(?:vn|com|org|net)\b")
_SPACE = compiled(r"\s")
_QUOTED = compiled(r"“[^”\n]{1,300}”|\"[^\"\n]{1,300}\"|«[^»\n]{1,300}»")
_NEW = compiled(r"[.:;!?…\n|()\[\]][\s\"“*_+•–-]*$")  # what a sentence, an item or a cell begins behind
_SHORT_CELL = 6
_FOREIGN = 0.75
_BRIEF = 4


@dataclass(frozen=True)
class Reading:
    """The syllables of a text in columns: ``start``/``end`` offsets, ``raw`` as written, ``word`` folded.

    ``joined[i]``: blanks alone stand between i and the syllable before. ``quiet``: what is said of these would be a
    guess (addresses, numbers of documents, short forms, quotations, short cells of tables, other languages).
    ``counted``: a unit behind its figure. ``named``: with a capital that no beginning of a sentence asks for.
    ``shouted``: in a line all in capitals. ``above``: the pairs of syllables that the document's parents write.
    """

    document: Document
    text: str
    rules: ProofRules
    known: Lexicon
    start: list[int]
    end: list[int]
    raw: list[str]
    word: list[str]
    joined: list[bool]
    quiet: list[bool]
    counted: list[bool]
    named: list[bool]
    shouted: list[bool]
    above: frozenset[tuple[str, str]]

    def __len__(self) -> int:
        return len(self.word)

    @cached_property
    def ids(self) -> Ids:
        return self.known.ids(self.word)

    @cached_property
    def uncounted(self) -> list[int]:
        """-> the places of those that are none of the 54 million syllables counted."""
        import numpy as np

        return np.flatnonzero(self.ids < 0).tolist()

    def beside(self, steps: int) -> Ids:
        """-> for each syllable the id of the one ``steps`` further on (or back) in its clause, or ``EDGE``."""
        import numpy as np

        found = np.full(len(self), EDGE, dtype=np.int32)
        joined = np.array(self.joined, dtype=bool)
        size = abs(steps)
        if len(self) <= size:
            return found
        together = np.ones(len(self) - size, dtype=bool)
        for step in range(size):
            together &= joined[1 + step : len(self) - size + 1 + step]
        if steps > 0:
            found[:-size] = np.where(together, self.ids[size:], EDGE)
        else:
            found[size:] = np.where(together, self.ids[:-size], EDGE)
        return found

    @cached_property
    def bonds(self) -> list[float]:
        """-> how firmly each syllable belongs to the next in its clause, as ``likelihood.bond``; -20 where none is."""
        right, _ = self.around[1]
        bonds: list[float] = firmness(self.known, self.pair_counts, self.ids, right).tolist()
        return bonds

    @cached_property
    def pairs(self) -> list[float]:
        """-> how often each syllable is known to stand before the next in its clause."""
        counts: list[float] = self.pair_counts.tolist()
        return counts

    @cached_property
    def pair_counts(self) -> Counts:
        return self.known.pairs(self.ids, self.around[1][0])

    @cached_property
    def triple_counts(self) -> Counts:
        """-> how often each syllable is known to stand between its neighbours in its clause."""
        (left, _), (right, _) = self.around
        return self.known.triples(left, self.ids, right)

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
        return not any(self.quiet[first : last + 1])

    def like(self, at: int, word: str) -> str:
        """-> ``word`` with the capitals of the syllable ``at``."""
        raw = self.raw[at]
        if raw.isupper() and len(raw) > 1:
            return word.upper()
        return word[:1].upper() + word[1:] if raw[:1].isupper() else word


def read(
    document: Document, rules: ProofRules, own_words: Collection[str] = (), parents: Collection[str] = ()
) -> Reading:
    """-> the syllables of ``document``; ``own_words`` are an office's own, which are never spoken of, ``parents`` texts
    that it carries out, whose words it may well repeat.
    """
    text = document.text
    folded = fold(text)
    known = lexicon()
    pieces = _WORD_APART.split(text)  # what stands between, a syllable, what stands between …
    raw, gaps = pieces[1::2], pieces[::2]
    ends = [*accumulate(map(len, pieces))]
    start, end = ends[:-1:2], ends[1::2]
    word = [folded[a:b] for a, b in zip(start, end, strict=True)]
    joined = [gap == " " or (gap.isspace() and "\n" not in gap) for gap in gaps[:-1]]
    joined[:1] = [False] * len(joined[:1])
    shouted = [False] * len(raw)
    silent = list(_silent_spans(text, start, raw, word, known, shouted))
    quiet = [
        (not (before == after == " ") and _is_glued(before, after, raw[i + 1] if i + 1 < len(raw) else None))
        or (not (written.islower() and len(written) > 1) and _is_short_form(written, shouted[i]))
        for i, (before, written, after) in enumerate(zip(gaps, raw, gaps[1:], strict=False))
    ]
    for first, last in silent:
        quiet[first:last] = [True] * (last - first)
    for a, b in (*_addresses(text), *(m.span() for m in _QUOTED.finditer(text))):
        first, last = bisect_right(start, a - 1), bisect_right(start, b - 1)
        quiet[first:last] = [True] * (last - first)
    own, units = _own(rules, own_words), frozenset(rules.units)
    if own:
        quiet = [still or one in own for still, one in zip(quiet, word, strict=True)]
    counted = [one in units and gaps[i].rstrip()[-1:].isdigit() for i, one in enumerate(word)]
    named = [
        written[0].isupper() and not shouted[i] and (joined[i] or not _NEW.search(gaps[i] if i else f"\n{gaps[i]}"))
        for i, written in enumerate(raw)
    ]
    above = frozenset().union(*map(_pairs_of, parents))
    return Reading(document, text, rules, known, start, end, raw, word, joined, quiet, counted, named, shouted, above)


@lru_cache(maxsize=4096)
def _pairs_of(words: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(_WORD.findall(fold(words))))


def _own(rules: ProofRules, own_words: Collection[str]) -> frozenset[str]:
    return frozenset(part for words in (*rules.words, *own_words) for part in _WORD.findall(fold(words)))


def _is_glued(before: str, after: str, following: str | None) -> bool:
    """Whether a figure or a sign that belongs to a number, an address or a formula touches the syllable."""
    behind = after if len(after) > 1 or following is None else after + following[:1]
    last = before[-1:]
    return bool(_GLUE.match(behind)) or last.isalnum() or (last != "" and last in _GLUED_BEFORE)


def _is_short_form(raw: str, shouted: bool) -> bool:
    """Whether it is one letter, or has a capital within in a line that is not all in capitals."""
    return len(raw) == 1 or (not raw.islower() and raw[1:] != raw[1:].lower() and not (shouted and raw.isupper()))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """-> the places of addresses of the web and of mail: what stands between blanks around their signs."""
    end = 0
    for m in _ADDRESS.finditer(text):
        if m.start() >= end:
            space = _SPACE.search(text, m.end())
            end = space.start() if space else len(text)
            yield max(text.rfind(blank, 0, m.start()) for blank in " \n\t") + 1, end


def _silent_spans(
    text: str, start: list[int], raw: list[str], word: list[str], known: Lexicon, shouted: list[bool]
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
                shouted[first:last] = [True] * (last - first)
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
