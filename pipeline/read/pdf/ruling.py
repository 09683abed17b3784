"""The rules that a PDF page draws, from pdfium's drawn paths: what the cells of a table are found by."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.read.pdf.chars import Chars
from pipeline.read.pdf.objects import INT, POINTER, Drawn, Matrix, addresses, by_address, matrices, moved

_LEAST_PATHS = 6
_MOST_PATHS = 8000
_THIN = 3.0
_SHORTEST = 1.0
Point = tuple[float, float]
Edge = dict[str, Any]  # as pdfplumber's table finder takes it
_PATH = pdfium_c.FPDF_PAGEOBJ_PATH
_draw_mode = by_address(pdfium_c.FPDFPath_GetDrawMode, POINTER, POINTER, POINTER)
_count_segments = by_address(pdfium_c.FPDFPath_CountSegments, POINTER)
_nth_segment = by_address(pdfium_c.FPDFPath_GetPathSegment, POINTER, INT, gives=POINTER)
_segment_kind = by_address(pdfium_c.FPDFPathSegment_GetType, POINTER)
_point = by_address(pdfium_c.FPDFPathSegment_GetPoint, POINTER, POINTER, POINTER)
_closes = by_address(pdfium_c.FPDFPathSegment_GetClose, POINTER)


def may_be_ruled(drawn: Drawn) -> bool:
    """Whether a page draws enough lines for a table (a header's underlines are few)."""
    return _LEAST_PATHS <= len(drawn.of(_PATH)) <= _MOST_PATHS


def page_rules(drawn: Drawn, chars: Chars) -> list[Edge]:
    """-> the straight edges of lines, frames and outlines on a page, in the frame of its characters.

    An outline of four right angles is a frame; filled areas (a highlighted word, a shaded cell) are no rules unless
    they are as thin as one. What PDF 32000-1:2008, 8.5.2, calls a subpath is an outline of its own here.
    """
    lines: list[Edge] = []
    frames: list[Edge] = []
    outlines: list[Edge] = []
    paths = drawn.of(_PATH)
    for path, matrix, stroked in zip(paths, matrices(paths), _strokes(paths), strict=True):
        if path in drawn.forms:
            matrix = moved(matrix, drawn.forms[path])
        for points, straight, closed in _subpaths(path):
            placed = [chars.point(*_at(matrix, x, y)) for x, y in points]
            if straight and (len(placed) == 2 or (len(placed) == 3 and closed)):
                lines.append(_edge(placed[0], placed[1], "h" if placed[0][1] == placed[1][1] else "v"))
            elif straight and _is_frame(placed):
                frames += _frame_edges(placed[0], placed[2], stroked)
            else:
                outlines += _outline_edges(placed)
    return [edge for edge in lines + frames + outlines if length(edge) >= _SHORTEST]


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _strokes(paths: Sequence[int]) -> list[bool]:
    """-> whether the line of each path is drawn."""
    filled, stroked = np.zeros(len(paths), np.int32), np.zeros(len(paths), np.int32)
    told = list(map(_draw_mode, paths, addresses(filled), addresses(stroked)))
    return [bool(known and drawn) for known, drawn in zip(told, stroked.tolist(), strict=True)]


def _subpaths(path: int) -> Iterator[tuple[list[Point], bool, bool]]:
    """-> the points of each subpath, where a curve is its end alone; whether it has no curve, and is closed."""
    points: list[Point] = []
    straight, closed, controls = True, False, 0
    segments = list(map(_nth_segment, repeat(path), range(_count_segments(path))))
    ends = np.zeros((len(segments), 2), np.float32)
    deque(map(_point, segments, addresses(ends[:, 0]), addresses(ends[:, 1])), 0)
    kinds, closes = map(_segment_kind, segments), map(_closes, segments)
    for (x, y), kind, ends_path in zip(ends.tolist(), kinds, closes, strict=True):
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight, closed
            points, straight, closed, controls = [], True, False, 0
        elif kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            straight, controls = False, controls + 1
            if controls % 3:
                continue
        points.append((x, y))
        if ends_path:
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
