"""Visual lines back to paragraphs, for text whose lines somebody wrapped: a crawl at 80 columns, a PDF's text dump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.frame_words import frame_words
from pipeline.read.continuation import (
    LONGEST,
    continues,
    ends_clause,
    is_hanging,
    number_continues,
    starts_frame,
    starts_item,
)
from pipeline.read.paragraph import Paragraph, ends_in_broken_symbol
from pipeline.text.patterns import compiled


@dataclass(frozen=True, slots=True)
class WrappedLine:
    """A visual line. ``indent`` and ``width`` (of the text without the indent) count characters.

    ``gap`` is True where a blank line stands before it; ``same_span`` where a bold or italic mark that the line
    before opened is still open; ``heading`` where Markdown calls it a heading. ``opens``/``closes``: a mark begins at
    its first letter, ends after its last. ``measure``: the width that its page is set to, 0 where pages are not known.
    """

    text: str
    indent: int = 0
    width: int = 0
    gap: bool = False
    bold: bool = False
    italic: bool = False
    same_span: bool = False
    heading: bool = False
    centred: bool = False
    page: int | None = None
    opens: bool = False
    closes: bool = False
    measure: int = 0


@dataclass(frozen=True, slots=True)
class Habit:
    """How a text sets its lines: ``wrapped`` at ``measure`` columns; ``indented`` where first lines stand further in
    than the lines that follow (at ``margin``), and blank lines do not part paragraphs; ``strict`` where every line
    that must go on is full, so that a line with room left ends its paragraph.
    """

    wrapped: bool
    indented: bool
    measure: int
    strict: bool = False
    margin: int = 0


def habit_of(lines: Sequence[WrappedLine]) -> Habit:
    """Judge a text (or a page of it) by its lines: is a line end a paragraph's end, and what marks a paragraph."""
    if not lines:
        return Habit(False, False, 0)
    ends = sorted(line.indent + line.width for line in lines)
    measure = ends[int(0.95 * (len(ends) - 1))]
    if ends[-1 - len(ends) // 100] > 170 or measure < 30:  # a page that a plan was taken from adds a long line or two
        return Habit(False, False, measure)
    pairs = 0
    open_pairs: list[tuple[WrappedLine, WrappedLine]] = []
    for before, line in pairwise(lines):
        if line.gap:
            continue
        pairs += 1
        if line.text[:1].islower() and not starts_item(line.text) and not ends_clause(before.text):
            open_pairs.append((before, line))
    several = len(open_pairs)
    wrapped = (several >= 3 and several >= 0.12 * pairs) or (0 < pairs <= 12 and several >= 1)
    strict = several >= 6 and all(_is_full(before, line, before.measure or measure) for before, line in open_pairs)
    margin = min((line.indent for _, line in open_pairs), default=0)
    stepped = sum(
        1
        for before, line in pairwise(lines)
        if line.indent + 2 <= before.indent and before.indent < 30 and not line.gap and not ends_clause(before.text)
    )
    gaps = sum(line.gap for line in lines)
    indented = wrapped and stepped >= 2 and stepped >= 0.25 * max(1, gaps)
    return Habit(wrapped, indented, measure, wrapped and strict, margin)


def _is_full(before: WrappedLine, line: WrappedLine, measure: int) -> bool:
    """The first word of ``line`` did not fit, or hardly, into the line before it."""
    room = measure - (before.indent + before.width)
    return room <= len(line.text.split(" ", 1)[0]) + 0.1 * measure


def paragraphs_of(lines: Sequence[WrappedLine], habit: Habit) -> list[Paragraph]:
    """Join wrapped lines into paragraphs, and across the blank lines that a page break left in a sentence."""
    result: list[Paragraph] = []
    text, first, before, bold, italic = "", None, None, True, True
    for line in lines:
        if first is not None and before is not None and _goes_on(text, before, line, habit):
            text += ("" if ends_in_broken_symbol(text) else " ") + line.text
            bold, italic = bold and line.bold, italic and line.italic
        else:
            result += [_paragraph(text, first, bold, italic)] if first is not None else []
            text, first, bold, italic = line.text, line, line.bold, line.italic
        before = line
    return result + ([_paragraph(text, first, bold, italic)] if first is not None else [])


def _paragraph(text: str, first: WrappedLine, bold: bool, italic: bool) -> Paragraph:
    style = "heading" if first.heading else None
    return Paragraph(text, bold=bold, italic=italic, centred=first.centred, page=first.page, style=style)


def _goes_on(paragraph: str, before: WrappedLine, line: WrappedLine, habit: Habit) -> bool:
    """Whether ``line`` belongs to ``paragraph``, whose last line is ``before``: the first question that knows tells."""
    if line.heading or before.heading or len(paragraph) > LONGEST:
        return False
    if habit.indented and before.page != line.page and _turns_page(before, line, habit):
        return True
    if line.gap or not habit.wrapped:
        return _goes_on_over_a_gap(paragraph, before, line)
    for question in (_by_frame, _by_item, _by_mark):
        told = question(paragraph, before, line, habit)
        if told is not None:
            return told
    return _goes_on_by_indent(before, line, habit) if habit.indented else _goes_on_by_width(before, line, habit)


def _goes_on_over_a_gap(paragraph: str, before: WrappedLine, line: WrappedLine) -> bool:
    """Where a line end mostly ends the paragraph: only what plainly goes on, in the same letters."""
    if before.bold != line.bold and not (line.text[:1].islower() and before.page == line.page):
        return False
    return continues(paragraph, line.text)


def _by_frame(paragraph: str, before: WrappedLine, line: WrappedLine, habit: Habit) -> bool | None:
    """A line of the letterhead or of a title stands alone, but for the rest of a heading that one mark holds."""
    if starts_frame(line.text) and not line.text.startswith(frame_words().number):
        return line.same_span and starts_item(before.text)
    if starts_frame(before.text) and before.text.isupper() and not line.same_span:
        return continues(paragraph, line.text)
    return None


def _by_item(paragraph: str, before: WrappedLine, line: WrappedLine, habit: Habit) -> bool | None:
    """A line with a number or a bullet begins an item, unless the line before it broke within a number or a word."""
    if number_continues(before.text, line.text):
        return True
    return _hyphen_goes_on(before, line, habit) if starts_item(line.text) else None


def _by_mark(paragraph: str, before: WrappedLine, line: WrappedLine, habit: Habit) -> bool | None:
    """Bold or italic marks: one that is still open goes on, a new one or its end parts, but for small letters."""
    if line.same_span:
        return True
    if before.closes and line.opens and not line.text[:1].islower():
        return False
    parts = before.bold != line.bold and line.text[:1].isupper() and (before.bold or ends_clause(before.text))
    return False if parts else None


def _goes_on_by_width(before: WrappedLine, line: WrappedLine, habit: Habit) -> bool:
    """Small letters go on; else a line with room left ended its paragraph."""
    if line.text[:1].islower():
        return True
    if before.text.isupper() != line.text.isupper():
        return False
    if habit.strict and not _is_full(before, line, before.measure or habit.measure):
        return is_hanging(before.text)
    short = before.indent + before.width < 0.6 * (before.measure or habit.measure)
    return not (short and ends_clause(before.text))


def _turns_page(before: WrappedLine, line: WrappedLine, habit: Habit) -> bool:
    """Over a page's end: a full line, and one that stands at the margin where first lines stand in."""
    if starts_item(line.text) or line.centred or before.centred or line.bold != before.bold:
        return False
    return line.indent <= habit.margin + 1 and _is_full(before, line, before.measure or habit.measure)


def _goes_on_by_indent(before: WrappedLine, line: WrappedLine, habit: Habit) -> bool:
    """A paragraph's first line stands in; the line before a continuation is full."""
    if line.text[:1].islower():
        return True
    measure = before.measure or habit.measure
    room = measure - (before.indent + before.width)
    first_word = len(line.text.split(" ", 1)[0])
    full = room < max(first_word + 3, 0.12 * measure)
    if line.centred or before.centred:
        return (
            line.centred
            and before.centred
            and not ends_clause(before.text)
            and before.text.isupper() == line.text.isupper()
        )
    steps_in = line.indent >= habit.margin + 3
    first_lines = steps_in and abs(line.indent - before.indent) <= 1 and starts_item(before.text)
    if steps_in and (not full or first_lines) and not is_hanging(before.text):  # two first lines, one below the other
        return False
    if line.indent >= before.indent + 2 and line.indent >= 3:
        return full and not ends_clause(before.text) and line.indent < 12
    return full or not ends_clause(before.text)


_FIGURE_END = compiled(r"(?<!\S)\d+(?:,\d+)?$")
_REST_OF_RANGE = compiled(r"[-–]\s+\d+(?:,\d+)?\s?%")
_AFTER_HYPHEN = compiled(r"[-–]\s+(?=[^\W\d_])")


def _hyphen_goes_on(before: WrappedLine, line: WrappedLine, habit: Habit) -> bool:
    """A line broken before a hyphen ("kinh tế" / "- xã hội", "từ 65" / "- 75% vào năm …") is not an item."""
    if _REST_OF_RANGE.match(line.text) and _FIGURE_END.search(before.text[-8:]):
        return True
    if not _AFTER_HYPHEN.match(line.text) or ends_clause(before.text):
        return False
    if frame_words().hyphen_end.search(before.text):
        return True
    return (
        before.indent + before.width > 0.85 * (before.measure or habit.measure)
        and line.text.lstrip("-– ")[:1].islower()
    )
