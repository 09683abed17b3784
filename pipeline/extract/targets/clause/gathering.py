"""Which figures of a unit are told for themselves, and in which portions of it they are read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.targets.clause.cues import cues_before
from pipeline.extract.targets.clause.reading import is_bracketed, outside_brackets
from pipeline.extract.targets.clause.units import Span
from pipeline.extract.targets.figures import Figure, find_counts, find_shares, find_sums
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled

MOST_FIGURES = 40
_LARGEST = 1e15  # beyond it a run of digits is no figure
_REACH = 400  # characters between a count and the share of the clause beside it
_BEFORE = 240  # characters before a count that can tell what it is: a longer clause holds other figures
_PARTING = compiled(r"[,;:(]|(?<!\w)(?:và|với|cho|trong đó|lên|xuống)(?!\w)")
_ROUND = (1, 100, 1000, 10_000, 100_000)


def figures_of(folded: str, unit: Span, words: TargetWords) -> list[Figure]:
    """The shares of a unit, else its counts; beside shares only counts of "…, mỗi thôn có ít nhất 02 điểm"."""
    shares = find_shares(folded, *unit)
    counts = [
        c
        for c in _counts_of(folded, unit, words)
        if all(c.end <= s.start or c.start >= s.end for s in shares) and not _divides(folded, unit, c, words)
    ]
    # a second count inside the first's predicate ("… dạy học 2 buổi/ngày") is not told for itself
    counts = [c for i, c in enumerate(counts) if not i or _PARTING.search(folded, counts[i - 1].end, c.start)]
    plain = list(outside_brackets(folded, unit[0], shares))
    beside = [c for c in counts if not plain or _beside(folded, unit, c, plain[0], words)]
    return sorted((f for f in (*shares, *beside) if f.value < _LARGEST), key=lambda f: f.start)


def _counts_of(folded: str, unit: Span, words: TargetWords) -> list[Figure]:
    """The counts of a unit and the sums that measure something, in order."""
    counts = find_counts(folded, *unit, words)
    sums = [s for s in find_sums(folded, *unit, words) if all(c.end <= s.start or c.start >= s.end for c in counts)]
    return sorted((*counts, *sums), key=lambda f: f.start)


def _beside(folded: str, unit: Span, count: Figure, share: Figure, words: TargetWords) -> bool:
    """ "Mỗi xã có 02 tổ, đạt 95% …", "…, mỗi thôn có ít nhất 02 điểm": a count with a clause of its own."""
    start = max(unit[0], count.start - _BEFORE)
    each = words.clauses.each_has_end.search(folded, start, count.start) is not None
    told = each or _leads(folded, unit, count, share, words) or _adds(folded[start : count.start], count, words)
    return told or _measures(folded, unit, count, words)


def _leads(folded: str, unit: Span, count: Figure, share: Figure, words: TargetWords) -> bool:
    """ "Hỗ trợ 150 phụ nữ …, tăng 25% …": a count of a deed or of "mỗi xã có", with a comma before the first share."""
    if not count.end < share.start < count.end + _REACH or folded.find(",", count.end, share.start) < 0:
        return False
    edge = cues_before(folded, unit[0], count, words).start
    floor = max(unit[0], edge - 60)
    made = words.made.search(folded[floor:edge]) or words.made.search(folded[floor : count.start])
    each = edge + len("có ") if folded.startswith("có ", edge) else edge
    return made is not None or words.clauses.each_has_first.match(folded, unit[0], each) is not None


def _measures(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "Tốc độ tăng đạt 8%, quy mô nền kinh tế đạt 500 tỷ USD": a measure of its own opens the clause of the count."""
    comma = folded.rfind(", ", max(unit[0], count.start - _BEFORE), count.start)
    opens = comma + 2 if comma >= 0 else unit[0]
    lead = words.leads.match(folded, opens)
    opens = lead.end() if lead else opens
    told = cues_before(folded, unit[0], count, words)
    return words.heads.match(folded, opens, count.start) is not None and told.start > opens and bool(told.roles)


def _adds(before: str, count: Figure, words: TargetWords) -> bool:
    """ "100% trường đạt chuẩn, ít nhất 02 trường đạt mức độ 2": a bound of its own on people or bodies."""
    noun = words.persons.match(count.unit) or words.bodies.match(count.unit)
    told = before.rpartition(",")[2].strip().removeprefix("trong đó ").removeprefix("có ")
    return noun is not None and told in ("ít nhất", "tối thiểu", "không dưới")


def _divides(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "Giá trị thu hoạch trên 01 ha": a round number that a measure is only divided by."""
    before = max(unit[0], count.start - _BEFORE)
    return count.value in _ROUND and words.clauses.divided_end.search(folded, before, count.start) is not None


def parts_of(folded: str, unit: Span, figures: list[Figure], words: TargetWords) -> Iterator[tuple[Span, list[Figure]]]:
    """A unit in the clauses that an "và" with a verb and a subject of its own parts, each with its figures.

    One of more figures than a sentence has is a flattened table, read in portions.
    """
    start, rest = unit[0], figures
    for joint in words.clauses.joint.finditer(folded, *unit) if len(figures) <= MOST_FIGURES else ():
        own = [f for f in rest if f.end <= joint.start()]
        if len(own) < len(rest) and not is_bracketed(folded, start, joint.start()):
            if own:
                yield (start, joint.start()), own
            start, rest = joint.end(), rest[len(own) :]
    while len(rest) > MOST_FIGURES:
        own, rest = rest[:MOST_FIGURES], rest[MOST_FIGURES:]
        yield (start, rest[0].start), own
        start = rest[0].start
    yield (start, unit[1]), rest
