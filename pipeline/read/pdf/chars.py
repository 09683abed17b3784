"""The characters of a PDF page as pdfium has them: text in the order of the content, the box of each on demand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.read.pdf.objects import INT, POINTER, address_of, addresses, by_address
from pipeline.text.patterns import compiled

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Box = tuple[float, float, float, float]
Coordinate = TypeVar("Coordinate", float, Numbers)
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6
_NAME = 160
_WORD = compiled(r"[^\W\d_]{3,}")
_SAMPLE, _SURE = 10, 5


# asked for thousands of characters of a document
_loose_box = by_address(pdfium_c.FPDFText_GetLooseCharBox, POINTER, INT, POINTER)
_origin = by_address(pdfium_c.FPDFText_GetCharOrigin, POINTER, INT, POINTER, POINTER)
_font_info = by_address(pdfium_c.FPDFText_GetFontInfo, POINTER, INT, POINTER, INT, POINTER)
_unicode = by_address(pdfium_c.FPDFText_GetUnicode, POINTER, INT)
_FONT, _FLAGS = ctypes.create_string_buffer(_NAME), ctypes.c_int()
_FONT_AT, _FLAGS_AT = ctypes.addressof(_FONT), ctypes.addressof(_FLAGS)


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
    _address: int = 0
    _all: Numbers | None = None
    _boxes: list[Box | None] = field(default_factory=list)
    _levels: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._address = address_of(self.textpage.raw)

    def box(self, i: int) -> Box | None:
        """-> the loose box (as high as the font, not the glyph) of a character, None where it has none."""
        return self.box_list()[i]

    def box_list(self) -> list[Box | None]:
        """-> the loose boxes of the whole page, asked for once."""
        if not self._boxes:
            rows = self.all_boxes().tolist()
            self._boxes += [None if x0 != x0 else (x0, top, x1, bottom) for x0, top, x1, bottom in rows]
        return self._boxes

    def all_boxes(self) -> Numbers:
        """-> the loose boxes of the whole page, asked for once; line ends have none."""
        if self._all is None:
            self._all = self.boxes(range(len(self.text)))
            self._all[[i for i, letter in enumerate(self.text) if letter in "\r\n"]] = np.nan
        return self._all

    def boxes(self, places: Sequence[int] | Places) -> Numbers:
        """-> the loose boxes of characters, one a row, in which NaN stands where a character has none."""
        asked = places.tolist() if isinstance(places, np.ndarray) else places
        rects = np.empty((len(asked), 4), np.float32)
        answers = map(_loose_box, repeat(self._address), asked, addresses(rects))
        told = np.fromiter(answers, bool, len(asked))
        order, signs, offsets = self._frame()
        found: Numbers = rects[:, order] * signs + offsets
        if not told.all():
            found[~told] = np.nan
        return found

    def _frame(self) -> tuple[list[int], Numbers, Numbers]:
        """-> which of a rectangle's sides (left, top, right, bottom as pdfium has them) are x0, top, x1 and bottom for
        the reader, by what each is multiplied, and what is added.
        """
        right, up = self.width + self.left, self.height + self.bottom
        order, signs, offsets = {
            0: ([0, 1, 2, 3], (1, -1, 1, -1), (-self.left, up, -self.left, up)),
            90: ([3, 0, 1, 2], (1, 1, 1, 1), (-self.bottom, -self.left, -self.bottom, -self.left)),
            180: ([2, 3, 0, 1], (-1, 1, -1, 1), (right, -self.bottom, right, -self.bottom)),
        }.get(
            self.turn,
            (
                [1, 2, 3, 0],
                (-1, -1, -1, -1),
                (self.width + self.bottom, self.height + self.left, self.width + self.bottom, self.height + self.left),
            ),
        )
        return order, np.array(signs, np.float64), np.array(offsets)

    def baselines(self) -> list[float]:
        """-> how far below the page's top the lines stand that the page's characters are written on."""
        if not self._levels:
            count = len(self.text)
            x, y = np.zeros(count), np.zeros(count)
            told = list(map(_origin, repeat(self._address), range(count), addresses(x), addresses(y)))
            self._levels += self.point(x, y)[1].tolist()
            for i in [i for i, known in enumerate(told) if not known]:
                box = self.box(i)
                self._levels[i] = box[3] if box else 0.0
        return self._levels

    def point(self, x: Coordinate, y: Coordinate) -> tuple[Coordinate, Coordinate]:
        """-> points of the file's page as the reader sees them: how far from the left edge and from the top."""
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
        length = _font_info(self._address, i, _FONT_AT, _NAME, _FLAGS_AT)
        return _style(_FONT.value if 0 < length <= _NAME else b"", _FLAGS.value)

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
        letters = map(_unicode, repeat(address_of(textpage.raw)), range(count))
        text = "".join([chr(letter or 0xFFFD) for letter in letters])
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
