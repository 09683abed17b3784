"""When one figure of a clause is due: the year behind it, in its head, behind its brackets, or told for several."""

from __future__ import annotations

import re

from pipeline.extract.periods import Period, find_periods
from pipeline.extract.targets.clause import Reading, Span, is_bracketed
from pipeline.extract.targets.figures import find_shares

_YEARS = r"năm\s+((?:19|20)\d\d(?:\s*(?:,|và|,\s*và)\s*(?:năm\s+)?(?:19|20)\d\d)+)"
_RESPECTIVE = re.compile(rf"lần lượt\s(?:[^\W\d]+\s){{0,3}}{_YEARS}|{_YEARS}\s(?:[^\W\d]+\s){{0,3}}lần lượt(?!\w)")
_ONLY_JOINED = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_BOUND_LENGTH = 16  # characters before a figure that hold no more than a bound
_OF_GROUP = re.compile(r"\s*(?:đối với|ở|tại)\s")


def told_for_both(folded: str, unit: Span) -> Period | None:
    """ "… đạt 90% đối với tuyến tỉnh; | 75% đối với tuyến huyện vào năm 2025": a unit that opens with the figure of
    another group tells the year for the one before it, too."""
    if not any(c.isdigit() for c in folded[unit[0] : unit[0] + _BOUND_LENGTH + 2]):
        return None
    figures = find_shares(folded, *unit)
    if not figures or figures[0].start - unit[0] > _BOUND_LENGTH:
        return None
    until = figures[1].start if len(figures) > 1 else unit[1]
    whom = _OF_GROUP.match(folded, figures[0].end, until)
    return next((p for p in find_periods(folded, figures[0].end, until) if not p.base), None) if whom else None


def _shut(folded: str, start: int, position: int, readings: list[Reading]) -> int | None:
    """Where the brackets end that hold this figure or the next one, or None."""
    figure = readings[position].figure
    following = readings[position + 1].figure if position + 1 < len(readings) else None
    held = is_bracketed(folded, start, figure.start)
    opened = following is not None and is_bracketed(folded, start, following.start)
    opened = opened and not find_periods(folded, figure.end, max(figure.end, folded.find("(", figure.end)))
    close = folded.find(")", figure.end) if held or opened else -1
    return close + 1 if close >= 0 else None


def _respective(folded: str, unit: Span, from_last: int) -> Period | None:
    """ "8%, 9% và 11% lần lượt vào các năm 2025, 2026 và 2027": the year of the figure, counted from the last one."""
    told = _RESPECTIVE.search(folded, *unit)
    years = [int(year) for year in re.findall(r"\d{4}", (told[1] or told[2]))] if told else []
    if told is None or -from_last > len(years):
        return None
    return Period(*told.span(), years[from_last], years[from_last])


def own_period(
    folded: str, unit: Span, until: int, reading: Reading, readings: list[Reading], coming: Period | None
) -> Period | None:
    """The period told for this figure: behind it, in its cues or head, behind the next group, else earlier in its
    unit."""

    def told(start: int, end: int) -> list[Period]:
        found = [p for p in find_periods(folded, start, max(start, end)) if not p.base and not p.term]
        since = reading.base  # "tăng từ 60% năm 2024 lên 75%": the year of the level it starts from
        found = [p for p in found if not since[0] <= p.start < since[1]]
        return [p for p in found if inside or not is_bracketed(folded, start, p.start)]

    position = readings.index(reading)
    respective = _respective(folded, unit, position - len(readings))
    if respective:
        return respective
    figure = reading.figure
    inside = is_bracketed(folded, reading.start, figure.start)
    behind = told(figure.start, readings[position + 1].cues.start if position + 1 < len(readings) else until)
    before = told(reading.start, figure.start)
    floor = readings[position - 1].figure.end if position else unit[0]
    shut = _shut(folded, unit[0], position, readings)
    if shut is not None:
        outside = told(shut, next((r.cues.start for r in readings if r.cues.start >= shut), until))
        if outside and outside[0].start - shut <= 3:  # "dưới 17% (miền núi dưới 28%) vào năm 2025": both
            return outside[0]
    close = [p for p in before if p.start >= floor and (not position or folded[floor : p.start].strip())]
    if behind and behind[0].start - figure.end <= 3:
        return behind[0]
    if close:
        return close[-1]
    following = readings[position + 1] if position + 1 < len(readings) else None
    if following is not None and _ONLY_JOINED.fullmatch(folded, figure.end, following.cues.start):
        later = told(following.figure.end, until)  # "khoảng 75% và 60% vào năm 2030": both
        dated = told(following.cues.start, following.figure.start)
        if later and not dated and later[0].start - following.figure.end <= 3:
            return later[0]
    near = behind and (
        behind[0].start - figure.end <= 30 or (behind[0].first is None and behind[0].start < reading.end)
    )
    if behind and (reading.shape != "subject" or reading.shared is not None or near):
        return behind[0]
    if before:
        return before[-1]
    if reading.shape == "first" and reading.shared is not None and reading.shared > position:
        last = max(reading.end, readings[reading.shared].right[1])
        within = told(figure.end, last)  # "20% A và 50% B … vào năm 2028"
        if within:
            return within[-1]
    if coming is not None and position == len(readings) - 1:
        return coming
    early = told(unit[0], figure.start)
    if early:
        return early[-1]
    if following is None or following.shared != position or following.cues.has("period"):
        return None
    return next(iter(told(following.figure.end, until)), None)  # "10% (thành thị), 5% (nông thôn) vào năm 2028"
