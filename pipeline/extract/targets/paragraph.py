"""Read the targets of one paragraph, clause by clause, with what earlier clauses lend to later ones.

A period told first rules what follows; "trong đó người nghèo đạt 100%" takes the indicator of the clause before; once
a sentence tells results ("Năm 2025, toàn tỉnh có …") its other figures are results too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.periods import Period, due, find_periods
from pipeline.extract.targets.clause import (
    MOST_FIGURES,
    SOME_DAY,
    Reading,
    Span,
    bound_of,
    figures_of,
    find_units,
    is_bracketed,
    outside_brackets,
    parts_of,
    read_unit,
    trim,
    without_label,
)
from pipeline.extract.targets.clause.bound import RATE_TOLD, Bound
from pipeline.extract.targets.context import Context, Place, term_of
from pipeline.extract.targets.due import own_period
from pipeline.extract.targets.ledger import Stage, current_trace
from pipeline.extract.targets.members import split_members
from pipeline.extract.targets.memory import LED, SAME_RATE, Led, Memory, fill_ellipsis
from pipeline.extract.targets.standing import (
    Calendar,
    Case,
    Evidence,
    counts_as_goal,
    is_excluded,
    is_hoped,
    tells_news,
)
from pipeline.extract.targets.subject import Subject, read_subject, runs_of, topic_of
from pipeline.knowledge.sections import ARTICLE
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Document, Target
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_AROUND = 400  # characters around a period in which words say what it rules
_RATE = compiled(r"tốc độ (?:tăng|giảm)(?: trưởng)?(?: bình quân)?")
_PART = 8  # words of a part of what is counted
_RUN_IN = compiled(
    r"(?P<lead>[^.;:%\d]{0,80}(?:mục tiêu|chỉ tiêu)(?:[^.;:%]{0,80}?(?=[.:]?\s+1[.)]\s)"
    r"|[^.;:%()]{0,80}\((?:nhiệm kỳ|giai đoạn|năm)\s[^()]{4,20}\)(?=\s[^\W\d_])))"
)
_OPENING = 12  # characters in front of a period that opens its unit
_PLANNED = compiled(  # told beside what was reached
    r"(?:^|[\s,:(])(?:kh|kế hoạch|mục tiêu|chỉ tiêu)\s(?:năm\s)?20\d\d\W*$"
)
_SENTENCE_END = compiled(r"\.\s*$")
_FACTS = compiled(r"\s*(?:trên địa bàn\s+)?(?:toàn|cả)\s\w+(?:\s\w+)?\s(?:hiện\s|đã\s)*có\s+\d")


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading that the standing of its clause excludes for ``reason``, with what was read before it."""

    reason: str
    evidence: Evidence
    memory: Memory
    words: TargetWords


PARDON = Stage[Judged, bool]("pardon")


