"""The words of one Word paragraph: tracked changes as accepted, breaks and tabs as blanks, fields by their result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import combining

from lxml import etree

from pipeline.errors import ReadError
from pipeline.read.docx.names import MC, PPR, RPR, RUN, M, W
from pipeline.read.docx.styles import Look, Styles, run_properties
from pipeline.read.legacy import decode_font
from pipeline.read.symbols import symbol_text
from pipeline.text.patterns import compiled
from pipeline.text.unicode import canonical

_GONE = frozenset(
    W + name
    for name in [
        "del",
        "moveFrom",
        "pPr",
        "rPr",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "annotationRef",
        "commentReference",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "sdtPr",
        "sdtEndPr",
        "tcPr",
    ]
)
_TEXT, _TAB, _PTAB, _BREAK, _CR = W + "t", W + "tab", W + "ptab", W + "br", W + "cr"
_SOFT = W + "softHyphen"
_NO_BREAK, _SYM, _FOOTNOTE, _ENDNOTE = W + "noBreakHyphen", W + "sym", W + "footnoteReference", W + "endnoteReference"
_CHOICE, _ALTERNATE, _MATH_TEXT = MC + "Choice", MC + "AlternateContent", M + "t"
_BOXES = frozenset((W + "drawing", W + "pict", W + "object"))
_LINE = "\n"
# a soft hyphen is a letter of TCVN3; anywhere else it is dropped as a mere hint
_SIGNS: dict[Any, str] = {_TAB: "\t", _PTAB: "\t", _CR: _LINE, _NO_BREAK: "-", _SOFT: "\u00ad"}
_NOTES: dict[Any, str] = {_FOOTNOTE: "footnotes", _ENDNOTE: "endnotes"}
_PRIVATE = compiled("[\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a paragraph: text (soft line breaks as newlines), its look, text boxes and notes hung on it."""

    text: str
    bold: bool
    italic: bool
    boxes: tuple[etree._Element, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def words_of(paragraph: etree._Element, base: Look, styles: Styles, depth: int, source: str) -> Words:
    """-> the words of a ``w:p`` whose style gives ``base``. Raises ReadError where it is nested too deeply."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    notes: list[tuple[str, str]] = []
    letters = bold = italic = 0
    for run, inside in _runs(paragraph, depth, source, boxes):
        if run.tag == _MATH_TEXT:
            pieces.append(run.text or "")
            continue
        look = _look(inside, base, styles)
        if look.hidden:
            continue
        text = _run_text(inside, look.font, notes)
        if not text:
            continue
        if styles.old_fonts:
            text = decode_font(text, look.font)
        pieces.append(text)
        count = len(text) - text.count(" ")
        letters += count
        bold += count * bool(look.bold)
        italic += count * bool(look.italic)
    return Words(
        "".join(pieces),
        letters > 0 and bold >= 0.9 * letters,
        letters > 0 and italic >= 0.9 * letters,
        tuple(boxes),
        tuple(notes),
    )


def _look(inside: list[etree._Element], base: Look, styles: Styles) -> Look:
    """The look of a run whose children are ``inside`` in a paragraph that gives ``base``."""
    own, style = run_properties(next((child for child in inside if child.tag == RPR), None))
    return own.over(styles.character(style)).over(base) if style else own.over(base)


def _runs(
    parent: etree._Element, depth: int, source: str, boxes: list[etree._Element]
) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Runs with their children, and pieces of formulas, in reading order, through insertions, links and the like."""
    if depth <= 0:
        raise ReadError(source, "read.too_deep")
    for child in parent:
        tag = child.tag
        if tag == RUN:
            inside = list(child)
            yield child, inside
            for inner in inside:
                if inner.tag in _BOXES:
                    boxes.append(inner)
                elif inner.tag == _ALTERNATE:
                    boxes.append(_alternative(inner))
        elif tag in _GONE or tag == PPR:
            continue
        elif tag == _MATH_TEXT:
            yield child, []
        elif tag == _ALTERNATE:
            yield from _runs(_alternative(child), depth - 1, source, boxes)
        elif len(child):
            yield from _runs(child, depth - 1, source, boxes)


def _alternative(alternate: etree._Element) -> etree._Element:
    """Of the alternatives of one thing, the first that is offered."""
    choice = alternate.find(_CHOICE)
    if choice is None:
        choice = alternate.find(MC + "Fallback")
    return alternate if choice is None else choice


def _run_text(run: Iterable[etree._Element], font: str | None, notes: list[tuple[str, str]]) -> str:
    """The words of a run's children; the notes that they point to are added to ``notes``."""
    out = []
    for child in run:
        tag = child.tag
        if tag == _TEXT:
            out.append(_typed(child.text or "", font))
        elif tag in _SIGNS:
            out.append(_SIGNS[tag])
        elif tag in _NOTES:
            notes.append((_NOTES[tag], child.get(W + "id") or ""))
        elif tag in _SPECIAL:
            out.append(_SPECIAL[tag](child))
    return "".join(out)


def _typed(text: str, font: str | None) -> str:
    """Typed letters; those of a font of symbols, or of its place among the private letters, as what they look like."""
    symbols = font if font and "ymbol" in font else None
    if symbols or (not text.isascii() and _PRIVATE.search(text)):
        return symbol_text(text, symbols)
    return text


def _break(child: etree._Element) -> str:
    return " " if child.get(W + "type") in ("page", "column") else _LINE


def _symbol(child: etree._Element) -> str:
    """A letter given by its number and font; nothing where that is no number of a letter."""
    try:
        letter = chr(int(child.get(W + "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return symbol_text(letter, child.get(W + "font"))


def _ruby(child: etree._Element) -> str:
    """The words that small ones stand above."""
    return "".join(text.text or "" for text in child.iterfind(f"{W}rubyBase//{_TEXT}"))


_SPECIAL: dict[Any, Callable[[etree._Element], str]] = {_BREAK: _break, _SYM: _symbol, W + "ruby": _ruby}


def letters_of(
    paragraph: etree._Element, base: Look, styles: Styles, depth: int, source: str
) -> list[tuple[str, etree._Element, int, int]]:
    """-> the letters that ``words_of`` reads, without blanks: (letter, the element it stands in, its place there).

    Elements are the children of runs (``w:t`` for words), places are offsets in their text; a letter that came of
    several or of an old code has the span of all of them.
    """
    found: list[tuple[str, etree._Element, int, int]] = []
    for run, inside in _runs(paragraph, depth, source, []):
        if run.tag == _MATH_TEXT:
            found += [(c, run, 0, len(run.text or "")) for c in canonical(run.text or "") if not c.isspace()]
            continue
        look = _look(inside, base, styles)
        if look.hidden:
            continue
        for child in inside:
            text = _run_text([child], look.font, [])
            if styles.old_fonts:
                text = decode_font(text, look.font)
            length = len(child.text or "") if child.tag == _TEXT else 1
            for letter, start, end in _clusters(text):
                span = (start, end) if len(text) == length else (0, length)
                found += [(c, child, *span) for c in letter if not c.isspace()]
    return found


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """-> (canonical letters, start, end): each letter of ``text`` with the marks that are set on it."""
    if canonical(text) == text:
        yield from ((c, i, i + 1) for i, c in enumerate(text))
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not combining(text[end]):
            yield canonical(text[start:end]), start, end
            start = end
