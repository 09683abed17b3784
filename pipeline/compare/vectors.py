"""Clauses as weighted vectors: how much of one stands in another (tf-idf; Spärck Jones, J. Documentation 28, 1972).

The weight of a gram is the inverse of how many of the compared clauses have it. Everything that depends on one text
alone is remembered, so that the same targets are not taken apart for every comparison.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_UNSEEN = 10  # clauses that are imagined to have none of it, so that three targets are not yet a statistic

Words = tuple[str, ...]
Grams = Mapping[str, float]  # gram -> 1 + log of its count


@lru_cache(maxsize=8192)
def syllable_grams(words: Words) -> Grams:
    """-> syllables and pairs of neighbours: what stands for the words of Vietnamese."""
    return _damped(Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]))


@lru_cache(maxsize=8192)
def single_syllables(words: Words) -> Grams:
    """-> the syllables alone: their order plays no part."""
    return dict.fromkeys(words, 1.0)


@lru_cache(maxsize=8192)
def letter_grams(words: Words) -> Grams:
    """-> runs of 2 to 4 letters inside the syllables: what survives a slip."""
    padded = [f" {word} " for word in words]
    return _damped(Counter(word[i : i + n] for word in padded for n in (2, 3, 4) for i in range(len(word) - n + 1)))


def _damped(counts: Counter[str]) -> Grams:
    return {gram: 1 + math.log(count) for gram, count in counts.items()}


def weights(texts: Sequence[Grams]) -> dict[str, float]:
    """-> gram -> inverse document frequency over ``texts``, above 0."""
    seen = Counter(gram for grams in texts for gram in grams)
    return {gram: math.log((1 + len(texts) + _UNSEEN) / (1 + n)) + 0.3 for gram, n in seen.items()}


def vectors(texts: Sequence[Grams], weight: Mapping[str, float]) -> csr_matrix:
    """-> texts × grams, each row of length 1 (0 where a text has no gram)."""
    from scipy.sparse import csr_matrix

    index = {gram: k for k, gram in enumerate(weight)}
    rows, columns, values = [0], list[int](), list[float]()
    for grams in texts:
        weighted = {index[gram]: count * weight[gram] for gram, count in grams.items() if gram in index}
        norm = math.sqrt(sum(v * v for v in weighted.values())) or 1.0
        columns += weighted
        values += [v / norm for v in weighted.values()]
        rows.append(len(columns))
    return csr_matrix((values, columns, rows), shape=(len(texts), max(1, len(index))))


def cosine(rows: csr_matrix, columns: csr_matrix) -> NDArray[np.float64]:
    """-> rows × columns, 0…1."""
    found: NDArray[np.float64] = (rows @ columns.T).toarray()
    return found


def cover(parts: csr_matrix, wholes: csr_matrix) -> NDArray[np.float64]:
    """-> how much of the weight of each part stands in each whole, parts × wholes, 0…1."""
    import numpy as np

    present = wholes.copy()
    present.data = np.ones_like(present.data)
    found: NDArray[np.float64] = (parts.multiply(parts) @ present.T).toarray()
    return found


def mutual(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """-> the harmonic mean: near the smaller, so that neither side may go unexplained."""
    import numpy as np

    found: NDArray[np.float64] = 2 * one * other / np.maximum(one + other, 1e-9)
    return found
