"""Tone marks placed in two ways ("hoà", "hòa") in one word of one document. Either is right; both are not."""

from __future__ import annotations

from collections import Counter, defaultdict

from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.saying import to_say


def find_tones(reading: Reading) -> list[Suspect]:
    """-> the places of the rarer way where the same syllable stands beside the same neighbour in both ways."""
    ways: dict[tuple[str, str, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    two_ways = set(filter(_has_two_ways, {*reading.word}))
    for at, word in enumerate(reading.word):
        if word not in two_ways or reading.quiet[at] or reading.shouted[at]:
            continue
        written = reading.raw[at].lower()
        if at and reading.joined[at]:
            ways[reading.word[at - 1], word, -1][written].append(at)
        if at + 1 < len(reading) and reading.joined[at + 1]:
            ways[word, reading.word[at + 1], 1][written].append(at)
    both = [spelled for spelled in ways.values() if len(spelled) == 2]
    usual = Counter(raw.lower() for raw in reading.raw if both)
    rarer: dict[int, str] = {}
    for spelled in both:
        often, seldom = sorted(spelled, key=lambda written: (-usual[written], written))
        rarer |= dict.fromkeys(spelled[seldom], often)
    return [_suspect(reading, at, right) for at, right in sorted(rarer.items())]


def _suspect(reading: Reading, at: int, right: str) -> Suspect:
    reason = to_say("proof.tone_place", found=reading.raw[at].lower(), right=right)
    return Suspect(reading.start[at], reading.end[at], reading.like(at, right), "tone_place", reason, safe=True)


def _has_two_ways(folded: str) -> bool:
    """Whether it is an open syllable of "oa", "oe", "uy" with a tone: ``fold`` has put the tone on the first vowel."""
    return len(folded) > 1 and not folded.startswith("qu") and folded[-1] in "aey" and folded[-2] in "òỏõóọùủũúụ"
