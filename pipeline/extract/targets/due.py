"""When one figure of a clause is due: the year behind it, in its head, behind its brackets, or told for several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import Period, find_periods
from pipeline.extract.targets.clause import Reading, Span, is_bracketed
from pipeline.extract.targets.ledger import Stage
from pipeline.text.patterns import compiled

_YEARS = r"năm\s+((?:19|20)\d\d(?:\s*(?:,|và|,\s*và)\s*(?:năm\s+)?(?:19|20)\d\d)+)"
_RESPECTIVE = compiled(rf"lần lượt\s(?:[^\W\d]+\s){{0,3}}{_YEARS}|{_YEARS}\s(?:[^\W\d]+\s){{0,3}}lần lượt(?!\w)")
_BESIDE = 3  # characters between a figure and the year that is its own
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Dating:
    """A reading among those of its ``unit``, whose clause ends at ``until``."""

    folded: str
    unit: Span
    until: int
    reading: Reading
    readings: list[Reading]

    @property
    def place(self) -> int:
        return self.readings.index(self.reading)

    @property
    def following(self) -> Reading | None:
        later = self.readings[self.place + 1 :]
        return later[0] if later else None

    @property
    def inside(self) -> bool:
        return is_bracketed(self.folded, self.reading.start, self.reading.figure.start)

    def told(self, start: int, end: int) -> list[Period]:
        """The due years of a span: no base, no term, no year of what the figure starts from or of what was done."""
        since = self.reading.base
        return [
            p
            for p in find_periods(self.folded, start, max(start, end))
            if not (p.base or p.term or since[0] <= p.start < since[1] or _done(self.folded, start, p))
            and (self.inside or not is_bracketed(self.folded, start, p.start))
        ]

    def behind(self) -> list[Period]:
        """Those between this figure and the words of the next one."""
        last = self.following
        own = last.head[0] if last and last.shape == "subject" and last.shared is None else None
        end = self.until if last is None else min(last.cues.start, own or last.cues.start)
        return self.told(self.reading.figure.end, end)

    def before(self) -> list[Period]:
        return self.told(self.reading.start, self.reading.figure.start)


DUE = Stage[Dating, Period]("due")


def own_period(folded: str, unit: Span, until: int, reading: Reading, readings: list[Reading]) -> Period | None:
    """The period told for this figure: behind it, in its cues or head, behind the next group, else earlier in its
    unit."""
    return DUE.decide(Dating(folded, unit, until, reading, readings))


def _done(folded: str, floor: int, period: Period) -> bool:
    """ "100% câu lạc bộ đã xây dựng giai đoạn 2016 - 2020": the years of a deed that is over."""
    return " đã " in folded[max(floor, period.start - _NEAR) : period.start].rpartition(",")[2]


@DUE.rule("Đạt 8%, 9% và 11% lần lượt vào các năm 2025, 2026 và 2027", needed="programmes by phases")
def respective(case: Dating) -> Period | None:
    """The year of a list that answers to the figure, counted from the last one."""
    told = _RESPECTIVE.search(case.folded, *case.unit)
    years = [int(year) for year in re.findall(r"\d{4}", (told[1] or told[2]))] if told else []
    at = len(years) - (len(case.readings) - case.place)
    return Period(*told.span(), years[at], years[at]) if told and at >= 0 else None


@DUE.rule("Dưới 17% (miền núi dưới 28%) vào năm 2025", needed="decisions of the Prime Minister")
def behind_brackets(case: Dating) -> Period | None:
    """The year right behind the brackets that hold this figure or open behind it is told for both."""
    figure, last = case.reading.figure, case.following
    opened = case.folded.find("(", figure.end, last.figure.start) if last else -1
    opened = opened if not find_periods(case.folded, figure.end, max(opened, figure.end)) else -1
    held = is_bracketed(case.folded, case.unit[0], figure.start)
    close = case.folded.find(")", figure.end) + 1 if held or opened >= 0 else 0
    rest = next((r.cues.start for r in case.readings if r.cues.start >= close), case.until)
    outside = case.told(close, rest) if close else []
    return outside[0] if outside and outside[0].start - close <= _BESIDE else None


@DUE.rule("Đạt 90% vào năm 2030", needed="programmes by phases")
def beside(case: Dating) -> Period | None:
    """A year that follows the figure at once."""
    behind = case.behind()
    return behind[0] if behind and behind[0].start - case.reading.figure.end <= _BESIDE else None


@DUE.rule("Năm 2025 đạt 70%, năm 2030 đạt 90%", needed="programmes by phases")
def in_front(case: Dating) -> Period | None:
    """A year between the figure before and this one, behind words of its own."""
    floor = case.readings[case.place - 1].figure.end if case.place else case.unit[0]
    close = [p for p in case.before() if p.start >= floor]
    return close[-1] if close and (not case.place or case.folded[floor : close[-1].start].strip()) else None


@DUE.rule("Đạt 75% và 60% vào năm 2030", needed="programmes by phases")
def beside_next(case: Dating) -> Period | None:
    """The year beside the next figure, where only a joint stands between the two."""
    last = case.following
    gap = case.folded[case.reading.figure.end : last.cues.start].strip() if last else ""
    later = case.told(last.figure.end, case.until) if last and gap in (",", "và", ", và") else []
    return later[0] if last and later and later[0].start - last.figure.end <= _BESIDE else None


@DUE.rule("100% trạm y tế có bác sĩ vào năm 2027", needed="programmes by phases")
def behind(case: Dating) -> Period | None:
    """A year among the words behind the figure, unless a subject in front of it stands nearer."""
    told, reading = case.behind(), case.reading
    near = told and (told[0].start - reading.figure.end <= _NEAR or (not told[0].first and told[0].start < reading.end))
    return told[0] if told and (reading.shape != "subject" or reading.shared is not None or near) else None


@DUE.rule("Đến năm 2030, tỷ lệ hộ nghèo còn 1%", needed="all kinds of plans")
def in_head(case: Dating) -> Period | None:
    """A year in the words of the subject."""
    return next(reversed(case.before()), None)


@DUE.rule("20% tổ hòa giải và 50% hòa giải viên được tập huấn vào năm 2028", needed="programmes by phases")
def behind_predicate(case: Dating) -> Period | None:
    """A year at the end of the predicate that this figure shares with a later one."""
    reading, lender = case.reading, case.reading.shared
    if reading.shape != "first" or lender is None or lender <= case.place:
        return None
    last = max(reading.end, case.readings[lender].right[1])
    return next(reversed(case.told(reading.figure.end, last)), None)


@DUE.rule("Đến năm 2028, 80% xã có mô hình, 60% thôn có tổ tự quản", needed="yearly plans")
def earlier(case: Dating) -> Period | None:
    """The last year told in the unit before the figure."""
    return next(reversed(case.told(case.unit[0], case.reading.figure.start)), None)


@DUE.rule("Giảm 10% (thành thị), 5% (nông thôn) vào năm 2028", needed="programmes by phases")
def behind_group(case: Dating) -> Period | None:
    """The year behind the next figure, where that one only tells another group of the same."""
    last = case.following
    if last is None or last.shared != case.place or last.cues.has("period"):
        return None
    return next(iter(case.told(last.figure.end, case.until)), None)
