"""By when: days, recurring days and periods that the plan sets, not the dates of documents or of what is past."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date

from pipeline.extract.deadlines.forms import recurring, single
from pipeline.extract.deadlines.found import Found
from pipeline.extract.grid import find_grids, rows_below_merged
from pipeline.knowledge.duties import Duties, duties
from pipeline.knowledge.load import Rules
from pipeline.model import Deadline, Document, Section
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.place import places

_FIELD = 160
"""Characters after "Thời gian thực hiện:" that its value may fill."""
_CLAUSE = 240
# outright limits are told even where they lie before the plan: a year left from last year's plan is worth a finding
_LIMIT = compiled(r"(?:xong\s+|hoan\s+thanh\s+|gui\s+)?(?:truoc|cham\s+nhat|muon\s+nhat|han\s+cuoi|thoi\s+han)")
_DAY_MONTH = compiled(r"(?<!\d)(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})$")
_MAY_HOLD_ONE = compiled(
    r"\d|\bqu[yi]\b|\b(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)|dinh ky|thuong xuyen|lien tuc|\btu\s+(?:ngay|khi)"
)
_DAYS_OF_YEAR = compiled(r"(\d{1,2})(?:\s*/\s*|\s+tháng\s+)(\d{1,2})(?!\d)")
_MONTH = compiled(r"tháng\s+(\d{1,2})$")
_PLAIN = 7
"""Words of a heading that tells no more than what stands below it, and for when."""
_PHASE = "giai doan den"
_NAMED = 7
"""Words between a noun of plans and the years that are part of its name."""
_INNER = compiled(r"[.;(]\s*")


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
            begin, due = _in_year(found, quote, only, issued)
            place = section, where.page(found.start)
            out.append(Deadline(quote, found.start, found.end, found.kind, due, found.recurrence, *place, begin))
    return tuple(out)


def stretches(document: Document, folded: str, words: Duties) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and table cells; True where they are the value of a time field or stand in a time column."""
    rows: dict[int, list[tuple[int, int, bool]]] = {}
    for grid in find_grids(document, folded):
        timed = {
            column
            for row in grid[:2]
            for column, (a, b) in row.cells.items()
            if b - a < 60 and words.time_column.search(folded[a:b])
        }
        rows[grid[0].start] = [(a, b, False) for _, (a, b) in sorted(grid[0].cells.items())]
        for row, (cells, _) in zip(grid[1:], rows_below_merged(grid, 1, document, folded), strict=True):
            rows[row.start] = [(a, b, column in timed) for column, (a, b) in sorted(cells.items())]
    at = 0
    for line in document.text.split("\n"):
        start, at = at, at + len(line) + 1
        if start in rows:
            yield from rows[start]
            continue
        end = start + len(line)
        for part in _INNER.finditer(folded, start, end) if folded.find(":", start, end) >= 0 else ():
            field = words.time_field.match(folded, part.end(), end)
            if field is not None and end - field.end() <= _FIELD:  # "… (Chủ trì: Sở Y tế; thời gian: quý II/2026)"
                yield start, part.end(), False
                start = part.end()
                break
        field = words.time_field.match(folded, start, end)
        yield start, end, field is not None and end - field.end() <= _FIELD


def _in_year(found: Found, quote: str, year: int | None, issued: str | None) -> tuple[str | None, str | None]:
    """-> begin and end as they are told or, where only the plan's own year can be meant, in that: an end is not before
    its issue, nor one that recurs."""
    begin, due = found.begin, found.due
    if year is None or found.year is not None or due is not None or found.kind == "recurring":
        return begin, due
    told = _DAY_MONTH.search(quote)
    ends = [(told[1], told[2])] if found.kind == "date" and told else []
    if found.kind == "period":
        ends = _DAYS_OF_YEAR.findall(quote)
    days = [_day(year, day, month) for day, month in ends]
    month = _MONTH.search(quote.lower()) if not days and found.kind == "date" else None
    last = f"{year}-{int(month[1]):02d}" if month else days[-1] if days else None
    if last is None or (issued is not None and last < issued[: len(last)]):
        return begin, due
    return days[0] if len(days) == 2 and days[0] and days[0] <= last else begin, last


def _day(year: int, day: str, month: str) -> str | None:
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return None


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
        place = bisect_left(taken, found.start, key=lambda f: f.start)
        free = not place or taken[place - 1].end <= found.start
        if free and (place == len(taken) or found.end <= taken[place].start):
            taken.insert(place, found)
    return taken


def _skipped(document: Document, words: Duties) -> list[tuple[int, int]]:
    """What holds no deadline of the plan: all before its first section, its basis and foot, references with dates."""
    sections = document.sections
    body = next((s.start for s in sections if s.kind != "can_cu"), 0)
    spans = [(0, body)] if body else []
    spans += [(s.start, s.end) for s in sections if s.kind in words.rules.deadlines.skip_sections]
    spans += [(s.heading_start, s.heading_end) for s in sections if s.kind == "muc_tieu" and _is_plain(s)]
    spans += [(r.start, r.end) for r in document.legal_references if not r.internal]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_plain(section: Section) -> bool:
    """ "Mục tiêu cụ thể đến năm 2030": the time of a heading that says nothing else is that of its targets."""
    return len(section.heading.split()) <= _PLAIN


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at][1]


def _is_name(text: str, folded: str, start: int, at: int, words: Duties) -> bool:
    """The period belongs to a programme's name: one with a capital ("Chương trình … giai đoạn 2021-2030") or right
    before it ("kế hoạch đầu tư công trung hạn giai đoạn 2026-2030"); "giai đoạn đến năm 2030" behind any programme."""
    head = max(start, at - _CLAUSE)
    clause_start = head + max((m.end() for m in re.finditer(r"[.;:](?=\s)", folded[head:at])), default=0)
    clause = text[clause_start:at]
    if clause.count("“") > clause.count("”"):
        return True
    if clause.isupper():
        return False
    phase = folded.startswith(_PHASE, at)
    nouns = [
        n
        for n in words.name.finditer(folded, clause_start, at)
        if phase or text[n.start()].isupper() or len(folded[n.end() : at].split()) <= _NAMED
    ]
    return bool(nouns) and not words.break_.search(folded, nouns[-1].end(), at)
