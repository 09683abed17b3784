"""How likely a syllable is between its neighbours, by the counts; and how firmly two syllables belong together.

A language model of triples, each smoothed by the pairs and these by the single counts. The mass left to what was never
counted grows with the count itself, since a frequent word takes many followers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.knowledge.lexicon import Lexicon

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from pipeline.knowledge.lexicon.counts import Counts, Ids

    Logs = NDArray[float64]

SYLLABLES = 54e6
EDGE = -2  # no word there: the clause ends
_RARE = 3.0  # the count that a word is given of which nothing is known


def frequency(known: Lexicon, ids: Ids) -> Logs:
    """-> the counts of the syllables; of those unknown a small one."""
    import numpy as np

    return np.where(ids >= 0, known.singles[np.maximum(ids, 0)], _RARE).astype(np.float64)


def _single(known: Lexicon, ids: Ids) -> Logs:
    return frequency(known, ids) / SYLLABLES


def _after_one(known: Lexicon, first: Ids, second: Ids) -> Logs:
    import numpy as np

    single = _single(known, second)
    count = frequency(known, first)
    unseen = 50 + 0.1 * count
    return np.where(first == EDGE, single, (known.pairs(first, second) + unseen * single) / (count + unseen))


def _after_two(known: Lexicon, first: Ids, second: Ids, third: Ids) -> Logs:
    import numpy as np

    after_one = _after_one(known, second, third)
    count = known.pairs(first, second).astype(np.float64)
    unseen = 15 + 0.4 * count
    mixed = (known.triples(first, second, third) + unseen * after_one) / (count + unseen)
    return np.where((first == EDGE) | (second == EDGE), after_one, mixed)


def logs(known: Lexicon, before: tuple[Ids, Ids], word: Ids, after: tuple[Ids, Ids]) -> Logs:
    """-> the logarithm of the likelihood of ``word`` with two neighbours on either side (nearest first), or ``EDGE``.

    All are arrays of the same length; the results of two words in one place may be subtracted.
    """
    import numpy as np

    total = np.log(_after_two(known, before[1], before[0], word))
    total = total + np.where(after[0] == EDGE, 0.0, np.log(_after_two(known, before[0], word, after[0])))
    return total + np.where(after[1] == EDGE, 0.0, np.log(_after_two(known, word, after[0], after[1])))


def bond(known: Lexicon, first: Ids, second: Ids) -> Logs:
    """-> log2 of how much more often the two stand together than chance would have it; -20 where never."""
    return firmness(known, known.pairs(first, second), first, second)


def firmness(known: Lexicon, pairs: Counts, first: Ids, second: Ids) -> Logs:
    """-> ``bond`` where it is known how often the two stand together."""
    import numpy as np

    count = pairs.astype(np.float64)
    chance = frequency(known, first) * frequency(known, second) / SYLLABLES
    return np.where(count > 0, np.log2(np.maximum(count, 1e-9) / chance), -20.0)
