"""How much two targets speak of the same thing: a number between 0 and 1 from their words alone.

Vietnamese writes syllables, so pairs of neighbouring syllables stand for its words. Their weight is the inverse of how
many of the compared targets have them (tf-idf): in a plan on social work, "công tác xã hội" tells nothing apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_WHOLE, _INDICATOR, _LETTERS = 0.55, 0.25, 0.2  # weights: all words, the indicator's words, letters (slips)
_EXCLUDED, _OTHER_UNIT, _MOST_OFF = 0.2, 0.2, 0.5
_ENOUGH, _TOO_LITTLE = 3, 0.7  # a target of nobody and two words ("phát triển") is like everything


def similarity(drafts: Sequence[Target], parents: Sequence[Target], rules: Rules) -> NDArray[np.float64]:
    """-> (drafts × parents) similarities by population and indicator; figures and years play no part, units little."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not drafts or not parents:
        return np.zeros((len(drafts), len(parents)))
    whole_d, whole_p = ([_words(_whole(t), rules) for t in side] for side in (drafts, parents))
    part_d, part_p = ([_words(t.indicator or t.quote, rules) for t in side] for side in (drafts, parents))
    letters = process.cdist(
        [" ".join(sorted(w)) for w in whole_d],
        [" ".join(sorted(w)) for w in whole_p],
        scorer=fuzz.token_set_ratio,
        dtype=np.float32,
    )
    weights = _weights([*whole_d, *whole_p])
    vectors = [_vectors(side, weights) for side in (whole_d, whole_p, part_d, part_p)]
    whole, whole_parent, part, part_parent = vectors
    indicator = np.maximum((part @ part_parent.T).toarray(), (part @ whole_parent.T).toarray())
    likeness: NDArray[np.float64] = (
        _WHOLE * (whole @ whole_parent.T).toarray() + _INDICATOR * indicator + _LETTERS * letters / 100
    )
    said = np.array([bool(t.population) or len(w) >= _ENOUGH for t, w in zip(drafts, whole_d, strict=True)])
    return np.maximum(likeness - _apart(drafts, parents, rules), 0.0) * np.where(said, 1.0, _TOO_LITTLE)[:, None]


def _apart(drafts: Sequence[Target], parents: Sequence[Target], rules: Rules) -> NDArray[np.float64]:
    """-> what is taken off for words that exclude each other: the dead are not the injured, nor one unit another."""
    import numpy as np

    vocabulary = comparison(rules)
    ours, theirs = ([_marks(_whole(t), rules) for t in side] for side in (drafts, parents))
    off = np.zeros((len(drafts), len(parents)))
    for k, (words, _) in enumerate(vocabulary.distinguishers):
        first, second = (np.array([[w in marks[k] for w in words] for marks in side], int) for side in (ours, theirs))
        shared = first @ second.T
        off += _EXCLUDED * ((shared == 0) & np.outer(first.any(axis=1), second.any(axis=1)))
    units = [np.array([vocabulary.unit(t.unit) for t in side], dtype=object) for side in (drafts, parents)]
    off += _OTHER_UNIT * (units[0][:, None] != units[1][None, :])
    return np.minimum(off, _MOST_OFF)


def _whole(target: Target) -> str:
    return f"{target.population} . {target.indicator}" if target.population or target.indicator else target.quote


@lru_cache(maxsize=4096)
def _words(text: str, rules: Rules) -> tuple[str, ...]:
    return tuple(comparison(rules).words(text))


@lru_cache(maxsize=4096)
def _marks(text: str, rules: Rules) -> tuple[frozenset[str], ...]:
    return comparison(rules).marks(text)


@lru_cache(maxsize=4096)
def _grams(words: tuple[str, ...]) -> dict[str, float]:
    counts = Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])
    return {gram: 1 + math.log(count) for gram, count in counts.items()}


def _weights(texts: list[tuple[str, ...]]) -> dict[str, float]:
    seen = Counter(gram for words in texts for gram in _grams(words))
    return {gram: math.log((1 + len(texts)) / (1 + min(n, len(texts)))) + 0.3 for gram, n in seen.items()}


def _vectors(texts: list[tuple[str, ...]], weights: dict[str, float]) -> csr_matrix:
    """-> one unit row a text over the weighted grams."""
    from scipy.sparse import csr_matrix

    index = {gram: k for k, gram in enumerate(weights)}
    rows, columns, values = [0], list[int](), list[float]()
    for words in texts:
        weighted = {index[gram]: tf * weights[gram] for gram, tf in _grams(words).items() if gram in index}
        norm = math.sqrt(sum(v * v for v in weighted.values())) or 1.0
        columns += weighted
        values += [v / norm for v in weighted.values()]
        rows.append(len(columns))
    return csr_matrix((values, columns, rows), shape=(len(texts), max(1, len(index))))
