"""Visual lines of a PDF page with their boxes, from pdfium: its own text where healthy, else rebuilt by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

import numpy as np

from pipeline.read.paragraph import tidy
from pipeline.read.pdf.chars import Box, Chars
from pipeline.read.pdf.words import Piece, pieces
from pipeline.text.patterns import compiled

_AFTER_WORD = compiled(r"(?<=[^\W_]|[”\"),;.:])\d")  # where a footnote's mark may stand
_LETTER = compiled(r"[^\W_]")
_RAISED = 1.5  # points


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A visual line, or the part of it in one column: box in points from the page's top left, ``size`` its height.

    ``note`` is the number of the footnote that the line begins with. ``marks`` holds those of
    the notes that it points to, which are left out of ``text``. ``head`` is the width of its first word.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    confidence: float | None = None
    note: str | None = None
    marks: str = ""
    head: float = 0.0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def fast_lines(chars: Chars) -> list[PdfLine]:
    """Lines as pdfium breaks them, each cut where a gap wider than any word space stands in it."""
    found = pieces(chars)
    raised = _raised(chars, found)
    lines = (_line(chars, piece, raised.get(at, ())) for at, piece in enumerate(found))
    return [line for line in lines if line is not None]


def line_of(chars: Chars, places: Sequence[int], boxes: Sequence[Box]) -> PdfLine | None:
    """-> the line of some characters, given in the order of the text, each with its box."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    heights, feet = sorted(map(sub, bottoms, tops)), sorted(bottoms)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    middle = len(boxes) // 2
    start, stop, head = places[0], places[-1] + 1, rights[0] - lefts[0]
    piece = Piece(start, stop, box, heights[middle], feet[middle], head)
    own = set(places)
    figures = [i for i in _figures(chars.text, start, stop, [start]) if i in own]
    return _line(chars, piece, [i for i in figures if (b := chars.box(i)) and b[3] < piece.foot - _RAISED])


def _line(chars: Chars, piece: Piece, raised: Sequence[int]) -> PdfLine | None:
    """The line of a piece of the text, in which some figures are raised; None where no word is in it."""
    text, start, stop = chars.text, piece.start, piece.stop
    kept = text[start:stop]
    note, pointed = None, ""
    if raised and (marks := _note_marks(chars, start, stop, raised)):
        lead = {i for i in marks if i - start < len(marks) and set(range(start, i)) <= marks}
        note = "".join(text[i] for i in sorted(lead)) or None
        pointed = " ".join(_groups(text, sorted(marks - lead)))
        kept = "".join(text[i] for i in range(start, stop) if i not in marks)
    line = tidy(kept.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-"))
    if not line:
        return None
    letter = _LETTER.search(text, start, stop)
    bold, italic = chars.style(letter.start() if letter else start)
    if bold or italic:
        letters = [i for i, c in enumerate(text[start:stop], start) if c.isalnum()] or [start]
        bold, italic = chars.weight_and_slant(letters[:: len(letters) // 5 + 1])
    return PdfLine(line, *piece.box, piece.size, bold, italic, note=note, marks=pointed, head=piece.head)


def _raised(chars: Chars, found: Sequence[Piece]) -> dict[int, list[int]]:
    """-> the raised figures of a page that may be marks of notes, by the number of their line."""
    if not found:
        return {}
    starts = [piece.start for piece in found]
    figures = np.array(_figures(chars.text, starts[0], found[-1].stop, starts), np.intp)
    lines = np.searchsorted(starts, figures, "right") - 1
    high = chars.boxes(figures)[:, 3] < np.array([piece.foot - _RAISED for piece in found])[lines]
    raised: dict[int, list[int]] = {}
    for at, i in zip(lines[high].tolist(), figures[high].tolist(), strict=True):
        if i < found[at].stop:
            raised.setdefault(at, []).append(i)
    return raised


def _figures(text: str, start: int, stop: int, heads: Sequence[int]) -> list[int]:
    """-> where marks of notes may stand: figures right behind a word, or at the head of a line."""
    figures = [m.start() for m in _AFTER_WORD.finditer(text, start, stop)]
    return figures + [i for i in heads if text[i].isdecimal()]


def _note_marks(chars: Chars, start: int, stop: int, raised: Sequence[int]) -> set[int]:
    """Those of the raised figures of a line that are set smaller than its words."""
    body = next((i for i in range(start, stop) if chars.text[i].isalpha()), None)
    return {i for i in raised if body is not None and chars.font_size(i) < 0.85 * chars.font_size(body)}


def _groups(text: str, places: list[int]) -> list[str]:
    """Neighbouring characters as words."""
    found: list[str] = []
    before = None
    for i in places:
        if before is not None and i == before + 1:
            found[-1] += text[i]
        else:
            found.append(text[i])
        before = i
    return found
