"""Targets told by table rows: indicator, unit and figure in cells, the period in the header or in a group row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.extract.grid import NUMERIC, PERCENT_UNIT, Column, Row, find_grids, header_period, read_columns
from pipeline.extract.periods import Period, due, find_periods
from pipeline.extract.targets.clause import bound_of, cues_before
from pipeline.extract.targets.context import Context, Place
from pipeline.extract.targets.figures import SYMBOLS, Figure, find_shares, unit_name
from pipeline.extract.targets.members import split_members
from pipeline.extract.targets.subject import Subject, read_phrase, tidy, without_periods
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change, Document, Target
from pipeline.text.numbers import NUMBER, parse_number

Paragraph = Callable[[int, int], Iterator[Target]]
Span = tuple[int, int]

_CELL = re.compile(
    rf"(?P<symbol>[≥≤]|[<>]=?|=)?\s*(?P<low>{NUMBER})(?:\s*(?:[-–÷]|đến)\s*(?P<high>{NUMBER}))?\s*(?P<rest>.*)", re.S
)
_RANK = re.compile(r"\d+(?:\.\d+)*\.?|[ivxlcdm]+\.?|[a-zđ][.)]?|[-+*•]")
_SUB = re.compile(r"(?:[-+*•–]|trong đó)\s*:?\s*")
_ENDING_CHANGE = re.compile(
    r"(?<!\w)((?:tăng|giảm)(?:\s+(?:bình quân|trung bình|thêm|hằng năm|hàng năm|mỗi năm))*)\s*$"
)
_ENDING_LEVEL = re.compile(r"\s(?:(?:tăng|giảm)\s+)?(?:xuống|lên|còn)(?:\s+(?:còn|đến|mức))?\s*$")


@dataclass(frozen=True, slots=True)
class _Group:
    """What the rows above say of a row: the period of its group, the indicator it is a part of."""

    period: Period | None = None
    parent: Span | None = None


def find_table_targets(
    document: Document, folded: str, context: Context, words: TargetWords, paragraph: Paragraph
) -> Iterator[Target]:
    """The targets of every table. ``paragraph`` reads a cell that is itself a clause ("100% hộ nghèo có thẻ BHYT")."""
    issued = document.metadata.issued_on.year if document.metadata.issued_on else None
    for grid in find_grids(document, folded):
        place = context.place(grid[0].start)
        title = folded[folded.rfind("\n", 0, max(grid[0].start - 1, 0)) + 1 : max(grid[0].start - 1, 0)]
        if place.kind in ("kinh_phi", "can_cu", "noi_nhan", "chu_ky") or _tells_results(title, place, words):
            continue
        columns, skip = read_columns(grid, folded, words, issued)
        group = _Group(period=due(find_periods(title)) if len(title) < 200 else None)
        for row in grid[skip:]:
            group = _regroup(row, group, folded, columns)
            yield from _row(document, folded, row, columns, group, place, context, words, paragraph)


def _tells_results(title: str, place: Place, words: TargetWords) -> bool:
    if place.kind == "muc_tieu":
        return False
    heads = (title[:200], *place.headings[-1:])
    return any(
        words.result_headings.search(h) and not re.search(r"(?<!\w)(?:mục tiêu|chỉ tiêu|kế hoạch)(?!\w)", h)
        for h in heads
    )


def _regroup(row: Row, group: _Group, folded: str, columns: dict[int, Column]) -> _Group:
    """The group as of this row: a row of one text rules those below it."""
    texts = [(a, b) for c, (a, b) in row.cells.items() if not _RANK.fullmatch(folded[a:b])]
    distinct = {folded[a:b] for a, b in texts}
    if len(distinct) == 1 and texts:
        start, end = texts[0]
        told = header_period(folded[start:end])
        return _Group(told or group.period, None if told else (start, end))
    first = _indicator_cell(row, folded, columns)
    if first and not _SUB.match(folded[first[0] : first[1]]):
        return _Group(group.period, first)
    return group


def _indicator_cell(row: Row, folded: str, columns: dict[int, Column]) -> Span | None:
    """The cell that names the row: the indicator column, else the first cell of words."""
    for column, told in columns.items():
        if told.role == "indicator" and column in row.cells:
            return row.cells[column]
    for column, (start, end) in sorted(row.cells.items()):
        text = folded[start:end]
        role = columns[column].role if column in columns else "none"
        if role in ("none", "indicator") and len(re.findall(r"[^\W\d_]{2,}", text)) >= 2 and not _RANK.fullmatch(text):
            return start, end
    return None


def _row(
    document: Document,
    folded: str,
    row: Row,
    columns: dict[int, Column],
    group: _Group,
    place: Place,
    context: Context,
    words: TargetWords,
    paragraph: Paragraph,
) -> Iterator[Target]:
    named = _indicator_cell(row, folded, columns)
    unit_cell = next((row.cells[c] for c, told in columns.items() if told.role == "unit" and c in row.cells), None)
    values = [(c, row.cells[c]) for c, told in columns.items() if told.role == "value" and c in row.cells]
    if not columns and named:
        unit_cell, values = _shaped(row, folded, named)
    found = False
    for column, (start, end) in values if named else []:
        unit = folded[unit_cell[0] : unit_cell[1]] if unit_cell else ""
        name = folded[named[0] : named[1]] if named else ""
        figure = _figure(folded, (start, end), unit, name, columns.get(column), words)
        if figure is None or named is None or (start, end) == named:
            continue
        found = True
        when = next((row.cells[c] for c, told in columns.items() if told.role == "when" and c in row.cells), None)
        header = columns[column].period if column in columns else None
        period = (
            header
            or due(find_periods(folded, *named))
            or (header_period(folded[when[0] : when[1]]) if when else None)
            or group.period
            or place.period
        )
        yield _target(document, folded, row, named, (start, end), figure, unit, period, group, place, context, words)
    if found:
        return
    for column, (start, end) in row.cells.items():
        told = columns.get(column)
        if told is not None and told.role == "none" and told.title:
            continue
        if find_shares(folded, start, end) and len(folded[start:end].split()) >= 4:
            yield from paragraph(start, end)


def _shaped(row: Row, folded: str, named: Span) -> tuple[Span | None, list[tuple[int, Span]]]:
    """Without a header: "indicator | % | 80 | 90" tells its columns by what stands in them."""
    after = [(c, s) for c, s in sorted(row.cells.items()) if s[0] >= named[1]]
    if after and PERCENT_UNIT.fullmatch(folded[slice(*after[0][1])]):
        return after[0][1], [(c, s) for c, s in after[1:] if NUMERIC.fullmatch(folded[slice(*s)])]
    return None, []


def _figure(
    folded: str, cell: Span, unit: str, indicator: str, column: Column | None, words: TargetWords
) -> Figure | None:
    """The figure of a value cell in the unit told beside it, by the header or by the cell itself."""
    shares = find_shares(folded, *cell)
    percent = PERCENT_UNIT.fullmatch(unit.strip()) if unit else None
    if percent is None:
        hint = re.search(r"\((%|‰)\)|(?<!\w)(%|‰)\s*$", indicator) or (
            column and re.search(r"\(?(%|‰)\)?", column.title)
        )
        percent = PERCENT_UNIT.fullmatch((hint[1] or (hint[2] if hint.re.groups > 1 else "")) if hint else "")
    bare = re.search(rf"(?<![\w.,/]){NUMBER}", folded[slice(*cell)])
    if bare is None:
        return None
    match = _CELL.match(folded, _symbol_start(folded, cell[0], cell[0] + bare.start()), cell[1])
    if match is None or (match.start() - cell[0]) > 40:
        return None
    name = (unit_name(percent[1], percent[2]) + _denominator(percent[3])) if percent else ""
    if shares:
        name = name or shares[0].unit
        first = shares[0]
        return Figure(first.start, first.end, first.value, first.value_max, name, first.symbol, first.sign)
    rest = len(re.findall(r"[^\W\d_]+", match["rest"]))
    low, high = parse_number(match["low"]), parse_number(match["high"]) if match["high"] else None
    if low is None or (
        percent is None and (rest > 4 or not unit or words.clauses.currency.search(unit) or not _countable(unit))
    ):
        return None
    if percent and rest > 8:
        return None
    if percent is None and re.fullmatch(r"(?:199|20\d)\d", match["low"]) and not match["high"] and not match["symbol"]:
        return None  # a year; a count of two thousand is written "2.000"
    end = match.end("high") if match["high"] else match.end("low")
    return Figure(
        match.start(), end, low, high, name or tidy(unit), SYMBOLS.get(match["symbol"] or ""), share=bool(percent)
    )


def _symbol_start(folded: str, floor: int, at: int) -> int:
    while at > floor and folded[at - 1] in " ≥≤<>=":
        at -= 1
    return at


def _denominator(rest: str) -> str:
    rest = rest.strip(" ()")
    return f" {rest}" if rest else ""


def _countable(unit: str) -> bool:
    return len(unit.split()) <= 8 and re.search(r"[^\W\d_]", unit) is not None


def _target(
    document: Document,
    folded: str,
    row: Row,
    named: Span,
    cell: Span,
    figure: Figure,
    unit: str,
    period: Period | None,
    group: _Group,
    place: Place,
    context: Context,
    words: TargetWords,
) -> Target:
    text = document.text
    indicator = re.sub(r"\s*\((?:%|‰)\)\s*$", "", text[slice(*named)])
    sub = _SUB.match(folded[named[0] : named[1]])
    if sub and group.parent and group.parent != named:
        indicator = f"{text[slice(*group.parent)].rstrip(' :')} - {text[named[0] + sub.end() : named[1]]}"
    subject, change = _subject(indicator, figure, unit, words)
    verdict = bound_of(figure, cues_before(folded, cell[0], figure, words), "", folded[figure.end : cell[1]], words)
    metadata = document.metadata
    base = next((p for p in find_periods(folded, *named) if p.base), None)
    return Target(
        quote=text[row.start : row.end],
        start=row.start,
        end=row.end,
        value=figure.value,
        value_max=figure.value_max,
        unit=_cased(figure.unit, text, row, folded),
        comparator=verdict.comparator,
        change=verdict.change or change,
        population=subject.population,
        members=split_members(subject.population, words),
        indicator=subject.indicator,
        aspirational=verdict.aspirational,
        approximate=verdict.approximate,
        period_start=period.first if period else metadata.period_start,
        period_end=period.last if period else metadata.period_end,
        baseline_year=base.last if base else None,
        section_id=place.section_id,
        page=context.where.page(row.start),
    )


def _cased(unit: str, text: str, row: Row, folded: str) -> str:
    """The unit as the row writes it ("% GDP"), where it stands there in other case."""
    at = folded.find(unit, row.start, row.end)
    return text[at : at + len(unit)] if at >= 0 and " " in unit else unit


def _subject(indicator: str, figure: Figure, unit: str, words: TargetWords) -> tuple[Subject, Change | None]:
    phrase = without_periods(indicator)
    lowered = phrase.lower()
    ending = _ENDING_CHANGE.search(lowered)
    if ending and figure.share:
        return Subject(tidy(phrase[: ending.start()]), ending[1]), "+" if ending[1].startswith("tăng") else "-"
    reached = _ENDING_LEVEL.search(lowered)
    phrase, lowered = (phrase[: reached.start()], "") if reached else (phrase, lowered)
    opening = re.match(r"(tăng|giảm|cắt giảm|kéo giảm)\s", lowered)
    if opening and figure.share:
        return Subject(tidy(phrase[opening.end() :]), opening[1]), "+" if opening[1] == "tăng" else "-"
    denominator = re.search(r"%\s+(.+)", figure.unit)
    if denominator and not phrase.lower().startswith(denominator[1]):
        return Subject(
            tidy(denominator[1].upper() if denominator[1] in ("gdp", "grdp") else denominator[1]), tidy(phrase)
        ), None
    return read_phrase(phrase, "", words), None
