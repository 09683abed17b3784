"""Corrections in a Word file as tracked changes (ECMA-376, part 1, 17.13.5): deleted and inserted runs under our name.

The runs keep their formatting; what is inserted takes that of the words it replaces. Accepting all changes gives the
corrected text, rejecting them the draft's.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from pipeline.model import Fix
from pipeline.read.docx import RPR, RUN, P, Place, Trace, W
from pipeline.report.archive import writable
from pipeline.report.word.runs import CutRuns
from pipeline.text.patterns import compiled

_TOKEN = compiled(r"\s+|\S+")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INS, _DEL, _TEXT = W + "ins", W + "del", W + "t"
_WORDS = frozenset(W + name for name in ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "ptab"))
_LIGHT = _WORDS | {RPR, W + "lastRenderedPageBreak", W + "commentReference", W + "annotationRef"}
_HOLDS_CHANGES = frozenset(W + name for name in ("p", "hyperlink", "sdtContent", "smartTag"))
_OF_CHANGES = frozenset(W + name for name in ("rPrChange", "ins", "del", "moveFrom", "moveTo"))


@dataclass(frozen=True, slots=True)
class Change:
    """Words to delete from ``first`` to ``last``, and ``text`` to insert there.

    ``after``: they begin behind ``first``, the end of the letter before; ``before``: they end in front of ``last``, the
    beginning of the letter that follows. Nothing is deleted where both are one place.
    """

    first: Place
    last: Place
    after: bool
    before: bool
    text: str

    @property
    def places(self) -> tuple[Place, Place]:
        return self.first, self.last


def planned(found: Trace, fix: Fix) -> Change | None:
    """-> a correction as a change of the file; None where its words do not stand there letter by letter, in plain runs
    of one paragraph, in today's letters."""
    block = found.block_at(fix.start)
    if block is None or fix.end > block.end or "\n" in fix.text or found.styles.old_fonts:
        return None
    start, end, text = _core(found.document.text, fix, block.start, block.end)
    edges = found.edges(start, end)
    if edges is None:
        return None
    change = Change(*edges, writable(text))
    return change if _is_plain(change) else None


def _core(text: str, fix: Fix, low: int, high: int) -> tuple[int, int, str]:
    """-> the fix without the words that stay at either end, widened where it would begin or end among blanks."""
    old, new = _TOKEN.findall(text[fix.start : fix.end]), _TOKEN.findall(fix.text)
    start, end = fix.start, fix.end
    while old and new and old[0] == new[0]:
        start += len(old.pop(0))
        new.pop(0)
    while old and new and old[-1] == new[-1]:
        end -= len(old.pop())
        new.pop()
    words = "".join(new)
    while start == end and low < start and text[start - 1].isspace() and (end == high or text[end].isspace()):
        start -= 1
        words = text[start] + words
    return start, end, words


def _is_plain(change: Change) -> bool:
    """Whether all that lies between the places are words of runs that may stand in a change."""
    (first, _), (last, _) = change.first, change.last
    one, other = first.getparent(), last.getparent()
    if one is None or other is None or {one.tag, other.tag} != {RUN}:
        return False
    paragraph = next(one.iterancestors(P), None)
    if paragraph is None or next(other.iterancestors(P), None) is not paragraph:
        return False
    runs = [run for run in paragraph.iter(RUN) if next(run.iterancestors(P), None) is paragraph]
    between = runs[runs.index(one) : runs.index(other) + 1]
    inside = [child for run in between for child in run]
    for child in inside[inside.index(first) : inside.index(last) + 1]:
        if child.tag not in _LIGHT or (child.tag == W + "br" and child.get(W + "type")):
            return False
    return bool(between) and all(_holds(run) for run in between if not _is_gone(run))


def _holds(run: etree._Element) -> bool:
    """Whether changes may stand in the parent of a run, or beside it where that is a colleague's insertion."""
    parent = run.getparent()
    return _parent(run) in _HOLDS_CHANGES or (
        parent is not None and parent.tag == _INS and _parent(parent) in _HOLDS_CHANGES
    )


