"""Words of a PDF page's text layer that no reader takes for its text: hidden, white, outside the page, or printed
across it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.read.pdf.chars import Chars
from pipeline.read.pdf.objects import INT, POINTER, Drawn, address_of, addresses, by_address, matrices_of

_INVISIBLE = 3  # text rendering mode, PDF 32000-1:2008, 9.3.6
_WHITE = 250  # of 255, in all three colours
_UPRIGHT = 3.0  # degrees that a scanner's slant may have
_FEW = 0.5  # share of the pieces of text that may be printed across a page
_SCAN = 0.5  # share of the page from which a picture is a scan, and hidden words are what OCR read of it
_PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING)
_mode = by_address(pdfium_c.FPDFTextObj_GetTextRenderMode, POINTER)
_colour = by_address(pdfium_c.FPDFPageObj_GetFillColor, *[POINTER] * 5)
_piece_of = by_address(pdfium_c.FPDFText_GetTextObject, POINTER, INT, gives=POINTER)
_draw_mode = by_address(pdfium_c.FPDFPath_GetDrawMode, POINTER, POINTER, POINTER)
_sides = by_address(pdfium_c.FPDFPageObj_GetBounds, *[POINTER] * 5)
Box = tuple[float, float, float, float]


def is_xfa(document: Any) -> bool:
    """Whether only Acrobat shows the words: the pages are a notice that says so."""
    return bool(pdfium_c.FPDF_GetFormType(document.raw) == pdfium_c.FORMTYPE_XFA_FULL)


def leave_out_unseen(page: Any, drawn: Drawn, chars: Chars) -> bool:
    """Blank the letters of a page that nobody sees or that are printed across it -> whether there were hidden words.

    ``drawn`` is what the page draws.
    """
    pieces = drawn.of(pdfium_c.FPDF_PAGEOBJ_TEXT)
    across = [pieces[i] for i in np.flatnonzero(_slant(matrices_of(pieces)))]
    if len(across) > _FEW * len(pieces):
        across = []
    crop = page.get_cropbox()
    outside = [] if crop == page.get_mediabox() else [p for p in pieces if not _touches(_bounds(p), crop)]
    hidden = [piece for piece, mode in zip(pieces, map(_mode, pieces), strict=True) if mode == _INVISIBLE]
    white = _white(pieces)
    if (hidden or white) and picture_share(page, drawn) > _SCAN:
        hidden = white = []
    if white:
        grounds = list(_grounds(drawn))
        white = [piece for piece in white if not any(_touches(_bounds(piece), ground) for ground in grounds)]
    gone = {*across, *outside, *hidden, *white}
    if gone:
        _blank(chars, gone)
    return bool(outside or hidden or white)


def picture_share(page: Any, drawn: Drawn) -> float:
    """-> the share of a page's area that the largest picture it draws covers (0-1)."""
    boxes = map(_bounds, drawn.of(pdfium_c.FPDF_PAGEOBJ_IMAGE))
    largest = max(((right - left) * (top - bottom) for left, bottom, right, top in boxes), default=0.0)
    return min(1.0, largest / max(1.0, float(math.prod(page.get_size()))))


def _blank(chars: Chars, gone: set[int]) -> None:
    holders = map(_piece_of, repeat(address_of(chars.textpage.raw)), range(len(chars.text)))
    chars.text = "".join(
        [
            " " if piece in gone and not letter.isspace() else letter
            for letter, piece in zip(chars.text, holders, strict=True)
        ]
    )


def _slant(matrices: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether words run neither along nor across the page, as those of a watermark do: one answer for each matrix."""
    a, b = matrices[:, 0], matrices[:, 1]
    turned = np.degrees(np.arctan2(b, a)) % 90
    slant: NDArray[np.bool_] = (b != 0) & (turned > _UPRIGHT) & (turned < 90 - _UPRIGHT)
    return slant


def _white(items: Sequence[int]) -> list[int]:
    """-> those of some objects that are filled with white."""
    colours = np.zeros((len(items), 4), np.uint32)
    told = list(map(_colour, items, *(addresses(colours[:, i]) for i in range(4))))
    light = np.flatnonzero((colours[:, :3] >= _WHITE).all(axis=1)).tolist()
    return [items[i] for i in light if told[i]]


def _grounds(drawn: Drawn) -> Iterator[Box]:
    """The boxes of what is painted in a colour or is a picture: on these white letters are seen."""
    paths = drawn.of(pdfium_c.FPDF_PAGEOBJ_PATH)
    white = set(_white(paths))
    yield from (_bounds(path) for path in paths if path not in white and _is_filled(path))
    yield from (_bounds(picture) for kind in _PICTURES for picture in drawn.of(kind))


def _is_filled(path: int) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    known = _draw_mode(path, ctypes.addressof(filled), ctypes.addressof(stroked))
    return bool(known and filled.value)


def _bounds(piece: int) -> Box:
    sides = np.zeros(4, np.float32)
    _sides(piece, *addresses(sides))
    left, bottom, right, top = sides.tolist()
    return left, bottom, right, top


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
