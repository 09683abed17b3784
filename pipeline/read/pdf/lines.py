"""Visual lines of a PDF page with their boxes, from pdfium: its own text where healthy, else rebuilt by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from pipeline.read.paragraph import tidy
from pipeline.read.pdf.chars import Box, Chars

_LINE_END = re.compile(r"[\r\n\x02\ufffe](?:(?<=\r)\n|(?<=[\x02\ufffe])\r\n)?")
_WORD = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
_AFTER_WORD = re.compile(r"(?<=[^\W_]|[”\"),;.:])\d")  # where a footnote's mark may stand
_LETTER = re.compile(r"[^\W_]")
_SOFT_HYPHENS = "\x02\ufffe"
_GAP, _LEVEL, _NARROWEST = 2.2, 0.9, 0.26  # of a box's height, which is 0.9 to 1.15 em


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
    lines: list[PdfLine] = []
    at = 0
    text = chars.text
    for end in _LINE_END.finditer(text):
        start, stop = end.span()
        if text[start] in _SOFT_HYPHENS:
            start += 1
        lines += _cut_line(chars, at, start)
        at = stop
    lines += _cut_line(chars, at, len(text))
    return lines


def _cut_line(chars: Chars, start: int, stop: int) -> list[PdfLine]:
    """One of pdfium's lines as one or more PdfLines."""
    box_of = chars.box
    spans = [word.span() for word in _WORD.finditer(chars.text, start, stop)]
    lines: list[PdfLine | None] = []
    heads: list[Box] = []  # the boxes of the first and of the last characters of words that make a line
    tails: list[Box] = []
    first = last = end = 0
    em = 0.0
    at, count = 0, len(spans)
    while at < count:
        if heads and at + 1 < count:  # two words at once, where no wide gap can lie before or between them
            further = spans[at + 1][0]
            if (box := box_of(further)) is not None and _near(heads[-1], box, further - last, em):
                both = (box, box)
                heads += both
                tails += both
                last, end = spans[at + 1]
                at += 2
                continue
        begin, after = spans[at]
        at += 1
        if (box := box_of(begin)) is None:
            continue
        em = em or max(box[3] - box[1], 4.0)
        if heads and not _near(heads[-1], box, begin - last, em):
            tails[-1] = box_of(end - 1) or heads[-1]
            if not _adjoins(tails[-1], box, em):
                lines.append(line_of(chars, first, end, heads, tails))
                heads, tails = [], []
        last, end = begin, after
        if not heads:
            first = begin
            tails.append(box_of(end - 1) or box)
        else:
            tails.append(box)
        heads.append(box)
    if heads:
        tails[-1] = box_of(end - 1) or heads[-1]
        lines.append(line_of(chars, first, end, heads, tails))
    return [line for line in lines if line is not None]


def _near(head: Box, box: Box, letters: int, em: float) -> bool:
    """Whether a character stands so near to one some ``letters`` before it that no wide gap has room between them, even
    were all of these as narrow as "i".
    """
    return 0 < box[0] - head[0] <= (_GAP + _NARROWEST * letters) * em and abs(box[3] - head[3]) <= _LEVEL * em


def _adjoins(before: Box, box: Box, em: float) -> bool:
    """Whether a word that begins in ``box`` follows one that ends in ``before``, on one line without a wide gap."""
    return box[0] - before[2] <= _GAP * em and box[2] >= before[0] - em and abs(box[3] - before[3]) <= _LEVEL * em


def line_of(
    chars: Chars, start: int, stop: int, heads: Sequence[Box], tails: Sequence[Box], only: Sequence[int] | None = None
) -> PdfLine | None:
    """The line of the characters from ``start`` to ``stop``, or of ``only`` some of these.

    ``heads`` and ``tails`` are the boxes of the first and of the last character of each word; within the line the box
    of another one near them may stand for these.
    """
    text = chars.text
    kept = text[start:stop]
    note, pointed = None, ""
    if _DIGIT.search(kept) and (marks := _note_marks(chars, start, stop, heads, only)):
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
    lefts, tops, rights, bottoms = zip(*heads, *tails, strict=True)
    heights = sorted(map(sub, bottoms, tops))
    return PdfLine(
        line,
        min(lefts),
        min(tops),
        max(rights),
        max(bottoms),
        heights[len(heights) // 2],
        bold,
        italic,
        note=note,
        marks=pointed,
        head=tails[0][2] - heads[0][0],
    )


def _note_marks(
    chars: Chars, start: int, stop: int, heads: Sequence[Box], only: Sequence[int] | None = None
) -> set[int]:
    """Characters that are marks of footnotes: small raised figures right after a word, or at the head of a line."""
    text = chars.text
    figures = [m.start() for m in _AFTER_WORD.finditer(text, start, stop)]
    if text[start].isdecimal():
        figures.append(start)
    if only is not None:
        figures = sorted(set(figures).intersection(only))
    if not figures:
        return set()
    feet = sorted([box[3] for box in heads])
    foot = feet[len(feet) // 2]
    raised = [i for i in figures if (box := chars.box(i)) is not None and box[3] < foot - 1.5]
    if not raised:
        return set()
    body = next((i for i in range(start, stop) if text[i].isalpha()), None)
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
