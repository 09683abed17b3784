"""A target below what was reached last year, where the directive asks for more: told in a column or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.context import Context, Hit, check
from pipeline.compare.population import goal_in_words
from pipeline.compare.wording import figure_in_words, with_unit
from pipeline.extract.grid import Row, find_grids, read_columns, read_head, table_words
from pipeline.knowledge.checks import CheckRule
from pipeline.model import Target
from pipeline.text.numbers import parse_number
from pipeline.text.patterns import compiled

_CELL = compiled(r"[^\d]{0,3}(\d[\d.,]*\d|\d)\s*%?")
_RISES = frozenset({"met", "above", "on_track", "below", "behind", "narrowed"})


@check("below-last-result")
def below_last_result(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """ "78% (năm 2025 đạt 85%)" for a goal that its directive sets higher from one milestone to the next."""
    said = compiled(
        rf"(?:{'|'.join(rule.strings('before'))})\s*(?P<year>20\d\d)\s*(?::|,|\)|–|-)?\s*(?:{'|'.join(rule.strings('reached'))})?"
        r"\s*(?:là|được)?\s*(?P<figure>\d+(?:[.,]\d+)?)\s?%"
    )
    grids = find_grids(context.document, context.folded) if " | " in context.folded else []
    told: set[int] = set()
    for row in context.alignment:
        ours, asked = row.draft_target, row.directive_target
        if ours is None or asked is None or row.status not in _RISES or ours.start in told:
            continue
        if (
            ours.value is None
            or ours.change
            or not ours.unit.startswith("%")
            or not _rises(context, row.directive_id, asked)
        ):
            continue
        result = _in_table(context, ours, grids) or _beside(context, ours, said)
        if result is None or result[0] <= ours.value:
            continue
        told.add(ours.start)
        words = {
            "draft": figure_in_words(ours, context.rules, context.lang),
            "result": with_unit(result[0], ours.unit, context.lang),
            "year": result[1],
            "goal": goal_in_words(ours),
        }
        yield Hit(ours.start, ours.end, words, directive_id=row.directive_id, directive_quote=asked.quote or None)


def _rises(context: Context, directive_id: str, asked: Target) -> bool:
    """Whether the goal's known milestones go up."""
    directive = context.directive(directive_id)
    same = [t for t in directive.targets if t.family == asked.family] if directive and asked.family else []
    values = [t.value for t in sorted(same, key=lambda t: t.period_end or 0) if t.value is not None]
    return len(values) > 1 and values[0] < values[-1] and asked.comparator not in ("<", "<=")


def _beside(context: Context, target: Target, said: re.Pattern[str]) -> tuple[float, int] | None:
    """-> the result of an earlier year told in the target's own clause, and that year."""
    start = context.folded.rfind("\n", 0, target.start) + 1
    end = context.folded.find("\n", target.end)
    line = context.folded[start : end if end >= 0 else len(context.folded)]
    if sum(start <= other.start < start + len(line) for other in context.document.targets) > 1:
        return None  # whose result it is cannot be told
    hits = [(parse_number(hit["figure"]), int(hit["year"])) for hit in said.finditer(line)]
    earlier = [(v, year) for v, year in hits if v is not None and target.period_end and year < target.period_end]
    return earlier[-1] if earlier else None


def _in_table(context: Context, target: Target, grids: list[list[Row]]) -> tuple[float, int] | None:
    """-> the result that the row of a target has for an earlier year, and that year."""
    words = table_words(context.rules)
    for grid in grids:
        row = next((r for r in grid if r.start <= target.start < r.end), None)
        head = read_head(grid, context.folded, words) if row is not None else None
        if row is None or head is None:
            continue
        for number, column in read_columns(head, words, None).items():
            if column.role not in ("base", "estimate") or column.period is None or number not in row.cells:
                continue
            found = _CELL.fullmatch(context.folded[slice(*row.cells[number])].strip())
            value = parse_number(found[1]) if found else None
            if value is not None and target.period_end and column.period.last < target.period_end:
                return value, column.period.last
    return None
