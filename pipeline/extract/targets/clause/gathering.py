"""Which figures of a unit are told for themselves, and in which clauses of it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.targets.clause.cues import cues_before
from pipeline.extract.targets.clause.head import SAID, without_periods
from pipeline.extract.targets.clause.reading import is_bracketed
from pipeline.extract.targets.clause.units import Span
from pipeline.extract.targets.figures import Figure, find_counts, find_shares, find_sums
from pipeline.knowledge.targets import TargetWords

MOST_FIGURES = 40
_LARGEST = 1e15  # beyond it a run of digits is no figure
_AND = re.compile(r"\s(?:và|đồng thời)\s+")
_JOINED = re.compile(r"(?:,\s+|\s)(?:và\s+|đồng thời\s+)+$|,\s+$")
_NUMBER_OF = re.compile(r"số\s")
_SUM_OF = re.compile(r"\s*(?:tổng\s+)?(?:số\s+)?")
_GIVEN_TO = re.compile(r"(?<!\w)(?:cho|đối với|tới)\s*$")
_HELPED = re.compile(r"(?<!\w)(?:được|bị)\s")
_REACH = 400  # characters between a count and the share of the clause beside it
_BEFORE = 240  # characters before a count that can tell what it is: a longer clause holds other figures
_ALSO = re.compile(r",\s(?:trong đó,?\s)?(?:có\s)?(?:ít nhất|tối thiểu|không dưới)\s(?:có\s)?$")
_ROUND = (1, 100, 1000, 10_000, 100_000)


def figures_of(folded: str, unit: Span, words: TargetWords) -> list[Figure]:
    """The shares of a unit, else its counts; beside shares only counts of "…, mỗi thôn có ít nhất 02 điểm"."""
    shares = find_shares(folded, *unit)
    counts = [
        c
        for c in _counts_of(folded, unit, words)
        if all(c.end <= s.start or c.start >= s.end for s in shares) and not _divides(folded, unit, c, words)
    ]
    counts = [c for i, c in enumerate(counts) if not i or _apart(folded, counts[i - 1], c)]
    open_shares = [f for f in shares if not is_bracketed(folded, unit[0], f.start)]
    beside = [
        c
        for c in counts
        if not open_shares
        or _leads(folded, unit, c, open_shares[0], words)
        or words.clauses.each_has_end.search(folded, max(unit[0], c.start - _BEFORE), c.start)
        or _adds(folded, unit, c, words)
        or _measures(folded, unit, c, words)
        or _follows(folded, unit, c, open_shares, words)
    ]
    return sorted((f for f in (*shares, *beside) if f.value < _LARGEST), key=lambda f: f.start)


def _counts_of(folded: str, unit: Span, words: TargetWords) -> list[Figure]:
    """The counts of a unit and the sums that measure something, in order."""
    counts = find_counts(folded, *unit, words)
    sums = [s for s in find_sums(folded, *unit, words) if all(c.end <= s.start or c.start >= s.end for c in counts)]
    return sorted((*counts, *sums), key=lambda f: f.start)


def _leads(folded: str, unit: Span, count: Figure, share: Figure, words: TargetWords) -> bool:
    """ "Hỗ trợ 150 phụ nữ …, tăng 25% …", "Mỗi xã có 02 tổ và đạt 95% …": a count that opens the unit, before a clause
    of its own with the first share."""
    if not count.end < share.start < count.end + _REACH:
        return False
    bound = cues_before(folded, unit[0], count, words).start
    if _deed(folded, unit, count, words) is None and not any(
        words.clauses.each_has_first.match(folded, unit[0], at) for at in (bound, _opened(folded, bound, count.start))
    ):
        return False
    if folded.find(",", count.end, share.start) >= 0:
        return True
    return any(_opens_clause(folded, m.end(), share, words) for m in _AND.finditer(folded, count.end, share.start))


def _opened(folded: str, start: int, end: int) -> int:
    """Behind the "có" or "duy trì" that a cues begins with, else its start."""
    told = re.compile(r"(?:có|duy trì)\s+").match(folded, start, end)
    return told.end() if told else start


def _deed(folded: str, unit: Span, count: Figure, words: TargetWords) -> int | None:
    """Where the verb begins that makes what is counted ("thành lập tối thiểu | 02 câu lạc bộ"), or None."""
    edge = cues_before(folded, unit[0], count, words).start
    if words.actions.match(folded, edge, count.start):  # "duy trì" links too
        return edge
    floor = max(unit[0], edge - 60)
    made = words.made.search(folded[floor:edge]) or words.made.search(folded[floor : count.start])
    return floor + made.start() if made else None


def _opens_clause(folded: str, at: int, share: Figure, words: TargetWords) -> bool:
    """Whether the words behind an "và" at ``at`` are a clause with a verb or a subject of its own for ``share``."""
    if any(p.match(folded, at) for p in (words.openings, words.heads, words.actions, words.changes)):
        return True
    cues = cues_before(folded, at, share, words)
    if cues.start <= at:  # "và đạt trên 95% vụ việc …", "và 95% người cao tuổi được …"
        told = cues.has("compare", "floor", "link", "goal", "hope", "rise", "fall", "level", "join", "period")
        return told or SAID.search(folded, share.end, share.end + 120) is not None
    people = words.persons.match(folded, at) is not None and cues.has("link") and SAID.search(folded, at, share.start)
    return bool(people) or (_NUMBER_OF.match(folded, at) is not None and cues.has("link", "level", "rise", "fall"))


def _measures(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "Tốc độ tăng đạt 8%, quy mô nền kinh tế đạt 500 tỷ USD": a measure of its own opens the clause of the count."""
    comma = folded.rfind(", ", max(unit[0], count.start - _BEFORE), count.start)
    opens = comma + 2 if comma >= 0 else unit[0]
    lead = words.leads.match(folded, opens)
    opens = lead.end() if lead else opens
    told = cues_before(folded, unit[0], count, words)
    return words.heads.match(folded, opens, count.start) is not None and told.start > opens and bool(told.roles)


