"""Visual lines of a PDF page with their boxes, from pdfium: its own text where healthy, else rebuilt by place."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.read.paragraph import tidy

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE_EM = 0.18
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_SOFT_HYPHENS = "\x02\ufffe\xad"


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A visual line, or the part of it in one column: box in points from the page's top left, ``size`` its height.

    ``note`` is the number of the footnote that the line begins with. ``marks`` holds those of
    the notes that it points to, which are left out of ``text``.
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

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Chars:
    """The characters of a page in the order of its content: code, box, and whether a font sets them bold/italic."""

    text: str
    boxes: list[tuple[float, float, float, float] | None]
    raw: Any
    width: float
    height: float


def page_chars(page: Any) -> Chars:
    """-> all characters of a page of pypdfium2 with their loose boxes (x0, top, x1, bottom)."""
    textpage = page.get_textpage()
    raw = textpage.raw
    count = pdfium_c.FPDFText_CountChars(raw)
    text = textpage.get_text_range() if count > 0 else ""
    if len(text) != count:
        text = "".join(chr(pdfium_c.FPDFText_GetUnicode(raw, i) or 0xFFFD) for i in range(count))
    width, height = page.get_size()
    turn = page.get_rotation()
    left, bottom, _, _ = page.get_cropbox()
    rect = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(rect)
    loose = pdfium_c.FPDFText_GetLooseCharBox
    boxes: list[tuple[float, float, float, float] | None] = []
    for i in range(count):
        if text[i] in "\r\n" or not loose(raw, i, pointer):
            boxes.append(None)
            continue
        x0, y0, x1, y1 = rect.left - left, rect.bottom - bottom, rect.right - left, rect.top - bottom
        boxes.append(_turned(x0, y0, x1, y1, turn, width, height))
    return Chars(text, boxes, textpage, width, height)


def _turned(
    x0: float, y0: float, x1: float, y1: float, turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box of PDF space (origin below left) as the reader sees the page, from its top left corner."""
    if turn == 90:
        return y0, x0, y1, x1
    if turn == 180:
        return width - x1, y0, width - x0, y1
    if turn == 270:
        return width - y1, height - x1, width - y0, height - x0
    return x0, height - y1, x1, height - y0


def fast_lines(chars: Chars) -> list[PdfLine]:
    """Lines as pdfium breaks them, each cut where a gap wider than any word space stands in it."""
    lines: list[PdfLine] = []
    at = 0
    text = chars.text
    for end in _line_ends(text):
        stop = end.start() if end is not None else len(text)
        if stop > at:
            lines += _cut_line(chars, at, stop)
        at = end.end() if end is not None else len(text)
    return lines


def _line_ends(text: str) -> list[re.Match[str] | None]:
    return [*re.finditer(r"\r\n|\r|\n|[\x02\ufffe](?:\r\n)?", text), None]


def _cut_line(chars: Chars, start: int, stop: int) -> list[PdfLine]:
    """One of pdfium's lines as one or more PdfLines."""
    text, boxes = chars.text, chars.boxes
    if stop < len(text) and text[stop] in "\x02\ufffe":
        stop += 1
    solid = [i for i in range(start, stop) if boxes[i] is not None and not text[i].isspace()]
    if not solid:
        return []
    first = boxes[solid[0]]
    assert first is not None
    em = max(first[3] - first[1], 4.0)
    pieces: list[list[int]] = [[solid[0]]]
    for before, here in pairwise(solid):
        a, b = boxes[before], boxes[here]
        assert a is not None
        assert b is not None
        apart = b[0] - a[2] > 2.2 * em or b[2] < a[0] - em or abs(b[3] - a[3]) > 0.9 * em
        if (apart and here > before + 1) or (apart and b[0] - a[2] > 4 * em):
            pieces.append([here])
        else:
            pieces[-1].append(here)
    return [line for piece in pieces if (line := _make(chars, piece)) is not None]


