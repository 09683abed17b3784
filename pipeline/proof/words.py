"""Syllables that are none of Vietnamese, and syllables that are another's slip: what else was meant, and how surely.

A slip is told where a word is broken: what was meant belongs firmly with a neighbour ("kinh phí"), what is written
hardly ever stands there ("kính phí"), and the clause as a whole is far likelier as meant. A word that is merely rare
breaks nothing.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.proof.likelihood import EDGE
from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.proof.weigh import Proposal, proposals
from pipeline.saying import Said, to_say
from pipeline.text.syllables import as_syllable

_SEEN = 60  # a triple that is seen oftener than this is nobody's slip
_WEAK = 60  # nor is a syllable of which no side is rarer than this
_MARGIN = 6.0  # logarithm: how much likelier the clause is as meant
_SURE = 9.0
_FREQUENT = 1000  # a pair that needs no second witness
_NO_WORD_MARGIN = 1.0
_STANDS = 200  # a syllable that is a word by itself
_LONGEST = 9  # letters of a syllable with two slips
_USED_HERE = 3  # a document that writes the pair this often means it

Pairs = Counter[tuple[str, str]]


def find_words(reading: Reading) -> list[Suspect]:
    """-> syllables that are no Vietnamese, and those that are real but another's slip."""
    unknown = {i for i in reading.uncounted if _is_unknown(reading, i)}
    pairs = Counter(pairwise(reading.word))
    found: dict[int, Suspect] = {}
    decided: set[int] = set()
    for proposal in proposals(reading, sorted(unknown | _doubtful(reading)), unknown):
        at, no_word = proposal.at, proposal.at in unknown
        if at in decided or not (proposal.firm or proposal.likely or no_word):
            continue
        decided.add(at)
        told = _is_no_word(reading, proposal) if no_word else _is_other_word(reading, proposal, pairs)
        if told and not _is_own_name(reading, proposal):
            found[at] = _suspect(reading, proposal, no_word, pairs)
    return [found[at] for at in sorted(found)]


def _is_unknown(reading: Reading, at: int) -> bool:
    """Whether something is to be said of a syllable that is not counted: it has not the shape of one, or its shape."""
    return not (reading.quiet[at] or reading.counted[at] or len(reading.word[at]) > _LONGEST)


def _doubtful(reading: Reading) -> set[int]:
    """-> the syllables that stand weakly on a side and in no triple that is often seen."""
    import numpy as np

    triples = np.pad(reading.triple_counts, 1)  # of each the triples that begin, hold and end in it
    seen = np.maximum(np.maximum(triples[:-2], triples[1:-1]), triples[2:])
    after = np.where(reading.around[1][0] == EDGE, np.inf, reading.pair_counts)
    before = np.append(np.inf, after[:-1])
    doubt = (seen < _SEEN) & (np.minimum(before, after) < _WEAK) & (reading.ids >= 0)
    return {i for i in np.flatnonzero(doubt).tolist() if not (reading.quiet[i] or reading.counted[i])}


def _is_no_word(reading: Reading, proposal: Proposal) -> bool:
    """Letters with marks are no foreign word, unless they are two syllables run together ("panô")."""
    word = reading.word[proposal.at]
    known = reading.known
    marked = not word.isascii()
    if as_syllable(word) is not None:  # a rare word has its shape, too
        return (proposal.firm or proposal.likely) and proposal.gain >= _SURE
    if not proposal.firm:
        cuts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
        loan = any(known.knows(a) and known.knows(b) and min(map(known.count, (a, b))) >= _STANDS for a, b in cuts)
        if (loan and not proposal.marks) or not (marked or proposal.likely):
            return False
    return proposal.gain >= (_NO_WORD_MARGIN if marked else _MARGIN)


def _is_other_word(reading: Reading, proposal: Proposal, pairs: Pairs) -> bool:
    at = proposal.at
    if reading.word[at] in reading.rules.determiners and not proposal.left:
        return False  # "mỗi trường": any noun may follow
    alone = not (reading.joined[at] and at + 1 < len(reading) and reading.joined[at + 1])
    often = any(pairs[pair] >= _USED_HERE or pair in reading.above for pair in _beside(reading, at, reading.word[at]))
    weak = alone and not proposal.marks and proposal.pair < _FREQUENT
    return proposal.gain >= (_SURE if often or weak else _MARGIN)


def _is_own_name(reading: Reading, proposal: Proposal) -> bool:
    """Whether it may be a name that the counts do not know; one that the rules know is mended in its marks."""
    at = proposal.at
    if not (reading.named[at] or (reading.shouted[at] and reading.is_place(at))):
        return False
    known = any(pair in reading.named_pairs for pair in _beside(reading, at, proposal.word))
    return not (proposal.marks and known)


def _beside(reading: Reading, at: int, word: str) -> list[tuple[str, str]]:
    """-> the pairs that ``word`` gives with its neighbours in the place of the syllable ``at``."""
    found = [(reading.word[at - 1], word)] if at and reading.joined[at] else []
    if at + 1 < len(reading) and reading.joined[at + 1]:
        found.append((word, reading.word[at + 1]))
    return found


def _suspect(reading: Reading, proposal: Proposal, no_word: bool, pairs: Pairs) -> Suspect:
    """The word that is broken: the syllable with the neighbour it belongs to, or else stands with more often."""
    at, wanted = proposal.at, proposal.word
    sides = [(at - 1, at)] * bool(proposal.left) + [(at, at + 1)] * bool(proposal.right)
    if proposal.likely and not sides:
        sides = [(at - 1, at)] * bool(at and reading.joined[at])
        sides += [(at, at + 1)] * (at + 1 < len(reading) and bool(reading.joined[at + 1]))
    first, last = max(sides, key=lambda side: _stands(reading, side, at, wanted), default=(at, at))
    spelled = " ".join(reading.like(i, wanted) if i == at else reading.raw[i] for i in range(first, last + 1))
    reason = _reason(reading, proposal, first, last, no_word, pairs)
    safe = proposal.firm and proposal.gain >= _SURE
    return Suspect(
        reading.start[first], reading.end[last], spelled, "no_word" if no_word else "other_word", reason, safe
    )


def _stands(reading: Reading, side: tuple[int, int], at: int, word: str) -> float:
    """-> how often the two syllables of a side stand together, with ``word`` in the place of the one ``at``."""
    one, other = (word if i == at else reading.word[i] for i in side)
    return reading.known.pair(one, other)


def _reason(reading: Reading, proposal: Proposal, first: int, last: int, no_word: bool, pairs: Pairs) -> Said:
    at, odd = proposal.at, " ".join(reading.word[first : last + 1])
    if first == last:
        if no_word:
            return to_say("proof.no_word", found=reading.raw[at])
        return to_say("proof.other_word_alone", right=proposal.word, found=odd)
    words = [proposal.word if i == at else reading.word[i] for i in (first, last)]
    usual, here = " ".join(words), pairs[words[0], words[1]]
    if no_word:
        return to_say("proof.no_word_in", found=reading.raw[at], right=usual)
    if here:
        return to_say("proof.other_word_here", right=usual, found=odd, n=here)
    return to_say("proof.other_word", right=usual, found=odd)
