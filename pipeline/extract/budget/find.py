"""Money: sums in đồng by their unit, in sentences and in table columns, and where it is to come from."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.budget.carried import carried
from pipeline.extract.budget.sources import (
    Span,
    find_sources,
    is_next_of_list,
    is_paid_from,
    is_range,
    may_be_paid,
    source_of,
)
from pipeline.extract.budget.tables import table_sums
from pipeline.extract.grid import find_grids
from pipeline.knowledge.duties import FIGURE, Duties, duties
from pipeline.knowledge.load import Rules
from pipeline.model import BudgetLine, Document
from pipeline.text.fold import bare, fold
from pipeline.text.numbers import LARGEST, counted_from, find_worded, parse_number, parse_whole
from pipeline.text.patterns import compiled
from pipeline.text.place import Places, places

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
    out = carried(
        out, text, folded, where, lambda a, b: find_sources(text, folded, a, b, words, document.legal_references)
    )
    for grid in grids:
        out += table_sums(grid, text, folded, words, where)
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
    last: Span | None = None
    for number, (begin, end, amount) in enumerate(sums):
        low = sums[number - 1][1] if number else -1
        high = sums[number + 1][0] if number + 1 < len(sums) else len(text)
        source = source_of((begin, end), low, high, sources, folded)
        if source is None and high < len(text) and is_range(folded, end, high):
            source = source_of(sums[number + 1][:2], end, len(text), sources, folded)
        if source is None and low >= 0 and (is_range(folded, low, begin) or is_next_of_list(folded, low, begin)):
            source = last
        last = source
        if source is not None:
            used.add(source)
        name = text[slice(*source)] if source is not None else None
        yield BudgetLine(text[begin:end], begin, end, amount, name, where.section(begin), where.page(begin))
    for source in sources:
        if source not in used and (funding or is_paid_from(folded, start, source)):
            name = text[slice(*source)]
            yield BudgetLine(name, *source, None, name, where.section(source[0]), where.page(source[0]))
