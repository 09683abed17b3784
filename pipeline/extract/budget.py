"""Money: sums in đồng by their unit, in sentences and in table columns, and where it is to come from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.grid import Row, find_grids
from pipeline.knowledge.duties import FIGURE, Duties, duties
from pipeline.knowledge.load import Rules
from pipeline.model import BudgetLine, Document
from pipeline.text.fold import bare, fold
from pipeline.text.numbers import LARGEST, parse_number
from pipeline.text.place import Places, places

_CLAUSE_END = re.compile(r"[;:\n]|\.(?=\s)")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s)")
_JOINED = re.compile(
    r"[\s,]*(?:\([^()]*\)[\s,]*)?(?:va|hoac|hoac cac|va cac|va tu|tu|cac|nguon|voi)?[\s,]*(?:cac\s+|tu\s+|nguon\s+)*"
)
_UNIT_OF_TABLE = re.compile(r"(?:don vi(?: tinh)?|dvt)\s*:?\s*(?P<unit>[^\n)|]{2,20})")
_SMALLEST_SIGN = 1000
"""A lone "đ" counts as money from this figure on: "10 đ" are points."""


def find_budget(document: Document, rules: Rules) -> tuple[BudgetLine, ...]:
    """-> sums (``amount`` in đồng, ``source`` where the clause names one) and, in sections on funding, the sources
    that are named without a sum. Words in brackets that repeat a sum in letters are not read."""
    words = duties(rules)
    text = document.text
    said, folded = fold(text), bare(text)
    where = places(document)
    kinds = {section.section_id: section.kind for section in document.sections}
    grids = find_grids(document, said)
    rows = {row.start for grid in grids for row in grid}
    out: list[BudgetLine] = []
    at = 0
    for line in text.split("\n"):
        start, at = at, at + len(line) + 1
        kind = kinds.get(where.section(start) or "")
        if kind in ("can_cu", "noi_nhan", "chu_ky"):
            continue
        sums = list(_sums(said, folded, start, start + len(line), words))
        funding = kind == "kinh_phi" and start not in rows
        if sums or funding:
            sources = _sources(folded, start, start + len(line), words)
            out += _lines(text, sums, sources, funding, folded, where)
    for grid in grids:
        out += _of_table(grid, text, said, folded, words, where)
    return tuple(sorted(out, key=lambda b: (b.start, b.end)))


_MORE = re.compile(rf"(?P<figure>{FIGURE})\s*(?P<unit>triệu|nghìn|ngàn)")


def _sums(said: str, folded: str, start: int, end: int, words: Duties) -> Iterator[tuple[int, int, float]]:
    """The sums of one line: start, end, amount in đồng."""
    money = words.rules.money
    for hit in words.amount.finditer(said, start, end):
        unit = " ".join(hit["unit"].split())
        factor = words.factors.get(unit.replace(" ", ""), 0)
        value = parse_number(hit["first"])
        if value is None or not factor or (unit == "đ" and value < _SMALLEST_SIGN):
            continue
        named = hit["more"].rstrip().endswith(("đồng", "vnđ", "vnd")) or unit not in money.loose
        after = said[hit.end() : hit.end() + 14].lstrip()
        if not named and (
            any(after.startswith(fold(word)) for word in money.not_after)
            or not words.money_column.search(folded, start, hit.start())
        ):
            continue
        total = value * factor
        for more in _MORE.finditer(hit["more"]):
            total += (parse_number(more["figure"]) or 0) * (1_000_000 if more["unit"] == "triệu" else 1_000)
        if total < LARGEST:
            yield hit.start(), hit.start() + len(hit[0].rstrip()), float(round(total))


def _sources(folded: str, start: int, end: int, words: Duties) -> list[tuple[int, int]]:
    """The sources of one line; those that only "và" or a comma parts are one."""
    out: list[tuple[int, int]] = []
    for hit in words.source.finditer(folded, start, end):
        if out and _JOINED.fullmatch(folded, out[-1][1], hit.start()):
            out[-1] = (out[-1][0], hit.end())
        else:
            out.append(hit.span())
    return out


def _lines(
    text: str,
    sums: list[tuple[int, int, float]],
    sources: list[tuple[int, int]],
    funding: bool,
    folded: str,
    where: Places,
) -> Iterator[BudgetLine]:
    used: set[tuple[int, int]] = set()
    for number, (start, end, amount) in enumerate(sums):
        low = sums[number - 1][1] if number else -1
        high = sums[number + 1][0] if number + 1 < len(sums) else len(text)
        source = _source_of(start, end, low, high, sources, folded)
        if source is not None:
            used.add(source)
        yield BudgetLine(
            text[start:end],
            start,
            end,
            amount,
            text[slice(*source)] if source is not None else None,
            where.section(start),
            where.page(start),
        )
    for start, end in sources:
        if funding and (start, end) not in used:
            name = text[start:end]
            yield BudgetLine(name, start, end, None, name, where.section(start), where.page(start))


def _source_of(
    start: int, end: int, low: int, high: int, sources: list[tuple[int, int]], folded: str
) -> tuple[int, int] | None:
    """The source in the same clause: before the sum ("ngân sách phường 120 triệu"), else after it ("từ nguồn …")."""
    before = [
        s for s in sources if low < s[0] < start and not _CLAUSE_END.search(folded.replace(":", " "), s[1], start)
    ]
    if before:
        return before[-1]
    after = [s for s in sources if end <= s[0] < high and not _CLAUSE_END.search(folded, end, s[0])]
    return after[0] if after and after[0][0] - end < 80 else None


def _of_table(grid: list[Row], text: str, said: str, folded: str, words: Duties, where: Places) -> Iterator[BudgetLine]:
    """The figures of money columns whose unit the header or the line above the table tells."""
    caption = folded[max(0, grid[0].start - 120) : grid[0].start]
    told = _UNIT_OF_TABLE.search(caption)
    common = _factor(told["unit"], words) if told else None
    columns: dict[int, int] = {}
    body = 0
    for number, row in enumerate(grid[:3]):
        for column, (start, end) in row.cells.items():
            title = folded[start:end]
            factor = _factor(title, words) or common
            if factor and words.money_column.search(title) and end - start < 80:
                columns[column] = factor
                body = number + 1
    if set(columns) <= {min(grid[0].cells, default=0)}:
        columns, body = _under_one_unit(grid, folded, words), 1
    for row in grid[body:]:
        for column, factor in columns.items():
            span = row.cells.get(column)
            value = parse_number(text[slice(*span)]) if span is not None else None
            if span is not None and value is not None and value * factor < LARGEST:
                yield BudgetLine(
                    text[slice(*span)],
                    *span,
                    float(round(value * factor)),
                    None,
                    where.section(span[0]),
                    where.page(span[0]),
                )


def _under_one_unit(grid: list[Row], folded: str, words: Duties) -> dict[int, int]:
    """ "Nguồn kinh phí (triệu đồng) | Năm 2026 | Cộng": the head of the labels tells the unit of all columns."""
    if len(grid) < 2 or not grid[0].cells:
        return {}
    first = min(grid[0].cells)
    title = folded[slice(*grid[0].cells[first])]
    factor = _factor(title, words)
    if factor is None or not words.money_column.search(title):
        return {}
    told = {c for row in grid[1:] for c, span in row.cells.items() if parse_number(folded[slice(*span)]) is not None}
    return dict.fromkeys(sorted(told - {first}), factor)


def _factor(title: str, words: Duties) -> int | None:
    hit = words.money_unit.search(title)
    return words.bare_factors.get(" ".join(hit[0].split())) if hit else None
