"""What a PDF page draws, object by object, read once; and pdfium's functions in the form in which they answer fastest.

A page has hundreds of objects and thousands of characters, and a question to pdfium by ctypes costs more than its
answer. So many are asked in one sweep, by plain addresses, and what they are answered with lies side by side.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

_DEPTH = 4  # of forms within forms
POINTER, INT = ctypes.c_void_p, ctypes.c_int
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def by_address(function: Any, *kinds: Any, gives: Any = INT) -> Any:
    """The same function of pdfium, taking and giving plain addresses where it points somewhere."""
    same = type(function)(address_of(function))
    same.restype, same.argtypes = gives, kinds
    return same


def address_of(pointer: Any) -> int:
    """-> where one of pdfium's things lies, 0 for none."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def addresses(answers: NDArray[Any]) -> range:
    """-> where the rows of an array lie that is to be written into, one after the other."""
    begin, step = answers.ctypes.data, answers.strides[0] or answers.itemsize  # of an empty array steps are 0
    return range(begin, begin + step * len(answers), step)


_nth, _count = by_address(pdfium_c.FPDFPage_GetObject, POINTER, INT, gives=POINTER), pdfium_c.FPDFPage_CountObjects
_nth_inside = by_address(pdfium_c.FPDFFormObj_GetObject, POINTER, ctypes.c_ulong, gives=POINTER)
_count_inside = by_address(pdfium_c.FPDFFormObj_CountObjects, POINTER)
_kind = by_address(pdfium_c.FPDFPageObj_GetType, POINTER)
_matrix = by_address(pdfium_c.FPDFPageObj_GetMatrix, POINTER, POINTER)


@dataclass(slots=True)
class Drawn:
    """The objects that a page draws, by their kind (``FPDF_PAGEOBJ_TEXT`` …), in its order and also within forms, as
    addresses; for those in a form the matrix of the forms that they are in.
    """

    kinds: dict[int, list[int]] = field(default_factory=dict)
    forms: dict[int, Matrix] = field(default_factory=dict)

    def of(self, kind: int) -> list[int]:
        """-> the objects of one kind."""
        return self.kinds.get(kind, [])


def drawn_on(page: Any) -> Drawn:
    """-> what a page of pypdfium2 draws."""
    drawn = Drawn()
    _take(drawn, list(map(_nth, repeat(address_of(page.raw)), range(_count(page.raw)))), UNMOVED, _DEPTH)
    return drawn


def _take(drawn: Drawn, items: Sequence[int], forms: Matrix, depth: int) -> None:
    kinds = drawn.kinds
    for item, kind in zip(items, map(_kind, items), strict=True):
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            kinds.setdefault(kind, []).append(item)
        elif depth > 1:
            inside = list(map(_nth_inside, repeat(item), range(_count_inside(item))))
            matrix = moved(matrices([item])[0], forms)
            drawn.forms.update(dict.fromkeys(inside, matrix))
            _take(drawn, inside, matrix, depth - 1)


def matrices(items: Sequence[int]) -> list[Matrix]:
    """-> each object's own matrix (PDF 32000-1:2008, 8.3.4)."""
    return [(a, b, c, d, e, f) for a, b, c, d, e, f in matrices_of(items).tolist()]


def matrices_of(items: Sequence[int]) -> NDArray[np.float64]:
    """-> the same as one array, a row for each object: thousands of short lists would wake the collector."""
    held = np.zeros((len(items), 6), np.float32)
    told = list(map(_matrix, items, addresses(held)))
    out = held.astype(np.float64)
    out[[not known for known in told]] = UNMOVED
    return out


def moved(inner: Matrix, outer: Matrix) -> Matrix:
    """-> the matrix that does what ``inner`` does and then what ``outer`` does."""
    a, b, c, d, e, f = outer
    return (
        a * inner[0] + c * inner[1],
        b * inner[0] + d * inner[1],
        a * inner[2] + c * inner[3],
        b * inner[2] + d * inner[3],
        a * inner[4] + c * inner[5] + e,
        b * inner[4] + d * inner[5] + f,
    )
