"""Which rows of a table are its head, and the titles over each column, merged cells and all.

Where the source tells no spans (bars, one cell a line), the cells of a second row of titles are given to those of the
first that they divide; where that cannot be told, the head is not understood.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.extract.grid.rows import Row
from pipeline.extract.grid.words import TableWords, header_period
from pipeline.text.patterns import compiled

_NUMBERED = compiled(r"\(?\d{1,2}\)?|\(?[a-hđ]\)?|\(?\d{1,2}\)?\s*=\s*\(?\d.*")
_FORMULA = compiled(r"\(?\d{1,2}\)?\s*=\s*\(?\d.*")
_DEEPEST = 5  # rows that a head may have


@dataclass(frozen=True, slots=True)
class Head:
    """``rows`` of a grid are its head; ``titles`` are those over each column (folded, outermost first); ``computed``
    are the columns that the row of column numbers says are worked out of others ("4=3/2")."""

    rows: int
    titles: dict[int, tuple[str, ...]]
    computed: frozenset[int]


def read_head(grid: list[Row], folded: str, words: TableWords) -> Head | None:
    """-> the head of ``grid``; None where it has none, or one whose titles cannot be given to their columns."""
    numbers = next((n for n, row in enumerate(grid[:_DEEPEST]) if n and _is_numbering(row, folded)), None)
    rows = numbers if numbers is not None else _count(grid, folded, words)
    if not rows:
        return None
    body = grid[rows + (numbers is not None) :]
    widths = Counter(max(row.cells) + 1 for row in body if row.cells)
    commonest = max(widths, key=lambda w: (widths[w], w), default=0)
    width = max(grid[numbers].cells) + 1 if numbers is not None else commonest
    told = [{c: folded[a:b] for c, (a, b) in row.cells.items()} for row in grid[:rows]]
    titles = _titles(told, width, words)
    if titles is None:
        return None
    computed = {c for c, (a, b) in grid[numbers].cells.items() if _FORMULA.fullmatch(folded[a:b])} if numbers else set()
    return Head(rows + (numbers is not None), titles, frozenset(computed))


def _is_numbering(row: Row, folded: str) -> bool:
    """ "1 | 2 | 3 | 4=3/2" or "A | B | 1 | 2": the numbers of the columns close the head."""
    cells = [folded[a:b].strip() for a, b in row.cells.values()]
    return len(cells) >= 3 and all(_NUMBERED.fullmatch(cell) for cell in cells) and len(set(cells)) == len(cells)


def _count(grid: list[Row], folded: str, words: TableWords) -> int:
    """How many rows at the top name columns: by the source's word and their own, until figures or words of a row."""
    count = 0
    for row in grid[: _DEEPEST - 1]:
        cells = [folded[a:b] for a, b in row.cells.values()]
        titled = sum(words.is_title(cell[:60]) for cell in cells)
        years = sum(header_period(cell) is not None and len(cell.split()) <= 8 for cell in cells)
        if any(words.is_unit(cell) and cell.strip() != "(%)" for cell in cells):
            break
        below = count and titled + years == len(cells)
        if not (titled or years if row.header else (bool(titled) and titled + years >= 2 if not count else below)):
            break
        count += 1
    return count


def _titles(told: list[dict[int, str]], width: int, words: TableWords) -> dict[int, tuple[str, ...]] | None:
    top, below = told[0], told[1:]
    if not top:
        return None
    whole = sorted(top) == list(range(len(top)))
    spread = whole and (max(top) + 1 < width or (below and len(below[0]) < len(top)))
    if spread and below and sorted(below[0]) == list(range(len(below[0]))):
        widths = (width, width + 1)  # a last column may be empty in every row
        tried = (_expanded(list(top.values()), list(below[0].values()), w, words) for w in widths if w >= len(top))
        return next((titles for titles in tried if titles), None)
    if spread and not below:
        return None
    titles: dict[int, tuple[str, ...]] = {}
    for column in range(max(width, max(top) + 1)):
        path = [row[column] for row in told if column in row]
        if column not in top and path:  # a merged cell of the source's that stands over its first column alone
            path = [top[max((c for c in top if c < column), default=min(top))], *path]
        if path:
            titles[column] = tuple(dict.fromkeys(path))
    return titles


def _expanded(top: list[str], below: list[str], width: int, words: TableWords) -> dict[int, tuple[str, ...]] | None:
    """ "Nội dung | Năm 2025 | Năm 2026" over "Kế hoạch | Ước thực hiện": which titles the second row divides."""
    parents = _divided(top, below, len(top) + len(below) - width, words)
    if not parents or len(below) % len(parents) or len(below) == len(parents):
        return None
    share, paths, rest = len(below) // len(parents), list[tuple[str, ...]](), list(below)
    for place, title in enumerate(top):
        paths += [(title, rest.pop(0)) for _ in range(share)] if place in parents else [(title,)]
    return dict(enumerate(paths))


def _divided(top: list[str], below: list[str], count: int, words: TableWords) -> list[int]:
    """The places in ``top`` of the ``count`` titles that ``below`` divides; [] where that cannot be told."""
    free = [n for n, title in enumerate(top) if not words.is_frame(title)]
    if count < 1 or count > len(free):
        return []
    if count == len(free):
        return free
    years = {n: period.last for n in free if (period := header_period(top[n])) is not None}
    if all(header_period(title) for title in below):  # years divide what tells none, or a span of years
        fit = [n for n in free if n not in years or header_period(top[n]).first != years[n]]  # type: ignore[union-attr]
    elif any(words.is_past(title) for title in below) and years:  # a plan is told beside what came of it
        first = min(years.values())
        fit = [n for n in free if years.get(n, first) == first]
    else:
        fit = []
    return fit if len(fit) == count else []
