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
from pipeline.text.syllables import as_syllable

_LOOK = {"0": "o", "1": "il", "3": "e", "4": "a", "6": "b", "9": "g", "5": "s"}
_ALIKE = dict(zip("аеосрхуіѕјԁһԛԝАВЕКМНОРСТХІЅαοερντι", "aeocpxyisjdhqwABEKMHOPCTXISaoepvti", strict=True))
_FOREIGN = re.compile("[" + "".join(_ALIKE) + "]")
_SOLID = re.compile(r"[^\W_]+")
_FIGURE_WITHIN = re.compile(r"(?<![\w.,/-])[^\W\d_]+\d[^\W\d_]*(?![\w/-])")
_FIGURE_BETWEEN = re.compile(r"(?<=[^\W\d_]) (\d{1,2}) (?=[^\W\d_])")
_FIRM_PAIR, _OWN_WORD = 5.0, 4.0  # log2
_OFTEN, _SEEN = 300, 60
_BLANK_BEFORE = re.compile(r"(?<=[^\W\d_]|[%)”\"]) +([,;.!?])(?![.\d…!?])(?=\s|$|[^\W\d_])")
_TWICE = re.compile(r"(?<=[\w%)”\"])\s?([,;])\s*([,;])(?=\s|$)|(?<=[\w%)”\"])([,;])\.(?=\s|$)|(?<=[^\W\d_])\.,(?=\s)")
_GLUED_AFTER = re.compile(r"(?<=[^\W\d_]) ([.,;])(?=[^\W\d_])")


def find_signs(reading: Reading) -> list[Suspect]:
    """-> figures within words, letters of another alphabet, and punctuation that is doubled or stands apart."""
    return [*_other_letters(reading), *_figures_within(reading), *_figures_between(reading), *_punctuation(reading)]


def _other_letters(reading: Reading) -> Iterator[Suspect]:
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
    for hit in _FIGURE_WITHIN.finditer(reading.text):
        word = hit.group()
        body = word[1:]
        if len(word) < 3 or body != body.lower() or not word[-1].isalpha():
            continue
        at = next(i for i, c in enumerate(word) if c.isdigit())
        left_out = fold(word[:at] + word[at + 1 :])
        options = [*(word[:at] + letter + word[at + 1 :] for letter in _LOOK.get(word[at], "")), left_out]
        options = [o for o in map(fold, options) if as_syllable(o) is not None]
        options += [other for other, slips, _ in meant(left_out) if slips < 2]
        best = max(options, key=lambda o: _fits(reading, hit.start(), o), default="")
        if best and _fits(reading, hit.start(), best) >= _SEEN:
            written = best[:1].upper() + best[1:] if word[0].isupper() else best
            yield Suspect(hit.start(), hit.end(), written, "sign", to_say("proof.figure_within", found=word))


def _fits(reading: Reading, start: int, word: str) -> float:
    """-> how often the word stands beside the words next to a place in the text."""
    before = re.search(r"([^\W\d_]+) $", reading.text[max(0, start - 12) : start])
    after = re.match(r"\S+ ([^\W\d_]+)", reading.text[start : start + 24])
    pairs = [(fold(before[1]), word)] if before else []
    pairs += [(word, fold(after[1]))] if after else []
    return sum(reading.known.pair(a, b) for a, b in pairs)


def _figures_between(reading: Reading) -> Iterator[Suspect]:
    """ "dân 1 sự": the figure of a note or of a page between the two syllables of one word."""
    counted = {fold(word) for word in reading.rules.counted}
    for hit in _FIGURE_BETWEEN.finditer(reading.text):
        before = re.search(r"[^\W\d_]+$", reading.text[max(0, hit.start() - 12) : hit.start()])
        after = re.match(r"([^\W\d_]+)(?: ([^\W\d_]+))?", reading.text[hit.end() : hit.end() + 24])
        if not before or not after or not after.group(1).islower():
            continue
        one, other = fold(before.group()), fold(after.group(1))
        known = reading.known
        firm = float(bond(known, known.ids([one]), known.ids([other]))[0])
        share = known.pair(one, other) / max(min(known.count(one), known.count(other)), 1)
        if other in reading.rules.units or one in counted or not known.knows(one):
            continue
        if float(bond(known, known.ids([other]), known.ids([fold(after.group(2) or "")]))[0]) >= _OWN_WORD:
            continue  # "đạt 8 tiêu chí"
        if firm >= _FIRM_PAIR and known.pair(one, other) >= _OFTEN and share > 0.05:
            start, end = hit.start() - len(before.group()), hit.end() + len(after.group(1))
            words = f"{before.group()} {after.group(1)}"
            reason = to_say("proof.figure_between", figure=hit.group(1), right=words)
            yield Suspect(start, end, words, "sign", reason)


def _punctuation(reading: Reading) -> Iterator[Suspect]:
    text = reading.text
    for hit in _GLUED_AFTER.finditer(text):
        if not _is_address(text, hit.start()):
            mended = " " if hit.group(1) == "." and text[hit.end()].islower() else f"{hit.group(1)} "
            yield Suspect(*_shown(text, hit, mended, "proof.blank_misplaced"))
    for hit in _BLANK_BEFORE.finditer(text):
        if text[hit.end() : hit.end() + 1].isspace() or hit.end() == len(text):
            yield Suspect(*_shown(text, hit, hit.group(1), "proof.blank_before"))
    for hit in _TWICE.finditer(text):
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
