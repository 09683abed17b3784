"""Where a row stands among the rows above it: the group it is in, what it is a part of, by its label or its mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.grid.columns import Column
from pipeline.extract.grid.rows import Row, Span
from pipeline.extract.grid.words import header_period
from pipeline.extract.periods import Period
from pipeline.text.patterns import compiled

RANK = compiled(r"\(?(?:\d+(?:\.\d+)*|[ivxlcdm]+|[a-zđ])\)?[.)]?|[-+*•–]")
MARK = compiled(r"(?:[-+*•–]\s*(?:trong đó(?!\w))?|trong đó|bao gồm|gồm)\s*:?\s*(?=\S)")
_MARKS = "-+*•–"
_LABEL = compiled(r"\(?(?:\d+(?:\.\d+)*|[ivxlcdm]+|[a-zđ])[.)]+\s+(?=\S)")
_FORMS = (compiled(r"[ivx]+"), compiled(r"\d+"), compiled(r"\d+\.\d+"), compiled(r"\d+(?:\.\d+){2,}"))


@dataclass(frozen=True, slots=True)
class Named:
    """A row with a name: ``name`` is the span of its words without label and mark, ``parents`` the names that it stands
    below, nearest first, ``before`` that of the row before; ``part`` whether its mark says that it is a part of the
    nearest; ``period`` is its group's."""

    row: Row
    name: Span
    parents: tuple[Span, ...]
    before: Span | None
    part: bool
    period: Period | None


def named_rows(rows: list[Row], columns: dict[int, Column], folded: str, period: Period | None) -> Iterator[Named]:
    """The rows that have a name, in order; ``period`` is told above the table."""
    above: list[tuple[int, Span]] = []
    before: Span | None = None
    for row in rows:
        cell = name_cell(row, columns, folded)
        if cell is None:
            continue
        texts = {folded[a:b] for a, b in row.cells.values() if not RANK.fullmatch(folded[a:b])}
        told = header_period(folded[slice(*cell)]) if len(texts) == 1 else None
        if told is not None:  # "Đến năm 2030": a row of one text rules those below it
            period, above, before = told, [], None
            continue
        opening = MARK.match(folded, *cell) or _LABEL.match(folded, *cell)
        label = _label(row, folded, cell, opening)
        depth, part = _depth(label), bool(label) and label[0] in _MARKS
        above = [(d, span) for d, span in above if d < depth]
        name = (opening.end() if opening else cell[0], cell[1])
        yield Named(row, name, tuple(span for _, span in reversed(above)), before, part, period)
        before = name
        above.append((depth, name))


def name_cell(row: Row, columns: dict[int, Column], folded: str) -> Span | None:
    """The cell that names the row: the column of names, else the first cell of words in a column that may hold one."""
    for number, column in columns.items():
        if column.role in ("indicator", "place") and number in row.cells:
            return row.cells[number]
    for roles in (("indicator", "note", "index"), ("group",)):
        for number, (start, end) in sorted(row.cells.items()):
            free = number not in columns or columns[number].role in roles
            if free and len(re.findall(r"[^\W\d_]{2,}", folded[start:end])) >= 2:
                return start, end
    return None


def _label(row: Row, folded: str, name: Span, opening: re.Match[str] | None) -> str:
    """The number, letter or mark that stands in front of a name, in the name's cell or one of its own; "" for none."""
    if opening is not None and opening.re is MARK:
        return opening[0][0] if opening[0][0] in _MARKS else "-"
    before = [folded[a:b] for a, b in row.cells.values() if b <= name[0] and RANK.fullmatch(folded[a:b])]
    return (before[-1] if before else opening[0] if opening else "").strip(" .()")


def _depth(label: str) -> int:
    """Roman 0, arabic 1, "1.1" 2, letters 4, "-" 5, "+" 6; a row without a label stands among the numbered ones."""
    if label[:1] and label[0] in _MARKS:
        return 5 + (label[0] in "+•*")
    return next((n for n, form in enumerate(_FORMS) if form.fullmatch(label)), 4 if label.isalpha() else 1)
