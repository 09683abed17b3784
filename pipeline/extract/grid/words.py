"""The words of table heads (``tables`` of ``rules/targets.yaml``) as patterns, and the years that a head tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.periods import Period, due, find_periods
from pipeline.knowledge.load import Rules
from pipeline.knowledge.targets import TargetWords, target_words
from pipeline.text.patterns import compiled
from pipeline.text.phrases import pattern

_BARE_YEAR = compiled(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DONE = "thực hiện"  # alone; "đơn vị thực hiện", "thời gian thực hiện" are other columns
PERCENT_UNIT = compiled(r"\(?\s*(?:tỷ lệ\s*|tỉ lệ\s*)?(%|‰|điểm phần trăm|điểm %)\s*\)?(?:\s*/\s*(năm|quý|tháng))?(.*)")


@dataclass(frozen=True, eq=False)
class TableWords:
    """Patterns of titles by what they say of their column."""

    index: re.Pattern[str]
    group: re.Pattern[str]
    field: re.Pattern[str]
    indicator: re.Pattern[str]
    unit: re.Pattern[str]
    plan: re.Pattern[str]
    actual: re.Pattern[str]
    estimate: re.Pattern[str]
    compare: re.Pattern[str]
    when: re.Pattern[str]
    body: re.Pattern[str]
    place: re.Pattern[str]
    note: re.Pattern[str]

    def is_title(self, cell: str) -> bool:
        """Whether a cell reads like the title of a column."""
        return any(p.search(cell) for p in (self.indicator, self.unit, self.body, self.note, self.plan, self.when)) or (
            self.is_past(cell) or any(p.fullmatch(cell.strip(" .")) for p in (self.index, self.place))
        )

    def is_unit(self, cell: str) -> bool:
        return PERCENT_UNIT.fullmatch(cell) is not None

    def is_frame(self, title: str) -> bool:
        """Whether a title is of the row's own: its number, name, unit, bodies, notes; no second row divides those."""
        named = self.indicator.search(title) and header_period(title) is None
        alone = any(p.fullmatch(title.strip(" .")) for p in (self.index, self.place))
        frame = (self.unit, self.body, self.note, self.compare, self.when)
        return bool(named or alone or any(p.search(title) for p in frame))

    def is_past(self, title: str) -> bool:
        """Whether a title tells what was reached, or is expected to have been."""
        done = without_years(title).strip(" .") == _DONE or self.actual.search(title) is not None
        return done or self.estimate.search(title) is not None


@lru_cache(maxsize=4)
def words_of_tables(words: TargetWords) -> TableWords:
    """-> the patterns of ``tables`` in ``rules/targets.yaml``."""
    told = words.file.tables
    return TableWords(**{name: pattern(getattr(told, name)) for name in TableWords.__dataclass_fields__})


def table_words(rules: Rules) -> TableWords:
    """-> the same by the rules in use. Raises RulesError where the file breaks its schema."""
    return words_of_tables(target_words(rules))


def header_period(title: str) -> Period | None:
    """-> the period that a title tells, bare years included ("2026", "KH 2026-2030")."""
    told = due(find_periods(title))
    if told:
        return told
    years = [int(m[1]) for m in _BARE_YEAR.finditer(title)]
    return Period(0, len(title), years[0], years[-1]) if years else None


def without_years(title: str) -> str:
    """-> a title without the years that it tells ("chỉ tiêu năm 2026 (%)" -> "chỉ tiêu (%)")."""
    for period in reversed(find_periods(title)):
        title = title[: period.start] + title[period.end :]
    return _BARE_YEAR.sub("", title).removeprefix("năm").strip(" -–:,()%")