class Reader:
    """Reads paragraphs of one document."""

    def __init__(self, document: Document, folded: str, context: Context, words: TargetWords) -> None:
        self._document = document
        self._folded = folded
        self._context = context
        self._words = words
        self._calendar = Calendar.of(document)
        self._article = document.metadata.doc_type == ARTICLE

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
        memory, folded = Memory(), self._folded
        memory.news = self._article and not self._aims_at(folded[start:end])
        title = _RUN_IN.match(folded, start, end)
        for unit in find_units(self._document.text, folded, title.end() if title else start, end):
            opens = not memory.previous or _SENTENCE_END.search(folded, max(start, unit[0] - 3), unit[0]) is not None
            memory.goes_on = not opens
            memory.topic = "" if opens else memory.topic
            memory.told_results, memory.hoped = not opens and memory.told_results, not opens and memory.hoped
            memory.hoped_here = False
            told = [p for p in outside_brackets(folded, unit[0], find_periods(folded, *unit)) if not p.base]
            figures = figures_of(folded, unit, self._words)
            if figures:
                memory.place = memory.place or self._place(start, end)
                if opens and told and told[0].start - unit[0] <= 40:
                    memory.told_results = self._opens_results(unit, told[0], memory.place)
                if opens and memory.place.kind != "muc_tieu" and _FACTS.match(folded, unit[0]):
                    memory.told_results = True  # "cả nước có 2.045 xã (23%) được công nhận …"
                few = len(figures) <= MOST_FIGURES  # else what stands around a figure would be read again for each
                for part, some in parts_of(folded, unit, figures, self._words):
                    yield from self._unit(
                        part, unit if few else part, read_unit(folded, part, some, self._words), memory
                    )
            lead = next((p for p in told if self._leads(unit, p)), None)
            if (
                lead is not None
                and (not lead.term or self._heads_list(unit, lead))
                and all(p.last == lead.last for p in told)
            ):
                memory.running = lead
            memory.previous = folded[slice(*unit)]

    def _place(self, start: int, end: int) -> Place:
        """What stands above a paragraph, or in it as the title run into its list: "Các chỉ tiêu năm 2018 1. …"."""
        place, run_in = self._context.place(start), _RUN_IN.match(self._folded, start, end)
        if run_in is None:
            return place
        lead = run_in["lead"]
        return replace(
            place, lead=lead, lead_at=start, period=due(find_periods(lead)) or term_of([lead]) or place.period
        )

    def _aims_at(self, text: str) -> bool:
        return self._words.hopes.search(bare(text)) is not None or self._words.goals.search(text) is not None

    def _leads(self, unit: Span, period: Period) -> bool:
        """Whether a period rules what follows: it opens its unit, stands in the lead of a list or in what is aimed at
        ("mục tiêu đến năm 2030, …")."""
        if period.start - unit[0] <= _OPENING or self._heads_list(unit, period):
            return True
        before = self._folded[max(unit[0], period.start - _AROUND) : period.start].rstrip()
        aims = (m for words in (self._words.hopes, self._words.goals) for m in words.finditer(before))
        return self._folded[period.end : period.end + 1] == "," and any(m.end() == len(before) for m in aims)

    def _heads_list(self, unit: Span, period: Period) -> bool:
        """ "Đặt ra 12 chỉ tiêu cho năm 2027, trong đó: A; B; C": a period between words of aims and a colon."""
        colon = self._folded.find(":", period.end, min(unit[1], period.end + _AROUND))
        lead = self._folded[unit[0] : colon] if colon >= 0 else ""
        return colon == period.end or ("%" not in lead and self._words.goals.search(lead) is not None)

    def _opens_results(self, unit: Span, period: Period, place: Place) -> bool:
        return not self._aims_at(self._folded[slice(*unit)]) and self._calendar.is_past(
            period, place.kind == "muc_tieu"
        )

    def _unit(self, part: Span, unit: Span, readings: list[Reading], memory: Memory) -> Iterator[Target]:
        found: list[Target] = []
        trace = current_trace()
        for reading in readings:
            if trace is not None:
                trace.begin()
            memory.prior = self._spoken_of_again(reading, readings, memory) or memory.prior
            target = self._target(unit, part[1], reading, readings, memory)
            memory.topic = topic_of(self._document.text, reading) or memory.topic
            if target is not None:
                memory.prior = target
                found.append(target)
                if trace is not None:
                    trace.credit(target)
        memory.told = tuple(found) or memory.told
        yield from found

    def _spoken_of_again(self, reading: Reading, readings: list[Reading], memory: Memory) -> Target | None:
        """ "80% A và 60% B …; đến năm 2030 các tỷ lệ này tương ứng là 95% và 80%": the one of those before it is of."""
        if len(memory.told) < 2 or not SAME_RATE.search(self._folded, *reading.head):
            return None
        runs = runs_of([r for r in readings if r.head == reading.head], self._folded)
        size = len(runs[0])
        if size > len(memory.told) or any(len(run) != size for run in runs):
            return None
        return memory.told[-size:][next(run.index(reading) for run in runs if reading in run)]

    def _target(
        self, unit: Span, until: int, reading: Reading, readings: list[Reading], memory: Memory
    ) -> Target | None:
        """The target of one reading, whose clause of the unit ends at ``until``, or None where it is none."""
        folded, figure, place = self._folded, reading.figure, memory.place or self._context.place(reading.start)
        start, end = _quoted(folded, reading)
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
        if not self._stands(evidence, reading, memory):
            return None
        bound = bound_of(figure, reading.cues, folded[reading.head[0] : figure.start], evidence.behind, self._words)
        subject, lent = self._subject(unit, reading, readings, bound, memory)
        if reading.figure.share and place.lead and not subject.population and not subject.indicator:
            lead = without_label(self._document.text[place.lead_at : place.lead_at + len(place.lead)])
            subject = LED.decide(Led(lead, self._words)) or subject
        bare_cell = len(readings) == 1 and set(reading.cues.roles) <= {"compare", "floor", "about"}
        if reading.figure.share and bare_cell and not subject.population and not subject.indicator:
            return None  # "Tối thiểu 2%" alone: a cell of a torn table
        if bound.change is None and self._turns_with(reading, readings, memory):
            bound = replace(bound, change=memory.prior.change if memory.prior else None)
        hoped = self._hoped(folded[max(unit[0], start - 16) : start], reading, bound, lent, memory, place)
        outer = None if self._calendar.last else place.earlier
        period = own or memory.running or place.period or outer
        later = readings[readings.index(reading) + 1 :]
        rest = later[0].cues.start if later else unit[1]
        around = (max(unit[0], start), max(end, min(end + 40, rest)))
        first, last = self._years(period, place.period)
        return Target(
            quote=self._document.text[start:end],
            start=start,
            end=end,
            value=figure.value,
            value_max=figure.value_max,
            unit=figure.unit,
            comparator=bound.comparator,
            change=bound.change,
            population=subject.population,
            members=split_members(subject.population, self._words),
            indicator=subject.indicator,
            condition=subject.condition,
            aspirational=hoped,
            approximate=bound.approximate,
            section_id=place.section_id,
            page=self._context.where.page(start),
            period_start=first,
            period_end=last,
            baseline_year=self._baseline(around, reading.base),
        )

    def _stands(self, evidence: Evidence, reading: Reading, memory: Memory) -> bool:
        """Whether the reading binds anybody; one that tells a result says so of what follows in its sentence."""
        reason = is_excluded(evidence, reading, self._words)
        if reason is not None and PARDON.holds(Judged(reason, evidence, memory, self._words)):
            reason = None
        own = evidence.period
        if reason is None and memory.news and tells_news(Case(evidence, reading, self._words)):
            reason = "result"
        if reason is None and memory.told_results and not is_hoped(evidence, reading, self._words):
            planned = _PLANNED.search(evidence.told) or (own is not None and self._calendar.lies_ahead(own))
            reason = None if planned else "result"
        if reason is not None:
            counted = memory.hoped and not reading.figure.share  # "phấn đấu: 80% …; 90.000 lượt; 50% …"
            memory.told_results |= not counted and reason in ("result", "statistic", "funding")
            return False
        return reading.figure.share or counts_as_goal(evidence, reading, self._words, memory.prior)

    def _subject(
        self, unit: Span, reading: Reading, readings: list[Reading], bound: Bound, memory: Memory
    ) -> tuple[Subject, bool]:
        """What the figure is said of, and whether the clause before lends the population."""
        text, folded, rate = self._document.text, self._folded, reading.cues.has("rate")
        turn = "+" if rate else bound.change
        own = read_subject(text, folded, reading, readings, self._words, turn, memory.topic)
        named = RATE_TOLD.match(folded, reading.head[0], reading.figure.start)
        if named and not own.population and not own.indicator:  # "Tăng trưởng bình quân: 8%"
            turn = "+"
            own = read_subject(text, folded, reading, readings, self._words, turn, memory.topic)
        if rate and not fold(own.indicator).startswith("tốc độ"):
            told = _RATE.match(folded, reading.cues.start, reading.figure.start)
            alone = told is not None and not own.indicator
            own = replace(own, indicator=told[0] if told and alone else f"tốc độ {own.indicator}")
        inside = is_bracketed(folded, unit[0], reading.figure.start)
        full = fill_ellipsis(memory.prior, own, reading, turn is not None, text, memory.previous, inside, self._words)
        return full, full.population != own.population

    def _hoped(self, before: str, reading: Reading, bound: Bound, lent: bool, memory: Memory, place: Place) -> bool:
        """Whether it is striven for: told here, earlier in the sentence, by what lends its words, or above its list."""
        hopes = self._words.hopes
        hoped = bound.aspirational or hopes.search(bare(before)) is not None
        memory.hoped, memory.hoped_here = memory.hoped or hoped, memory.hoped_here or hoped
        hoped = hoped or (lent and memory.prior is not None and memory.prior.aspirational)
        hoped = hoped or hopes.search(bare(place.lead)) is not None or _under_hope(place, self._words)
        firm = bound.comparator in (">=", "<=") and not memory.hoped_here
        return hoped or (memory.hoped and not firm and not reading.cues.has("goal"))

    def _at_the_end(self, unit: Span, reading: Reading, readings: list[Reading]) -> Period | None:
        """ "… đến cuối kỳ kế hoạch nâng lên 75%": the end of the plan's own period."""
        place, last = readings.index(reading), self._calendar.last
        told = SOME_DAY.search(self._folded, readings[place - 1].figure.end if place else unit[0], reading.figure.start)
        return Period(*told.span(), None, last) if told and last else None

    def _turns_with(self, reading: Reading, readings: list[Reading], memory: Memory) -> bool:
        """ "Nông nghiệp tăng 3%, | công nghiệp 11%", "Giảm tiêu hao: thép 5%, | nhựa 7%": a part said only by its
        figure."""
        prior, place = memory.prior, readings.index(reading)
        if prior is None or reading.shape != "subject" or reading.cues.has("link", "level", "rise", "fall", "colon"):
            return False
        if self._words.changes.match(fold(memory.topic)):
            return True
        if place:
            beside = prior.end == readings[place - 1].figure.end
        else:
            beside = memory.goes_on and prior.unit == reading.figure.unit and prior.unit.endswith("/năm")
        head = self._folded[slice(*reading.head)]
        named = self._words.heads.match(head) is not None
        return beside and not reading.cues.roles and not named and 0 < len(head.split()) <= 5

    def _years(self, period: Period | None, outer: Period | None) -> tuple[int | None, int | None]:
        """First and last year of a target: told for it, inherited, or the document's own."""
        if period is None:
            return self._calendar.first, self._calendar.last
        if not period.onward:
            return period.first, period.last
        return period.first, outer.last if outer and not outer.onward else self._calendar.last

    def _baseline(self, around: Span, since: Span) -> int | None:
        """The year of the level that it starts from: "so với năm 2020", "từ 12% năm 2025 lên 20%"."""
        base = next((p for p in find_periods(self._folded, *around) if p.base), None)
        base = base or next(iter(find_periods(self._folded, *since)), None)
        return base.last if base else None


