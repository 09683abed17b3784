"""What each column of a table means: the row's name, its unit, what was, what is planned, by when, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.extract.grid.header import Head
from pipeline.extract.grid.words import TableWords, header_period, without_years
from pipeline.extract.periods import Period
from pipeline.text.patterns import compiled

ColumnRole = Literal[
    "index", "group", "indicator", "unit", "plan", "base", "estimate", "compare", "when", "body", "place", "note"
]  # fmt: skip
AIMED = compiled(r"(?<!\w)(?:kế hoạch|mục tiêu|phấn đấu|chỉ tiêu|kh)(?!\w)")
_PART = compiled(r"(?<!\w)(?:quý [1-4ivx]+|tháng \d{1,2}|\d{1,2} tháng)(?!\w| cuối)")
_RUNNING = compiled(r"(?<!\w)hiện hành(?!\w)")
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds; ``title`` are the folded titles over it, ``period`` the years that they tell, ``measure``
    the outermost title that tells more than years."""

    role: ColumnRole
    title: str
    period: Period | None
    measure: str = ""


def read_columns(head: Head, words: TableWords, begins: int | None) -> dict[int, Column]:
    """-> the columns that have a title, by number. ``begins`` is the year that the document's own period begins in, or
    in which it was issued: a plan of an earlier year is no plan any more."""
    columns: dict[int, Column] = {}
    for number, path in sorted(head.titles.items()):
        named = any(column.role == "indicator" for column in columns.values())
        role = "compare" if number in head.computed else _role(path, words, named)
        period = next((p for title in reversed(path) if (p := header_period(title))), None)
        measure = next((title for title in path if re.search(r"[^\W\d_]", without_years(title))), "")
        columns[number] = Column(role, " ".join(path), period, measure)
    _name_by_the_goals(columns, words)
    return {number: _settled(column, columns, begins) for number, column in columns.items()}


def assigned_to_places(columns: dict[int, Column], measures: re.Pattern[str]) -> dict[int, Column]:
    """ "Tên xã | Dân số | Tỷ lệ hộ nghèo (%)" of a table that assigns goals: no column says so, those titled by a share
    or a measure are the goals of the places."""
    roles = {column.role for column in columns.values()}
    if "place" not in roles or roles & {"plan", "base", "estimate", "compare"}:
        return columns
    told = {n for n, column in columns.items() if "%" in column.title and measures.match(column.title)}
    return {n: replace(column, role="plan") if n in told else column for n, column in columns.items()}


def _name_by_the_goals(columns: dict[int, Column], words: TableWords) -> None:
    """ "Lĩnh vực | Chỉ tiêu | Chỉ tiêu đề xuất": the column called "chỉ tiêu" names the rows behind one of fields where
    yet another holds the plan."""
    plans = [number for number, column in columns.items() if column.role == "plan"]
    names = [n for n in plans if words.indicator.fullmatch(columns[n].title.strip(" .")) and columns[n].period is None]
    fields = [n for n, column in columns.items() if column.role == "indicator" and words.field.search(column.title)]
    if names and fields and fields[0] < names[0] < plans[-1]:
        columns[fields[0]] = replace(columns[fields[0]], role="group")
        columns[names[0]] = replace(columns[names[0]], role="indicator")


def _role(path: tuple[str, ...], words: TableWords, named: bool) -> ColumnRole:
    """By the innermost title that says anything; a title of years alone is a plan's."""
    for title in reversed(path):
        dated = header_period(title) is not None
        if words.compare.search(title):
            return "compare"
        if words.is_past(title) and not AIMED.search(title):
            return "estimate" if words.estimate.search(title) else "base"
        if words.index.fullmatch(title.strip(" .")):
            return "index"
        if words.group.match(title):
            return "group"
        if words.body.search(title):
            return "body"
        if not named and not dated and words.place.fullmatch(title.strip(" .")):
            return "place"
        if words.when.search(title):
            return "when"
        if words.unit.search(title):
            return "unit"
        if not dated and words.note.search(title):
            return "note"
        if not named and not dated and words.indicator.search(title):
            return "indicator"
        if words.plan.search(title):
            return "plan"
    return "plan" if any(header_period(title) for title in path) else "note"


def _is_part(column: Column) -> bool:
    return _PART.search(column.title) is not None and not AIMED.search(column.title)


def _settled(column: Column, columns: dict[int, Column], begins: int | None) -> Column:
    """A plan of a year that is over, or of one that runs out beside its estimate, is only a base.

    So is a part of a year beside plans ("quý I/2026", "6 tháng 2026"), unless every quarter has its own.
    """
    if column.role != "plan" or column.period is None:
        return column
    if _is_part(column):
        parts = [c for c in columns.values() if c.role == "plan" and _is_part(c)]
        planned = any(c.role == "plan" and AIMED.search(c.title) for c in columns.values())
        return replace(column, role="base") if planned and len(parts) < _QUARTERS else column
    year = column.period.last
    dated = [(c.role, c.period.last) for c in columns.values() if c.period is not None]
    later = any(role == "plan" and last > year for role, last in dated)
    told = any(role in ("estimate", "base") and last == year for role, last in dated)
    over = (begins is not None and year < begins) or (later and (told or _RUNNING.search(column.title) is not None))
    return replace(column, role="base") if over else column
