"""Every reading that a doubtful syllable may have, weighed against what is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.knowledge.lexicon import lexicon
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


def proposals(reading: Reading, places: Sequence[int], unknown: Collection[int] = ()) -> Iterator[Proposal]:
    """-> the readings of the syllables at ``places``, of each place those with the greatest gain first.

    Readings that are neither firm nor likely are given of the places that are ``unknown`` words alone.
    """
    for first in range(0, len(places), _AT_ONCE):
        yield from _weighed(reading, places[first : first + _AT_ONCE], unknown)


@lru_cache(maxsize=8192)
def _offered(word: str) -> tuple[Ids, Logs, Flags]:
    """-> what ``meant`` gives as ids, what each costs, and whether it differs by marks alone."""
    import numpy as np

    offered = meant(word)
    marks = np.array([by_marks for _, _, by_marks in offered], dtype=bool)
    cost = np.array([_SLIP_COST[slips] for _, slips, _ in offered]) + np.where(marks, 0.0, _LETTER_COST)
    return lexicon().ids(other for other, _, _ in offered), cost, marks


def _weighed(reading: Reading, places: Sequence[int], unknown: Collection[int]) -> Iterator[Proposal]:
    import numpy as np

    known = reading.known
    offered = [_offered(reading.word[i]) for i in places]
    spots = np.array(places, dtype=np.int32)
    at = np.repeat(spots, [len(ids) for ids, _, _ in offered])
    ids, cost, marks = (np.concatenate(column) for column in zip(*offered, strict=True))
    (left, left2), (right, right2) = reading.around
    pair = np.maximum(known.pairs(left[at], ids), known.pairs(ids, right[at]))
    asked = np.flatnonzero((pair >= _OFTEN) | np.isin(at, np.array([*unknown], dtype=np.int32)))
    if not len(asked):
        return
    at, ids, cost, marks, pair = at[asked], ids[asked], cost[asked], marks[asked], pair[asked]
    spots = np.unique(at)
    own = np.zeros(len(reading))
    own[spots] = logs(known, (left[spots], left2[spots]), reading.ids[spots], (right[spots], right2[spots]))
    gain = logs(known, (left[at], left2[at]), ids, (right[at], right2[at])) - own[at] - cost
    behind, ahead, likely = _belongs(reading, at, ids, gain)
    worth = np.flatnonzero(behind | ahead | likely | (gain > 0))
    for k in worth[np.argsort(-gain[worth], kind="stable")].tolist():
        flags = bool(behind[k]), bool(ahead[k]), bool(likely[k]), bool(marks[k])
        yield Proposal(int(at[k]), known.words[ids[k]], float(gain[k]), *flags, pair=float(pair[k]))


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
