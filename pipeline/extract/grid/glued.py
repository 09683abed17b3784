"""Tables whose cells stand behind each other in one line, only a blank between them, as text layers of PDFs have them:
"TT Chỉ tiêu ĐVT Ước TH năm 2025 KH năm 2026" above "1 Tỷ lệ hộ nghèo % 2,8 2,1".

Titles are told apart only where each tells a year or a unit ("(%)"). A row has values only where they are as many as
the titles; where head or row is not understood, its lines are cells all the same and no sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.grid.rows import Row, Span
from pipeline.text.patterns import compiled

_HEAD = compiled(
    r"(?P<index>(?:số )?s?tt\.? )?(?P<name>(?:tên )?(?:chỉ tiêu|tiêu chí|chỉ số|nội dung|địa phương|xã, phường|xã)"
    r"(?: (?:chủ yếu|chính))?)(?P<unit> \(?(?:đơn vị tính|đơn vị|đv tính|đvt)\)?)?(?= )"
)
_YEAR = r"(?:19|20)\d\d"
_TITLE = compiled(rf"\s*\D*?(?:{_YEAR}(?:\s*[-–]\s*{_YEAR})?|\(%\))(?:\s*\(%\))?")
_AGAINST = compiled(r"\s*(?:so với|/|so)\s")  # "KH 2026 so với ước TH 2025": one title
_FREE = compiled(r"\s*(?:ghi chú|.*so (?:với|sánh).*)")
_VALUE = r"(?:[≥≤<>]=?\s?|(?:khoảng|trên|dưới|từ|đạt)\s)*[-+]?\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?\s?%?"
_TAIL = compiled(rf"(?:(?<=\s)|^)(?:(?:{_VALUE}|[-–])(?:\s|$))+$")
_ONE = compiled(rf"(?:{_VALUE}|[-–])(?=\s|$)")
_LABEL = compiled(r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[ivx]+\.?|[a-zđ][.)])\s+(?=[^\W\d_])")
_PERCENT = compiled(r"(?P<unit>[%‰])\s*$")
_LONGEST = 300  # characters of a row
_FEWEST = 3  # rows of values
_LINE = compiled(r"[^\n]+")


def glued_grids(folded: str, taken: set[int]) -> Iterator[list[Row]]:
    """The tables in ``folded`` of one line a row; ``taken`` are the starts of lines that other tables have."""
    lines = [m.span() for m in _LINE.finditer(folded) if m.start() not in taken]
    at = 0
    while at < len(lines):
        head = _HEAD.match(folded, *lines[at])
        size = _length(folded, lines, at + 1) if head and _is_head(folded, head, lines[at]) else 0
        if head and size:
            yield _grid(folded, lines[at], head, lines[at + 1 : at + 1 + size])
        at += size + 1


def _is_head(folded: str, head: re.Match[str], line: Span) -> bool:
    """Whether a line holds titles: a number's or a unit's among them, or two that tell years."""
    framed = head["index"] or head["unit"] or len(_titles(folded, head.end(), line[1])) > 1
    return bool(framed) and line[1] - line[0] <= _LONGEST and folded[line[1] - 1] not in ".;:"


def _length(folded: str, lines: list[Span], first: int) -> int:
    """How many lines from ``first`` on are rows: up to two without values behind each other, or a long one."""
    last, count = first - 1, 0
    for place in range(first, len(lines)):
        start, end = lines[place]
        if place - last > 3 or end - start > _LONGEST or folded[end - 1] in ".;:":
            break
        if _values(folded, lines[place]):
            last, count = place, count + 1
    return last - first + 1 if count >= _FEWEST else 0


def _values(folded: str, line: Span) -> list[Span]:
    tail = _TAIL.search(folded[slice(*line)])
    return [m.span() for m in _ONE.finditer(folded, line[0] + tail.start(), line[1])] if tail else []


def _grid(folded: str, line: Span, head: re.Match[str], lines: list[Span]) -> list[Row]:
    index, unit = head["index"] is not None, head["unit"] is not None
    first = index + unit + 1
    titles = _titles(folded, head.end(), line[1])
    sizes = Counter(len(_values(folded, row)) for row in lines)
    free = next((n for n, span in enumerate(reversed(titles)) if not _FREE.fullmatch(folded, *span)), 0)
    fits = [
        n
        for n in range(len(titles) - free, len(titles) + 1)
        if n > 0 and (n == len(titles) or 2 * sizes[n] >= max(sizes.values()))
    ]
    cells = dict(enumerate(titles, first)) | {int(index): head.span("name")}
    cells |= ({0: head.span("index")} if index else {}) | ({first - 1: head.span("unit")} if unit else {})
    top = Row(*line, {c: _bare(folded, span) for c, span in sorted(cells.items())}, True)
    return [top, *(_row(folded, row, fits, index, unit) for row in lines)]


def _bare(folded: str, span: Span) -> Span:
    piece = folded[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip(" (")), span[1] - len(piece) + len(piece.rstrip())


def _titles(folded: str, start: int, end: int) -> list[Span]:
    """The titles behind those of the frame, each with a year or a unit of its own; none where words are left."""
    found: list[Span] = []
    at = start
    while at < end and (title := _TITLE.match(folded, at, end)):
        if found and _AGAINST.match(folded, at):
            found[-1] = found[-1][0], title.end()
        else:
            found.append(title.span())
        at = title.end()
    return found if not folded[at:end].strip() or _FREE.fullmatch(folded, at, end) else []


def _row(folded: str, line: Span, fits: list[int], index: bool, unit: bool) -> Row:
    """The cells of a line: label, name, "%" and values, as far as they can be told."""
    values = _values(folded, line)
    label = _LABEL.match(folded, *line) if index else None
    start = label.end() if label else line[0]
    end = values[0][0] if values else line[1]
    percent = _PERCENT.search(folded, start, end) if unit else None
    name = start, len(folded[: percent.start() if percent else end].rstrip())
    if name[1] <= name[0] or (values and len(values) not in fits):
        return Row(*line, {}, False)
    first = index + unit + 1
    cells = {int(index): name} | (dict(enumerate(values, first)) if percent or not unit else {})
    cells |= ({0: (label.start(), label.end() - 1)} if label else {}) | (
        {first - 1: percent.span("unit")} if percent else {}
    )
    return Row(*line, dict(sorted(cells.items())), False)
