"""A text box stands twice in a Word file: as Word draws it (mc:Choice), and for programs that cannot (mc:Fallback).

What is corrected in the first, which is the one that is read, is corrected in the second (ECMA-376, part 3, 7.6).
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from pipeline.read.docx import MC, RUN, P, W
from pipeline.report.word.tracked import Change, Tracker

_BOX, _TEXT = W + "txbxContent", W + "t"
_OF_COMMENTS = (W + "commentRangeStart", W + "commentRangeEnd")


def twins(changes: Iterable[Change]) -> list[tuple[etree._Element, etree._Element]]:
    """-> each paragraph that is to be changed with the one of the same words in its box's other form."""
    found: dict[etree._Element, etree._Element] = {}
    for change in changes:
        paragraph = next(change.first[0].iterancestors(P), None)
        twin = _twin(paragraph) if paragraph is not None else None
        if paragraph is not None and twin is not None:
            found[paragraph] = twin
    return list(found.items())


def mirror(pairs: Iterable[tuple[etree._Element, etree._Element]], tracker: Tracker) -> None:
    """Put what was written in each first paragraph into the second, without its comments."""
    for paragraph, twin in pairs:
        copy = deepcopy(paragraph)
        copy.tail = twin.tail
        for mark in list(copy.iter(*_OF_COMMENTS)):
            mark.getparent().remove(mark)  # type: ignore[union-attr]
        for reference in list(copy.iter(W + "commentReference")):
            run = reference.getparent()
            if run is not None and run.tag == RUN and (around := run.getparent()) is not None:
                around.remove(run)
        tracker.number_anew(copy)
        above = twin.getparent()
        assert above is not None
        above.replace(twin, copy)


def _twin(paragraph: etree._Element) -> etree._Element | None:
    choice = next(paragraph.iterancestors(MC + "Choice"), None)
    alternate = choice.getparent() if choice is not None else None
    fallback = alternate.find(MC + "Fallback") if alternate is not None else None
    if choice is None or fallback is None:
        return None
    own, other = _boxed(choice), _boxed(fallback)
    if paragraph not in own or [_words(one) for one in own] != [_words(one) for one in other]:
        return None
    return other[own.index(paragraph)]


def _boxed(form: etree._Element) -> list[etree._Element]:
    return [paragraph for box in form.iter(_BOX) for paragraph in box.iter(P)]


def _words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_TEXT))
