"""Every reading that a doubtful syllable may have, weighed against what is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.proof.keys import meant
from pipeline.proof.likelihood import bond, logs
from pipeline.proof.reading import Reading

if TYPE_CHECKING:
    from pipeline.knowledge.lexicon.counts import Counts, Ids
    from pipeline.proof.likelihood import Logs
    from pipeline.proof.reading import Flags

LIKELY = 10.5  # logarithm: the clause is so much likelier as meant that no pair needs to be firm
_FIRM = 4.5  # log2: the two belong together
_LOOSE, _MORE = 4.0, 2.0  # log2: the neighbour belongs not at all, or so much less, to the word behind it
_OFTEN = 60  # how often the pair stands that a slip has broken
_OUTWEIGHS, _OUTWEIGHS_LIKELY = 150, 60  # how many times the pair meant is more frequent than the pair written
_SLIP_COST = (-2.5, 0.5, 2.5)  # of none, one, two keys
_AT_ONCE = 2000  # places weighed together: a misread book has a hundred thousand
_LETTER_COST = 1.5  # of another letter, beside another mark


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading of the syllable ``at``: ``gain`` is how much likelier the clause is with it, as a logarithm.

    ``left``/``right``: it belongs firmly with the syllable before/behind, where what is written hardly ever stands;
    ``likely``: with none firmly, but what is written never stands there. ``marks``: by marks alone. ``pair``: how often
    it stands with the neighbour it stands with more often.
    """

    at: int
    word: str
    gain: float
    left: bool
    right: bool
    likely: bool
    marks: bool
    pair: float

    @property
    def firm(self) -> bool:
        return self.left or self.right


def proposals(reading: Reading, places: Sequence[int]) -> Iterator[Proposal]:
    """-> the readings of the syllables at ``places``, of each place those with the greatest gain first."""
    for first in range(0, len(places), _AT_ONCE):
        yield from _weighed(reading, places[first : first + _AT_ONCE])


def _weighed(reading: Reading, places: Sequence[int]) -> Iterator[Proposal]:
    import numpy as np

    offered = [(i, *reading_of) for i in places for reading_of in meant(reading.word[i])]
    if not offered:
        return
    known = reading.known
    at = np.array([one[0] for one in offered], dtype=np.int32)
    ids = known.ids(one[1] for one in offered)
    (left, left2), (right, right2) = reading.around
    before, after = (left[at], left2[at]), (right[at], right2[at])
    spots = np.array(places, dtype=np.int32)
    own = np.zeros(len(reading))
    own[spots] = logs(known, (left[spots], left2[spots]), reading.ids[spots], (right[spots], right2[spots]))
    marks = np.array([one[3] for one in offered])
    cost = np.array(_SLIP_COST)[[one[2] for one in offered]] + np.where(marks, 0.0, _LETTER_COST)
    gain = logs(known, before, ids, after) - own[at] - cost
    behind, ahead, likely = _belongs(reading, at, ids, gain)
    pair = np.maximum(known.pairs(before[0], ids), known.pairs(ids, after[0]))
    worth = np.flatnonzero(behind | ahead | likely | (gain > 0))
    for k in worth[np.argsort(-gain[worth], kind="stable")].tolist():
        place, word, _, by_marks = offered[k]
        flags = bool(behind[k]), bool(ahead[k]), bool(likely[k]), by_marks
        yield Proposal(place, word, float(gain[k]), *flags, pair=float(pair[k]))


def _belongs(reading: Reading, at: Ids, ids: Ids, gain: Logs) -> tuple[Flags, Flags, Flags]:
    """-> with which side each reading belongs firmly, and whether it is likely without that."""
    import numpy as np

    known = reading.known
    (left, left2), (right, right2) = ((one[at], two[at]) for one, two in reading.around)
    written = reading.ids[at]
    meant_left, meant_right = known.pairs(left, ids), known.pairs(ids, right)
    written_left, written_right = known.pairs(left, written), known.pairs(written, right)
    firm_left, firm_right = bond(known, left, ids), bond(known, ids, right)
    behind = _outweighs(meant_left, written_left, gain) & (firm_left >= _FIRM)
    ahead = _outweighs(meant_right, written_right, gain) & (firm_right >= _FIRM)
    behind &= (known.triples(left2, left, ids) > 0) | (bond(known, left2, left) < np.maximum(_LOOSE, firm_left - _MORE))
    ahead &= (known.triples(ids, right, right2) > 0) | (
        bond(known, right, right2) < np.maximum(_LOOSE, firm_right - _MORE)
    )
    never = (written_left == 0) & (written_right == 0)
    likely = never & (gain >= LIKELY) & (np.maximum(meant_left, meant_right) >= _OFTEN)
    return behind, ahead, likely


def _outweighs(meant: Counts, written: Counts, gain: Logs) -> Flags:
    """Whether the pair meant is so much more frequent that the pair written is the slip of others, too."""
    import numpy as np

    times = np.where(gain >= LIKELY, _OUTWEIGHS_LIKELY, _OUTWEIGHS)
    found: Flags = (meant >= _OFTEN) & (meant >= times * np.maximum(written, 1))
    return found
