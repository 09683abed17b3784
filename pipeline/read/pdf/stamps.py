"""What is printed on a page over its own text: the fields of forms, typed notes, and the number, date and signature
that an e-office stamps on a plan (they lie in the appearance of annotations, not in the page's text).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.knowledge.frame_words import frame_words
from pipeline.read.paragraph import tidy
from pipeline.read.pdf.chars import Box, Chars, page_chars
from pipeline.read.pdf.lines import PdfLine
from pipeline.text.patterns import compiled

_KINDS = (pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP)
_HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_WITHOUT_LOOK = 2  # bytes: an empty string of UTF-16
_FONT_SIZE = compiled(r"([\d.]+)\s+Tf")
_FILL = frozenset(".…_·")  # of a blank to be filled in
_GAP, _SPACE, _COVERED = 2.6, 0.2, 0.5  # of a line's height; of a letter's width
_SPACED_DIGITS = compiled(r"\d(?:\s\d)+")


@dataclass(frozen=True, slots=True)
class Token:
    """A letter of a line, a word of a scan, or the whole of what was stamped: its box, and whether a blank precedes."""

    text: str
    box: Box
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """One line of what an annotation prints. ``note``: it is of a signature's box ("Người ký: …"), no text."""

    text: str
    box: Box
    note: bool = False


def stamped_chars(document: Any, index: int) -> tuple[Any, Chars, tuple[Stamp, ...]]:
    """-> a page of pypdfium2, its own characters, and what annotations print on it, which is drawn into the page, so
    that its pictures show it too. Forms of the document must have been initialised.
    """
    page = document[index]
    marks = list(_annotations(page))
    if not marks:
        return page, page_chars(page), ()
    own = page_chars(page)
    own.textpage.close()
    pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]
    chars = page_chars(page)
    found = [Stamp(tidy(text), _box(chars, rect)) for rect, text in marks if text and tidy(text)]
    if chars.text.startswith(own.text):  # what is drawn into a page stands behind all that was there
        found += _printed(chars, len(own.text), [_box(chars, rect) for rect, _ in marks])
        return page, replace(chars, text=own.text), tuple(found)
    return page, chars, tuple(found)


def _annotations(page: Any) -> Iterator[tuple[Box, str]]:
    """-> the rectangle, in the file's own units, of each annotation that prints; its words where nothing draws them."""
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        mark = pdfium_c.FPDFPage_GetAnnot(page.raw, i)
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(mark) not in _KINDS or pdfium_c.FPDFAnnot_GetFlags(mark) & _HIDDEN:
                continue
            rect = pdfium_c.FS_RECTF()
            pdfium_c.FPDFAnnot_GetRect(mark, rect)
            box = (rect.left, rect.bottom, rect.right, rect.top)
            drawn = pdfium_c.FPDFAnnot_GetAP(mark, pdfium_c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0)
            yield box, "" if drawn > _WITHOUT_LOOK else _value(mark, b"V") or _value(mark, b"Contents")
        finally:
            pdfium_c.FPDFPage_CloseAnnot(mark)