def _follows(folded: str, unit: Span, count: Figure, shares: list[Figure], words: TargetWords) -> bool:
    """ "Tỷ lệ … đạt 90% và thành lập 02 câu lạc bộ": a deed of its own behind a clause that its figure closes, or one
    that tells only what is done for people ("100% xã … và thành lập 02 …" may tell what each of them founds)."""
    deed = _deed(folded, unit, count, words)
    share = next((s for s in reversed(shares) if s.end <= count.start), None)
    if deed is None or share is None or not share.end <= deed < share.end + _REACH:
        return False
    joint = _JOINED.search(folded, share.end, deed)
    if joint is None:
        return False
    if without_periods(folded, share.end, joint.start()).strip(" ,") in ("", "trở lên"):
        return True
    led = cues_before(folded, unit[0], share, words).start
    if _GIVEN_TO.search(folded, max(unit[0], led - 12), led):
        return True  # "chi trả qua tài khoản cho 100% đối tượng và duy trì 02 …": its verb stands in front
    whom = _SUM_OF.match(folded, share.end)
    people = whom is not None and words.persons.match(folded, whom.end()) is not None
    return people and _HELPED.search(folded, share.end, joint.start()) is not None


def _adds(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "100% trường đạt chuẩn, ít nhất 02 trường đạt mức độ 2": a bound of its own on people or bodies."""
    noun = words.persons.match(count.unit) or words.bodies.match(count.unit)
    return noun is not None and _ALSO.search(folded, max(unit[0], count.start - _BEFORE), count.start) is not None


def _divides(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "Giá trị thu hoạch trên 01 ha": a round number that a measure is only divided by."""
    before = max(unit[0], count.start - _BEFORE)
    return count.value in _ROUND and words.clauses.divided_end.search(folded, before, count.start) is not None


def parts_of(folded: str, unit: Span, figures: list[Figure], words: TargetWords) -> Iterator[tuple[Span, list[Figure]]]:
    """A unit in the clauses that an "và" with a verb and a subject of its own parts, each with its figures."""
    start, rest = unit[0], figures
    if len(figures) > MOST_FIGURES:  # no sentence: a flattened table
        yield from _portions(unit, figures)
        return
    for joint in words.clauses.joint.finditer(folded, *unit):
        own = [f for f in rest if f.end <= joint.start()]
        if len(own) < len(rest) and not is_bracketed(folded, start, joint.start()):
            if own:
                yield from _portions((start, joint.start()), own)
            start, rest = joint.end(), rest[len(own) :]
    yield from _portions((start, unit[1]), rest)


def _apart(folded: str, before: Figure, figure: Figure) -> bool:
    """Whether a second count is told for itself, not inside the first's predicate ("… dạy học 2 buổi/ngày")."""
    return (
        re.search(r"[,;:(]|(?<!\w)(?:và|với|cho|trong đó|lên|xuống)(?!\w)", folded[before.end : figure.start])
        is not None
    )


def _portions(unit: Span, figures: list[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    """A clause with its figures; one of more figures than a sentence has (a flattened table) in portions."""
    start = unit[0]
    for at in range(0, len(figures), MOST_FIGURES):
        rest = figures[at + MOST_FIGURES :]
        end = rest[0].start if rest else unit[1]
        yield (start, end), figures[at : at + MOST_FIGURES]
        start = end
