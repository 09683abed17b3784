"""Plain text and Markdown, as typed, crawled, or dumped from a PDF with its layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.read.paragraph import Paragraph, tidy
from pipeline.read.table import Cell, make_table, table_paragraphs
from pipeline.read.txt.broken_tables import broken_cells, closed_rows, find_broken_table
from pipeline.read.txt.columns import split_columns
from pipeline.read.txt.loose_rows import with_bars
from pipeline.read.txt.markdown import has_markdown, is_fence, is_rule, is_rule_row, read_marks, split_row
from pipeline.read.txt.markup_tables import markup_table
from pipeline.read.txt.wrapped_lines import Habit, WrappedLine, habit_of, paragraphs_of
from pipeline.text.patterns import compiled
from pipeline.text.unicode import one_line_end

_SOURCE_COMMENT = compiled(r"^#\s*(?:source|nguồn)\s*:\s*(.*)$", re.I)
_PAGE_NUMBER = compiled(r"^\s*(?:[-–]\s*)?(?:Trang\s+|Page\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?(?:\s*[-–])?\s*$", re.I)
_TAB = 4
_SHORTEST_PAGE = 12  # lines


def plain_paragraphs(text: str) -> tuple[list[Paragraph], list[str], dict[str, str]]:
    """-> paragraphs, running lines (page numbers) and properties of a plain or Markdown text."""
    properties: dict[str, str] = {}
    comments: list[Paragraph] = []
    rows = [row.expandtabs(_TAB) for row in with_bars(one_line_end(text).split("\n"))]
    while rows and (comment := _SOURCE_COMMENT.match(rows[0].lstrip("\ufeff"))):
        properties["source"] = comment.group(1).strip()
        comments.append(Paragraph(tidy(rows[0].lstrip("\ufeff"))))
        rows = rows[1:]
    rows, pages = _pages(rows)
    rows, pages, running = _without_page_numbers(rows, pages)
    marked = has_markdown("\n".join(rows))
    result: list[Paragraph] = []
    stretch: list[tuple[str, int | None]] = []
    tables = 0
    at = 0
    regions: list[tuple[list[tuple[str, int | None]], list[Paragraph]]] = []
    while at < len(rows):
        end, inside = markup_table(rows, at, tables)
        if end > at:
            tables = max((p.table + 1 for p in inside if p.table is not None), default=tables)
            regions.append((stretch, [replace(p, page=pages[at]) for p in inside]))
            stretch, at = [], end
            continue
        end, cells = _table_at(rows, at, marked)
        if end == at:
            stretch.append((rows[at], pages[at]))
            at += 1
            continue
        table = make_table(cells, header_rows=1 if end - at > 1 and is_rule_row(rows[at + 1]) else 0)
        inside = table_paragraphs(table, tables)
        tables += any(p.kind == "cell" for p in inside)
        regions.append((stretch, [replace(p, page=pages[at]) for p in inside]))
        stretch = []
        at = end
    regions.append((stretch, []))
    widths = _widths(rows, pages)
    read = [_lines(part, marked, widths) for part, _ in regions]
    habit = habit_of([line for lines in read for line in lines])
    for (part, table_part), lines in zip(regions, read, strict=True):
        if habit.wrapped and not marked:
            result += _stretch_paragraphs(part, lines, habit, widths)
        else:
            result += paragraphs_of(lines, habit)
        result += table_part
    return [replace(p, source=i) for i, p in enumerate([*comments, *result])], running, properties


def _pages(rows: list[str]) -> tuple[list[str], list[int | None]]:
    """Form feeds out of the lines, the page of each line instead (None where the text has no pages)."""
    if not any("\f" in row for row in rows):
        return rows, [None] * len(rows)
    out: list[str] = []
    pages: list[int | None] = []
    page = 1
    for row in rows:
        parts = row.split("\f")
        for i, part in enumerate(parts):
            page += i > 0
            if part.strip() or len(parts) == 1:
                out.append(part)
                pages.append(page)
    return out, pages


def _widths(rows: list[str], pages: list[int | None]) -> dict[int | None, int]:
    """The width that each page is set to: portrait and landscape pages differ."""
    ends: dict[int | None, list[int]] = {}
    for row, page in zip(rows, pages, strict=True):
        if page is not None and row.strip():
            ends.setdefault(page, []).append(len(row.rstrip()))
    return {page: sorted(own)[int(0.95 * (len(own) - 1))] for page, own in ends.items() if len(own) > 8}


def _without_page_numbers(rows: list[str], pages: list[int | None]) -> tuple[list[str], list[int | None], list[str]]:
    """Lines that hold nothing but a page number go; they are known by counting up through the text."""
    found = []
    for i, row in enumerate(rows):
        number = _PAGE_NUMBER.match(row)
        if number and _alone(rows, i):
            found.append((i, int(number.group(1))))
    chain: list[tuple[int, int]] = []
    for i, value in found:
        if (not chain and value <= 3) or (chain and chain[-1][1] < value <= chain[-1][1] + 3):
            chain.append((i, value))
    if len(chain) < 2 and not (chain and pages[chain[0][0]] == chain[0][1]):
        return rows, pages, []
    if _numbers_rows(rows, [i for i, _ in chain]):
        return rows, pages, []
    gone = {i for i, _ in chain}
    kept = [i for i in range(len(rows)) if i not in gone]
    if pages[0] is None:  # the numbers themselves say where pages begin: they stand on top of theirs
        turns = dict(chain)
        page: int | None = max(1, chain[0][1] - 1)
        pages = [page := turns.get(i, page) for i in range(len(rows))]
    return [rows[i] for i in kept], [pages[i] for i in kept], [rows[i].strip() for i in sorted(gone)]


def _numbers_rows(rows: Sequence[str], places: Sequence[int]) -> bool:
    """Whether lines of numbers stand so close that they count rows of a table left as one cell a line, not pages."""
    between = sorted(sum(1 for row in rows[a + 1 : b] if row.strip()) for a, b in pairwise(places))
    return bool(between) and between[(len(between) - 1) // 2] < _SHORTEST_PAGE


def _alone(rows: Sequence[str], i: int) -> bool:
    """No table row, no bar and no other figure beside the line."""
    around = [rows[j].strip() for j in (i - 1, i + 1) if 0 <= j < len(rows)]
    return not any(line == "|" or line.startswith("|") or line.isdigit() for line in around) and (
        any(not line for line in around) or rows[i].startswith(" " * 8) or len(around) < 2
    )


def _table_at(rows: list[str], at: int, marked: bool) -> tuple[int, list[Cell]]:
    """-> the index after a table that begins here and its cells, or ``at`` and nothing."""
    line = rows[at].strip()
    if _goes_on_without_bars(rows, at):
        return at, []
    end, closed = closed_rows(rows, at)
    if closed:
        return end, _cells_of_lines(closed)
    if not line.startswith("|") and not ("|" in line and at + 1 < len(rows) and is_rule_row(rows[at + 1])):
        return at, []
    if line == "|":
        end = find_broken_table(rows, at)
        return end, _cells_of_lines(broken_cells(rows[at:end])) if end > at else []
    if line.count("|") < 2 and not (at + 1 < len(rows) and is_rule_row(rows[at + 1]) and "|" in rows[at + 1]):
        return at, []
    end = at
    table: list[list[list[str]]] = []
    while end < len(rows) and "|" in rows[end]:
        if not is_rule_row(rows[end]):
            table.append([re.split(r"<br\s*/?>", cell) for cell in split_row(rows[end])])
        end += 1
    return end, _cells_of_lines(table)


def _goes_on_without_bars(rows: list[str], at: int) -> bool:
    """A row whose first cell is empty in a table whose rows do not begin with a bar ("TT | Chỉ tiêu | …")."""
    before, line = (rows[at - 1].strip() if at else ""), rows[at].strip()
    bars = before.count(" | ")
    return bars > 1 and not before.startswith("|") and line.startswith("| ") and line.count("| ") - 1 == bars - 1


def _cells_of_lines(rows: list[list[list[str]]]) -> list[Cell]:
    """Cells of a source that tells no spans: a short row may be of merged cells, or torn; who reads it decides."""
    return [Cell(tuple(_cell_paragraphs(lines)), r, c) for r, row in enumerate(rows) for c, lines in enumerate(row)]


def _cell_paragraphs(lines: list[str]) -> list[Paragraph]:
    inside = _lines([(line, None) for line in lines], True)
    return paragraphs_of(inside, Habit(True, False, 40))


def _lines(
    rows: Sequence[tuple[str, int | None]], marked: bool, widths: dict[int | None, int] | None = None
) -> list[WrappedLine]:
    """Visual lines with their marks read; a rule or a blank line becomes the gap before the next line."""
    result: list[WrappedLine] = []
    gap = False
    bold = italic = False
    centre = 0.0
    for row, page in rows:
        if not row.strip() or is_rule(row) or (marked and is_fence(row)):
            gap = gap or not row.strip() or is_rule(row)
            bold = italic = False
            continue
        was_open = bold or italic
        if marked:
            read = read_marks(row.strip(), bold=bold, italic=italic)
            text, is_bold, is_italic = tidy(read.text), read.bold, read.italic
            bold, italic, heading = read.open_bold, read.open_italic, read.heading > 0
        else:
            text, is_bold, is_italic, heading = tidy(row), False, False, False
        if not text:
            continue
        indent = len(row) - len(row.lstrip())
        width = len(row.strip())
        centre = indent + width / 2
        result.append(
            WrappedLine(
                text,
                indent=indent,
                width=width,
                gap=gap,
                bold=is_bold,
                italic=is_italic,
                same_span=was_open,
                heading=heading,
                centred=indent >= 12 and 30 <= centre <= 75,
                page=page,
                measure=(widths or {}).get(page, 0),
                opens=marked and row.strip()[0] in "*_",
                closes=marked and row.strip()[-1] in "*_" and not (bold or italic),
            )
        )
        gap = False
    return result


def _stretch_paragraphs(
    rows: list[tuple[str, int | None]], read: list[WrappedLine], habit: Habit, widths: dict[int | None, int]
) -> list[Paragraph]:
    """Paragraphs of the text between two tables (``read``: its lines), side-by-side blocks read column by column."""
    result: list[Paragraph] = []
    for part, columns in split_columns(rows):
        lines = read if part == rows else _lines(part, False, widths)
        if columns:
            result += paragraphs_of(lines, Habit(False, False, 60))
        else:
            result += paragraphs_of(lines, habit)
    return result
