"""The characters of a PDF page as pdfium has them: text in the order of the content, the box of each on demand."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_NAME = 160
_WORD = re.compile(r"[^\W\d_]{3,}")
_SAMPLE, _SURE = 10, 5
# asked for thousands of characters of a document
_loose_box, _origin = pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FPDFText_GetCharOrigin
_font_info = pdfium_c.FPDFText_GetFontInfo


@dataclass(slots=True)
class Chars:
    """A page's characters. Boxes are (x0, top, x1, bottom) in points from the top left corner as the reader sees it."""

    text: str
    textpage: Any
    width: float
    height: float
    turn: int = 0
    left: float = 0.0
    bottom: float = 0.0
    _rect: Any = field(default_factory=pdfium_c.FS_RECTF)
    _font: Any = field(default_factory=lambda: ctypes.create_string_buffer(_NAME))
    _flags: Any = field(default_factory=ctypes.c_int)
    _x: Any = field(default_factory=ctypes.c_double)
    _y: Any = field(default_factory=ctypes.c_double)
    _boxes: dict[int, Box | None] = field(default_factory=dict)

    def box(self, i: int) -> Box | None:
        """-> the loose box (as high as the font, not the glyph) of a character, None where it has none."""
        if i in self._boxes:
            return self._boxes[i]
        rect = self._rect
        found: Box | None = None
        if self.text[i] not in "\r\n" and _loose_box(self.textpage.raw, i, rect):
            left, bottom, width, height = self.left, self.bottom, self.width, self.height
            x0, y0, x1, y1 = rect.left - left, rect.bottom - bottom, rect.right - left, rect.top - bottom
            if self.turn == 0:
                found = x0, height - y1, x1, height - y0
            elif self.turn == 90:
                found = y0, x0, y1, x1
            elif self.turn == 180:
                found = width - x1, y0, width - x0, y1
            else:
                found = width - y1, height - x1, width - y0, height - x0
        self._boxes[i] = found
        return found

    def baseline(self, i: int) -> float:
        """-> how far below the page's top the line stands that a character is written on."""
        x, y = self._x, self._y
        if not _origin(self.textpage.raw, i, x, y):
            box = self.box(i)
            return box[3] if box else 0.0
        return self.point(x.value, y.value)[1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """-> a point of the file's page as the reader sees it: how far from the left edge and from the top."""
        x, y = x - self.left, y - self.bottom
        if self.turn == 0:
            return x, self.height - y
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        return self.width - y, self.height - x

    def font_size(self, i: int) -> float:
        """-> the size at which a character is set, in the units of its own matrix."""
        return float(pdfium_c.FPDFText_GetFontSize(self.textpage.raw, i))

    def style(self, i: int) -> tuple[bool, bool]:
        """-> whether a character is in a bold font, and whether in an italic one."""
        length = _font_info(self.textpage.raw, i, self._font, _NAME, self._flags)
        return _style(self._font.value if 0 < length <= _NAME else b"", self._flags.value)

    def turned(self, i: int) -> int:
        """-> by how many degrees a character is turned on the page: 0, 90 (read from below), 180 or 270."""
        angle = pdfium_c.FPDFText_GetCharAngle(self.textpage.raw, i)
        return -round(math.degrees(angle) / 90) * 90 % 360 if angle >= 0 else 0

    def weight_and_slant(self, places: list[int]) -> tuple[bool, bool]:
        """-> whether all of these characters are in a bold font, and whether all are in an italic one."""
        bold = italic = bool(places)
        for i in places:
            heavy, slanted = self.style(i)
            bold, italic = bold and heavy, italic and slanted
            if not bold and not italic:
                break
        return bold, italic


@lru_cache(maxsize=256)
def _style(font: bytes, flags: int) -> tuple[bool, bool]:
    """-> whether a font is bold and whether it is italic, by its name or its flags."""
    name = font.lower()
    return (
        b"bold" in name or b"black" in name or bool(flags & _FORCE_BOLD),
        b"italic" in name or b"oblique" in name or bool(flags & _ITALIC),
    )


def page_chars(page: Any) -> Chars:
    """-> the characters of a page of pypdfium2, which is turned upright where its words do not run left to right."""
    text, textpage = _text(page)
    turn = _writing(text, textpage.raw, page.get_rotation())
    if turn != page.get_rotation():
        textpage.close()
        page.set_rotation(turn)
        text, textpage = _text(page)
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox()
    return Chars(text, textpage, width, height, turn, left, bottom)


def _text(page: Any) -> tuple[str, Any]:
    textpage = page.get_textpage()
    count = pdfium_c.FPDFText_CountChars(textpage.raw)
    text = textpage.get_text_range() if count > 0 else ""
    if len(text) != count:
        text = "".join(chr(pdfium_c.FPDFText_GetUnicode(textpage.raw, i) or 0xFFFD) for i in range(count))
    return text, textpage


def _writing(text: str, raw: Any, turned: int) -> int:
    """-> the turn of a page at which its words run from left to right: its own, but where a scanner or a printer's
    driver set it wrongly.
    """
    found = (_WORD.search(text, len(text) * n // _SAMPLE) for n in range(_SAMPLE))
    counted: Counter[int] = Counter()
    a, b, c, d = (ctypes.c_double() for _ in range(4))
    for i in {word.start() for word in found if word is not None}:
        if not (pdfium_c.FPDFText_GetCharOrigin(raw, i, a, b) and pdfium_c.FPDFText_GetCharOrigin(raw, i + 2, c, d)):
            continue
        right, up = c.value - a.value, d.value - b.value
        if abs(right) > 2 * abs(up):
            counted[0 if right > 0 else 180] += 1
        elif abs(up) > 2 * abs(right):
            counted[90 if up > 0 else 270] += 1
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] > 0.8 * counted.total() and counted.total() >= _SURE else turned
