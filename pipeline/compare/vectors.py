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
from itertools import chain, count, pairwise, repeat
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


def rarity(having: int, texts: int) -> float:
    """-> the inverse document frequency of what ``having`` of so many texts have, above 0."""
    return math.log((1 + texts + _UNSEEN) / (1 + having)) + 0.3


@dataclass(frozen=True, eq=False)
class Stock:
    """Texts that draft after draft is held against: a column for each of their grams, and how many texts have it."""

    column: dict[str, int]
    seen: NDArray[np.intp]
    texts: int


@dataclass(frozen=True, eq=False)
class Space:
    """The grams that count, each with its column and its weight, the inverse of how many texts have it; 0: none has."""

    column: Mapping[str, int]
    weight: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Entries:
    """The grams of texts one after the other: which text has which gram, and 1 + log of how often."""

    rows: int
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    count: NDArray[np.float64]

    @cached_property
    def by_column(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """-> the entries' numbers ordered by column, where each column begins there, and how many it has."""
        import numpy as np

        sizes = np.bincount(self.column)
        return np.argsort(self.column, kind="stable"), np.cumsum(sizes) - sizes, sizes


@dataclass(frozen=True, eq=False)
class Vectors:
    """Sparse rows of length 1 (0 where a text has no gram), a text each: ``value`` of each of the ``entries``.

    Some twenty short rows are the rule here; a general sparse matrix costs many times the arithmetic of these.
    """

    entries: Entries
    value: NDArray[np.float64]


def stock_of(texts: Sequence[Grams], more: Sequence[Grams] = ()) -> Stock:
    """-> the stock of ``texts``; the grams of ``more`` have a column, too, but count as nobody's."""
    import numpy as np

    seen = Counter(chain.from_iterable(texts))
    seen.update(dict.fromkeys(chain.from_iterable(more), 0))
    return Stock({gram: k for k, gram in enumerate(seen)}, np.array([*seen.values()], np.intp), len(texts))


_NOTHING = Stock({}, (), 0)  # type: ignore[arg-type]  # no array before numpy is needed


def space_of(texts: Sequence[Grams], stock: Stock = _NOTHING) -> Space:
    """-> the grams of ``texts`` and of the ``stock`` (whose columns stay), weighed over all of them."""
    import numpy as np

    own = Counter(chain.from_iterable(texts))
    column = dict(stock.column)
    column.update(zip([gram for gram in own if gram not in column], count(len(column)), strict=False))
    seen = np.zeros(len(column), np.intp)
    seen[: len(stock.seen)] = stock.seen
    seen[[*map(column.__getitem__, own)]] += np.fromiter(own.values(), np.intp)
    total = len(texts) + stock.texts
    weight = np.array([0.0, *(rarity(n, total) for n in range(1, int(seen.max(initial=0)) + 1))])
    return Space(column, weight[seen])


def entries_of(texts: Sequence[Grams], column: Mapping[str, int]) -> Entries:
    """-> the grams of ``texts`` that have a ``column``."""
    import numpy as np

    row = np.repeat(np.arange(len(texts)), [len(grams) for grams in texts])
    columns = np.array([*map(column.get, chain.from_iterable(texts), repeat(-1))], np.intp)
    counts = np.array([*chain.from_iterable(grams.values() for grams in texts)], np.float64)
    known = columns >= 0
    return Entries(len(texts), row[known], columns[known], counts[known])


def vectors(texts: Sequence[Grams], space: Space) -> Vectors:
    """-> texts × grams; grams that are not of the space are left out."""
    return weighed(entries_of(texts, space.column), space)


def weighed(entries: Entries, space: Space) -> Vectors:
    """-> the entries with the weights of the space; those that nobody has weigh nothing."""
    import numpy as np

    value = entries.count * space.weight[entries.column]
    length = np.sqrt(np.bincount(entries.row, value * value, minlength=entries.rows))
    return Vectors(entries, value / np.where(length > 0, length, 1.0)[entries.row])


def cosine(rows: Vectors, columns: Vectors) -> NDArray[np.float64]:
    """-> rows × columns, 0…1."""
    return _product(rows, rows.value, columns, columns.value)


def cover(parts: Vectors, wholes: Vectors) -> NDArray[np.float64]:
    """-> how much of the weight of each part stands in each whole, parts × wholes, 0…1."""
    return _product(parts, parts.value * parts.value, wholes, None)


def _product(
    one: Vectors, values: NDArray[np.float64], other: Vectors, factors: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """-> for each pair of rows the sum of their values' products over the grams they share (``factors`` None: of 1)."""
    import numpy as np

    mine, theirs = one.entries, other.entries
    order, begins, sizes = theirs.by_column
    sizes = np.append(sizes, 0)  # of every column behind the last
    met = np.flatnonzero(sizes.take(mine.column, mode="clip"))
    column, row_of, values = mine.column[met], mine.row[met], values[met]
    shared = sizes[column]  # how many rows of the other have the gram of an entry
    found = np.zeros(mine.rows * theirs.rows)
    ends = np.cumsum(shared)
    for entries in _portions(ends):
        times, row = shared[entries], row_of[entries]
        band = slice(row[0] * theirs.rows, (row[-1] + 1) * theirs.rows)  # of the result, which these entries reach
        before = ends[entries] - times
        within = np.arange(ends[entries.stop - 1] - before[0]) - np.repeat(before - before[0], times)
        met = order[np.repeat(begins[column[entries]], times) + within]
        amounts = np.repeat(values[entries], times)
        if factors is not None:
            amounts *= factors[met]
        pairs = np.repeat((row - row[0]) * theirs.rows, times) + theirs.row[met]
        found[band] += np.bincount(pairs, amounts, minlength=band.stop - band.start)
    return found.reshape(mine.rows, theirs.rows)


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