def _value(mark: Any, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    pdfium_c.FPDFAnnot_GetStringValue(mark, key, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16le", errors="replace")


def _box(chars: Chars, rect: Box) -> Box:
    a, b = chars.point(rect[0], rect[1]), chars.point(rect[2], rect[3])
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _printed(chars: Chars, begin: int, marks: Sequence[Box]) -> Iterator[Stamp]:
    """The lines printed by each annotation, from its letters: those from ``begin`` on."""
    letters = [(c, box) for i, c in enumerate(chars.text[begin:], begin) if not c.isspace() and (box := chars.box(i))]
    left = [Token(c, box) for c, box in letters]
    for mark in marks:
        mine = [t for t in left if mark[0] - 2 <= _middle(t.box)[0] <= mark[2] + 2]
        mine = [t for t in mine if mark[1] - 2 <= _middle(t.box)[1] <= mark[3] + 2]
        gone = {id(t) for t in mine}
        left = [t for t in left if id(t) not in gone]
        rows = [(_text(row), _around([t.box for t in row])) for run in _runs(mine) for row in _rows(run)]
        note = any(frame_words().stamp.search(text) for text, _ in rows)
        yield from (Stamp(text, box, note) for text, box in rows)


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens as they were printed, begun anew where one is printed over those before."""
    run: list[Token] = []
    for token in tokens:
        if any(_covered(token.box, t.box) and abs(token.box[3] - t.box[3]) < 3 for t in run):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _rows(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens of one level, each row from left to right and cut where a column's gap stands in it."""
    rest = sorted(tokens, key=lambda t: t.box[3])
    while rest:
        level = rest[0].box[3]
        height = rest[0].box[3] - rest[0].box[1]
        row = sorted((t for t in rest if t.box[3] - level <= 0.4 * height), key=lambda t: t.box[0])
        rest = [t for t in rest if t not in row]
        run = row[:1]
        for token in row[1:]:
            if token.box[0] - run[-1].box[2] > _GAP * height:
                yield run
                run = []
            run.append(token)
        yield run


def _text(row: Sequence[Token]) -> str:
    """The words of a row; digits that were set apart are one number."""
    height = sorted(t.box[3] - t.box[1] for t in row)[len(row) // 2]
    text = ""
    for i, token in enumerate(row):
        gap = token.box[0] - row[i - 1].box[2] if i else 0.0
        joint = (row[i - 1].text[-1:] + token.text[:1]) if i and len(row[i - 1].text + token.text) > 2 else ""
        apart = gap > _SPACE * height or (token.spaced and gap > -0.1 * height) or joint.isalnum()
        text += " " * (i > 0 and apart and not joint.endswith("/")) + token.text
    text = tidy(text)
    return text.replace(" ", "") if _SPACED_DIGITS.fullmatch(text) else text


def woven(
    lines: Sequence[PdfLine], stamps: Sequence[Stamp], tokens: Sequence[Token], *, certain: bool = True
) -> list[PdfLine]:
    """-> the lines with every stamp at its place: within the line whose blank it fills ("Số:      /KH-UBND"), else as a
    line of its own; what is ``contested`` is left out.

    ``tokens`` are what the lines are made of. ``certain``: these are the page's own letters, over which nothing is
    written; what OCR saw below a stamp gives way to it.
    """
    result, left = list(lines), list(tokens)
    for stamp, other in _different(stamps):
        if stamp.note and not other:
            result.append(_own_line(stamp))
        elif not other:
            result, left = _with(stamp, result, left, certain)
    return result


def _own_line(stamp: Stamp) -> PdfLine:
    width, height = stamp.box[2] - stamp.box[0], stamp.box[3] - stamp.box[1]
    return PdfLine(stamp.text, *stamp.box, size=max(height, 6.0), head=width)


def _with(stamp: Stamp, lines: list[PdfLine], tokens: list[Token], certain: bool) -> tuple[list[PdfLine], list[Token]]:
    """-> the lines with one stamp, and what they are made of then."""
    beside = [line for line in lines if _level(line, stamp.box) and _near(line, stamp.box)]
    if not beside:
        return _between(stamp, lines), tokens
    mine = [t for t in tokens if any(_within(t.box, line) for line in beside)]
    under = [t for t in mine if _covered(t.box, stamp.box) and t.text.strip("".join(_FILL))]
    if certain and len(under) > 1:
        return _over_words(stamp, lines, beside, "".join(t.text for t in under)), tokens
    kept = mine if certain else [t for t in mine if t not in under]
    gone = {id(t) for t in mine}
    return _within_line(stamp, lines, beside, kept), [
        *(t for t in tokens if id(t) not in gone), *kept, Token(stamp.text, stamp.box)
    ]  # fmt: skip


def _over_words(stamp: Stamp, lines: list[PdfLine], beside: list[PdfLine], words: str) -> list[PdfLine]:
    """Over words of the page a stamp says nothing new, gives the number whose blank is a little beside it, or stands
    by itself.
    """
    if words in stamp.text.replace(" ", ""):
        return lines
    if filled := _filled(beside, stamp.text):
        return [filled[1] if line is filled[0] else line for line in lines]
    return _between(stamp, lines)


def _between(stamp: Stamp, lines: list[PdfLine]) -> list[PdfLine]:
    """The lines with a stamp as a line of its own, before the first that stands below it."""
    at = next((i for i, line in enumerate(lines) if line.top > stamp.box[3]), len(lines))
    return [*lines[:at], _own_line(stamp), *lines[at:]]


def _within_line(stamp: Stamp, lines: list[PdfLine], beside: list[PdfLine], kept: list[Token]) -> list[PdfLine]:
    """The lines with those beside a stamp as one, made of the tokens kept and of the stamp."""
    first = min(beside, key=lambda line: line.x0)
    text = _text(sorted([*_unfilled(kept, stamp.box), Token(stamp.text, stamp.box)], key=lambda t: t.box[0]))
    x0, _, x1, _ = _around([*((n.x0, n.top, n.x1, n.bottom) for n in beside), stamp.box])
    sure = first.confidence if first.confidence is None else 1.0  # its figures are the stamp's
    whole = replace(first, text=text, x0=x0, x1=x1, confidence=sure)
    return [whole if line is first else line for line in lines if line is first or line not in beside]


def contested(stamps: Sequence[Stamp]) -> list[str]:
    """-> the words of stamps at whose place another one says something else: which of them holds, nobody can tell."""
    return [stamp.text for stamp, other in _different(stamps) if other]


def _different(stamps: Sequence[Stamp]) -> list[tuple[Stamp, bool]]:
    """-> the stamps without repeats, and of each whether another one says something else at its place."""
    kept: list[Stamp] = []
    for stamp in stamps:
        if not any(stamp.text == other.text and _covered(stamp.box, other.box) for other in kept):
            kept.append(stamp)
    return [
        (one, any(one is not o and _covered(one.box, o.box) and abs(one.box[3] - o.box[3]) < 3 for o in kept))
        for one in kept
    ]


def _filled(lines: Sequence[PdfLine], digits: str) -> tuple[PdfLine, PdfLine] | None:
    """The line whose number is blank and the same with ``digits``, which stand a little beside the blank."""
    blank = compiled(rf"({frame_words().number}\s*:)[\s.…_]*(?=/)")
    line = next((n for n in lines if blank.match(n.text)), None) if digits.isdecimal() else None
    return None if line is None else (line, replace(line, text=blank.sub(rf"\1 {digits}", line.text)))


def _level(line: PdfLine, box: Box) -> bool:
    common = min(line.bottom, box[3]) - max(line.top, box[1])
    return common > 0.5 * min(line.bottom - line.top, box[3] - box[1])


def _near(line: PdfLine, box: Box) -> bool:
    return max(line.x0 - box[2], box[0] - line.x1) < _GAP * max(line.size, 6.0)


def _within(box: Box, line: PdfLine) -> bool:
    x, y = _middle(box)
    return line.x0 - 1 <= x <= line.x1 + 1 and line.top - 1 <= y <= line.bottom + 1


def _covered(box: Box, over: Box) -> bool:
    return min(box[2], over[2]) - max(box[0], over[0]) > _COVERED * (box[2] - box[0])


def _unfilled(tokens: Sequence[Token], box: Box) -> list[Token]:
    """The tokens without the dots of the blank that is filled."""
    kept = sorted(tokens, key=lambda t: t.box[0])
    begin = next((i for i, t in enumerate(kept) if t.box[0] >= box[0]), len(kept))
    end = begin
    while begin > 0 and kept[begin - 1].text in _FILL:
        begin -= 1
    while end < len(kept) and kept[end].text in _FILL:
        end += 1
    return kept[:begin] + kept[end:] if end - begin > 1 or any(t.text in "…_" for t in kept[begin:end]) else kept


def page_tokens(chars: Chars, lines: Sequence[PdfLine], stamps: Sequence[Stamp]) -> list[Token]:
    """-> the letters of a page that stand on the level of its stamps."""
    bands = [(stamp.box[1], stamp.box[3]) for stamp in stamps]
    bands += [(n.top, n.bottom) for n in lines if any(_level(n, stamp.box) for stamp in stamps)]
    _, top, _, bottom = chars.all_boxes().T
    middle = (top + bottom) / 2
    level = np.zeros(len(middle), bool)
    for high, low in bands:
        level |= (high - 1 <= middle) & (middle <= low + 1)
    text = chars.text
    return [
        Token(text[i], box, i > 0 and text[i - 1].isspace())
        for i in np.flatnonzero(level[: len(text)]).tolist()
        if not text[i].isspace() and (box := chars.box(i)) is not None
    ]


def word_tokens(words: Iterable[tuple[str, Box]]) -> list[Token]:
    """-> the letters of words whose box alone is known, as if all were of one width."""
    found: list[Token] = []
    for text, (x0, top, x1, bottom) in words:
        step = (x1 - x0) / max(1, len(text))
        for i, c in enumerate(text):
            found.append(Token(c, (x0 + i * step, top, x0 + (i + 1) * step, bottom), i == 0))
    return found
