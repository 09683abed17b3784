"""What a typist meant: the syllables whose keystrokes lie a slip away.

A syllable is written as the keys that type it, as in Telex or VNI: its letters, each mark of a letter behind it, the
tone last. A wrong tone, a lost mark, d for đ, a neighbouring, swapped or dropped letter are then one key each.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from pipeline.knowledge.lexicon import typed
from pipeline.text.fold import bare
from pipeline.text.syllables import as_syllable

_TONE_KEYS = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_MARK_KEYS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}  # â ê ô, ơ ư, ă
_MISREAD = {"ǜ": "ũ"}  # what fonts of old encodings leave behind
_LETTERS = "abcdeghiklmnopqrstuvxy"
_BESIDE = {  # keys that lie beside each other, letters of Vietnamese alone
    "a": "qsx", "b": "vghn", "c": "xdv", "d": "ersxc", "e": "rds", "g": "tyhbv", "h": "gyunb", "i": "uok", "k": "ilo",
    "l": "ko", "m": "n", "n": "bhm", "o": "ipkl", "p": "o", "q": "a", "r": "etd", "s": "aedx", "t": "ryg", "u": "yih",
    "v": "cbg", "x": "sdca", "y": "tugh",
}  # fmt: skip
_MARKS = "6789"
_STRUCK = (*_LETTERS, *_MARKS, "a6", "a8", "e6", "o6", "o7", "u7", "d9")
_TONES = ("", *"12345")
# onsets and endings that ears, dialects and schoolbooks take for each other
_ONSETS = (("tr", "ch"), ("d9", "d"), ("gi", "d"), ("r", "gi"), ("gh", "g"), ("ngh", "ng"), ("k", "c"), ("l", "n"))
_ENDINGS = (("c", "t"), ("ng", "n"), ("nh", "n"), ("ch", "t"), ("y", "i"), ("u", "o"))


@lru_cache(maxsize=16384)
def keys(word: str) -> str:
    """-> the keys that type a folded word, its tone last; "ươ", "uơ" and "ưo" are typed alike."""
    letters: list[str] = []
    tone = ""
    for misread, letter in _MISREAD.items():
        word = word.replace(misread, letter)
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONE_KEYS:
            tone += _TONE_KEYS[letter]
        else:
            letters.append(_MARK_KEYS.get(letter, "d9" if letter == "đ" else letter))
    return "".join(letters).replace("u7o7", "uo7").replace("u7o", "uo7") + tone


@lru_cache(maxsize=8192)
def meant(word: str) -> tuple[tuple[str, int, bool], ...]:
    """-> the syllables that ``word`` (folded) may be a slip of, by how many slips (0, 1 or 2), whether of marks alone.

    Two slips are marks alone ("nuoc" for "nước"); none is another way to type the same keys ("nưoc").
    """
    syllable_of = typed()
    own = keys(word)
    found: dict[str, int] = {}
    one_off = chain(_one_off(own), _swapped(word), _dropped(own) if as_syllable(word) is None else ())
    for slips, codes in enumerate(((own,), one_off, _two_off(own))):
        for code in codes:
            other = syllable_of.get(code)
            if other is not None and other != word:
                found.setdefault(other, slips)
    plain = bare(word)
    return tuple((other, slips, bare(other) == plain) for other, slips in sorted(found.items()))


def _body(code: str) -> tuple[str, str]:
    body = code.rstrip("".join(_TONES))
    return body, code[len(body) :]


def _one_off(code: str) -> Iterator[str]:
    body, tone = _body(code)
    yield from (body + other for other in _TONES)
    for at in range(len(body) + 1):
        before, after = body[:at], body[at:]
        yield from (before + letter + after + tone for letter in _STRUCK)
        if after:
            yield before + after[1:] + tone
            if after[1:2] in _MARKS:
                yield before + after[2:] + tone
            near = _MARKS if after[0] in _MARKS else _BESIDE.get(after[0], "")
            yield from (before + letter + after[1:] + tone for letter in near)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:] + tone
    for one, other in (*_ONSETS, *((b, a) for a, b in _ONSETS)):
        if body.startswith(one):
            yield other + body[len(one) :] + tone
    for one, other in (*_ENDINGS, *((b, a) for a, b in _ENDINGS)):
        if body.endswith(one):
            yield body[: -len(one)] + other + tone


def _swapped(word: str) -> Iterator[str]:
    """Letters that changed places with their marks ("dnâ" for "dân")."""
    yield from (keys(word[:at] + word[at + 1] + word[at] + word[at + 2 :]) for at in range(len(word) - 1))


def _dropped(code: str) -> Iterator[str]:
    """A vowel that fell out with its mark and tone ("bit" for "biệt", "thc" for "thực")."""
    body, tone = _body(code)
    if not tone:
        vowels = (letter for letter in _STRUCK if letter[0] in "aeiouy")
        yield from (body[:at] + v + body[at:] + t for v in vowels for at in range(len(body) + 1) for t in _TONES)


def _two_off(code: str) -> Iterator[str]:
    body, _ = _body(code)
    for at in range(len(body) + 1):
        bodies = [body[:at] + mark + body[at:] for mark in _MARKS]
        if at < len(body) and body[at] in _MARKS:
            bodies += [body[:at] + mark + body[at + 1 :] for mark in ("", *_MARKS)]
        yield from (one + tone for one in bodies for tone in _TONES)
