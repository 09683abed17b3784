"""A word or phrase written twice, told from what is rightly said twice.

Two words may meet in one syllable ("hành vi | vi phạm", "truyền thông | thông tin"), and some words are made of one
said twice ("luôn luôn"). Both are seen in the counts; a finger that stuttered is not.
"""

from __future__ import annotations

from collections import Counter

from pipeline.proof.likelihood import bond
from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.saying import to_say
from pipeline.text.fold import fold

_SAID_TWICE = 0.02  # of all that is written of a syllable, the share that it stands beside itself
_FIRM = 2.0  # log2
_ONCE_MORE = 20  # so many times more often once than twice: no seam
_LONGEST = 4


def find_doubled(reading: Reading) -> list[Suspect]:
    """-> syllables and phrases of up to four that stand twice in a row with a blank between them."""
    import numpy as np

    right = {tuple(fold(phrase).split()) for phrase in reading.rules.doubled}
    suspects: list[Suspect] = []
    behind, ids = 0, reading.ids
    again = {i for n in range(1, _LONGEST + 1) for i in np.flatnonzero(ids[n:] == ids[:-n]).tolist()}
    for at in sorted(again):
        length = next((n for n in range(_LONGEST, 0, -1) if _repeats(reading, at, n)), 0)
        if not length or at < behind:
            continue
        last = at + length
        while _repeats(reading, last, length):
            last += length
        if not _is_right(reading, at, length, last + length - 1, right):
            suspects.append(_suspect(reading, at, length, last + length - 1, right))
        behind = last + length
    heads = Counter((_line(reading, s), s.reading) for s in suspects)
    return [s for s in suspects if heads[_line(reading, s), s.reading] == 1]  # a table's heads run into one line


def _line(reading: Reading, suspect: Suspect) -> int:
    return reading.text.rfind("\n", 0, suspect.start)


def _suspect(reading: Reading, at: int, length: int, last: int, right: set[tuple[str, ...]]) -> Suspect:
    once = reading.text[reading.start[at] : reading.end[at + length - 1]]
    reason = to_say("proof.doubled", found=once)
    kept, size = once, last - at + 1
    if size > 2 * length:  # "quy định định định mức": twice is right there
        reason = to_say("proof.repeated", found=once, n=size // length)
        word = reading.word
        shorter = (*word[max(0, at - 2) : at + 2 * length], *word[last + 1 : last + 3])
        if any(_holds(shorter, phrase) for phrase in right):
            kept = f"{once} {once}"
    return Suspect(reading.start[at], reading.end[last], kept, "doubled", reason, safe=length > 1)


def _holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words) - len(phrase) + 1))


def _repeats(reading: Reading, at: int, length: int) -> bool:
    """Whether the ``length`` syllables from ``at`` on stand again right behind, written alike."""
    words, end = reading.word, at + 2 * length
    if end > len(reading) or words[at] != words[at + length] or not all(reading.joined[at + 1 : end]):
        return False
    if words[at : at + length] != words[at + length : end] or any(reading.quiet[at:end]):
        return False
    first, again = reading.raw[at : at + length], reading.raw[at + length : end]
    if length > 1 and len(set(words[at : at + length])) == 1:
        return False
    return first == again or (first[0][1:] == again[0][1:] and again[0].islower())


def _is_right(reading: Reading, at: int, length: int, last: int, right: set[tuple[str, ...]]) -> bool:
    import numpy as np

    words, known = reading.word, reading.known
    if any(_holds(tuple(words[max(0, at - 3) : last + 4]), phrase) for phrase in right if len(phrase) > length):
        return True
    if last - at + 1 > 2 * length:
        return length == 1 and _is_said_twice(reading, at) and last - at == 1
    if reading.raw[at][0].isupper() and (reading.named[at] or reading.raw[at + length][0].isupper()):
        return not reading.shouted[at]  # a name and what is said of it, or two items side by side
    if length > 1:  # "doanh nghiệp | công nghiệp | công nghệ": the words begin at the second
        ids = known.ids([words[at], words[at + length - 1]])
        return bool(np.diff(bond(known, ids, known.ids([words[at + 1], words[at]])))[0] > 0)
    if _is_said_twice(reading, at):
        return True
    return _is_seam(reading, at)


def _is_said_twice(reading: Reading, at: int) -> bool:
    word = reading.word[at]
    return reading.known.pair(word, word) > _SAID_TWICE * max(reading.known.count(word), 1)


def _is_seam(reading: Reading, at: int) -> bool:
    """Whether one word ends in the syllable and the next begins with it, as the counts have seen."""
    known, word = reading.known, reading.word[at]
    before = reading.word[at - 1] if at and reading.joined[at] else ""
    after = reading.word[at + 2] if at + 2 < len(reading) and reading.joined[at + 2] else ""
    if not before or not after:
        return False
    bonds = bond(known, known.ids([before, word]), known.ids([word, after]))
    ends, begins = bool(bonds[0] >= _FIRM), bool(bonds[1] >= _FIRM)
    twice = known.triple(before, word, word) * begins + known.triple(word, word, after) * ends
    once = known.triple(before, word, after)
    return (twice > 0 and once < _ONCE_MORE * twice) or (ends and begins and not once)
