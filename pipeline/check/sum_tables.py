"""Tables whose row of totals is not the sum of the rows above or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import figure_fix
from pipeline.compare.wording import number
from pipeline.extract.grid import Row, find_grids
from pipeline.knowledge.checks import CheckRule
from pipeline.text.fold import fold
from pipeline.text.numbers import parse_number
from pipeline.text.patterns import compiled

_LABELS = (
    ("roman", compiled(r"[ivxl]+\.?")),
    ("letter", compiled(r"[a-zđ][.)]?")),
    ("arabic", compiled(r"\d{1,3}[.)]?")),
    ("dotted", compiled(r"\d{1,3}(?:\.\d{1,3})+\.?")),
    ("dash", compiled(r"[-+*•]")),
)


@dataclass(frozen=True, slots=True)
class _Column:
    """The figures of one column: the total's cell and what each row with a figure says, by the rows' labels."""

    title: str
    total: tuple[int, int]
    rows: tuple[tuple[str, str], ...]  # (kind of label, figure as written)


@check("table-does-not-add-up")
def table_does_not_add_up(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The row "Tổng cộng" of a table and the column above (or below) it."""
    if " | " not in context.folded:
        return
    totals = compiled(r"(?:" + "|".join(map(fold, rule.strings("totals"))) + r")(?:\s*\([^()]*\))?[\s:.]*")
    never = compiled(r"(?<!\w)(?:" + "|".join(map(fold, rule.strings("no_sums"))) + r")(?!\w)|[%/]")
    for grid in find_grids(context.document, context.folded):
        for column in _columns(context, grid, totals, never):
            hit = _compared(context, column)
            if hit is not None:
                yield hit


def _columns(
    context: Context, grid: Sequence[Row], totals: re.Pattern[str], never: re.Pattern[str]
) -> Iterator[_Column]:
    marked = [n for n, row in enumerate(grid) if _is_total(context, row, totals)]
    if len(marked) != 1 or len(grid) < 4:
        return  # none, or subtotals whose parts nobody can tell
    at = marked[0]
    body = next((n for n, row in enumerate(grid) if n == at or _figures(context, row)), at)
    below = at == body  # the total stands first
    rows = grid[at + 1 :] if below else grid[body:at]
    if not below and any(_figures(context, row) for row in grid[at + 1 :]):
        return
    for column, span in grid[at].cells.items():
        title = " ".join(
            context.folded[a:b] for row in grid[:body] for c, (a, b) in row.cells.items() if c == column
        ).strip()
        if not title or never.search(title) or parse_number(context.document.text[slice(*span)]) is None:
            continue
        cells = [(_label(context, row), row.cells.get(column)) for row in rows]
        written = [(label, context.document.text[slice(*s)].strip()) for label, s in cells if s is not None]
        if any(parse_number(w) is None and re.search(r"\w", w) for _, w in written):
            continue  # words among the figures
        numbered = tuple((label, w) for label, w in written if parse_number(w) is not None)
        if len(numbered) > 1:
            yield _Column(title, span, numbered)


def _is_total(context: Context, row: Row, totals: re.Pattern[str]) -> bool:
    first = sorted(row.cells.items())[:2]
    return any(totals.fullmatch(context.folded[a:b].strip()) for _, (a, b) in first)


def _figures(context: Context, row: Row) -> bool:
    """Whether a row has figures beside its label (a row that only numbers the columns has none)."""
    cells = [context.folded[a:b].strip() for _, (a, b) in sorted(row.cells.items())]
    if all(re.fullmatch(r"\(?\d{1,2}\)?|[a-z]|\(?\d{1,2}\)?\s*=.*", c) for c in cells):
        return False
    return any(parse_number(c) is not None for c in cells[1:])


def _label(context: Context, row: Row) -> str:
    span = row.cells.get(0)
    text = context.folded[slice(*span)].strip() if span else ""
    return next((name for name, form in _LABELS if form.fullmatch(text)), "none" if not text else "words")


def _compared(context: Context, column: _Column) -> Hit | None:
    total = parse_number(context.document.text[slice(*column.total)])
    if total is None:
        return None
    kinds = list(dict.fromkeys(label for label, _ in column.rows))
    figures = [(label, parse_number(w) or 0.0) for label, w in column.rows]
    top = [value for label, value in figures if label == kinds[0]]
    slack = _slack([context.document.text[slice(*column.total)], *(w for _, w in column.rows)])
    sums = [sum(v for _, v in figures), *(sum(v for label, v in figures if label == kind) for kind in kinds)]
    sums += [sum(v for label, v in figures if label != kind) for kind in kinds]
    if any(abs(made - total) <= slack for made in sums) or len(top) < 2:
        return None
    if len(kinds) > 1 and kinds[0] not in ("roman", "letter", "arabic"):
        return None  # rows of several kinds without a clear order
    made = sum(top)
    words = {
        "title": column.title,
        "expected": number(made, context.lang),
        "gap": number(abs(made - total), context.lang),
        "parts": len(top),
    }
    return Hit(*column.total, words, fix=figure_fix(context, *column.total, total, round(made, 6)))


def _slack(written: Sequence[str]) -> float:
    """How far rounding in the last digit may move a sum; whole đồng are exact."""
    decimals = max(len(w.partition(",")[2].strip()) for w in written)
    values = [parse_number(w) or 0.0 for w in written]
    if decimals == 0 and (max(values) >= 1_000_000 or max(values) < 1000):
        return 1e-6
    return 0.5 * len(written) / 10.0**decimals + 1e-6