def _make(chars: Chars, solid: list[int]) -> PdfLine | None:
    marks = _note_marks(chars, solid)
    kept = chars.text[solid[0] : solid[-1] + 1]
    note, pointed = None, ""
    if marks:
        kept = "".join(chars.text[i] for i in range(solid[0], solid[-1] + 1) if i not in marks)
        lead = [i for n, i in enumerate(solid) if i in marks and set(solid[:n]) <= marks]
        note = "".join(chars.text[i] for i in lead) or None
        pointed = " ".join(_groups(chars.text, sorted(marks - set(lead))))
    words = tidy(kept.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-"))
    if not words:
        return None
    edges = [box for i in solid if (box := chars.boxes[i]) is not None]
    bold, italic = _look(chars, solid)
    return PdfLine(
        words,
        min(b[0] for b in edges),
        min(b[1] for b in edges),
        max(b[2] for b in edges),
        max(b[3] for b in edges),
        sorted(b[3] - b[1] for b in edges)[len(edges) // 2],
        bold,
        italic,
        note=note,
        marks=pointed,
    )


def _note_marks(chars: Chars, solid: list[int]) -> set[int]:
    """Characters that are marks of footnotes: small raised figures right after a word, or at the head of a line."""
    digits = [i for i in solid if chars.text[i].isdigit()]
    others = [i for i in solid if not chars.text[i].isdigit()]
    if not digits or not others:
        return set()
    feet = sorted(box[3] for i in others if (box := chars.boxes[i]) is not None)
    foot = feet[len(feet) // 2]
    raised = [i for i in digits if (box := chars.boxes[i]) is not None and box[3] < foot - 1.5]
    if not raised:
        return set()
    size = pdfium_c.FPDFText_GetFontSize(chars.raw.raw, others[len(others) // 2])
    return {i for i in raised if pdfium_c.FPDFText_GetFontSize(chars.raw.raw, i) < 0.85 * size}


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


def _look(chars: Chars, solid: list[int]) -> tuple[bool, bool]:
    """Bold and italic by the fonts of a few letters spread over the line."""
    letters = [i for i in solid if chars.text[i].isalnum()] or solid
    step = max(1, len(letters) // 6)
    sample = letters[::step]
    name = ctypes.create_string_buffer(160)
    flags = ctypes.c_int()
    bold = italic = 0
    for i in sample:
        pdfium_c.FPDFText_GetFontInfo(chars.raw.raw, i, name, 160, ctypes.byref(flags))
        font = name.value.lower()
        bold += b"bold" in font or b"black" in font or bool(flags.value & _FORCE_BOLD)
        italic += b"italic" in font or b"oblique" in font or bool(flags.value & _ITALIC)
    return bold >= 0.85 * len(sample), italic >= 0.85 * len(sample)


def placed_lines(chars: Chars, only: Iterable[int] | None = None, *, trusted: bool = False) -> list[PdfLine]:
    """Lines rebuilt from the place of every character (or of ``only`` some): a gap over 0.18 em is a space.

    ``trusted``: the file's own spaces are spaces too (on sick files they stand inside words).
    """
    wanted = range(len(chars.boxes)) if only is None else only
    found = [(i, box) for i in wanted if (box := chars.boxes[i]) is not None and not chars.text[i].isspace()]
    rows: list[list[tuple[int, tuple[float, float, float, float]]]] = []
    for i, box in sorted(found, key=lambda f: ((f[1][1] + f[1][3]) / 2, f[1][0])):
        middle = (box[1] + box[3]) / 2
        if rows:
            last = rows[-1][-1][1]
            if abs((last[1] + last[3]) / 2 - middle) < 0.35 * max(box[3] - box[1], last[3] - last[1]):
                rows[-1].append((i, box))
                continue
        rows.append([(i, box)])
    lines: list[PdfLine] = []
    for row in rows:
        row.sort(key=lambda f: f[1][0])
        em = sorted(b[3] - b[1] for _, b in row)[len(row) // 2]
        piece: list[int] = []
        text = ""
        edge = None
        for i, box in row:
            gap = 0.0 if edge is None else box[0] - edge
            if edge is not None and gap > 2.2 * em:
                lines += _placed(chars, piece, text)
                piece, text = [], ""
            elif gap > _SPACE_EM * em or (piece and trusted and chars.text[piece[-1] + 1 : i].isspace()):
                text += " "
            text += "-" if chars.text[i] in _SOFT_HYPHENS else chars.text[i]
            piece.append(i)
            edge = box[2]
        lines += _placed(chars, piece, text)
    return lines


def _placed(chars: Chars, solid: list[int], text: str) -> list[PdfLine]:
    made = _make(chars, solid) if solid else None
    words = tidy(text)
    if made is None or not words:
        return []
    return [made if made.note else replace(made, text=words)]