@PARDON.rule("Trẻ đi học đúng tuổi: mẫu giáo 94%; tiểu học 100%", needed="yearly plans; lists of goals of communes")
def part_in_turn(case: Judged) -> bool | None:
    """A bare part in the same sentence as the goal before it is one as well."""
    memory, before = case.memory, case.evidence.told
    beside = memory.goes_on or "%" in case.evidence.before
    told = memory.prior is not None and "%" in memory.prior.unit and not memory.told_results
    return True if case.reason == "bare" and beside and told and 0 < len(before.split()) <= _PART else None


@PARDON.rule("Lao động tham gia bảo hiểm đạt 40%; tự nguyện chiếm 1%", needed="yearly plans")
def among_aims(case: Judged) -> bool | None:
    """A statistic that goes on with a sentence of aims is one of them."""
    memory = case.memory
    on = case.reason == "statistic" and memory.goes_on and memory.prior is not None and not memory.told_results
    return True if on else None


def _quoted(folded: str, reading: Reading) -> Span:
    """The span of a clause, its brackets either both or neither."""
    start, end = trim(folded, reading.start, max(reading.end, reading.figure.end))
    start = min(start, reading.figure.start)
    opened = folded.count("(", start, end) - folded.count(")", start, end)
    if opened < 0 and folded[end - 1] == ")":
        end -= 1
    elif opened > 0 and folded.startswith(")", end):  # "… (đến năm 2030 là 100%)" is quoted with its brackets
        end += 1
    return start, end


def _completed(target: Target, following: Target) -> Target:
    """ "Trên 97% gia đình; 100% khu phố đạt chuẩn": a share without predicate takes that of the next of its kind."""
    if target.indicator or target.change or target.unit != following.unit or not target.population:
        return target
    return replace(target, indicator=following.indicator)


def _under_hope(place: Place, words: TargetWords) -> bool:
    """ "2. Đến hết năm 2027, phấn đấu:": a heading that ends so rules all lists under it, whatever leads them in."""
    ends = (bare(heading.rstrip(" :")[-24:]) for heading in place.headings)
    return any(hope.end() == len(end) for end in ends for hope in words.hopes.finditer(end))
