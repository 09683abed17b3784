"""A row whose cells hold lists, the n-th name beside the n-th value of every column, taken apart into rows."""

from __future__ import annotations

from itertools import pairwise

from pipeline.text.patterns import compiled

Span = tuple[int, int]
Cells = dict[int, list[Span]]  # by column, the paragraphs of each cell

_MARK = compiled(r"(?:^|(?<=\s))[-+•–]\s+")
_OPENS_WITH_FIGURE = compiled(r"[-+•–]?\s*(?:[≥≤<>~=]|khoảng|trên|dưới|tối thiểu|từ|hơn|đạt|\s)*\d")


def take_apart(folded: str, cells: Cells) -> list[dict[int, Span]]:
    """-> the cells of one row, or of one for each item where names and values are lists of the same length.

    A first paragraph more in the names is what the items stand below, a row of its own.
    """
    whole = {column: (min(a for a, _ in spans), max(b for _, b in spans)) for column, spans in cells.items()}
    items = {column: spans if len(spans) > 1 else _marked(folded, spans[0]) for column, spans in cells.items()}
    figures = {c: found for c, found in items.items() if len(found) > 1 and _are_figures(folded, found)}
    sizes = {len(found) for found in figures.values()}
    if len(sizes) != 1:
        return [whole]
    size = sizes.pop()
    names = next((c for c, found in items.items() if c not in figures and len(found) in (size, size + 1)), None)
    if names is None:
        return [whole]
    named = items[names]
    lead, named = (named[:1], named[1:]) if len(named) > size else ([], [_bare(folded, span) for span in named])
    lists = {c: found for c, found in items.items() if len(found) == size and c != names} | {names: named}
    rows = [{c: lists[c][n] if c in lists else whole[c] for c in whole} for n in range(size)]
    return [*({names: span} for span in lead), *rows]


def _marked(folded: str, cell: Span) -> list[Span]:
    """The items of a cell that opens with a mark: "- > 55% - 2%"."""
    marks = list(_MARK.finditer(folded[slice(*cell)]))
    if len(marks) < 2 or marks[0].start():
        return [cell]
    edges = [*(mark.start() for mark in marks), cell[1] - cell[0]]
    pieces = (folded[cell[0] + a : cell[0] + b] for a, b in pairwise(edges))
    return [(cell[0] + a, cell[0] + a + len(piece.rstrip())) for a, piece in zip(edges, pieces, strict=False)]


def _are_figures(folded: str, spans: list[Span]) -> bool:
    return all(_OPENS_WITH_FIGURE.match(folded[slice(*span)]) for span in spans)


def _bare(folded: str, span: Span) -> Span:
    mark = _MARK.match(folded[slice(*span)])
    return (span[0] + mark.end(), span[1]) if mark else span
