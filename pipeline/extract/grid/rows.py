"""Tables as grids: rows of cells with their places, and what each column means by its header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.extract.periods import Period, due, find_periods
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Block, Document
from pipeline.text.phrases import pattern
from pipeline.text.remember import last_remembered

ColumnRole = Literal["indicator", "unit", "value", "when", "none"]
Span = tuple[int, int]

_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ROW = re.compile(r"^[^\n]* \| [^\n]*", re.MULTILINE)  # held to line starts: a long line without bars is read once
_BAR = re.compile(r"(?:^| )\|(?=\s|$)")  # two bars in a row, or one that opens the row, leave a cell empty
PERCENT_UNIT = re.compile(
    r"\(?\s*(?:tỷ lệ\s*|tỉ lệ\s*)?(%|‰|điểm phần trăm|điểm %)\s*\)?(?:\s*/\s*(năm|quý|tháng))?(.*)"
)
NUMERIC = re.compile(r"[≥≤<>=±+~\-–\s]*\d[\d.,]*(?:\s*%?\s*[-–]\s*\d[\d.,]*)?\s*%?")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the span of its line and of each cell that is not empty, by column."""

    start: int
    end: int
    cells: dict[int, Span]
    header: bool


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; ``period`` is the one its header tells, ``title`` the folded header."""

    role: ColumnRole
    title: str
    period: Period | None


def find_grids(document: Document, folded: str) -> list[list[Row]]:
    """The tables in reading order: by the source's cells where it told them, else runs of lines with " | "."""
    return _grids(document.blocks, folded)


@last_remembered
def _grids(blocks: tuple[Block, ...], folded: str) -> list[list[Row]]:
    by_table: dict[int, dict[int, dict[int, list[Span]]]] = {}
    spans: dict[tuple[int, int], bool] = {}
    extra: dict[tuple[int, int], list[tuple[int, int, Span]]] = {}
    for block in blocks:
        if block.kind != "cell" or block.table is None or block.row is None or block.column is None:
            continue
        row = by_table.setdefault(block.table, {}).setdefault(block.row, {})
        row.setdefault(block.column, []).append((block.start, block.end))
        spans[block.table, block.row] = spans.get((block.table, block.row), False) or block.header
        if block.column_span > 1:
            extra.setdefault((block.table, block.row), []).append(
                (block.column, block.column_span, (block.start, block.end))
            )
    grids: list[list[Row]] = []
    covered: list[Span] = []
    for table, rows in sorted(by_table.items()):
        grid = []
        for number, cells in sorted(rows.items()):
            merged = {c: (min(a for a, _ in s), max(b for _, b in s)) for c, s in cells.items()}
            start, end = min(a for a, _ in merged.values()), max(b for _, b in merged.values())
            header = spans[table, number]
            if header:
                for column, width, span in extra.get((table, number), []):
                    merged |= {c: span for c in range(column + 1, column + width) if c not in merged}
            grid.append(Row(start, end, merged, header))
        grids.append(grid)
        covered += [(row.start, row.end) for row in grid]
    taken = {start for start, _ in covered}
    loose: list[Row] = []
    for match in _ROW.finditer(folded):
        if match.start() in taken:
            continue
        if loose and folded[loose[-1].end : match.start()].strip():
            grids.append(loose)
            loose = []
        loose.append(Row(match.start(), match.end(), _split(folded, *match.span()), False))
    return sorted([*grids, *([loose] if loose else [])], key=lambda g: g[0].start)


def _split(folded: str, start: int, end: int) -> dict[int, Span]:
    row = folded[start:end]
    bars = [bar.span() for bar in _BAR.finditer(row)]
    edges = zip([0, *(after for _, after in bars)], [*(before for before, _ in bars), len(row)], strict=True)
    cells: dict[int, Span] = {}
    for column, (low, high) in enumerate(edges):
        piece = row[low:high]
        if piece.strip():
            cells[column] = (start + low + len(piece) - len(piece.lstrip()), start + low + len(piece.rstrip()))
    return cells


@lru_cache(maxsize=4)
def _roles(words: TargetWords) -> dict[str, re.Pattern[str]]:
    tables = words.file.tables
    return {
        "indicator": pattern(tables.indicator),
        "unit": pattern(tables.unit),
        "value": pattern(tables.value),
        "past": pattern(tables.past),
        "when": pattern(tables.when),
        "ignored": pattern(tables.ignored),
    }


def read_columns(grid: list[Row], folded: str, words: TargetWords, issued: int | None) -> tuple[dict[int, Column], int]:
    """-> the columns by number and how many rows are header. No columns where the table tells no header."""
    rows = _header_rows(grid, folded, words)
    if not rows:
        return {}, 0
    titles: dict[int, str] = {}
    for row in grid[:rows]:
        for column, (start, end) in row.cells.items():
            titles[column] = f"{titles.get(column, '')} {folded[start:end]}".strip()
    columns: dict[int, Column] = {}
    for column in sorted(titles):
        columns[column] = _column(titles[column], columns.values(), words, issued)
    return columns, rows


def _header_rows(grid: list[Row], folded: str, words: TargetWords) -> int:
    roles = _roles(words)
    count = 0
    for row in grid[:4]:
        cells = [folded[a:b] for a, b in row.cells.values()]
        told = sum(bool(roles[r].search(c[:60])) for c in cells for r in ("indicator", "unit", "ignored", "value"))
        years = [c for c in cells if header_period(c) and len(c.split()) <= 8]
        plain = not any(PERCENT_UNIT.fullmatch(c) and c.strip() != "(%)" for c in cells)
        numbered = count and all(re.fullmatch(r"\(?\d{1,2}\)?|[a-z]", c) for c in cells)
        headed = told or years if row.header else (told >= 2 if count == 0 else years and len(years) == len(cells))
        if numbered or (plain and headed):
            count += 1
        else:
            break
    return count


def _column(title: str, before: Iterable[Column], words: TargetWords, issued: int | None) -> Column:
    roles = _roles(words)
    period = header_period(title)
    role: ColumnRole = "none"
    placed = any(c.role == "indicator" for c in before)
    if roles["past"].search(title) and not re.search(r"(?<!\w)(?:kế hoạch|mục tiêu|phấn đấu|chỉ tiêu)(?!\w)", title):
        role = "none"
    elif roles["when"].search(title):
        role = "when"
    elif roles["unit"].search(title) and not re.search(r"(?<!\w)(?:chủ trì|thực hiện|phối hợp|phụ trách)(?!\w)", title):
        role = "unit"
    elif period is None and roles["ignored"].search(title):
        role = "none"
    elif not placed and roles["indicator"].search(title) and not period:
        role = "indicator"
    elif period is not None and issued and period.last < issued:
        role = "none"
    elif period is not None or roles["value"].search(title):
        role = "value"
    return Column(role, title, period)


def header_period(title: str) -> Period | None:
    """The period a header tells, bare years included ("2026", "KH 2026-2030")."""
    told = due(find_periods(title))
    if told:
        return told
    years = [int(m[1]) for m in _BARE_YEAR.finditer(title)]
    return Period(0, len(title), years[0], years[-1]) if years else None
