"""Every reading that a doubtful syllable may have, weighed against what is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.proof.keys import meant
from pipeline.proof.likelihood import bond, logs
from pipeline.proof.reading import Reading
from pipeline.text.fold import bare

if TYPE_CHECKING:
    from pipeline.knowledge.lexicon.counts import Counts, Ids
    from pipeline.proof.likelihood import Logs
    from pipeline.proof.reading import Flags

LIKELY = 10.5  # logarithm: the clause is so much likelier as meant that no pair needs to be firm
_FIRM = 4.5  # log2: the two belong together
_LOOSE = 4.0  # log2: the neighbour does not belong to the word behind it instead
_OFTEN = 60  # how often the pair stands that a slip has broken
_OUTWEIGHS, _OUTWEIGHS_LIKELY = 150, 60  # how many times the pair meant is more frequent than the pair written
_SLIP_COST = (-2.5, 0.5, 2.5)  # of none, one, two keys
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
    """-> the readings of the syllables at ``places``, those with the greatest gain first."""
    import numpy as np

    offered = [(i, word, slips) for i in places for word, slips in meant(reading.word[i])]
    if not offered:
        return
    known = reading.known
    at = np.array([i for i, _, _ in offered], dtype=np.int32)
    ids = known.ids(word for _, word, _ in offered)
    (left, left2), (right, right2) = reading.around
    before, after = (left[at], left2[at]), (right[at], right2[at])
    spots = np.array(places, dtype=np.int32)
    own = np.zeros(len(reading))
    own[spots] = logs(known, (left[spots], left2[spots]), reading.ids[spots], (right[spots], right2[spots]))
    marks = np.array([bare(reading.word[i]) == bare(word) for i, word, _ in offered])
    cost = np.array(_SLIP_COST)[[slips for _, _, slips in offered]] + np.where(marks, 0.0, _LETTER_COST)
    gain = logs(known, before, ids, after) - own[at] - cost
    behind, ahead, likely = _belongs(reading, at, ids, gain)
    pair = np.maximum(known.pairs(before[0], ids), known.pairs(ids, after[0]))
    for k in np.argsort(-gain, kind="stable").tolist():
        place, word, _ = offered[k]
        flags = bool(behind[k]), bool(ahead[k]), bool(likely[k]), bool(marks[k])
        yield Proposal(place, word, float(gain[k]), *flags, pair=float(pair[k]))


def _belongs(reading: Reading, at: Ids, ids: Ids, gain: Logs) -> tuple[Flags, Flags, Flags]:
    """-> with which side each reading belongs firmly, and whether it is likely without that."""
    import numpy as np

    known = reading.known
    (left, left2), (right, right2) = ((one[at], two[at]) for one, two in reading.around)
    written = reading.ids[at]
    meant_left, meant_right = known.pairs(left, ids), known.pairs(ids, right)
    written_left, written_right = known.pairs(left, written), known.pairs(written, right)
    behind = _outweighs(meant_left, written_left, gain) & (bond(known, left, ids) >= _FIRM)
    ahead = _outweighs(meant_right, written_right, gain) & (bond(known, ids, right) >= _FIRM)
    behind &= (known.triples(left2, left, ids) > 0) | (bond(known, left2, left) < _LOOSE)
    ahead &= (known.triples(ids, right, right2) > 0) | (bond(known, right, right2) < _LOOSE)
    never = (written_left == 0) & (written_right == 0)
    likely = never & (gain >= LIKELY) & (np.maximum(meant_left, meant_right) >= _OFTEN)
    return behind, ahead, likely


def _outweighs(meant: Counts, written: Counts, gain: Logs) -> Flags:
    """Whether the pair meant is so much more frequent that the pair written is the slip of others, too."""
    import numpy as np

    times = np.where(gain >= LIKELY, _OUTWEIGHS_LIKELY, _OUTWEIGHS)
    found: Flags = (meant >= _OFTEN) & (meant >= times * np.maximum(written, 1))
    return found
