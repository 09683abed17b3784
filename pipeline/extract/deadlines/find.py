"""By when: days, recurring days and periods that the plan sets, not the dates of documents or of what is past."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from pipeline.extract.deadlines.forms import Found, recurring, single
from pipeline.extract.grid import find_grids
from pipeline.knowledge.duties import Duties, duties
from pipeline.knowledge.load import Rules
from pipeline.model import Deadline, Document
from pipeline.text.fold import bare, fold
from pipeline.text.place import places

_FIELD = 160
"""Characters after "Thời gian thực hiện:" that its value may fill."""
_CLAUSE = 240
# outright limits are told even where they lie before the plan: a year left from last year's plan is worth a finding
_LIMIT = re.compile(r"(?:xong\s+|hoan\s+thanh\s+|gui\s+)?(?:truoc|cham\s+nhat|muon\s+nhat|han\s+cuoi|thoi\s+han)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})$")
_MAY_HOLD_ONE = re.compile(r"\d|\bquy\b|\b(?:hang|moi)\s+(?:tuan|thang|quy|nam)|dinh ky|thuong xuyen|lien tuc")


def find_deadlines(document: Document, rules: Rules) -> tuple[Deadline, ...]:
    """-> the plan's deadlines in reading order, without overlap.

    ``due`` is the last day, month or year as far as it is said; a recurring day has ``recurrence`` in words instead.
    A day without a year ("trước ngày 15/12") is of the plan's year, where it has one only; else it has neither.
    """
    words = duties(rules)
    text, folded = document.text, bare(document.text)
    said = fold(text)
    where = places(document)
    skipped = _skipped(document, words)
    earliest = document.metadata.issued_on.year if document.metadata.issued_on else document.metadata.period_start
    issued = document.metadata.issued_on.isoformat() if document.metadata.issued_on else None
    only = document.metadata.period_end if document.metadata.period_start == document.metadata.period_end else None
    out: list[Deadline] = []
    for start, end, is_field in stretches(document, said, words):
        for found in _found(text, folded, start, end, is_field, words):
            section = where.section(found.start)
            if (
                _inside(skipped, found.start)
                or (document.sections and section is None)
                or (_is_past(found, earliest, issued) and not _LIMIT.match(folded, found.start, found.end))
            ):
                continue
            if found.named and (section == "ket" or _is_name(text, folded, start, found.start, words)):
                continue
            quote = text[found.start : found.end]
            out.append(
                Deadline(
                    quote, found.start, found.end, found.kind,
                    found.due or _in_year(found, quote, only, issued), found.recurrence,
                    section, where.page(found.start), found.begin,
                )
            )  # fmt: skip
    return tuple(out)


def stretches(document: Document, folded: str, words: Duties) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and table cells; True where they are the value of a time field or stand in a time column."""
    rows: dict[int, list[tuple[int, int, bool]]] = {}
    for grid in find_grids(document, folded):
        timed = {
            column
            for row in grid[:2]
            for column, (a, b) in row.cells.items()
            if b - a < 60 and words.time_field.match(folded[a:b])
        }
        for number, row in enumerate(grid):
            rows[row.start] = [(a, b, column in timed and number > 0) for column, (a, b) in sorted(row.cells.items())]
    at = 0
    for line in document.text.split("\n"):
        start, at = at, at + len(line) + 1
        if start in rows:
            yield from rows[start]
            continue
        field = words.time_field.match(folded, start, start + len(line))
        yield start, start + len(line), field is not None and start + len(line) - field.end() <= _FIELD


def _in_year(found: Found, quote: str, year: int | None, issued: str | None) -> str | None:
    """The day that is meant where only the plan's own year can be: not before its issue, nor one that recurs."""
    told = _DAY_MONTH.search(quote)
    if year is None or found.kind != "date" or found.year is not None or told is None:
        return None
    try:
        day = date(year, int(told[2]), int(told[1])).isoformat()
    except ValueError:
        return None
    return day if issued is None or day >= issued else None


def _is_past(found: Found, earliest: int | None, issued: str | None) -> bool:
    """Before the plan itself: a statement on what was ("Đến ngày 31/12/2025, toàn xã có …")."""
    if found.year is not None and earliest is not None and found.year < earliest:
        return True
    return issued is not None and found.due is not None and len(found.due) == 10 and found.due < issued


def _found(text: str, folded: str, start: int, end: int, is_field: bool, words: Duties) -> list[Found]:
    """The deadlines of one paragraph or cell; recurring ones first, they hold days that single ones would take."""
    taken: list[Found] = []
    if not _MAY_HOLD_ONE.search(folded, start, end):
        return taken
    for found in (*recurring(folded, start, end, is_field, words), *single(text, folded, start, end, is_field)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda f: f.start)


def _skipped(document: Document, words: Duties) -> list[tuple[int, int]]:
    """What holds no deadline of the plan: all before its first section, its basis and foot, references with dates."""
    sections = document.sections
    body = next((s.start for s in sections if s.kind != "can_cu"), 0)
    spans = [(0, body)] if body else []
    spans += [(s.start, s.end) for s in sections if s.kind in words.rules.deadlines.skip_sections]
    spans += [(r.start, r.end) for r in document.legal_references if not r.internal]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at][1]


def _is_name(text: str, folded: str, start: int, at: int, words: Duties) -> bool:
    """The period belongs to a programme's name, which has a capital ("Chương trình … giai đoạn 2021-2030")."""
    head = max(start, at - _CLAUSE)
    clause_start = head + max((m.end() for m in re.finditer(r"[.;:](?=\s)", folded[head:at])), default=0)
    clause = text[clause_start:at]
    if clause.count("“") > clause.count("”"):
        return True
    if clause.isupper():
        return False
    nouns = [n for n in words.name.finditer(folded, clause_start, at) if text[n.start()].isupper()]
    return bool(nouns) and not words.break_.search(folded, nouns[-1].end(), at)
