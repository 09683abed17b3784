"""PDF fonts whose letters have no Unicode (or a wrong one): each glyph's letter is learnt from OCR by majority.

Such a text layer is a cipher, one letter for another, the same throughout a font. OCR reads most letters of most words
rightly; laid over the glyphs, word by word, its votes tell every glyph's letter, and the glyphs then give the text
without OCR's scattered mistakes.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.read.pdf.chars import Box, Chars
from pipeline.read.pdf.ocr import OcrWord
from pipeline.text.fold import bare

_SURE = 60.0
_AGREED = 4
_BLOCKS = (range(0x21, 0x7F), range(0x1EA0, 0x1EFA))
_BAND = 8.0
UNKNOWN = "\ufffd"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn letter: its place among the page's characters, its font, the code that the file gives it, its box."""

    place: int
    font: str
    code: str
    box: Box


@dataclass(frozen=True, slots=True)
class Cipher:
    """A page whose text layer is not to be trusted, and the letters drawn on it."""

    chars: Chars
    glyphs: tuple[Glyph, ...]


def cipher_of(chars: Chars) -> Cipher:
    """-> the page's drawn letters; what leaves no ink is a blank."""
    import pypdfium2.raw as pdfium_c

    name = ctypes.create_string_buffer(160)
    flags = ctypes.c_int()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw = chars.textpage.raw
    glyphs = []
    text = list(chars.text)
    for i, code in enumerate(chars.text):
        box = chars.box(i)
        inked = pdfium_c.FPDFText_GetCharBox(raw, i, left, right, bottom, top) and right.value - left.value > 0.01
        if box is None or code == " " or pdfium_c.FPDFText_IsGenerated(raw, i) == 1 or not inked:
            text[i] = " "
            continue
        pdfium_c.FPDFText_GetFontInfo(raw, i, name, 160, flags)
        glyphs.append(Glyph(i, name.value.decode("ascii", "replace"), code, box))
    return Cipher(replace(chars, text="".join(text)), tuple(glyphs))


def _pairs(glyphs: Sequence[Glyph], words: Iterable[OcrWord]) -> Iterator[tuple[OcrWord, list[Glyph]]]:
    """Words of OCR with the glyphs drawn in their boxes, where both have as many letters."""
    bands: dict[int, list[Glyph]] = {}
    for g in glyphs:
        bands.setdefault(int((g.box[1] + g.box[3]) / 2 // _BAND), []).append(g)
    for word in words:
        x0, top, x1, bottom = word.box
        near = (g for b in range(int(top // _BAND) - 1, int(bottom // _BAND) + 2) for g in bands.get(b, ()))
        inside = sorted(
            (
                g
                for g in near
                if x0 - 1 < (g.box[0] + g.box[2]) / 2 < x1 + 1 and top - 1.5 < (g.box[1] + g.box[3]) / 2 < bottom + 1.5
            ),
            key=lambda g: g.box[0],
        )
        if len(inside) == len(word.text):
            yield word, inside


def learn(pages: Iterable[tuple[Cipher, Sequence[OcrWord]]]) -> dict[Key, str]:
    """-> the letter of each glyph, by the votes of the words that OCR read in the same place with as many letters."""
    votes: dict[Key, Counter[str]] = {}
    for cipher, words in pages:
        for word, inside in _pairs(cipher.glyphs, (w for w in words if w.confidence >= _SURE)):
            for g, letter in zip(inside, word.text, strict=True):
                votes.setdefault((g.font, g.code), Counter())[letter] += 1
    return _in_order(votes)


def _in_order(votes: dict[Key, Counter[str]]) -> dict[Key, str]:
    """Letters by majority, and by the order of glyphs: fonts number the letters of a block of Unicode one by one, so
    where several glyphs agree on the distance of code and letter, it holds for all of the block.
    """
    letters = {key: counted.most_common(1)[0][0] for key, counted in votes.items()}
    distances: dict[tuple[str, range], Counter[int]] = {}
    for (font, code), letter in letters.items():
        for block in _BLOCKS:
            if ord(letter) in block:
                distances.setdefault((font, block), Counter())[ord(letter) - ord(code)] += 1
    for (font, block), counted in distances.items():
        distance, agreed = counted.most_common(1)[0]
        if agreed < _AGREED or agreed < 0.5 * sum(counted.values()):
            continue
        for code in (chr(place - distance) for place in block if 0 < place - distance < 0xD800):
            letter = chr(ord(code) + distance)
            counted_here = votes.get((font, code), Counter())
            most = counted_here.most_common(1)
            if counted_here.total() < 3:
                letters[font, code] = letter
            elif bare(most[0][0]) == bare(letter):
                # the same letter with other marks: OCR loses marks more often than it finds them
                lost = ord(most[0][0]) not in block
                if lost or most[0][1] < 0.7 * counted_here.total():
                    letters[font, code] = letter
    return letters


def deciphered(cipher: Cipher, letters: dict[Key, str], words: Sequence[OcrWord]) -> Chars:
    """-> the page's characters in letters. A glyph that no vote told takes what OCR read in its place."""
    text = list(cipher.chars.text)
    unknown = set()
    for g in cipher.glyphs:
        letter = letters.get((g.font, g.code))
        text[g.place] = letter or UNKNOWN
        if letter is None:
            unknown.add(g.place)
    if unknown:
        for word, inside in _pairs(cipher.glyphs, words):
            for g, letter in zip(inside, word.text, strict=True):
                if g.place in unknown:
                    text[g.place] = letter
    return replace(cipher.chars, text="".join(text))
