"""Find the targets of a document: how much of whom is to reach what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.targets_clauses import Reading, find_units, read_unit, trim
from pipeline.extract.targets_comparators import judge
from pipeline.extract.targets_context import Outline, Place
from pipeline.extract.targets_exclusions import Evidence, is_excluded, is_goal
from pipeline.extract.targets_figures import Figure, find_counts, find_shares
from pipeline.extract.targets_periods import Period, find_periods
from pipeline.extract.targets_subjects import Subject, read_subject, split_members, topic_of
from pipeline.extract.targets_tables import find_table_targets
from pipeline.knowledge.load import Rules
from pipeline.knowledge.targets import TargetWords, target_words
from pipeline.model import Document, Target
from pipeline.text.fold import fold

_MOST_FIGURES = 40
_LARGEST = 1e15  # beyond it a run of digits is no figure
_LINE = re.compile(r"[^\n]+")
_DIGIT = re.compile(r"\d|phần trăm|một |hai |ba ")


def find_targets(document: Document, rules: Rules) -> tuple[Target, ...]:
    """The targets of ``document`` in reading order, ``text[start:end] == quote`` for each.

    Needs the canonical text; sections and metadata, where segment has filled them, give kinds and periods.
    """
    words = target_words(rules)
    folded = fold(document.text)
    outline = Outline(document, folded)
    found: list[Target] = []
    tabled = False
    for line in _LINE.finditer(folded):
        if " | " in line[0]:
            tabled = True
            continue
        if _DIGIT.search(line[0]):
            found += _paragraph(document, folded, line.start(), line.end(), outline, words)
        outline.note_line(line.start(), line.end())
    if tabled:

        def cell(start: int, end: int) -> Iterator[Target]:
            return _paragraph(document, folded, start, end, outline, words)

        found += find_table_targets(document, folded, outline, words, cell)
    return tuple(sorted(found, key=lambda t: (t.start, t.end, t.value or 0.0)))


def _paragraph(
    document: Document, folded: str, start: int, end: int, outline: Outline, words: TargetWords
) -> Iterator[Target]:
    """The targets of one paragraph. A period told early in it rules the clauses behind it."""
    place: Place | None = None
    running: Period | None = None
    previous = topic = ""
    for unit in find_units(document.text, folded, start, end):
        figures = _figures(folded, unit, words)
        if figures:
            place = place or outline.place(start)
            for part, some in _portions(unit, figures):
                readings = read_unit(folded, part, some, words)
                for reading in readings:
                    target = _target(
                        document, folded, part, reading, readings, place, running, previous, topic, outline, words
                    )
                    topic = topic_of(document.text, reading) or topic
                    if target is not None:
                        yield target
        told = [p for p in find_periods(folded, *unit) if not p.base]
        if told and folded[unit[0] : unit[1]].strip():
            lead = next((p for p in told if p.start - unit[0] <= 12 or folded[p.end : p.end + 1] == ":"), None)
            running = lead or running
        previous = folded[unit[0] : unit[1]]


def _portions(unit: tuple[int, int], figures: list[Figure]) -> Iterator[tuple[tuple[int, int], list[Figure]]]:
    """A clause with its figures; one of more figures than a sentence has (a flattened table) in portions."""
    start = unit[0]
    for at in range(0, len(figures), _MOST_FIGURES):
        rest = figures[at + _MOST_FIGURES :]
        end = rest[0].start if rest else unit[1]
        yield (start, end), figures[at : at + _MOST_FIGURES]
        start = end


def _figures(folded: str, unit: tuple[int, int], words: TargetWords) -> list[Figure]:
    shares = find_shares(folded, *unit)
    counts = [c for c in find_counts(folded, *unit, words) if all(c.end <= s.start or c.start >= s.end for s in shares)]
    return [f for f in shares or counts if f.value < _LARGEST]


def _target(
    document: Document,
    folded: str,
    unit: tuple[int, int],
    reading: Reading,
    readings: list[Reading],
    place: Place,
    running: Period | None,
    previous: str,
    topic: str,
    outline: Outline,
    words: TargetWords,
) -> Target | None:
    """The target of one reading, or None where it is none."""
    text, figure = document.text, reading.figure
    start, end = trim(folded, reading.start, max(reading.end, figure.end))
    start = min(start, figure.start)
    own = _own_period(folded, unit, reading, readings)
    evidence = Evidence(
        folded[unit[0] : unit[1]],
        folded[unit[0] : figure.start],
        folded[start : figure.start],
        folded[figure.end : unit[1]],
        place,
        own,
        document.metadata.issued_on.year if document.metadata.issued_on else document.metadata.period_start,
    )
    if is_excluded(evidence, reading, words):
        return None
    if not figure.share and not _counts_as_goal(evidence, reading, words):
        return None
    verdict = judge(figure, reading.cluster, folded[reading.head[0] : figure.start], evidence.behind, words)
    subject = read_subject(text, folded, reading, readings, words, verdict.change, topic)
    if not figure.share and reading.shape != "subject" and figure.value:
        subject = Subject(f"{figure.unit} {subject.population}".strip(), subject.indicator, subject.condition)
    if not subject.population and reading.shape == "subject":
        subject = Subject(_counted_before(previous, words), subject.indicator, subject.condition)
    period = own or running or place.period
    metadata = document.metadata
    bases = [p for p in find_periods(folded, *unit) if p.base]
    target = Target(
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
        aspirational=verdict.aspirational,
        approximate=verdict.approximate,
        period_start=period.first if period else metadata.period_start,
        period_end=period.last if period else metadata.period_end,
        baseline_year=bases[-1].last if bases else None,
        section_id=place.section_id,
        page=outline.page_at(start),
    )
    return replace(target, population=target.population or "")


def _own_period(folded: str, unit: tuple[int, int], reading: Reading, readings: list[Reading]) -> Period | None:
    """The period told for this figure: behind it, in its cluster or head, else earlier in its unit."""
    position = readings.index(reading)
    behind_end = readings[position + 1].cluster.start if position + 1 < len(readings) else unit[1]
    behind = [p for p in find_periods(folded, reading.figure.end, max(behind_end, reading.figure.end)) if not p.base]
    before = [p for p in find_periods(folded, reading.start, reading.figure.start) if not p.base]
    floor = readings[position - 1].figure.end if position else unit[0]
    close = [p for p in before if p.start >= floor]
    if behind and behind[0].start - reading.figure.end <= 3:
        return behind[0]
    if close:
        return close[-1]
    if behind and (reading.shape != "subject" or behind[0].start - reading.figure.end <= 30):
        return behind[0]
    if before:
        return before[-1]
    early = [p for p in find_periods(folded, unit[0], reading.figure.start) if not p.base]
    return early[-1] if early else None


def _counts_as_goal(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Counts describe far more often than they bind, so they need the words of a goal and a place for it."""
    cluster, goal = reading.cluster, is_goal(evidence, reading, words)
    bound = bool(cluster.comparators) or reading.figure.symbol is not None
    creating = words.creating.search(evidence.before[-24:]) is not None
    if reading.figure.value == 0:
        return goal or not evidence.place.outlined
    if reading.shared is not None or reading.cluster.start < reading.head[0]:
        return False
    if evidence.place.kind == "muc_tieu":
        return bound or creating or cluster.has("link", "hope", "rise", "fall", "level", "colon")
    if not evidence.place.outlined:
        return bound or goal or (creating and cluster.has("about")) or cluster.has("link", "rise", "fall", "colon")
    return cluster.has("hope") or (bound and goal)


def _counted_before(previous: str, words: TargetWords) -> str:
    """The thing counted in the clause before ("Hình thành mới 05 Khu công nghiệp …"), for "tỷ lệ lấp đầy"."""
    counts = find_counts(previous, 0, len(previous), words)
    return counts[0].unit if counts and "/" not in counts[0].unit else ""