def _parent(run: etree._Element) -> str:
    parent = run.getparent()
    return "" if parent is None else str(parent.tag)


def _is_gone(run: etree._Element) -> bool:
    return _parent(run) in (_DEL, W + "moveFrom")


class Tracker:
    """Writes changes under one name, each with a number that no other change of the file has."""

    def __init__(self, author: str, roots: Sequence[etree._Element]) -> None:
        self._author = author
        numbers = [int(m.get(W + "id") or 0) for r in roots for m in r.iter(_INS, _DEL) if _whole(m.get(W + "id"))]
        self._next = max(numbers, default=0) + 1

    def write(self, change: Change, cut: CutRuns) -> None:
        """Make one change in runs that were cut at its places."""
        before, behind = _between(change, cut)
        gone = _gone(before, behind, change)
        anchor = gone[-1] if gone else before if before is not None else behind
        model = gone[0] if gone else anchor
        assert anchor is not None
        assert model is not None
        inserted = self._inserted(change.text, model) if change.text else None
        for run in gone:
            self._delete(run)
        if inserted is None:
            return
        place = anchor.getparent() if gone else anchor
        assert place is not None
        if not gone and before is None:
            _outside(place, behind=False).addprevious(inserted)
        else:
            _outside(place, behind=True).addnext(inserted)

    def number_anew(self, copied: etree._Element) -> None:
        """Give the changes in a copy numbers of their own."""
        for mark in copied.iter(_INS, _DEL):
            mark.set(W + "id", str(self._next))
            self._next += 1

    def _mark(self, tag: str, like: etree._Element) -> etree._Element:
        made = like.makeelement(tag, {W + "id": str(self._next), W + "author": self._author})
        self._next += 1
        return made

    def _delete(self, run: etree._Element) -> None:
        mark = self._mark(_DEL, run)
        run.addprevious(mark)
        mark.append(run)
        for child in run.iterchildren(_TEXT):
            child.tag = W + "delText"
            child.set(_SPACE, "preserve")

    def _inserted(self, text: str, model: etree._Element) -> etree._Element:
        mark = self._mark(_INS, model)
        run = etree.SubElement(mark, RUN)
        look = model.find(RPR)
        if look is not None:
            run.append(deepcopy(look))
            for change in [c for c in run[0] if c.tag in _OF_CHANGES]:
                run[0].remove(change)
        words = etree.SubElement(run, _TEXT)
        words.text = text
        words.set(_SPACE, "preserve")
        return mark


def _outside(place: etree._Element, *, behind: bool) -> etree._Element:
    """-> what an insertion is to stand beside: a colleague's, which may not hold another, is cut in two there."""
    outer = place.getparent()
    if outer is None or outer.tag != _INS:
        return place
    siblings = list(outer)
    rest = siblings[siblings.index(place) + behind :]
    if len(rest) == len(siblings) or not rest:
        return outer
    second = outer.makeelement(_INS, {str(name): str(value) for name, value in outer.attrib.items()})
    second.extend(rest)
    outer.addnext(second)
    return outer if behind else second


def _whole(number: str | None) -> bool:
    return number is not None and number.isdecimal()


def _between(change: Change, cut: CutRuns) -> tuple[etree._Element | None, etree._Element | None]:
    """-> the runs that a change begins with (or stands behind) and ends with (or stands in front of)."""
    if change.first == change.last:
        return (cut.upto(change.first), None) if change.after else (None, cut.from_(change.first))
    first = cut.upto(change.first) if change.after else cut.from_(change.first)
    return first, cut.from_(change.last) if change.before else cut.upto(change.last)


def _gone(first: etree._Element | None, last: etree._Element | None, change: Change) -> list[etree._Element]:
    """-> the runs with the words to delete."""
    if first is None or last is None:
        return []
    paragraph = next(first.iterancestors(P))
    runs = [run for run in paragraph.iter(RUN) if next(run.iterancestors(P), None) is paragraph]
    low, high = runs.index(first) + change.after, runs.index(last) + (not change.before)
    return [run for run in runs[low:high] if not _is_gone(run) and any(child.tag in _WORDS for child in run)]
