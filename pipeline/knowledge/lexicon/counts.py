"""The counts, loaded when they are first asked for: one by one, or many at once as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.text.fold import fold
from pipeline.text.syllables import as_syllable

if TYPE_CHECKING:
    from numpy import bool_, float32, int32, int64
    from numpy.typing import NDArray

    Ids = NDArray[int32]
    Counts = NDArray[float32]
    Marks = NDArray[bool_]

FILE = Path(__file__).with_name("counts.npz")
UNKNOWN = -1
_OCTAVE = 8
_MARK_BITS = 21  # two million places for some 350,000 keys
_SPREAD = 0x9E3779B97F4A7C15  # Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts over 54 million syllables of public Vietnamese text. Words are asked for folded (``text.fold``)."""

    words: tuple[str, ...]
    index: dict[str, int]
    singles: Counts
    pair_keys: NDArray[int64]
    pair_counts: Counts
    triple_keys: NDArray[int64]
    triple_counts: Counts
    pair_marks: Marks
    triple_marks: Marks

    def knows(self, syllable: str) -> bool:
        """Whether it is a syllable of Vietnamese that the text has."""
        return syllable in self.index and as_syllable(syllable) is not None

    def count(self, syllable: str) -> float:
        """-> how often the syllable, or the foreign word or short form, stands in the text; 0 where not at all."""
        at = self.index.get(syllable)
        return 0.0 if at is None else float(self.singles[at])

    def pair(self, first: str, second: str) -> float:
        """-> how often the two stand beside each other with a blank alone between them."""
        return float(self.pairs(self.ids([first]), self.ids([second]))[0])

    def triple(self, first: str, second: str, third: str) -> float:
        """-> how often the three stand in a row."""
        return float(self.triples(self.ids([first]), self.ids([second]), self.ids([third]))[0])

    def ids(self, words: Iterable[str]) -> Ids:
        """-> the ids of the words, -1 where the text has none."""
        import numpy as np

        return np.fromiter((self.index.get(word, UNKNOWN) for word in words), dtype=np.int32)

    def pairs(self, first: Ids, second: Ids) -> Counts:
        """-> the counts of the pairs of two equally long arrays of ids, 0 where one is unknown."""
        return _found(self.pair_keys, self.pair_counts, self.pair_marks, self._keys(first, second))

    def triples(self, first: Ids, second: Ids, third: Ids) -> Counts:
        """-> the counts of the triples of three equally long arrays of ids, 0 where one is unknown."""
        import numpy as np

        pairs = self._keys(first, second)
        found, places = _places(self.pair_keys, self.pair_marks, np.where(third >= 0, pairs, UNKNOWN))
        keys = np.full(len(pairs), UNKNOWN, dtype=np.int64)
        keys[found] = places * len(self.index) + third[found]
        return _found(self.triple_keys, self.triple_counts, self.triple_marks, keys)

    def _keys(self, first: Ids, second: Ids) -> NDArray[int64]:
        import numpy as np

        keys = first.astype(np.int64) * len(self.index) + second
        return np.where((first >= 0) & (second >= 0), keys, UNKNOWN)


def _found(keys: NDArray[int64], counts: Counts, marks: Marks, wanted: NDArray[int64]) -> Counts:
    """-> the counts of the ``wanted`` keys, 0 of those that are none."""
    import numpy as np

    asked, places = _places(keys, marks, wanted)
    found = np.zeros(len(wanted), dtype=np.float32)
    found[asked] = counts[places]
    return found


def _places(keys: NDArray[int64], marks: Marks, wanted: NDArray[int64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """-> which of the ``wanted`` are keys, and at which place each of these stands.

    Most that is asked for never stood in any text: their marks tell it without a search (Bloom, CACM 13, 1970).
    """
    import numpy as np

    asked = np.flatnonzero(marks[_marked(wanted)])
    keys_asked = wanted[asked]
    places = np.minimum(np.searchsorted(keys, keys_asked), len(keys) - 1)
    right = keys[places] == keys_asked
    return asked[right], places[right]


def _marked(keys: NDArray[int64]) -> NDArray[Any]:
    import numpy as np

    return (keys.astype(np.uint64) * np.uint64(_SPREAD)) >> np.uint64(64 - _MARK_BITS)


def _marks(keys: NDArray[int64]) -> Marks:
    import numpy as np

    found = np.zeros(1 << _MARK_BITS, dtype=bool)
    found[_marked(keys)] = True
    return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """-> the counts that came with the program."""
    import numpy as np

    with np.load(FILE) as stored:
        words = tuple(bytes(stored["syllables"]).decode("utf-8").split("\n"))
        pairs, triples = _keys(stored["pair_steps"]), _keys(stored["triple_steps"])
        return Lexicon(
            words,
            {word: at for at, word in enumerate(words)},
            _counts(stored["syllable_counts"]),
            pairs,
            _counts(stored["pair_counts"]),
            triples,
            _counts(stored["triple_counts"]),
            _marks(pairs),
            _marks(triples),
        )


@lru_cache(maxsize=1)
def typed() -> dict[str, str]:
    """-> the keys that a typist strikes -> the syllable that they give, of those that the counts know."""
    import numpy as np

    words = lexicon().words
    with np.load(FILE) as stored:
        keys = bytes(stored["typed_keys"]).decode("ascii").split("\n")
        return dict(zip(keys, map(words.__getitem__, stored["typed_ids"].tolist()), strict=True))


def health(words: Sequence[str]) -> float:
    """-> the share (0-1) of words that are syllables of Vietnamese and stand beside one they are known to stand beside.

    Words are syllables in the order of the text, in any case. Plans have 0.97 and more; a page that a scanner misread
    has far less, also where each of its words by itself is a syllable. 1.0 where there are no words.
    """
    import numpy as np

    known = lexicon()
    folded = [fold(word) for word in words]
    ids = known.ids(folded)
    beside = known.pairs(ids[:-1], ids[1:]) > 0
    stands = np.zeros(len(folded), dtype=bool)
    stands[:-1] |= beside
    stands[1:] |= beside
    alone = len(folded) == 1 and known.knows(folded[0])
    good = sum(bool(stand) and as_syllable(word) is not None for stand, word in zip(stands, folded, strict=True))
    return (good + alone) / len(folded) if folded else 1.0


def _counts(logarithms: NDArray[Any]) -> Counts:
    import numpy as np

    table: Counts = np.round(np.exp2(np.arange(256) / _OCTAVE)).astype(np.float32)
    found: Counts = table[logarithms]
    return found


def _keys(planes: NDArray[Any]) -> NDArray[int64]:
    import numpy as np

    steps = np.zeros(planes.shape[1], dtype=np.int64)
    for place, plane in enumerate(planes):
        steps |= plane.astype(np.int64) << (8 * place)
    return np.cumsum(steps)


def logarithms(counts: Sequence[int]) -> NDArray[Any]:
    """-> counts as they are stored, one byte each."""
    import numpy as np

    return np.round(np.log2(np.asarray(counts, dtype=np.float64)) * _OCTAVE).astype(np.uint8)


def planes(keys: Sequence[int]) -> NDArray[Any]:
    """-> rising keys as they are stored: the steps between them in planes of bytes, the lowest first."""
    import numpy as np

    steps: Any = np.diff(np.asarray([0, *keys], dtype=np.int64))
    widest = max(1, (int(steps.max()).bit_length() + 7) // 8) if len(steps) else 1
    return np.stack([(steps >> (8 * place) & 255).astype(np.uint8) for place in range(widest)])
