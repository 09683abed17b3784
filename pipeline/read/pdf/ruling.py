"""The rules that a PDF page draws, from pdfium's drawn paths: what the cells of a table are found by."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.chars import Chars

_LEAST_PATHS = 6
_MOST_PATHS = 8000
_DEPTH = 3  # of forms within forms
_THIN = 3.0
_SHORTEST = 1.0
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Edge = dict[str, Any]  # as pdfplumber's table finder takes it
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def may_be_ruled(page: Any) -> bool:
    """Whether a page of pypdfium2 draws enough lines for a table (a header's underlines are few)."""
    return _LEAST_PATHS <= sum(1 for _ in islice(_paths(page), _MOST_PATHS + 1)) <= _MOST_PATHS


def page_rules(page: Any, chars: Chars) -> list[Edge]:
    """-> the straight edges of lines, frames and outlines on a page of pypdfium2, in the frame of its characters.

    An outline of four right angles is a frame; filled areas (a highlighted word, a shaded cell) are no rules unless
    they are as thin as one. What PDF 32000-1:2008, 8.5.2, calls a subpath is an outline of its own here.
    """
    lines: list[Edge] = []
    frames: list[Edge] = []
    outlines: list[Edge] = []
    for path, forms in _paths(page):
        stroked = _is_stroked(path)
        matrix = _moved(_matrix(path), forms)
        for points, straight, closed in _subpaths(path):
            placed = [chars.point(*_at(matrix, x, y)) for x, y in points]
            if straight and (len(placed) == 2 or (len(placed) == 3 and closed)):
                lines.append(_edge(placed[0], placed[1], "h" if placed[0][1] == placed[1][1] else "v"))
            elif straight and _is_frame(placed):
                frames += _frame_edges(placed[0], placed[2], stroked)
            else:
                outlines += _outline_edges(placed)
    return [edge for edge in lines + frames + outlines if length(edge) >= _SHORTEST]


def _paths(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """The drawn paths of a page, each with the matrix of the forms that it stands in."""
    size = pdfium_c.FPDFPage_CountObjects(page.raw)
    return _paths_in(page.raw, size, pdfium_c.FPDFPage_GetObject, _UNMOVED, _DEPTH)


def _paths_in(holder: Any, size: int, nth: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind_of, path, form = pdfium_c.FPDFPageObj_GetType, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM
    for i in range(size):
        item = nth(holder, i)
        kind = kind_of(item)
        if kind == path:
            yield item, matrix
        elif kind == form and depth > 1:
            inside = pdfium_c.FPDFFormObj_CountObjects(item)
            moved = _moved(_matrix(item), matrix)
            yield from _paths_in(item, inside, pdfium_c.FPDFFormObj_GetObject, moved, depth - 1)


def _matrix(item: Any) -> Matrix:
    held = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, held):
        return _UNMOVED
    return held.a, held.b, held.c, held.d, held.e, held.f


def _moved(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does what ``inner`` does and then what ``outer`` does."""
    a, b, c, d, e, f = outer
    return (
        a * inner[0] + c * inner[1],
        b * inner[0] + d * inner[1],
        a * inner[2] + c * inner[3],
        b * inner[2] + d * inner[3],
        a * inner[4] + c * inner[5] + e,
        b * inner[4] + d * inner[5] + f,
    )


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _is_stroked(path: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium_c.FPDFPath_GetDrawMode(path, filled, stroked) and stroked.value)


def _subpaths(path: Any) -> Iterator[tuple[list[Point], bool, bool]]:
    """-> the points of each subpath, where a curve is its end alone; whether it has no curve, and is closed."""
    points: list[Point] = []
    straight, closed, controls = True, False, 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, i)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight, closed
            points, straight, closed, controls = [], True, False, 0
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight, controls = False, controls + 1
            if controls % 3:
                continue
        points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            closed = True
            if points[-1] != points[0]:
                points.append(points[0])
    if len(points) > 1:
        yield points, straight, closed


def _is_frame(points: list[Point]) -> bool:
    """Four right angles, each side along an axis, back to where it began."""
    if len(points) != 5 or points[0] != points[4]:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)


def _frame_edges(one: Point, opposite: Point, stroked: bool) -> list[Edge]:
    x0, x1 = sorted((one[0], opposite[0]))
    top, bottom = sorted((one[1], opposite[1]))
    if not stroked and x1 - x0 >= _THIN and bottom - top >= _THIN:
        return []
    return [
        _edge((x0, top), (x1, top), "h"),
        _edge((x0, bottom), (x1, bottom), "h"),
        _edge((x0, top), (x0, bottom), "v"),
        _edge((x1, top), (x1, bottom), "v"),
    ]


def _outline_edges(points: list[Point]) -> list[Edge]:
    return [_edge(a, b, "v" if a[0] == b[0] else "h") for a, b in pairwise(points) if a[0] == b[0] or a[1] == b[1]]


def _edge(a: Point, b: Point, orientation: str) -> Edge:
    x0, x1 = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
    }


def length(edge: Edge) -> float:
    """-> how long an edge is, in points."""
    return float(edge["height"] if edge["orientation"] == "v" else edge["width"])
