"""Visual lines of a PDF page with their boxes, from pdfium: its own text where healthy, else rebuilt by place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.paragraph import tidy
from pipeline.read.pdf_chars import Box, Chars

_LINE_END = re.compile(r"\r\n|\r|\n|[\x02\ufffe](?:\r\n)?")
_WORD = re.compile(r"\S+")
_HAS_DIGIT = re.compile(r"\d")
_SOFT_HYPHENS = "\x02\ufffe"
_GAP, _LEVEL, _NARROWEST = 2.2, 0.9, 0.26  # of a box's height, which is 0.9 to 1.15 em
Word = tuple[int, int, Box, Box]  # first character, one past the last, and the boxes of both


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
        stop = end.start() + (text[end.start()] in _SOFT_HYPHENS)
        lines += _cut_line(chars, at, stop)
        at = end.end()
    lines += _cut_line(chars, at, len(text))
    return lines


def _cut_line(chars: Chars, start: int, stop: int) -> list[PdfLine]:
    """One of pdfium's lines as one or more PdfLines."""
    spans = [word.span() for word in _WORD.finditer(chars.text, start, stop)]
    pieces: list[list[Word]] = []
    em = 0.0
    at = 0
    while at < len(spans):
        begin, end = spans[at]
        if pieces and at + 1 < len(spans):  # two words at once, where no wide gap can lie before or between them
            further, further_end = spans[at + 1]
            if (box := chars.box(further)) is not None and _near(pieces[-1][-1], further, box, em):
                pieces[-1] += [(begin, end, box, box), (further, further_end, box, box)]
                at += 2
                continue
        at += 1
        box = chars.box(begin)
        if box is None:
            continue
        em = em or max(box[3] - box[1], 4.0)
        if not pieces or not (_near(pieces[-1][-1], begin, box, em) or _adjoins(_whole(chars, pieces[-1]), box, em)):
            pieces.append([])
        pieces[-1].append((begin, end, box, box))
    lines = []
    for piece in pieces:
        _whole(chars, piece, 0)
        _whole(chars, piece)
        if (line := line_of(chars, piece)) is not None:
            lines.append(line)
    return lines


def _near(word: Word, at: int, box: Box, em: float) -> bool:
    """Whether the character ``at`` stands so near that no wide gap has room between it and a word before it, even were
    all letters between them as narrow as "i".
    """
    head = word[2]
    return 0 < box[0] - head[0] <= (_GAP + _NARROWEST * (at - word[0])) * em and abs(box[3] - head[3]) <= _LEVEL * em


def _adjoins(before: Box, box: Box, em: float) -> bool:
    """Whether a word that begins in ``box`` follows one that ends in ``before``, on one line without a wide gap."""
    return box[0] - before[2] <= _GAP * em and box[2] >= before[0] - em and abs(box[3] - before[3]) <= _LEVEL * em


def _whole(chars: Chars, words: list[Word], which: int = -1) -> Box:
    """-> the box of the last character of one of some words, which takes it in."""
    start, stop, first, _ = words[which]
    last = chars.box(stop - 1) or first
    words[which] = start, stop, first, last
    return last


def line_of(chars: Chars, words: list[Word], text: str | None = None) -> PdfLine | None:
    """The line that some words make; ``text`` where it is known better than the file says it."""
    start, stop = words[0][0], words[-1][1]
    kept = chars.text[start:stop] if text is None else text
    note, pointed = None, ""
    if _HAS_DIGIT.search(kept) and (marks := _note_marks(chars, words)):
        lead = {i for i in marks if i - start < len(marks) and set(range(start, i)) <= marks}
        note = "".join(chars.text[i] for i in sorted(lead)) or None
        pointed = " ".join(_groups(chars.text, sorted(marks - lead)))
        kept = "".join(chars.text[i] for i in range(start, stop) if i not in marks)
    line = tidy(kept.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-"))
    if not line:
        return None
    boxes = [word[2] for word in words] + [word[3] for word in words]
    heights = sorted([b[3] - b[1] for b in boxes])
    bold, italic = chars.weight_and_slant([next((i for i in range(start, stop) if chars.text[i].isalnum()), start)])
    if bold or italic:
        letters = [i for i in range(start, stop) if chars.text[i].isalnum()] or [start]
        bold, italic = chars.weight_and_slant(letters[:: len(letters) // 5 + 1])
    return PdfLine(
        line,
        min([b[0] for b in boxes]),
        min([b[1] for b in boxes]),
        max([b[2] for b in boxes]),
        max([b[3] for b in boxes]),
        heights[len(heights) // 2],
        bold,
        italic,
        note=note,
        marks=pointed,
        head=words[0][3][2] - words[0][2][0],
    )


def _note_marks(chars: Chars, words: list[Word]) -> set[int]:
    """Characters that are marks of footnotes: small raised figures right after a word, or at the head of a line."""
    text = chars.text
    start = words[0][0]
    figures = (m.start() for first, last, _, _ in words for m in _HAS_DIGIT.finditer(text, first, last))
    candidates = [
        i for i in figures if (i == start or text[i - 1].isalpha() or text[i - 1] in '”"),;.:' or text[i - 1].isdigit())
    ]
    if not candidates:
        return set()
    feet = sorted([word[2][3] for word in words])
    foot = feet[len(feet) // 2]
    raised = [i for i in candidates if (box := chars.box(i)) is not None and box[3] < foot - 1.5]
    if not raised:
        return set()
    body = next((i for i in range(start, words[-1][1]) if text[i].isalpha()), None)
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
