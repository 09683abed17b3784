"""Tables that text extraction has left as one cell a line, found by the labels of their rows.

Empty cells are gone with their places, so a row has values only where it has a line for every column, or for every one
but those at the end that are often left empty (comparison, bodies, notes); any other gives its name alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.grid.by_values import FIRST_TITLE, INDEX, TITLE, VALUE, grid_by_values, years_under_title
from pipeline.extract.grid.rows import Row, Span
from pipeline.extract.grid.words import header_period
from pipeline.text.patterns import compiled

_LINE = compiled(r"[^\n]+")
_NUMBER = compiled(r"0?(\d{1,3})\s*\.?")
_LABEL = compiled(r"\d{1,2}(?:\.\d{1,2})+\.?|[ivx]+\.?|[a-zđ][.)]?|[-+*•–]")
_MARKED = compiled(r"(?:[-+*•–]\s?|trong đó\W+)[^\W\d_].*\s\S")
_UNIT = compiled(r"đơn vị(?: tính)?|đv tính|đvt")
_EMPTY = compiled(r"[-–_.]+")
_WORDS = compiled(r"[^\W\d_]{2,}")
_OPTIONAL = compiled(
    r"ghi chú|so (?:sánh|với).*|.*(?:so với|chủ trì|phối hợp|cơ quan|phụ trách|theo dõi|thực hiện bởi).*"
)
_BELOW = compiled(r"(?:kế hoạch|kh|mục tiêu|chỉ tiêu|giao|phấn đấu|thực hiện|th|ước(?: (?:thực hiện|đạt|th))?|uth)")
_LONGEST = 400  # characters of a cell
_NEAR = 200  # lines by which it is judged what a dash means
_FARTHEST = 40  # lines from a head's first title to the first row


def flattened_grids(folded: str, taken: set[int]) -> Iterator[list[Row]]:
    """The tables in ``folded`` that stand one cell a line; ``taken`` are the starts of lines that other tables have."""
    lines = [m.span() for m in _LINE.finditer(folded) if m[0].strip() and m.start() not in taken]
    texts = [folded[slice(*line)].strip() for line in lines]
    at = 0
    while at < len(lines):
        grid: list[Row] = []
        counted = at > 0 and INDEX.fullmatch(texts[at - 1]) is not None  # no table without its numbers
        if not counted and FIRST_TITLE.fullmatch(texts[at]):
            labelled = INDEX.fullmatch(texts[at]) is not None
            grid = _grid(folded, lines, texts, at) or ([] if labelled else grid_by_values(folded, lines, at))
            if grid:
                yield grid
        at = next((n for n in range(at + 1, len(lines)) if not grid or lines[n][0] >= grid[-1].end), len(lines))


def _told(grid: list[Row]) -> int:
    return sum(len(row.cells) > 2 for row in grid)


def _grid(folded: str, lines: list[Span], texts: list[str], at: int) -> list[Row]:
    """-> the rows of the table whose head begins at a line; none where there is none."""
    near = range(at + 2, min(at + _FARTHEST, len(lines) - 1))
    first = next((n for n in near if texts[n].strip(" .()") in ("1", "01", "i", "a") and _names(texts, n + 1)), 0)
    if not first:
        return []
    numbers = next((n for n in range(at + 3, first) if texts[n:first] == [str(k + 1) for k in range(first - n)]), first)
    starts = _openers(texts, first)
    whole = next((n for n in range(at + 2, first - 1) if _names(texts, n) and _are_values(texts[n + 1 : first])), 0)
    if whole:  # "Toàn quốc": a row without a number above the first
        starts, numbers = [whole, *starts], whole
    fewer = starts[: max(len(starts) - 1, 1)]  # the last may be a value, as great as the next number would be
    partings = [list(pairwise([*some, _end(texts, some, first - at)])) for some in (starts, fewer)]
    unlabelled = not INDEX.fullmatch(texts[at])
    tried = []
    for titles in _heads(folded, lines[at:numbers], unlabelled):
        width = 1 + max(max(row.cells) for row in titles)
        spread = len(titles) > 1 and max(titles[1].cells) < max(titles[0].cells)
        widths = [width] if not spread else [width - p + max(titles[1].cells) + 1 for p in (1, 2, 3)]
        for parted in partings:
            tried += [_body(folded, titles, [(lines[a:b], texts[a:b]) for a, b in parted], w) for w in widths]
    return max(tried, key=_told, default=[])


def _are_values(texts: list[str]) -> bool:
    return all(VALUE.fullmatch(text) and header_period(text) is None for text in texts)


def _names(texts: list[str], place: int) -> bool:
    """Whether a line reads like the name of a row."""
    text = texts[place] if place < len(texts) else ""
    named = _WORDS.search(text) is not None and not VALUE.fullmatch(text)
    return named and len(text) <= _LONGEST and not _MARKED.match(text)


def _openers(texts: list[str], first: int) -> list[int]:
    """The lines that label or mark rows: counted on, anew in each group, or the same "1." in front of each."""
    found, count = [first], 1 if texts[first].strip(" .()") in ("1", "01") else 0
    dashes = [n for n in range(first, min(first + _NEAR, len(texts))) if _EMPTY.fullmatch(texts[n])]
    empty = 2 * sum(_names(texts, n + 1) for n in dashes) <= len(dashes)  # a dash is an empty cell, no mark of a part
    for place in range(first + 2, len(texts)):
        if place - found[-1] > _FARTHEST or len(texts[place]) > _LONGEST:
            break
        number = _NUMBER.fullmatch(texts[place])
        if number and _names(texts, place + 1) and int(number[1]) in (1, count + 1):
            count = int(number[1])
        elif (empty and _EMPTY.fullmatch(texts[place])) or (
            not (_LABEL.fullmatch(texts[place]) and _names(texts, place + 1)) and not _MARKED.match(texts[place])
        ):
            continue
        found.append(place)
    return found


def _end(texts: list[str], starts: list[int], size: int) -> int:
    """Where the last row ends: behind its last value; where it has none, as long as the one above it."""
    last = starts[-1]
    near = range(last + 1, min(last + size, len(texts)))
    alike = max((b - a for a, b in pairwise(starts[-3:])), default=1)
    valued = (n + 1 for n in near if VALUE.fullmatch(texts[n]) or _EMPTY.fullmatch(texts[n]))
    return max(valued, default=min(last + alike, len(texts)))


def _heads(folded: str, titles: list[Span], unlabelled: bool) -> Iterator[list[Row]]:
    """The rows of titles that the lines of a head may be: one; one without a title of the names; two of which the
    second tells the years below a title, or the plans and results of those of the first."""
    if len(titles) < 2 or any(end - start > TITLE for start, end in titles):
        return
    first = int(unlabelled)
    yield [_row(titles, first, True)]
    yield [Row(titles[0][0], titles[-1][1], dict(enumerate(titles[1:], 2)) | {0: titles[0]}, True)]
    years = years_under_title(folded, titles)
    if years:
        yield [Row(row.start, row.end, {c + first: span for c, span in row.cells.items()}, True) for row in years]
    below = len(titles)
    while below and _BELOW.fullmatch(folded[slice(*titles[below - 1])].strip()):
        below -= 1
    if 3 <= below < len(titles) - 1:
        yield [_row(titles[:below], first, True), _row(titles[below:], 0, True)]


def _body(folded: str, titles: list[Row], parted: list[tuple[list[Span], list[str]]], width: int) -> list[Row]:
    """-> the table read as so wide; none where too few of its rows with values are whole."""
    last = [folded[slice(*span)].strip() for _, span in sorted(titles[0].cells.items())]
    free = next((n for n, title in enumerate(reversed(last)) if not _OPTIONAL.fullmatch(title)), 0)
    unit = next((c for c, (a, b) in titles[0].cells.items() if _UNIT.fullmatch(folded[a:b].strip())), None)
    rows = [row for lines, texts in parted for row in _rows(lines, texts, width, free, unit)]
    valued = sum(any(VALUE.fullmatch(text) for text in texts[1:]) for _, texts in parted)
    return [*titles, *rows] if _told(rows) and 2 * _told(rows) >= valued else []


def _rows(lines: list[Span], texts: list[str], width: int, free: int, unit: int | None) -> Iterator[Row]:
    """The row that a label opens and those below it that have none; of a torn one its name alone."""
    first = 0 if _LABEL.fullmatch(texts[0]) or _NUMBER.fullmatch(texts[0]) else 1
    size = width - first
    rest = lines[size:]
    step = next((n for n in (width - 1, width - 2) if n > 0 and len(rest) % n == 0), 0)
    missed = texts[unit - first] if unit is not None and unit - first < len(texts) else ""
    shifted = VALUE.fullmatch(missed) or (
        len(lines) < size and _EMPTY.fullmatch(missed)
    )  # its unit is not in its place
    if len(lines) < size - free or not step or shifted or any(end - start > _LONGEST for start, end in lines):
        if len(lines) > 1 - first:
            yield _row(lines[: 2 - first], first)
        return
    yield _row(lines[:size], first)
    for at in range(0, len(rest), step):
        cells = texts[size + at : size + at + step]
        if not VALUE.fullmatch(cells[0]) and any(map(VALUE.fullmatch, cells)):
            yield _row(rest[at : at + step], 1)


def _row(cells: list[Span], first: int, header: bool = False) -> Row:
    return Row(cells[0][0], cells[-1][1], dict(enumerate(cells, first)), header)
