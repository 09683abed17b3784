"""Money: sums in đồng by their unit, in sentences and in table columns, and where it is to come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.grid import Row, find_grids
from pipeline.extract.sources import Span, find_sources, is_paid_from, is_source_line, may_be_paid, source_of
from pipeline.knowledge.duties import FIGURE, Duties, duties
from pipeline.knowledge.load import Rules
from pipeline.model import BudgetLine, Document
from pipeline.text.fold import bare, fold
from pipeline.text.numbers import LARGEST, counted_from, find_worded, parse_number, parse_whole
from pipeline.text.patterns import compiled
from pipeline.text.place import Places, places

_SOURCE_COLUMN = compiled(r"^nguon\b")
_UNIT_OF_TABLE = compiled(r"(?:don vi(?: tinh)?|dvt)\s*:?\s*(?P<unit>[^\n)|]{2,20})")
Sum = tuple[int, int, float]
"""Start, end, amount in đồng."""
_SMALLEST_SIGN = 1000
"""A lone "đ" counts as money from this figure on: "10 đ" are points."""


def find_budget(document: Document, rules: Rules) -> tuple[BudgetLine, ...]:
    """-> sums (``amount`` in đồng, ``source`` where clause, column or a line "Nguồn kinh phí: …" names one), and
    the sources that are named without a sum, in sections on funding and where something is paid from them. Words in
    brackets that repeat a sum in letters are not read."""
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
        sums += _in_words(said, start, start + len(line), sums, words)
        funding = kind == "kinh_phi" and start not in rows
        sources: list[Span] = []
        if sums or funding or may_be_paid(folded, start, start + len(line)):
            sources = find_sources(text, folded, start, start + len(line), words, document.legal_references)
        out += _lines(text, start, sorted(sums), sources, funding, folded, where)
    out = _shared(out, folded)
    for grid in grids:
        out += _of_table(grid, text, said, folded, words, where)
    return tuple(sorted(out, key=lambda b: (b.start, b.end)))


_MORE = compiled(rf"(?P<figure>{FIGURE})\s*(?P<unit>triệu|nghìn|ngàn)")


def _sums(said: str, folded: str, start: int, end: int, words: Duties) -> Iterator[Sum]:
    """The sums of one line: start, end, amount in đồng."""
    money = words.rules.money
    for hit in words.amount.finditer(said, start, end):
        unit = " ".join(hit["unit"].split())
        factor = words.factors.get(unit.replace(" ", ""), 0)
        begin = counted_from(said, hit.start(), hit["first"])
        written = said[begin : hit.end("first")]
        value = parse_whole(written) if unit == "đồng" else parse_number(written)
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
        if hit["high"]:  # "50-70 triệu đồng" is no one sum
            continue
        if total < LARGEST:
            yield hit.start(), hit.start() + len(hit[0].rstrip()), float(round(total))


def _in_words(said: str, start: int, end: int, sums: list[Sum], words: Duties) -> Iterator[Sum]:
    """Sums told in words only ("ba mươi bảy tỷ đồng"), not those that repeat a figure in letters."""
    if said.find("đồng", start, end) < 0:
        return
    for number in find_worded(said, start, end):
        unit = words.worded_unit.match(said, number.end, end)
        if unit is None or number.value < _SMALLEST_SIGN:
            continue
        last = max((stop for _, stop, _ in sums if stop <= number.start), default=-1)
        if not (last >= 0 and said[last : number.start].strip().startswith("(")) and not said.endswith(
            "bằng chữ", start, len(said[: number.start].rstrip(" :("))
        ):
            yield number.start, unit.end(), float(round(number.value))


def _lines(
    text: str, start: int, sums: list[Sum], sources: list[Span], funding: bool, folded: str, where: Places
) -> Iterator[BudgetLine]:
    used: set[Span] = set()
    for number, (begin, end, amount) in enumerate(sums):
        low = sums[number - 1][1] if number else -1
        high = sums[number + 1][0] if number + 1 < len(sums) else len(text)
        source = source_of((begin, end), low, high, sources, folded)
        if source is not None:
            used.add(source)
        name = text[slice(*source)] if source is not None else None
        yield BudgetLine(text[begin:end], begin, end, amount, name, where.section(begin), where.page(begin))
    for source in sources:
        if source not in used and (funding or is_paid_from(folded, start, source)):
            name = text[slice(*source)]
            yield BudgetLine(name, *source, None, name, where.section(source[0]), where.page(source[0]))


def _shared(lines: list[BudgetLine], folded: str) -> list[BudgetLine]:
    """The sums of a section that name no source have the one that its only line "Nguồn kinh phí: …" tells."""
    told: dict[str, set[str]] = {}
    for line in lines:
        if line.amount is None and line.section_id is not None:
            begin = folded.rfind("\n", 0, line.start) + 1
            parent = line.section_id.rpartition(".")[0]
            if is_source_line(folded, begin, (line.start, line.end)):
                told.setdefault(parent, set()).add(line.source or "")
    return [
        replace(line, source=next(iter(sources)))
        if line.amount is not None
        and line.source is None
        and len(sources := told.get((line.section_id or "").rpartition(".")[0], set())) == 1
        else line
        for line in lines
    ]


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
    titles = {c: folded[slice(*span)] for row in grid[:body] for c, span in row.cells.items()}
    named = next((c for c, title in titles.items() if c not in columns and _SOURCE_COLUMN.search(title)), None)
    for row in grid[body:]:
        for column, factor in columns.items():
            owner = row.cells.get(named) if named is not None else None
            hit = words.source.search(titles.get(column, ""))
            span = row.cells.get(column)
            value = parse_number(text[slice(*span)]) if span is not None else None
            if span is not None and value is not None and value * factor < LARGEST:
                yield BudgetLine(
                    text[slice(*span)],
                    *span,
                    float(round(value * factor)),
                    text[slice(*owner)] if owner and words.source.search(folded, *owner) else hit[0] if hit else None,
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
