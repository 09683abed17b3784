"""Signs where none belong: figures and letters of another alphabet within words, stray punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import SlipKind
from pipeline.proof.keys import meant
from pipeline.proof.likelihood import bond
from pipeline.proof.reading import Reading
from pipeline.proof.suspects import Suspect
from pipeline.saying import Said, to_say
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.syllables import as_syllable

_LOOK = {"0": "o", "1": "il", "3": "e", "4": "a", "6": "b", "9": "g", "5": "s"}
_ALIKE = dict(zip("аеосрхуіѕјԁһԛԝАВЕКМНОРСТХІЅαοερντι", "aeocpxyisjdhqwABEKMHOPCTXISaoepvti", strict=True))
_FOREIGN = compiled("[" + "".join(_ALIKE) + "]")
_SOLID = compiled(r"[^\W_]+")
_FIGURE_WITHIN = compiled(r"(?<![\w.,/-])[^\W\d_]+\d[^\W\d_]*(?![\w/-])")
_FIGURE_BETWEEN = compiled(r" (\d{1,2}) (?=[^\W\d_])")  # … behind a word, which is looked for only there
_WORD_BEFORE = compiled(r"(?<![^\W\d_])[^\W\d_]{1,9}$")
_NEXT_TWO = compiled(r"([^\W\d_]+)(?: ([^\W\d_]+))?")
_FIRM_PAIR, _OWN_WORD = 5.0, 4.0  # log2
_OFTEN, _SEEN = 300, 60
_BEFORE, _AFTER = compiled(r"([^\W\d_]+) $"), compiled(r" ([^\W\d_]+)")
_LONGEST = 10
# each begins with its blank, which is found at once, and looks back from there
_BLANK_BEFORE = compiled(r" (?<=[^\W\d_] |[%)”\"] ) *([,;.!?])(?![.\d…!?])(?=\s|$|[^\W\d_])")
_GLUED_AFTER = compiled(r" (?<=[^\W\d_] )([.,;])(?=[^\W\d_])")
_TWO_SIGNS = compiled(r"[,;](?:\s*[,;]|\.)|\.,")
_TWICE = compiled(r"(?<=[\w%)”\"])\s?([,;])\s*([,;])(?=\s|$)|(?<=[\w%)”\"])([,;])\.(?=\s|$)|(?<=[^\W\d_])\.,(?=\s)")


def find_signs(reading: Reading) -> list[Suspect]:
    """-> figures within words, letters of another alphabet, and punctuation that is doubled or stands apart."""
    return [*_other_letters(reading), *_figures_within(reading), *_figures_between(reading), *_punctuation(reading)]


def _other_letters(reading: Reading) -> Iterator[Suspect]:
    if not _FOREIGN.search(reading.text):
        return
    for hit in _SOLID.finditer(reading.text):
        word = hit.group()
        if not _FOREIGN.search(word) or all(c in _ALIKE or not c.isalpha() for c in word):
            continue
        mended = "".join(_ALIKE.get(c, c) for c in word)
        if as_syllable(fold(mended)) is not None:
            reason = to_say("proof.other_alphabet", found=word)
            yield Suspect(hit.start(), hit.end(), mended, "sign", reason, safe=True)


def _figures_within(reading: Reading) -> Iterator[Suspect]:
    """ "thực h1ện": a figure that looks like the letter it stands for, in a word of small letters."""
    decided: dict[tuple[str, str, str], str] = {}
    for hit in _FIGURE_WITHIN.finditer(reading.text):
        word = hit.group()
        if not 2 < len(word) < _LONGEST or word[1:] != word[1:].lower() or not word[-1].isalpha():
            continue
        before = _BEFORE.search(reading.text, max(0, hit.start() - 12), hit.start())
        after = _AFTER.match(reading.text, hit.end(), hit.end() + 12)
        place = (before.group(1) if before else "", word, after.group(1) if after else "")
        if place not in decided:
            decided[place] = _without_figure(reading, *map(fold, place))
        best = decided[place]
        if best:
            written = best[:1].upper() + best[1:] if word[0].isupper() else best
            yield Suspect(hit.start(), hit.end(), written, "sign", to_say("proof.figure_within", found=word))


def _without_figure(reading: Reading, before: str, word: str, after: str) -> str:
    """-> the syllable that stands most often between two others, of those that the word may be; "" where none does."""
    at = next(i for i, c in enumerate(word) if c.isdigit())
    left_out = word[:at] + word[at + 1 :]
    options = [*(word[:at] + letter + word[at + 1 :] for letter in _LOOK.get(word[at], "")), left_out]
    options = [option for option in options if as_syllable(option) is not None]
    options += [other for other, slips, _ in meant(left_out) if slips < 2]
    if not options:
        return ""
    known, ids = reading.known, reading.known.ids(options)
    beside = known.pairs(known.ids([before] * len(options)), ids) + known.pairs(ids, known.ids([after] * len(options)))
    best = int(beside.argmax())
    return options[best] if beside[best] >= _SEEN else ""


def _figures_between(reading: Reading) -> Iterator[Suspect]:
    """ "dân 1 sự": the figure of a note or of a page between the two syllables of one word."""
    counted = {fold(word) for word in reading.rules.counted} | set(reading.rules.units)
    decided: dict[tuple[str, str, str], bool] = {}
    for hit in _FIGURE_BETWEEN.finditer(reading.text):
        word = _WORD_BEFORE.search(reading.text[max(0, hit.start() - 10) : hit.start()])
        after = _NEXT_TWO.match(reading.text, hit.end(), hit.end() + 24)
        if not word or not after or not after.group(1).islower():
            continue
        before = word.group()
        place = (fold(before), fold(after.group(1)), fold(after.group(2) or ""))
        if not counted.isdisjoint(place[:2]):
            continue
        if place not in decided:
            decided[place] = _is_one_word(reading, *place)
        if decided[place]:
            words = f"{before} {after.group(1)}"
            reason = to_say("proof.figure_between", figure=hit.group(1), right=words)
            yield Suspect(hit.start() - len(before), hit.end() + len(after.group(1)), words, "sign", reason)


def _is_one_word(reading: Reading, one: str, other: str, following: str) -> bool:
    """Whether two syllables are a word by themselves, and the second not one with what follows ("đạt 8 tiêu chí")."""
    known = reading.known
    firm, ahead = bond(known, known.ids([one, other]), known.ids([other, following])).tolist()
    together = known.pair(one, other)
    share = together / max(min(known.count(one), known.count(other)), 1)
    return bool(known.knows(one) and firm >= _FIRM_PAIR and ahead < _OWN_WORD and together >= _OFTEN and share > 0.05)


def _punctuation(reading: Reading) -> Iterator[Suspect]:
    text = reading.text
    for hit in _GLUED_AFTER.finditer(text):
        if not _is_address(text, hit.start()):
            mended = " " if hit.group(1) == "." and text[hit.end()].islower() else f"{hit.group(1)} "
            yield Suspect(*_shown(text, hit, mended, "proof.blank_misplaced"))
    for hit in _BLANK_BEFORE.finditer(text):
        if text[hit.end() : hit.end() + 1].isspace() or hit.end() == len(text):
            yield Suspect(*_shown(text, hit, hit.group(1), "proof.blank_before"))
    for hit in _TWICE.finditer(text) if _TWO_SIGNS.search(text) else ():
        first = hit.group(1) or hit.group(3) or "."
        kept = ";" if ";" in hit.group() else first
        yield Suspect(*_shown(text, hit, kept, "proof.sign_twice"))


def _shown(text: str, hit: re.Match[str], mended: str, key: str) -> tuple[int, int, str, SlipKind, Said, bool]:
    """The sign with the words around it, so that a reader finds the place."""
    before = re.search(r"\S{1,12}$", text[max(0, hit.start() - 12) : hit.start()])
    after = re.match(r"[^\W\d_]{1,12}", text[hit.end() : hit.end() + 12])
    start = hit.start() - len(before.group()) if before else hit.start()
    end = hit.end() + (len(after.group()) if after else 0)
    reading = text[start : hit.start()] + mended + text[hit.end() : end]
    return start, end, reading, "sign", to_say(key, sign=hit.group().strip() or hit.group()), True


def _is_address(text: str, at: int) -> bool:
    return bool(re.search(r"(?:www|http|@)\S*$", text[max(0, at - 40) : at]))
