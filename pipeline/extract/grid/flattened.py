"""Tables that text extraction has left as one cell a line, found by the numbers of their rows.

Empty cells are gone with their places, so a row is one only where it has a line for every column, or for every one but
those that a row below another leaves out (its number, and the last).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.grid.by_values import FIRST_TITLE, INDEX, TITLE, VALUE, grid_by_values, years_under_title
from pipeline.extract.grid.rows import Row, Span

_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"0?(\d{1,3})\.?")
_ONE = re.compile(r"1\s*\.")
_GROUP = re.compile(r"[ivx]+\.?")
_LETTER = re.compile(r"[a-zđ]\)")
_NUMBERED_GROUP = re.compile(r"\d{1,2}\.?")
_LONGEST = 400  # characters of a cell
_FARTHEST = 40  # lines from a head's first title to the first row


def flattened_grids(folded: str, taken: set[int]) -> Iterator[list[Row]]:
    """The tables in ``folded`` that stand one cell a line; ``taken`` are the starts of lines that other tables have."""
    lines = [m.span() for m in _LINE.finditer(folded) if m[0].strip() and m.start() not in taken]
    at = 0
    while at < len(lines):
        grid: list[Row] = []
        begins = FIRST_TITLE.fullmatch(_text(folded, lines[at])) and not (
            at and INDEX.fullmatch(_text(folded, lines[at - 1]))
        )
        if begins:
            grid = max(_grid(folded, lines, at), grid_by_values(folded, lines, at), key=len)
            if grid:
                yield grid
        at = next((n for n in range(at + 1, len(lines)) if not grid or lines[n][0] >= grid[-1].end), len(lines))


def _grid(folded: str, lines: list[Span], at: int) -> list[Row]:
    """-> the rows of the table whose head begins at a line; none where there is none."""
    starts = _lettered(folded, lines, at) or _numbered(folded, lines, at) or _marked(folded, lines, at)
    gaps = Counter(b - a for a, b in pairwise(starts))
    width = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)
    if width < 3:
        return []
    head, above = lines[at : starts[0]], list[Row]()
    if len(head) > 2 and _is_group(folded, lines, starts[0] - 2):
        head = head[:-2]
    if _is_row(folded, head[1 - width :]) and len(head) >= 2 * width - 1:  # "Toàn quốc": a row without number
        above, head = [_row(head[1 - width :], 1)], head[: 1 - width]
    titles = _head(folded, head, width)
    if titles is None:
        return []
    rows = [*titles, *above]
    for start, end in pairwise([*starts, min(starts[-1] + width, len(lines))]):
        rows += _rows(folded, lines[start:end], width)
    return rows


def _numbered(folded: str, lines: list[Span], at: int) -> list[int]:
    """The lines that number rows: 1, 2, 3 …, in each group anew, each at most a long row behind the one before."""
    found: list[int] = []
    last, count = at, 0
    for place in range(at + 1, len(lines)):
        if place - last > _FARTHEST:
            break
        number = _NUMBER.fullmatch(folded[slice(*lines[place])].strip())
        if number and (int(number[1]) == count + 1 or (number[1] == "1" and _is_group(folded, lines, place - 2))):
            found.append(place)
            last, count = place, int(number[1])
    return found if len(found) > 1 else []


def _marked(folded: str, lines: list[Span], at: int) -> list[int]:
    """The lines that number rows where counting was lost: the same "1." in front of each."""
    near = range(at + 1, min(at + _FARTHEST, len(lines)))
    first = next((n for n in near if _ONE.fullmatch(_text(folded, lines[n]))), 0)
    found = [n for n in range(first, len(lines)) if first and _ONE.fullmatch(_text(folded, lines[n]))]
    until = next((n for n, (a, b) in enumerate(pairwise(found), 1) if b - a > _FARTHEST), len(found))
    return found[:until] if until > 2 else []


def _lettered(folded: str, lines: list[Span], at: int) -> list[int]:
    """The lines that letter rows below numbered groups: 1, a), b), 2, a), b), c)."""
    found: list[int] = []
    for place in range(at + 3, len(lines)):
        if place - (found[-1] if found else at) > _FARTHEST:
            break
        if _LETTER.fullmatch(_text(folded, lines[place])):
            opens = _text(folded, lines[place]) == "a)"
            if not found and not (opens and _is_group(folded, lines, place - 2)):
                break
            found.append(place)
    return found if len(found) > 2 else []


def _text(folded: str, line: Span) -> str:
    return folded[slice(*line)].strip()


def _is_group(folded: str, lines: list[Span], place: int) -> bool:
    """Whether a line is the Roman number of a group of rows, or the number of one whose rows have letters."""
    lettered = place + 2 < len(lines) and _text(folded, lines[place + 2]) == "a)"
    number = _text(folded, lines[place])
    return bool(_GROUP.fullmatch(number) or (lettered and _NUMBERED_GROUP.fullmatch(number)))


def _head(folded: str, head: list[Span], width: int) -> list[Row] | None:
    """The row of titles, or two where a title stands over the years behind it."""
    if len(head) == width + 1:
        return years_under_title(folded, head)
    if len(head) not in (width, width - 1) or any(end - start > TITLE for start, end in head):
        return None
    columns = range(width) if len(head) == width else [0, *range(2, width)]  # names need no title
    return [Row(head[0][0], head[-1][1], dict(zip(columns, head, strict=True)), True)]


def _rows(folded: str, lines: list[Span], width: int) -> Iterator[Row]:
    """The row that a number opens and those below it that have none; a torn one gives no row."""
    if len(lines) < width or any(end - start > _LONGEST for start, end in lines):
        return
    yield _row(lines[:width], 0)
    rest = lines[width:]
    size = next((n for n in (width - 1, width - 2) if rest and len(rest) % n == 0), 0)
    for at in range(0, len(rest), size or len(rest) + 1):
        if size and _is_row(folded, rest[at : at + size]):
            yield _row(rest[at : at + size], 1)


def _is_row(folded: str, cells: list[Span]) -> bool:
    """Whether cells are a name and at least one value, none of them the name's."""
    values = [VALUE.fullmatch(folded[slice(*span)].strip()) is not None for span in cells]
    return len(values) > 1 and not values[0] and any(values)


def _row(cells: list[Span], first: int) -> Row:
    return Row(cells[0][0], cells[-1][1], dict(enumerate(cells, first)), False)
