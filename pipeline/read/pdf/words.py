"""The words of a PDF page, all at once: where they begin and end, where they stand, which of them make a line.

pdfium breaks a page's text into lines; a line is cut where a gap wider than any word space stands in it, since there
are columns on both sides. The boxes of the first letters tell nearly always that no such gap has room.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.read.pdf.chars import Chars, Numbers, Places

SOFT_HYPHENS = "\x02\ufffe"
_GAP, _LEVEL, _NARROWEST = 2.2, 0.9, 0.26  # of a box's height, which is 0.9 to 1.15 em
_LEAST = 4.0
_X0, _TOP, _X1, _BOTTOM = range(4)
Marked = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page that have a box: place of the first character and of the one behind the last, the number of
    pdfium's line, the boxes of the first and of the last character.

    ``tails`` are true where a line may end and for its first word; else the box of the first letter stands for the
    last one's.
    """

    begins: Places
    ends: Places
    rows: Places
    heads: Numbers
    tails: Numbers


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that make one line: the places of its characters, its box, the usual height of a letter, the usual foot of
    one, and how wide its first word is.
    """

    start: int
    stop: int
    box: tuple[float, float, float, float]
    size: float
    foot: float
    head: float


@lru_cache(maxsize=1)
def _blanks() -> Marked:
    return np.fromiter((chr(code).isspace() for code in range(0x10000)), bool, 0x10000)


def pieces(chars: Chars) -> list[Piece]:
    """-> the lines of a page as pdfium breaks them, each cut where a wide gap stands in it."""
    begins, ends, rows = _spans(chars.text)
    heads = chars.boxes(begins)
    boxed = ~np.isnan(heads[:, 0])
    if not boxed.all():
        begins, ends, rows, heads = begins[boxed], ends[boxed], rows[boxed], heads[boxed]
    if not len(begins):
        return []
    words = Words(begins, ends, rows, heads, heads.copy())
    firsts = _firsts(chars, words)
    lasts = np.append(firsts[1:], len(begins)) - 1
    _see_tails(chars, words, np.concatenate((firsts, lasts)))
    return _made(words, firsts, lasts)


def _codes(text: str) -> tuple[NDArray[np.uint32], Marked]:
    """-> the code of each character, and which of them are blanks."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, _blanks()[np.minimum(codes, 0xFFFF)]


def inked(text: str) -> Places:
    """-> the places of the characters that are no blanks."""
    return np.flatnonzero(~_codes(text)[1])


def _spans(text: str) -> tuple[Places, Places, Places]:
    """-> where words begin and end, and on which of pdfium's lines; a soft hyphen ends a word and its line."""
    codes, blank = _codes(text)
    soft = (codes == ord(SOFT_HYPHENS[0])) | (codes == ord(SOFT_HYPHENS[1]))
    edge = np.ones(1, bool)
    begins = np.flatnonzero(~blank & np.concatenate((edge, (blank | soft)[:-1])))
    ends = np.flatnonzero(~blank & (soft | np.concatenate((blank[1:], edge)))) + 1
    breaks = np.cumsum(soft | (codes == ord("\r")) | (codes == ord("\n")))
    return begins, ends, np.concatenate((breaks[:1] * 0, breaks[:-1]))[begins]


def _firsts(chars: Chars, words: Words) -> Places:
    """-> the words that begin a line: those at pdfium's breaks and those behind a wide gap."""
    heads, tails, rows = words.heads, words.tails, words.rows
    fresh = np.flatnonzero(np.diff(rows)) + 1
    opens = np.zeros(len(rows), bool)
    opens[0] = opens[fresh] = True
    height = heads[:, _BOTTOM] - heads[:, _TOP]
    em = np.maximum(height[opens], _LEAST)[np.cumsum(opens) - 1][1:]
    letters = np.diff(words.begins)
    step = np.diff(heads[:, _X0])
    level = np.abs(np.diff(heads[:, _BOTTOM])) <= _LEVEL * em
    near = (step > 0) & (step <= (_GAP + _NARROWEST * letters) * em) & level
    doubted = np.flatnonzero(~near & ~opens[1:])
    if len(doubted):
        _see_tails(chars, words, doubted)
        after, before, em = heads[doubted + 1], tails[doubted], em[doubted]
        adjoins = (after[:, _X0] - before[:, _X1] <= _GAP * em) & (after[:, _X1] >= before[:, _X0] - em)
        adjoins &= np.abs(after[:, _BOTTOM] - before[:, _BOTTOM]) <= _LEVEL * em
        opens[doubted[~adjoins] + 1] = True
    return np.flatnonzero(opens)


def _see_tails(chars: Chars, words: Words, which: Places) -> None:
    """Look where these words end; where the last character has no box, that of the first stays."""
    seen = chars.boxes(words.ends[which] - 1)
    boxed = ~np.isnan(seen[:, 0])
    words.tails[which[boxed]] = seen[boxed]


def _made(words: Words, firsts: Places, lasts: Places) -> list[Piece]:
    """-> the lines of the words from each of ``firsts`` to the one of ``lasts``."""
    heads, tails = words.heads, words.tails
    low = np.minimum.reduceat(np.minimum(heads, tails), firsts).tolist()
    high = np.maximum.reduceat(np.maximum(heads, tails), firsts).tolist()
    size = _middles(heads[:, _BOTTOM] - heads[:, _TOP], firsts)
    foot = _middles(heads[:, _BOTTOM], firsts)
    head = (tails[firsts, _X1] - heads[firsts, _X0]).tolist()
    starts, stops = words.begins[firsts].tolist(), words.ends[lasts].tolist()
    return [
        Piece(start, stop, (a[_X0], a[_TOP], b[_X1], b[_BOTTOM]), size, foot, head)
        for start, stop, a, b, size, foot, head in zip(starts, stops, low, high, size, foot, head, strict=True)
    ]


def _middles(values: Numbers, firsts: Places) -> list[float]:
    """-> of the values of each line's words the one in the middle."""
    counts = np.diff(np.append(firsts, len(values)))
    ordered = np.lexsort((values, np.repeat(np.arange(len(firsts)), counts)))
    middles: list[float] = values[ordered[firsts + counts // 2]].tolist()
    return middles
