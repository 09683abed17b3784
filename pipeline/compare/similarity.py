"""How much two targets speak of the same thing: a number between 0 and 1 from their words alone.

Vietnamese writes syllables, so pairs of neighbouring syllables stand for its words. Their weight is the inverse of how
many of the compared targets have them (tf-idf): in a plan on social work, "công tác xã hội" tells nothing apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WHOLE, _INDICATOR, _LETTERS = 0.55, 0.25, 0.2  # weights: all words, the indicator's words, letters (slips)


def similarity(drafts: Sequence[Target], parents: Sequence[Target], rules: Rules) -> NDArray[np.float64]:
    """-> (drafts × parents) similarities by population and indicator; figures and years play no part."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not drafts or not parents:
        return np.zeros((len(drafts), len(parents)))
    vocabulary = comparison(rules)
    whole_d = [vocabulary.words(_whole(t)) for t in drafts]
    whole_p = [vocabulary.words(_whole(t)) for t in parents]
    part_d = [vocabulary.words(t.indicator or t.quote) for t in drafts]
    part_p = [vocabulary.words(t.indicator or t.quote) for t in parents]
    weights = _weights([*whole_d, *whole_p])
    letters = process.cdist(
        [" ".join(sorted(w)) for w in whole_d], [" ".join(sorted(w)) for w in whole_p], scorer=fuzz.token_set_ratio
    ).astype(np.float64)
    indicator = np.maximum(_cosine(part_d, part_p, weights), _cosine(part_d, whole_p, weights))
    return _WHOLE * _cosine(whole_d, whole_p, weights) + _INDICATOR * indicator + _LETTERS * letters / 100


def _whole(target: Target) -> str:
    return f"{target.population} . {target.indicator}" if target.population or target.indicator else target.quote


def _grams(words: list[str]) -> Counter[str]:
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def _weights(texts: list[list[str]]) -> dict[str, float]:
    import math

    seen = Counter(gram for words in texts for gram in _grams(words))
    return {gram: math.log((1 + len(texts)) / (1 + min(n, len(texts)))) + 0.3 for gram, n in seen.items()}


def _cosine(rows: list[list[str]], columns: list[list[str]], weights: dict[str, float]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.sparse import csr_matrix

    index = {gram: k for k, gram in enumerate(weights)}

    def matrix(texts: list[list[str]]) -> csr_matrix:
        at, columns_, values = [0], [], []
        for words in texts:
            vector = {index[g]: (1 + np.log(n)) * weights[g] for g, n in _grams(words).items() if g in index}
            norm = float(np.sqrt(sum(v * v for v in vector.values()))) or 1.0
            columns_ += list(vector)
            values += [v / norm for v in vector.values()]
            at.append(len(columns_))
        return csr_matrix((values, columns_, at), shape=(len(texts), max(1, len(index))))

    return np.asarray((matrix(rows) @ matrix(columns).T).todense(), dtype=np.float64)
