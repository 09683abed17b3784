"""Read the targets of one paragraph, clause by clause, with what earlier clauses lend to later ones.

A period told first rules what follows; "trong đó người nghèo đạt 100%" takes the indicator of the clause before; once
a sentence tells results ("Năm 2025, toàn tỉnh có …") its other figures are results too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.periods import Period, find_periods
from pipeline.extract.targets.clause import (
    MOST_FIGURES,
    SOME_DAY,
    Reading,
    Span,
    bound_of,
    figures_of,
    find_units,
    is_bracketed,
    parts_of,
    read_unit,
    trim,
)
from pipeline.extract.targets.context import Context, Place
from pipeline.extract.targets.due import own_period
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.members import split_members
from pipeline.extract.targets.memory import SAME_RATE, Memory, fill_ellipsis
from pipeline.extract.targets.standing import Calendar, Evidence, counts_as_goal, is_excluded, is_goal, is_hoped
from pipeline.extract.targets.subject import read_subject, runs_of, topic_of
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Document, Target
from pipeline.text.fold import bare, fold

_SENTENCE_END = re.compile(r"\.\s*$")
_FACTS = re.compile(
    r"\s*(?:trên địa bàn\s+)?(?:toàn|cả)\s+(?:huyện|xã|phường|tỉnh|thành phố|nước|quận|thị xã|ngành)\s+"
    r"(?:hiện\s+|đã\s+)*có\s+\d"
)
_SINCE = re.compile(r"(?<!\w)từ\s(?:mức\s)?(?:[^;,]|(?<=\d),(?=\d)){0,16}\d\s?%\s*(?:của\s+|trong\s+)?$")
_AIMED = re.compile(r"(?:^|\s)(?:phấn đấu|mục tiêu|chỉ tiêu)(?: là)?$|:(?:\s*giai đoạn)?$")
_LONGEST_LEAD = 80
_AMONG = re.compile(r"[\s,]*trong đó(?!\w)")
_DONE = re.compile(r"(?:đều\s+)?đã(?!\w)")


class Reader:
    """Reads paragraphs of one document."""

    def __init__(self, document: Document, folded: str, context: Context, words: TargetWords) -> None:
        self._document = document
        self._folded = folded
        self._context = context
        self._words = words
        self._calendar = Calendar.of(document)

    def read(self, start: int, end: int) -> Iterator[Target]:
        """The targets of the paragraph ``text[start:end]`` in order."""
        held: Target | None = None
        for target in self._read(start, end):
            if held is not None:
                yield _completed(held, target)
            held = target
        if held is not None:
            yield held

    def _read(self, start: int, end: int) -> Iterator[Target]:
        memory = Memory()
        folded = self._folded
        for unit in find_units(self._document.text, folded, start, end):
            opens = not memory.previous or _SENTENCE_END.search(folded, max(start, unit[0] - 3), unit[0]) is not None
            memory.goes_on = not opens or _AMONG.match(folded, *unit) is not None
            if opens:
                memory.told_results = memory.hoped = False
            memory.hoped_here = False
            told = [
                p
                for p in find_periods(folded, *unit)
                if not p.base
                and not is_bracketed(folded, unit[0], p.start)
                and not _SINCE.search(folded[max(0, p.start - 40) : p.start])
            ]
            figures = figures_of(folded, unit, self._words)
            if figures:
                memory.place = memory.place or self._context.place(start)
                if opens and told and told[0].start - unit[0] <= 40:
                    memory.told_results = self._opens_results(unit, told[0], memory.place)
                if opens and memory.place.kind != "muc_tieu" and _FACTS.match(folded, unit[0]):
                    memory.told_results = True
                few = len(figures) <= MOST_FIGURES  # else what stands around a figure would be read again for each
                for part, some in parts_of(folded, unit, figures, self._words):
                    yield from self._unit(part, unit if few else part, some, memory, memory.place)
            lead = next((p for p in told if self._rules(p, unit, figures) or folded[p.end : p.end + 1] == ":"), None)
            alone = lead is not None and all(p.last == lead.last for p in told)
            memory.running = lead if lead and alone and not lead.term else memory.running
            memory.previous = folded[slice(*unit)]

    def _rules(self, period: Period, unit: Span, figures: list[Figure]) -> bool:
        """Whether a period opens its unit, at once or behind "… như: phấn đấu", so that it holds for what follows."""
        if period.start - unit[0] <= 12:
            return True
        before = self._folded[unit[0] : period.start].rstrip()
        hoped = _AIMED.search(before)
        return hoped is not None and len(before) <= _LONGEST_LEAD and not any(f.end <= period.start for f in figures)

    def _opens_results(self, unit: Span, period: Period, place: Place) -> bool:
        text = self._folded[slice(*unit)]
        hoped = self._words.hopes.search(bare(text)) or self._words.goals.search(text)
        return not hoped and self._calendar.is_past(period, place.kind == "muc_tieu")

    def _unit(self, part: Span, unit: Span, figures: list[Figure], memory: Memory, place: Place) -> Iterator[Target]:
        readings = read_unit(self._folded, part, figures, self._words)
        found: list[Target] = []
        for reading in readings:
            memory.prior = self._spoken_of_again(reading, readings, memory) or memory.prior
            target = self._target(unit, part[1], reading, readings, memory, place)
            memory.topic = topic_of(self._document.text, reading) or memory.topic
            if target is not None:
                memory.prior = target
                found.append(target)
        memory.told = tuple(found) or memory.told
        yield from found

    def _spoken_of_again(self, reading: Reading, readings: list[Reading], memory: Memory) -> Target | None:
        """ "80% A và 60% B …; đến năm 2030 các tỷ lệ này tương ứng là 95% và 80%": the one of those before it is of."""
        if len(memory.told) < 2 or not SAME_RATE.search(self._folded, *reading.head):
            return None
        runs = runs_of([r for r in readings if r.head == reading.head], self._folded)
        place = next(run.index(reading) for run in runs if reading in run)
        size = len(runs[0])
        return (
            memory.told[-size:][place] if all(len(run) == size for run in runs) and size <= len(memory.told) else None
        )

    def _target(
        self, unit: Span, until: int, reading: Reading, readings: list[Reading], memory: Memory, place: Place
    ) -> Target | None:
        """The target of one reading, whose clause of the unit ends at ``until``, or None where it is none."""
        text, folded, words, figure = self._document.text, self._folded, self._words, reading.figure
        start, end = trim(folded, reading.start, max(reading.end, figure.end))
        start = min(start, figure.start)
        open_left = folded.count("(", start, end) - folded.count(")", start, end)
        if open_left < 0 and folded[end - 1] == ")":
            end -= 1
        elif open_left > 0 and folded.startswith(")", end):  # "… (đến năm 2030 là 100%)" is quoted with its brackets
            end += 1
        own = self._at_the_end(unit, reading, readings) or own_period(folded, unit, until, reading, readings)
        evidence = Evidence(
            folded[slice(*unit)],
            folded[unit[0] : figure.start],
            folded[start : figure.start],
            folded[figure.end : unit[1]],
            place,
            own,
            self._calendar,
        )
        reason = is_excluded(evidence, reading, words)
        if reason == "statistic" and memory.goes_on and memory.prior is not None and not memory.told_results:
            reason = None  # "… tham gia bảo hiểm, trong đó tự nguyện chiếm 1%": among aims it is one
        if reason == "bare" and memory.goes_on and memory.topic and memory.prior is not None:
            reason = None  # "Tỷ lệ huy động trẻ em: nhà trẻ 25%; | mẫu giáo 94%"
        if reason is None and memory.told_results and not is_hoped(evidence, reading, words):
            ahead = own is not None and self._calendar.lies_ahead(own)
            reason = None if ahead else "result"  # "năm 2025 đạt 65%, đến năm 2030 đạt 80%"
        if reason is not None:
            memory.told_results |= reason in ("result", "statistic", "funding")
            return None
        if not figure.share and not counts_as_goal(evidence, reading, words, memory.prior):
            return None
        verdict = bound_of(figure, reading.cues, folded[reading.head[0] : figure.start], evidence.behind, words)
        turn = verdict.change or ("+" if reading.cues.has("rate") else None)
        subject = read_subject(text, folded, reading, readings, words, turn, memory.topic)
        if reading.cues.has("rate"):  # "…, tốc độ | tăng bình quân 5%/năm"
            subject = replace(subject, indicator=f"tốc độ {subject.indicator}")
        if _DONE.match(fold(subject.indicator)) and not is_goal(evidence, reading, words):
            memory.told_results = True
            return None
        changed = verdict.change is not None
        inside = is_bracketed(folded, unit[0], figure.start)
        lent = fill_ellipsis(memory.prior, subject, reading, changed, text, memory.previous, inside, words)
        hoped = verdict.aspirational or words.hopes.search(bare(folded[max(unit[0], start - 16) : start])) is not None
        memory.hoped, memory.hoped_here = memory.hoped or hoped, memory.hoped_here or hoped
        if memory.prior is not None and lent.population != subject.population:
            hoped = hoped or memory.prior.aspirational
        if verdict.change is None and (
            self._of_falling_parts(reading, memory) or self._goes_on_changing(reading, readings, memory)
        ):
            verdict = replace(verdict, change=memory.prior.change if memory.prior else None)
        hoped = hoped or words.hopes.search(bare(place.lead)) is not None or _under_hope(place, words)
        bound = verdict.comparator in (">=", "<=") and not memory.hoped_here
        hoped = hoped or (memory.hoped and not bound and not reading.cues.has("goal"))
        subject = lent
        return self._dated(
            Target(
                quote=text[start:end],
                start=start,
                end=end,
                value=figure.value,
                value_max=figure.value_max,
                unit=figure.unit,
                comparator=verdict.comparator,
                change=verdict.change,
                population=subject.population,
                members=split_members(subject.population, words),
                indicator=subject.indicator,
                condition=subject.condition,
                aspirational=hoped,
                approximate=verdict.approximate,
                section_id=place.section_id,
                page=self._context.where.page(start),
            ),
            own or memory.running or place.period or (None if self._calendar.last else place.earlier),
            place.period,
            (max(unit[0], start), max(end, min(end + 40, _next_figure(readings, reading, unit)))),
            reading.base,
        )

    def _at_the_end(self, unit: Span, reading: Reading, readings: list[Reading]) -> Period | None:
        """ "… đến cuối kỳ kế hoạch nâng lên 75%": the end of the plan's own period."""
        place = readings.index(reading)
        told = SOME_DAY.search(self._folded, readings[place - 1].figure.end if place else unit[0], reading.figure.start)
        last = self._calendar.last
        return Period(*told.span(), None, last) if told and last else None

    def _of_falling_parts(self, reading: Reading, memory: Memory) -> bool:
        """ "Giảm tiêu hao năng lượng: thép 5%, | nhựa 7%": a part that nothing is said of but its figure."""
        return (
            reading.shape == "subject"
            and self._words.changes.match(fold(memory.topic)) is not None
            and not reading.cues.has("link", "level", "rise", "fall", "colon")
        )

    def _goes_on_changing(self, reading: Reading, readings: list[Reading], memory: Memory) -> bool:
        """ "Nông nghiệp tăng 3%, | công nghiệp 11% và dịch vụ 9%": a bare part beside one that is said to change."""
        own = self._folded[slice(*reading.head)].split()
        place = readings.index(reading)
        if reading.shape != "subject" or reading.cues.roles or not 0 < len(own) <= 5:
            return False
        prior = memory.prior
        if not place:
            pace = prior is not None and prior.unit == reading.figure.unit and prior.unit.endswith("/năm")
            return pace and memory.goes_on and not self._words.heads.match(self._folded, reading.head[0])
        return prior is not None and prior.change is not None and prior.end == readings[place - 1].figure.end

    def _dated(self, target: Target, period: Period | None, outer: Period | None, unit: Span, since: Span) -> Target:
        """``target`` with its years: told for it, inherited, or the document's own."""
        first, last = self._calendar.first, self._calendar.last
        if period is not None:
            first, last = period.first, period.last
        if period is not None and period.onward:
            last = outer.last if outer and not outer.onward else self._calendar.last or None
        base = next((p for p in find_periods(self._folded, *unit) if p.base), None)
        base = base or next(iter(find_periods(self._folded, *since)), None)  # "từ 12% năm 2025 lên 20%"
        return replace(target, period_start=first, period_end=last, baseline_year=base.last if base else None)


def _completed(target: Target, following: Target) -> Target:
    """ "Trên 97% gia đình; 100% khu phố đạt chuẩn": a share without predicate takes that of the next of its kind."""
    if target.indicator or target.change or target.unit != following.unit or not target.population:
        return target
    return replace(target, indicator=following.indicator)


def _under_hope(place: Place, words: TargetWords) -> bool:
    """ "2. Đến hết năm 2027, phấn đấu:": a heading that ends so rules all lists under it, whatever leads them in."""
    ends = (bare(heading.rstrip(" :")[-24:]) for heading in place.headings)
    return any(hope.end() == len(end) for end in ends for hope in words.hopes.finditer(end))


def _next_figure(readings: list[Reading], reading: Reading, unit: Span) -> int:
    position = readings.index(reading) + 1
    return readings[position].cues.start if position < len(readings) else unit[1]
