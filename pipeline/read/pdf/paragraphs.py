"""Lines of PDF pages back to paragraphs: by indent, by whether the next word would still have fitted, by end marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.read.continuation import continues, ends_clause, number_continues, starts_frame, starts_item
from pipeline.read.paragraph import Paragraph, ends_in_broken_symbol
from pipeline.read.pdf.lines import PdfLine
from pipeline.text.patterns import compiled

_SPACE = 0.2  # of a line's height
_MANY = 60
_HYPHEN_ITEM = compiled(r"[-–]\s+")


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
    """Whether a line belongs to the paragraph that the line before it ended: the first question that knows tells."""
    if before.column != here.column or (here.column and before.page != here.page):
        return False
    if here.column:
        return _same_in_column(paragraph, before, here)
    ends_bold = paragraph.bold and before.line.bold and not here.line.bold
    if ends_bold and (here.line.text[:1].isupper() or here.line.text[:1] == "("):
        return False
    seam = _seam(before, here)
    for question in (_by_item, _by_gap_and_case, _by_middle):
        told = question(paragraph, before, here, seam)
        if told is not None:
            return told
    if not seam.full:
        return continues(paragraph.text, here.line.text) and before.line.bold == here.line.bold
    return _by_indent(paragraph, before, here, seam)


@dataclass(frozen=True, slots=True)
class _Seam:
    """Between two lines: does the page turn, is each set about the middle, had the next word no room, does the second
    begin an item, or in small letters and no item."""

    turned: bool
    centred: tuple[bool, bool]
    full: bool
    item: bool
    small: bool


def _seam(before: Placed, here: Placed) -> _Seam:
    a, b, m = before.line, here.line, here.measure
    turned = before.page != here.page
    a_centred = _centred(a, before.measure.left, before.measure.right)
    b_centred = _centred(b, m.left, m.right)
    if a_centred and not b_centred and b.x0 < m.left + 0.02 * m.width and _first_line(a, before.measure):
        a_centred = False  # a first line set in, whose ragged end leaves as much room on the right
    if not turned and _wide_title(a, b, m):
        a_centred = b_centred = True
    item = starts_item(b.text)
    full = not _fits(a, b, before.measure, a_centred)
    return _Seam(turned, (a_centred, b_centred), full, item, b.text[:1].islower() and not item)


def _by_item(paragraph: _Open, before: Placed, here: Placed, seam: _Seam) -> bool | None:
    """A line with a number or a bullet begins an item, unless the line before it broke within a number or a word."""
    a, b = before.line, here.line
    if seam.item and starts_frame(b.text):
        return False
    if seam.full and number_continues(a.text, b.text):
        return True
    return seam.full and _hyphen_word(a, b, here.measure, seam.turned) if seam.item else None


def _by_gap_and_case(paragraph: _Open, before: Placed, here: Placed, seam: _Seam) -> bool | None:
    """A wide gap parts, small letters go on where no clause ended, another page width only the plain case."""
    a, b, m = before.line, here.line, here.measure
    running = seam.small and not ends_clause(a.text)
    if not seam.turned and b.top - a.bottom > m.gap + 0.75 * a.size:
        return running
    if running:
        return seam.full or not _shouts(a.text)
    return continues(paragraph.text, b.text) if seam.turned and before.measure.width != m.width else None


def _by_middle(paragraph: _Open, before: Placed, here: Placed, seam: _Seam) -> bool | None:
    """Lines about the middle are one title where they look alike and the first had no room left."""
    a, b = before.line, here.line
    if not any(seam.centred):
        return None
    alike = a.bold == b.bold and _shouts(a.text) == _shouts(b.text) and seam.centred != (True, False)
    return seam.full and alike and (seam.small or not ends_clause(a.text)) and not starts_frame(a.text)


def _by_indent(paragraph: _Open, before: Placed, here: Placed, seam: _Seam) -> bool:
    """Behind a full line: one set in begins a paragraph unless it hangs below an item or stands in a block set in."""
    a, b, m = before.line, here.line, here.measure
    indent = b.x0 - m.left
    if indent > 0.015 * m.width:
        hanging = starts_item(paragraph.text) and b.x0 > a.x0 - 2 and not _first_line(b, m)
        same_block = abs(b.x0 - a.x0) < 2 and indent > 0.1 * m.width
        return (hanging or same_block) and not (ends_clause(a.text) and m.indented and not same_block)
    return m.indented or not (seam.turned and ends_clause(a.text)) or not b.text[:1].isupper()


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
