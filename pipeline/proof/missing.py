"""Syllables that fell out of a phrase ("Ủy ban nhân phường"), or fell to pieces ("vũ t rang"), or ran together."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.knowledge.lexicon import Lexicon, lexicon
from pipeline.proof.likelihood import EDGE, bond, logs
from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.saying import to_say
from pipeline.text.patterns import compiled
from pipeline.text.syllables import as_syllable

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

_OFTEN = 200  # how often the whole phrase stands
_SELDOM = 30  # how many times more often than its outer two alone
_GAIN, _LESS_GAIN = 7.0, 5.5  # logarithm: how much likelier the clause is as a whole
_WHOLE = 6.0  # log2: the two are a word by themselves
_ASKED = 0.2  # the share of all places of the first at which the middle follows
_ALWAYS, _FREQUENT = 0.9, 1000  # of so many places of a pair, the share that the missing one stands behind
_LONGEST_TWO = 14  # letters of two syllables
_FIRM = 2.0  # log2
_ENDED = compiled(r"[;:.)]|\s\(")


def find_missing(reading: Reading) -> list[Suspect]:
    """-> places where a syllable of a phrase is missing, is cut in two, or is joined to the next."""
    return [*_fallen_out(reading), *_broken_off(reading), *_cut(reading), *_run_together(reading)]


@lru_cache(maxsize=1)
def _gaps() -> tuple[NDArray[int64], NDArray[int64]]:
    """-> of every frequent triple whose outer two hardly ever stand together: the key of these two, sorted, its place.

    A key is ``first * size + third``, as those of pairs.
    """
    import numpy as np

    known = lexicon()
    size = len(known.index)
    often = np.flatnonzero(known.triple_counts >= _OFTEN)
    pairs, third = np.divmod(known.triple_keys[often], size)
    first = known.pair_keys[pairs] // size
    apart = _SELDOM * known.pairs(first.astype(np.int32), third.astype(np.int32)) <= known.triple_counts[often]
    outer = (first * size + third)[apart]
    order = np.argsort(outer, kind="stable")
    return outer[order], often[apart][order]


def _fallen_out(reading: Reading) -> list[Suspect]:
    import numpy as np

    known, ids = reading.known, reading.ids
    size = len(known.index)
    (left, _), (right, right2) = reading.around
    third = reading.beside(3)
    outer = np.where((ids >= 0) & (right >= 0), ids.astype(np.int64) * size + right, -1)
    keys, places = _gaps()
    low, high = np.searchsorted(keys, outer, "left"), np.searchsorted(keys, outer, "right")
    spots = [(at, k) for at in np.flatnonzero(high > low).tolist() for k in range(int(low[at]), int(high[at]))]
    if not spots:
        return []
    at = np.array([spot for spot, _ in spots], dtype=np.int32)
    triples = places[[k for _, k in spots]]
    middle = (known.pair_keys[known.triple_keys[triples] // size] % size).astype(np.int32)
    last, after = right[at], (right2[at], third[at])
    edge = np.full(len(at), EDGE, dtype=np.int32)
    whole = logs(known, (middle, ids[at]), last, after) + logs(known, (ids[at], left[at]), middle, (edge, edge))
    gain = whole - logs(known, (ids[at], left[at]), last, after)
    best: dict[int, int] = {}
    for k in np.argsort(-gain, kind="stable").tolist():
        best.setdefault(int(at[k]), k)
    return [
        _restored(reading, spot, known.words[int(middle[k])])
        for spot, k in sorted(best.items())
        if reading.speaks(spot, spot + 1)
        and not reading.named[spot + 1]
        and _is_broken(reading, spot, int(middle[k]), float(gain[k]))
    ]


def _is_broken(reading: Reading, at: int, middle: int, gain: float) -> bool:
    """Whether the phrase needs its middle: two words that merely meet ("để kịp | báo cáo") do not.

    A next syllable that is firmly a word with the one behind it may stand alone; the first must then ask for
    the middle.
    """
    known, ids = reading.known, reading.ids
    before = reading.bonds[at - 1] if at else -20.0
    after = reading.bonds[at + 1]
    if after < _WHOLE:
        return gain >= _GAIN or (before >= _WHOLE and after < _FIRM and gain >= _LESS_GAIN)
    if before >= _FIRM:
        return False
    asked = known.pair(reading.word[at], known.words[middle]) / max(float(known.singles[max(int(ids[at]), 0)]), 1.0)
    return gain >= _GAIN - 0.2 and asked >= _ASKED


def _restored(reading: Reading, at: int, middle: str) -> Suspect:
    whole = f"{reading.raw[at]} {middle.upper() if reading.shouted[at] else middle} {reading.raw[at + 1]}"
    reason = to_say("proof.missing", right=whole, missing=middle)
    return Suspect(reading.start[at], reading.end[at + 1], whole, "missing", reason)


def _broken_off(reading: Reading) -> list[Suspect]:
    """ "trên địa (…)": a clause that ends in a syllable behind which one and the same other always stands."""
    suspects = []
    known = reading.known
    size = len(known.index)
    for at, (joined, goes_on) in enumerate(pairwise([*reading.joined, False])):
        if not joined or goes_on:
            continue
        if not reading.speaks(at - 1, at) or reading.named[at] or reading.is_area(at):
            continue
        if not _ENDED.match(reading.text, reading.end[at]) or (at > 1 and reading.bonds[at - 2] >= _FIRM):
            continue
        count = reading.pairs[at - 1]
        if count < _FREQUENT:
            continue
        third, times = _most_often_behind(known, int(reading.ids[at - 1]) * size + int(reading.ids[at]))
        if times >= _ALWAYS * count:
            word = known.words[third]
            word = word.upper() if reading.shouted[at] else word
            whole = f"{reading.raw[at - 1]} {reading.raw[at]} {word}"
            reason = to_say("proof.missing", right=whole, missing=word)
            suspects.append(Suspect(reading.start[at - 1], reading.end[at], whole, "missing", reason))
    return suspects


def _most_often_behind(known: Lexicon, pair: int) -> tuple[int, float]:
    """-> the syllable that stands most often behind a pair (given by its key), and how often."""
    import numpy as np

    size = len(known.index)
    place = int(np.searchsorted(known.pair_keys, pair))
    low, high = np.searchsorted(known.triple_keys, [place * size, (place + 1) * size])
    if low == high:
        return 0, 0.0
    best = int(low) + int(np.argmax(known.triple_counts[low:high]))
    return int(known.triple_keys[best] % size), float(known.triple_counts[best])


def _cut(reading: Reading) -> list[Suspect]:
    """ "t rang": two pieces side by side, one of them no syllable, that give one which fits."""
    suspects = []
    known = reading.known
    for at in range(len(reading) - 1):
        if reading.pairs[at] or not reading.joined[at + 1] or not (reading.raw[at + 1].islower()):
            continue
        one, other = reading.word[at], reading.word[at + 1]
        whole = one + other
        if len(whole) > 7 or as_syllable(whole) is None or known.count(whole) < _OFTEN:
            continue
        both = _stands(known, one) and _stands(known, other)
        if _near(reading, at - 1, whole, at + 2, _OFTEN if both else 20):
            written = reading.raw[at] + reading.raw[at + 1]
            reason = to_say("proof.cut", right=written)
            suspects.append(Suspect(reading.start[at], reading.end[at + 1], written, "missing", reason, safe=True))
    return suspects


def _stands(known: Lexicon, word: str) -> bool:
    return as_syllable(word) is not None and known.count(word) >= _OFTEN and (len(word) > 1 or word in "ôơýoy")


def _near(reading: Reading, before: int, word: str, after: int, often: int) -> bool:
    """Whether a word is known to stand this often beside one of two places of the text, and belongs there."""
    known = reading.known
    beside = [(reading.word[before], word)] if before >= 0 and reading.joined[before + 1] else []
    beside += [(word, reading.word[after])] if after < len(reading) and reading.joined[after] else []
    firm = bond(known, known.ids(a for a, _ in beside), known.ids(b for _, b in beside)) if beside else ()
    return any(known.pair(*pair) >= often and strength >= _FIRM for pair, strength in zip(beside, firm, strict=True))


def _run_together(reading: Reading) -> list[Suspect]:
    """ "thựchiện": no syllable, but two that belong together."""
    suspects = []
    known = reading.known
    for at in reading.uncounted:
        word = reading.word[at]
        if reading.quiet[at] or not 5 <= len(word) <= _LONGEST_TWO or word.isascii() or as_syllable(word) is not None:
            continue
        for cut in range(2, len(word) - 1):
            one, other = word[:cut], word[cut:]
            if _stands(known, one) and _stands(known, other) and known.pair(one, other) >= _OFTEN:
                written = f"{reading.raw[at][:cut]} {reading.raw[at][cut:]}"
                reason = to_say("proof.joined", right=written)
                suspects.append(Suspect(reading.start[at], reading.end[at], written, "missing", reason, safe=True))
                break
    return suspects
