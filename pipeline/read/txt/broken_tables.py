"""Tables whose bars stand on lines of their own, as crawls of law sites write them: bar, cell, bar; or each cell closed
by its bar."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise

from pipeline.knowledge.frame_words import frame_words
from pipeline.text.patterns import compiled

_NUMBERS = compiled(r"(?:số\s)?s?tt\.?", re.IGNORECASE)  # the title over the numbers of rows
_FIRST = compiled(r"1|i|a", re.IGNORECASE)
_NUMBER = compiled(r"[\d.]{0,6}|[ivx]+\.?|[a-zđ][.)]?|[-+–*]", re.IGNORECASE)
_NARROWEST, _WIDEST = 3, 20  # columns
_WIDEST_BARRED = 60  # columns between bars
_FEWEST = 3  # rows
_LONGEST = 30  # lines of a cell


def find_broken_table(lines: list[str], start: int) -> int:
    """-> the index after the last bar of the table that begins at ``lines[start]`` (a lone bar), or ``start``.

    A blank line right after a bar ends the table; blank lines within a cell do not, as long as a bar follows. So does
    what stands behind the bar of a full row.
    """
    bars = [start]
    for at in range(start + 1, len(lines)):
        if lines[at].strip() == "|":
            bars.append(at)
        elif (bars[-1] == at - 1 and not lines[at].strip()) or at - bars[-1] > 400:
            break
    cells = [lines[a + 1 : b] for a, b in pairwise(bars)]
    count, frame = _cells_of_table(cells)
    return bars[count] + (not frame) if count > 1 else start


def _cells_of_table(cells: list[list[str]]) -> tuple[int, bool]:
    """-> how many of ``cells`` belong to the table that the first one begins, and whether a letterhead follows it.

    Text without a blank line before it is no further cell of a row that is full, as wide as two before it; a wider row
    that comes again is one all the same.
    """
    runs: list[tuple[int, int]] = []
    for blank, group in groupby(range(len(cells)), lambda n: not _is_told(cells[n])):
        told = list(group)
        runs += [(told[0], len(told))] if not blank else []
    seen: Counter[int] = Counter()
    still = Counter(size for _, size in runs)
    for first, size in runs:
        state = next((n for n in range(first, first + size) if _begins(cells[n], frame_words().top)), first)
        if state - 1 > first:
            return state - 1, True
        if size > 2 and any(_begins(cell, frame_words().frame_cell) for cell in cells[first : first + 2]):
            return first + 2, False
        width = max((n for n in seen if seen[n] > 1), default=size)
        if size > width and still[size] == 1:
            return first + width, False
        seen[size] += 1
    return len(cells), False


def _is_told(cell: list[str]) -> bool:
    """Whether a cell says anything; a line of dots between two rows stands for rows left out."""
    return any(line.strip(". …") for line in cell)


def _begins(cell: list[str], words: re.Pattern[str]) -> bool:
    lines = (line.strip("*_# ") for line in cell)
    return words.match(" ".join(line for line in lines if line)) is not None


def broken_cells(lines: list[str]) -> list[list[list[str]]]:
    """-> rows of cells of lines. Two bars on end are the end of a row and the start of the next, or an empty cell:
    the division with the most rows of the full width (that of the first row) is taken.
    """
    cells: list[list[str]] = []
    current: list[str] | None = None
    for line in lines:
        if line.strip() == "|":
            if current is not None:
                cells.append(current)
            current = []
        elif current is not None:
            current.append(line)
    if current and any(line.strip() for line in current):
        cells.append(current)
    empty = [not _is_told(cell) for cell in cells]
    numbers = [
        not blank and _NUMBER.fullmatch(" ".join(cell).strip("*_ ")) is not None
        for blank, cell in zip(empty, cells, strict=True)
    ]
    counted = bool(cells) and _NUMBERS.fullmatch(" ".join(cells[0]).strip("*_ ")) is not None
    torn = [counted and not number for number in numbers]
    _, best = min((_divide(empty, torn, width) for width in _widths(empty)), key=lambda division: division[0])
    rows = []
    at = 0
    while at < len(cells):
        size = best[at]
        rows.append(cells[at : at + size])
        at += size + 1
    return rows


def _widths(empty: list[bool]) -> list[int]:
    """The widths that the table may have: that of the first row, and those of the commonest full rows.

    The first row is narrower than the table where it has merged cells.
    """
    runs = Counter(len(list(run)) for blank, run in groupby(empty) if not blank)
    first = next((i for i, e in enumerate(empty) if e and i), len(empty))
    wider = [width for width, count in runs.most_common() if count > 2 and width > first]
    return [min(first, _WIDEST_BARRED), *wider[:3]]


def _divide(empty: list[bool], torn: list[bool], width: int) -> tuple[float, list[int]]:
    """-> what the cheapest division into rows of ``width`` costs, and for every position the size of the row there.

    A full row that holds an empty cell and lacks the number that the rows of its table begin with (``torn``) is rather
    two short ones below merged cells.
    """
    count = len(empty)
    cost = [0.0] * (count + width + 2)
    size = [1] * count
    gap = count  # the next empty place
    for at in range(count - 1, -1, -1):
        cheapest = None
        for k in range(1, width + 1):
            end = at + k
            if end > count or (end < count and not empty[end]):
                continue
            own = 0.0 if k == width else 1 + 0.1 * (width - k) + 2 * (empty[at] or empty[end - 1])
            own += 3 * (k == width and torn[at] and at > 0 and any(empty[at:end]))
            if cheapest is None or own + cost[min(end + 1, count)] < cheapest:
                cheapest = own + cost[min(end + 1, count)]
                size[at] = k
        if cheapest is None:  # a row wider than the first: up to the next empty place
            size[at] = gap - at
            cheapest = 3 + cost[min(gap + 1, count)]
        cost[at] = cheapest
        gap = at if empty[at] else gap
    return cost[0], size


def closed_rows(lines: list[str], start: int) -> tuple[int, list[list[list[str]]]]:
    """-> the index after a table whose every cell is closed by a bar, and its rows of cells of lines; ``start`` and
    nothing where the title of the numbers of rows ("STT") does not open one there.

    The first number behind the titles tells the width. A row has it or, where the cell of a row above reaches down
    to it, one cell less; the table ends where no row can begin.
    """
    if not _NUMBERS.fullmatch(lines[start].strip()):
        return start, []
    cells, ends = _closed(lines, start)
    words = [" ".join(" ".join(cell).split()) for cell in cells]
    head = range(_NARROWEST, min(_WIDEST, len(cells)))
    width = next((n for n in head if _FIRST.fullmatch(words[n].strip(". "))), 0)
    while width > _NARROWEST and width % 2 == 0 and _counts(words, width):
        width //= 2  # two rows of titles, the blanks below merged cells kept
    if not width:
        return start, []
    begins = [0]
    while begins[-1] + width < len(cells):
        sizes = (size for size in (width, width - 1) if _NUMBER.fullmatch(words[begins[-1] + size]))
        size = next(sizes, 0)
        if not size:
            break
        begins.append(begins[-1] + size)
    if len(begins) < _FEWEST or begins[2] - width != width:  # titles in two rows: which stands over which is not told
        return start, []
    end = min(begins[-1] + width, len(cells))
    return ends[end - 1], [cells[a:b] for a, b in pairwise([*begins, end])]


def _counts(words: list[str], width: int) -> bool:
    """Whether the second row of a table that is counted begins within what the titles leave for its first."""
    half = width + width // 2
    return half < len(words) and words[width].strip(". ") == "1" and words[half].strip(". ") == "2"


def _closed(lines: list[str], start: int) -> tuple[list[list[str]], list[int]]:
    """-> the cells behind ``start`` up to the last bar that closes one, and the index after the bar of each."""
    cells: list[list[str]] = [[]]
    ends: list[int] = []
    for at in range(start, len(lines)):
        if lines[at].strip() == "|":
            ends.append(at + 1)
            cells.append([])
        elif len(cells[-1]) >= _LONGEST:
            break
        else:
            cells[-1].append(lines[at])
    return cells[: len(ends)], ends
