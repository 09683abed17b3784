"""Clauses as weighted vectors: how much of one stands in another (tf-idf; Spärck Jones, J. Documentation 28, 1972).

The weight of a gram is the inverse of how many of the compared clauses have it. Everything that depends on one text
alone is remembered, so that the same targets are not taken apart for every comparison.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UNSEEN = 10  # clauses that are imagined to have none of it, so that three targets are not yet a statistic
_AT_ONCE = 1 << 16  # products of two entries that are held in memory together: what a cache holds

_LOGS = (0.0, *(1 + math.log(count) for count in range(1, 64)))  # of the counts that are the rule

Words = tuple[str, ...]
Grams = Mapping[str, float]  # gram -> 1 + log of its count


@lru_cache(maxsize=2048)
def syllable_grams(words: Words) -> Grams:
    """-> syllables and pairs of neighbours: what stands for the words of Vietnamese."""
    return _damped(Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]))


@lru_cache(maxsize=2048)
def single_syllables(words: Words) -> Grams:
    """-> the syllables alone: their order plays no part."""
    return dict.fromkeys(words, 1.0)


@lru_cache(maxsize=1024)  # some 15 kB each
def letter_grams(words: Words) -> Grams:
    """-> runs of 2 to 4 letters inside the syllables: what survives a slip."""
    return _damped(Counter(chain.from_iterable(map(_letter_runs, words))))


@lru_cache(maxsize=4096)
def _letter_runs(syllable: str) -> Words:
    padded = f" {syllable} "
    return tuple(padded[i : i + n] for n in (2, 3, 4) for i in range(len(padded) - n + 1))


def _damped(counts: Counter[str]) -> Grams:
    return {gram: _LOGS[count] if count < len(_LOGS) else 1 + math.log(count) for gram, count in counts.items()}


def weights(texts: Sequence[Grams]) -> dict[str, float]:
    """-> gram -> inverse document frequency over ``texts``, above 0."""
    seen = Counter(chain.from_iterable(texts))
    weight = {n: rarity(n, len(texts)) for n in set(seen.values())}
    return {gram: weight[n] for gram, n in seen.items()}


def rarity(having: int, texts: int) -> float:
    """-> the inverse document frequency of what ``having`` of so many texts have, above 0."""
    return math.log((1 + texts + _UNSEEN) / (1 + having)) + 0.3


@dataclass(frozen=True, eq=False)
class Space:
    """The grams that count, each with its column and its weight."""

    column: Mapping[str, int]
    weight: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Vectors:
    """Sparse rows of length 1 (0 where a text has no gram), a text each: their entries one after the other.

    Some twenty short rows are the rule here; a general sparse matrix costs many times the arithmetic of these.
    """

    rows: int
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    value: NDArray[np.float64]
    space: Space

    @cached_property
    def by_column(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """-> the entries' numbers ordered by column, where each column begins there, and how many it has."""
        import numpy as np

        sizes = np.bincount(self.column, minlength=len(self.space.weight))
        return np.argsort(self.column, kind="stable"), np.cumsum(sizes) - sizes, sizes


def space_of(texts: Sequence[Grams]) -> Space:
    """-> the grams of ``texts`` by their ``weights``."""
    import numpy as np

    weight = weights(texts)
    return Space({gram: k for k, gram in enumerate(weight)}, np.array([*weight.values()], np.float64))


def vectors(texts: Sequence[Grams], space: Space) -> Vectors:
    """-> texts × grams; grams that are not of the space are left out."""
    import numpy as np

    row = np.repeat(np.arange(len(texts)), [len(grams) for grams in texts])
    column = np.array([*map(space.column.get, chain.from_iterable(texts), repeat(-1))], np.intp)
    count = np.array([*chain.from_iterable(grams.values() for grams in texts)], np.float64)
    known = column >= 0
    row, column, count = row[known], column[known], count[known]
    value = count * space.weight[column]
    length = np.sqrt(np.bincount(row, value * value, minlength=len(texts)))
    return Vectors(len(texts), row, column, value / length[row], space)


def cosine(rows: Vectors, columns: Vectors) -> NDArray[np.float64]:
    """-> rows × columns, 0…1."""
    return _product(rows, rows.value, columns, columns.value)


def cover(parts: Vectors, wholes: Vectors) -> NDArray[np.float64]:
    """-> how much of the weight of each part stands in each whole, parts × wholes, 0…1."""
    return _product(parts, parts.value * parts.value, wholes, None)


def _product(
    one: Vectors, values: NDArray[np.float64], other: Vectors, weighed: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """-> for each pair of rows the sum of their values' products over the grams they share (``weighed`` None: of 1)."""
    import numpy as np

    order, begins, sizes = other.by_column
    shared = sizes[one.column]  # how many rows of the other have the gram of an entry
    found = np.zeros(one.rows * other.rows)
    ends = np.cumsum(shared)
    for entries in _portions(ends):
        times, row = shared[entries], one.row[entries]
        band = slice(row[0] * other.rows, (row[-1] + 1) * other.rows)  # of the result, which these entries reach
        before = ends[entries] - times
        within = np.arange(ends[entries.stop - 1] - before[0]) - np.repeat(before - before[0], times)
        met = order[np.repeat(begins[one.column[entries]], times) + within]
        amounts = np.repeat(values[entries], times)
        if weighed is not None:
            amounts *= weighed[met]
        pairs = np.repeat((row - row[0]) * other.rows, times) + other.row[met]
        found[band] += np.bincount(pairs, amounts, minlength=band.stop - band.start)
    return found.reshape(one.rows, other.rows)


def _portions(ends: NDArray[np.intp]) -> Iterator[slice]:
    """Entries in portions that meet at most some ``_AT_ONCE`` others, so that memory stays flat."""
    import numpy as np

    start = 0
    while start < len(ends):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        yield slice(start, stop)
        start = stop


def mutual(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """-> the harmonic mean: near the smaller, so that neither side may go unexplained."""
    import numpy as np

    found: NDArray[np.float64] = 2 * one * other / np.maximum(one + other, 1e-9)
    return found
