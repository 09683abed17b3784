"""Lines of PDF pages back to paragraphs: by indent, by whether the next word would still have fitted, by end marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.continuation import continues, ends_clause, number_continues, starts_frame, starts_item
from pipeline.read.paragraph import Paragraph, ends_in_broken_symbol
from pipeline.read.pdf.lines import PdfLine

_SPACE = 0.2  # of a line's height
_MANY = 60
_HYPHEN_ITEM = re.compile(r"[-–]\s+")


@dataclass(frozen=True, slots=True)
class Measure:
    """The text area of a page: its edges, the page's width, the usual gap between lines, are first lines set in."""

    left: float
    right: float
    width: float
    gap: float
    indented: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the page it stands on and the measure of that page; ``column`` counts columns side by side from 1."""

    line: PdfLine
    page: int
    measure: Measure
    column: int = 0


def measure_of(
    lines: Sequence[PdfLine], width: float, tables: Sequence[tuple[float, float, float, float]] = ()
) -> Measure:
    """Judge the text area by the lines and the tables (their boxes) of all pages of one size."""
    if not lines:
        return Measure(0.0, width, width, 0.0, False)
    lefts = sorted(n.x0 for n in lines)
    rights = sorted(n.x1 for n in lines)
    left = lefts[int(0.05 * (len(lefts) - 1))]
    right = rights[int(0.95 * (len(rights) - 1))]
    if tables and len(lines) < _MANY:  # a page of tables: their width is that of the text
        left = min(left, *(t[0] for t in tables))
        right = max(right, *(t[2] for t in tables))
    gaps = sorted(b.top - a.bottom for a, b in pairwise(lines) if -0.5 * a.size < b.top - a.bottom < 2 * a.size)
    gap = gaps[len(gaps) // 3] if gaps else 0.0
    starts = [
        b.x0 > left + 0.015 * width
        for a, b in pairwise(lines)
        if ends_clause(a.text) and a.x1 < right - 0.08 * width and not _centred(b, left, right)
    ]
    return Measure(left, right, width, gap, sum(starts) >= 0.6 * max(1, len(starts)))


def pdf_paragraphs(lines: Sequence[Placed]) -> list[Paragraph]:
    """Join the lines of a document, which stand in reading order."""
    result: list[Paragraph] = []
    open_: _Open | None = None
    for here in lines:
        if open_ is not None and _same(open_, open_.lines[-1], here):
            open_.text += ("" if ends_in_broken_symbol(open_.text[-80:]) else " ") + here.line.text
            open_.bold = open_.bold and here.line.bold
            open_.lines.append(here)
            continue
        if open_ is not None:
            result.append(_closed(open_))
        open_ = _Open(here.line.text, here.line.bold, [here])
    if open_ is not None:
        result.append(_closed(open_))
    return result


@dataclass(slots=True)
class _Open:
    """A paragraph that may still go on."""

    text: str
    bold: bool
    lines: list[Placed]


def _closed(paragraph: _Open) -> Paragraph:
    """The paragraph that some lines make; one over two pages has no box."""
    lines = [placed.line for placed in paragraph.lines]
    first, last = paragraph.lines[0], paragraph.lines[-1]
    sure = [n.confidence for n in lines if n.confidence is not None]
    box = (
        round(min([n.x0 for n in lines]), 1),
        round(min([n.top for n in lines]), 1),
        round(max([n.x1 for n in lines]), 1),
        round(max([n.bottom for n in lines]), 1),
    )
    return Paragraph(
        paragraph.text,
        page=first.page,
        box=box if first.page == last.page else None,
        bold=paragraph.bold,
        italic=all(n.italic for n in lines),
        centred=not last.column and _centred(last.line, last.measure.left, last.measure.right),
        confidence=min(sure) if sure else None,
    )


def _centred(line: PdfLine, left: float, right: float) -> bool:
    room = right - left
    return (
        abs(line.middle - (left + right) / 2) < 0.025 * room
        and line.x0 > left + 0.05 * room
        and line.x1 < right - 0.05 * room
    )


def _wide_title(a: PdfLine, b: PdfLine, m: Measure) -> bool:
    """Two lines in capitals about the middle of the text, too wide for either to look centred by itself."""
    middle, room = (m.left + m.right) / 2, m.right - m.left
    return (
        abs(a.middle - middle) < 0.01 * room
        and abs(b.middle - middle) < 0.01 * room
        and abs(a.x0 - b.x0) > 1
        and min(a.x0, b.x0) > m.left + 0.01 * room
        and _shouts(a.text)
        and _shouts(b.text)
    )


def _same(paragraph: _Open, before: Placed, here: Placed) -> bool:
    """Whether a line belongs to the paragraph that the line before it ended."""
    if before.column != here.column or (here.column and before.page != here.page):
        return False
    if here.column:
        return _same_in_column(paragraph, before, here)
    a, b, m = before.line, here.line, here.measure
    page_turned = before.page != here.page
    if paragraph.bold and a.bold and not b.bold and (b.text[:1].isupper() or b.text[:1] == "("):
        return False
    item = starts_item(b.text)
    goes_on = b.text[:1].islower() and not item
    a_centred = _centred(a, before.measure.left, before.measure.right)
    b_centred = _centred(b, m.left, m.right)
    if a_centred and not b_centred and b.x0 < m.left + 0.02 * m.width and _first_line(a, before.measure):
        a_centred = False  # a first line set in, whose ragged end leaves as much room on the right
    if not page_turned and _wide_title(a, b, m):
        a_centred = b_centred = True
    full = not _fits(a, b, before.measure, a_centred)
    if item and starts_frame(b.text):
        return False
    if full and number_continues(a.text, b.text):
        return True
    if item:
        return full and _hyphen_word(a, b, m, page_turned)
    if not page_turned and b.top - a.bottom > m.gap + 0.75 * a.size:
        return goes_on and not ends_clause(a.text)
    if goes_on and not ends_clause(a.text):
        return full or not _shouts(a.text)
    if page_turned and before.measure.width != m.width:
        return continues(paragraph.text, b.text)
    if a_centred or b_centred:
        return (
            full
            and a.bold == b.bold
            and (b_centred or not a_centred)
            and (goes_on or not ends_clause(a.text))
            and _shouts(a.text) == _shouts(b.text)
            and not starts_frame(a.text)
        )
    if not full:
        return continues(paragraph.text, b.text) and a.bold == b.bold
    indent = b.x0 - m.left
    if indent > 0.015 * m.width:
        hanging = starts_item(paragraph.text) and b.x0 > a.x0 - 2 and not _first_line(b, m)
        same_block = abs(b.x0 - a.x0) < 2 and indent > 0.1 * m.width
        return (hanging or same_block) and not (ends_clause(a.text) and m.indented and not same_block)
    if m.indented:
        return True
    return not (page_turned and ends_clause(a.text)) or not b.text[:1].isupper()


def _first_line(line: PdfLine, m: Measure) -> bool:
    """True where a line begins as first lines do, some 1 to 1.27 cm in (Decree 30/2020/NĐ-CP, appendix I)."""
    return 0.03 * m.width < line.x0 - m.left < 0.075 * m.width


def _fits(a: PdfLine, b: PdfLine, m: Measure, centred: bool) -> bool:
    """Whether the first word of ``b`` would still have found room after ``a``: then the break is an author's."""
    need = b.head + _SPACE * b.size
    room = m.right - a.x1
    if centred:
        room = (m.right - m.left) - a.width
    jitter = 1.0 if b.confidence is None else 0.6 * b.size  # edges of scanned lines are not that sharp
    return room > need + jitter


def _hyphen_word(a: PdfLine, b: PdfLine, m: Measure, page_turned: bool) -> bool:
    """A line broken before a hyphen ("kinh tế" / "- xã hội") stands at the left edge and goes on in lower case."""
    if not _HYPHEN_ITEM.match(b.text) or ends_clause(a.text):
        return False
    word = b.text.lstrip("-– ")
    return b.x0 < m.left + 0.012 * m.width and (m.indented or word[:1].islower())


def _shouts(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _same_in_column(paragraph: _Open, before: Placed, here: Placed) -> bool:
    """In the header and the signature a line is a paragraph, but for lines that plainly go on."""
    a, b = before.line, here.line
    if starts_item(b.text) or starts_frame(b.text):
        return False
    if continues(paragraph.text, b.text):
        return True
    return paragraph.text.startswith("-") and not ends_clause(a.text) and b.x0 < a.x1 and b.top - a.bottom < a.size
