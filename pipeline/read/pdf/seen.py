"""Words of a PDF page's text layer that no reader takes for its text: hidden, white, outside the page, or printed
across it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.chars import Chars
from pipeline.read.pdf.images import image_share

_DEPTH = 3  # of forms within forms
_INVISIBLE = 3  # text rendering mode, PDF 32000-1:2008, 9.3.6
_WHITE = 250  # of 255, in all three colours
_UPRIGHT = 3.0  # degrees that a scanner's slant may have
_FEW = 0.5  # share of the pieces of text that may be printed across a page
_SCAN = 0.5  # share of the page from which a picture is a scan, and hidden words are what OCR read of it
# asked for every piece of text of a document
_MATRIX, _COLOUR = pdfium_c.FS_MATRIX(), tuple(ctypes.c_uint() for _ in range(4))
Box = tuple[float, float, float, float]


def is_xfa(document: Any) -> bool:
    """Whether only Acrobat shows the words: the pages are a notice that says so."""
    return bool(pdfium_c.FPDF_GetFormType(document.raw) == pdfium_c.FORMTYPE_XFA_FULL)


def leave_out_unseen(page: Any, chars: Chars) -> bool:
    """Blank the letters of a page that nobody sees or that are printed across it -> whether there were hidden words."""
    pieces = list(_pieces(page.raw, pdfium_c.FPDFPage_CountObjects(page.raw), pdfium_c.FPDFPage_GetObject, _DEPTH))
    across = [piece for piece in pieces if _slants(piece)]
    if len(across) > _FEW * len(pieces):
        across = []
    crop = page.get_cropbox()
    outside = [] if crop == page.get_mediabox() else [p for p in pieces if not _touches(_bounds(p), crop)]
    hidden = [piece for piece in pieces if pdfium_c.FPDFTextObj_GetTextRenderMode(piece) == _INVISIBLE]
    white = [piece for piece in pieces if _is_white(piece)]
    if (hidden or white) and image_share(page) > _SCAN:
        hidden = white = []
    if white:
        grounds = list(_grounds(page))
        white = [piece for piece in white if not any(_touches(_bounds(piece), ground) for ground in grounds)]
    gone = {_address(piece) for piece in (*across, *outside, *hidden, *white)}
    if gone:
        _blank(chars, gone)
    return bool(outside or hidden or white)


def _blank(chars: Chars, gone: set[int | None]) -> None:
    raw, text = chars.textpage.raw, list(chars.text)
    for i, letter in enumerate(text):
        if not letter.isspace() and _address(pdfium_c.FPDFText_GetTextObject(raw, i)) in gone:
            text[i] = " "
    chars.text = "".join(text)


def _address(piece: Any) -> int | None:
    return ctypes.cast(piece, ctypes.c_void_p).value


def _pieces(holder: Any, size: int, nth: Any, depth: int, wanted: int = pdfium_c.FPDF_PAGEOBJ_TEXT) -> Iterator[Any]:
    """The drawn objects of a kind, in forms too."""
    kind_of, form = pdfium_c.FPDFPageObj_GetType, pdfium_c.FPDF_PAGEOBJ_FORM
    for i in range(size):
        item = nth(holder, i)
        kind = kind_of(item)
        if kind == wanted:
            yield item
        elif kind == form and depth > 1:
            inside = pdfium_c.FPDFFormObj_CountObjects(item)
            yield from _pieces(item, inside, pdfium_c.FPDFFormObj_GetObject, depth - 1, wanted)


def _slants(piece: Any) -> bool:
    """Whether words run neither along nor across the page, as those of a watermark do."""
    matrix = _MATRIX
    if not pdfium_c.FPDFPageObj_GetMatrix(piece, matrix) or not matrix.b:
        return False
    turn = math.degrees(math.atan2(matrix.b, matrix.a)) % 90
    return _UPRIGHT < turn < 90 - _UPRIGHT


def _is_white(piece: Any) -> bool:
    r, g, b, a = _COLOUR
    return bool(pdfium_c.FPDFPageObj_GetFillColor(piece, r, g, b, a)) and min(r.value, g.value, b.value) >= _WHITE


def _grounds(page: Any) -> Iterator[Box]:
    """The boxes of what is painted in a colour or is a picture: on these white letters are seen."""
    size, nth = pdfium_c.FPDFPage_CountObjects(page.raw), pdfium_c.FPDFPage_GetObject
    for kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING):
        for item in _pieces(page.raw, size, nth, _DEPTH, kind):
            if kind != pdfium_c.FPDF_PAGEOBJ_PATH or (_is_filled(item) and not _is_white(item)):
                yield _bounds(item)


def _is_filled(path: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked) and filled.value)


def _bounds(piece: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(piece, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _touches(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
