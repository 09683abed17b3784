"""Runs of a Word file cut where a comment begins or ends; nothing else about them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from pipeline.read.docx import RPR, Place, W

_TEXT = W + "t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class CutRuns:
    """The runs after cutting: ``from_`` gives the run that begins at a place, ``upto`` the one that ends there."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._starts: dict[Place, etree._Element] = {}
        self._ends: dict[Place, etree._Element] = {}
        cuts: defaultdict[etree._Element, set[Place]] = defaultdict(set)
        for child, offset in places:
            run = child.getparent()
            if run is not None:
                cuts[run].add((child, offset))
        for run, wanted in cuts.items():
            self._cut(run, wanted)

    def from_(self, place: Place) -> etree._Element:
        return self._starts[place]

    def upto(self, place: Place) -> etree._Element:
        return self._ends[place]

    def _cut(self, run: etree._Element, wanted: set[Place]) -> None:
        properties = run.find(RPR)
        groups: list[list[etree._Element]] = [[]]
        begins: list[tuple[Place, int]] = []
        stops: list[tuple[Place, int]] = []
        for child in list(run):
            if child is properties:
                continue
            length = len(child.text or "") if child.tag == _TEXT else 1
            if (child, 0) in wanted and groups[-1]:
                groups.append([])
            inside = sorted({o for c, o in wanted if c is child and 0 < o < length})
            last = 0
            pieces = _split(child, inside)
            for piece, offset in zip(pieces, [*inside, length], strict=True):
                if last:
                    groups.append([])
                groups[-1].append(piece)
                begins.append(((child, last), len(groups) - 1))
                stops.append(((child, offset), len(groups) - 1))
                last = offset
            if (child, length) in wanted:
                groups.append([])
        if not groups[-1]:
            groups.pop()
        runs = [run]
        for group in groups[1:]:
            new = etree.SubElement(
                run, run.tag, {str(k): str(v) for k, v in run.attrib.items()}
            )  # of the same element class as the run itself
            if properties is not None:
                new.append(deepcopy(properties))
            new.extend(group)
            runs[-1].addnext(new)
            runs.append(new)
        self._starts.update((place, runs[number]) for place, number in begins)
        self._ends.update((place, runs[number]) for place, number in stops)


def _split(child: etree._Element, offsets: list[int]) -> list[etree._Element]:
    """-> the text element cut at ``offsets``, itself the first piece; blanks at the cuts are kept."""
    if not offsets:
        return [child]
    text = child.text or ""
    pieces = [child]
    for start, end in zip(offsets, [*offsets[1:], len(text)], strict=True):
        piece = deepcopy(child)
        piece.tail = None
        piece.text = text[start:end]
        pieces.append(piece)
    child.text = text[: offsets[0]]
    for piece in pieces:
        if piece.text != (piece.text or "").strip():
            piece.set(_SPACE, "preserve")
    return pieces
