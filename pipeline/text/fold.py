"""Folded comparison: the one place where "the same words" is decided.

Both functions keep the length of canonical (NFC) text, so an offset found in the folded text is an offset of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.text.patterns import compiled

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_LOOKALIKES = {  # lower case; replaced one after the other, which costs a tenth of str.translate
    "ð": "đ",
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}


def _old_to_new() -> dict[str, str]:
    """Syllable ends with the tone on the first vowel (hòa, khỏe, thủy), keyed by the same with it on the second."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            on_second = unicodedata.normalize("NFC", first + second + tone)
            on_first = unicodedata.normalize("NFC", first + tone + second)
            pairs[on_second] = on_first
    return pairs


_PLACEMENT = _old_to_new()
# "quý", "hoàn", "toán" bear it on the second vowel in both schools: only an open syllable without q- has two forms
_SECOND_VOWEL = compiled(rf"[ou][{''.join(sorted({pair[1] for pair in _PLACEMENT}))}](?<!q..)(?![^\W\d_])")
_ANY_LOOKALIKE = compiled(f"[{''.join(_LOOKALIKES)}]")


def fold(text: str) -> str:
    """Lower case, tone marks in one placement (``hoà`` = ``hòa``), look-alike letters, dashes and quotes unified.

    ``len(fold(t)) == len(t)`` for canonical text.
    """
    if len(text) <= _SHORT:
        return _short_fold(text)
    return _remembered_fold(text) if len(text) > _LONG else _fold(text)


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):  # a few foreign capitals grow when lowered
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


def _fold(text: str) -> str:
    lowered = _lowered(text)
    if lowered.isascii():
        return lowered
    if _ANY_LOOKALIKE.search(lowered):
        for lookalike, plain in _LOOKALIKES.items():
            lowered = lowered.replace(lookalike, plain)
    return _SECOND_VOWEL.sub(_placed, lowered)


def _placed(pair: re.Match[str]) -> str:
    return _PLACEMENT.get(pair.group(), pair.group())


class _BareLetters(dict[str, str]):
    """Letters without their marks, each worked out when it is first met."""

    def __missing__(self, letter: str) -> str:
        seen = _LOOKALIKES.get(letter, letter)
        plain = "".join(c for c in unicodedata.normalize("NFD", seen) if not unicodedata.combining(c))
        plain = plain if len(plain) == 1 else seen
        if len(self) < _MOST_LETTERS:
            self[letter] = plain
        return plain


_MOST_LETTERS = 4096
_BARE_LETTERS = _BareLetters({"đ": "d", "ð": "d"})


def bare(text: str) -> str:
    """``fold`` without any diacritics (``hưởng`` = ``hướng`` = ``huong``): the net for slips; same length."""
    if len(text) <= _SHORT:
        return _short_bare(text)
    return _remembered_bare(text) if len(text) > _LONG else _bare(text)


def _bare(text: str) -> str:
    lowered = _lowered(text)  # where a tone mark is placed says nothing once there are none
    return lowered if lowered.isascii() else "".join(map(_BARE_LETTERS.__getitem__, lowered))


# documents are folded by one extractor after the other, names and phrases again and again: the last ones are remembered
_LONG = 2000
_SHORT = 160
_short_fold = lru_cache(maxsize=4096)(_fold)
_short_bare = lru_cache(maxsize=4096)(_bare)
_remembered_fold = lru_cache(maxsize=4)(_fold)
_remembered_bare = lru_cache(maxsize=4)(_bare)
