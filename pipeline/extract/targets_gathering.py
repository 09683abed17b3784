"""Which figures of a unit are told for themselves, and in which clauses of it they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.targets_figures import Figure, find_counts, find_shares
from pipeline.extract.targets_units import Span
from pipeline.knowledge.targets import TargetWords

MOST_FIGURES = 40
_LARGEST = 1e15  # beyond it a run of digits is no figure
_EACH = re.compile(
    r"(?:,|\svà)\s+mỗi\s[^,]{1,40}?\s(?:có|thành lập|xây dựng|bố trí|duy trì)\s+(?:(?:ít nhất|tối thiểu|từ)\s*)?$"
)
_CLAUSE_JOINT = re.compile(
    r",?\s+và\s+(?=(?:phấn đấu\s|từng bước\s)?(?:(?:nâng|đưa|tăng|giảm|kéo giảm|hạ|duy trì|giữ vững|bảo đảm|đảm bảo"
    r"|phấn đấu)\s"
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỷ suất|mức|số|chỉ số)|mỗi\s(?:\S+\s){1,6}(?:có|bố trí|thành lập|xây dựng|duy trì))\s)"
)
_PARTED = re.compile(r",|\svà\s(?:có|bảo đảm|đảm bảo|duy trì|phấn đấu)\s")
_ALSO = re.compile(r",\s(?:trong đó,?\s)?(?:có\s)?(?:ít nhất|tối thiểu|không dưới)\s(?:có\s)?$")
_PER_UNIT = re.compile(
    r"(?:giá trị|thu nhập|doanh thu|sản lượng|năng suất|lợi nhuận|số người|số vụ|số ca|tỷ suất|mật độ)"
    r"[^,;%]*\s(?:tính\s)?trên\s(?:mỗi\s)?$"
)
_ROUND = (1, 100, 1000, 10_000, 100_000)


def figures_of(folded: str, unit: Span, words: TargetWords) -> list[Figure]:
    """The shares of a unit, else its counts; beside shares only counts of "…, mỗi thôn có ít nhất 02 điểm"."""
    shares = find_shares(folded, *unit)
    counts = [
        c
        for c in find_counts(folded, *unit, words)
        if all(c.end <= s.start or c.start >= s.end for s in shares) and not _divides(folded, unit, c)
    ]
    counts = [c for i, c in enumerate(counts) if not i or _apart(folded, counts[i - 1], c)]
    open_shares = [f for f in shares if not is_bracketed(folded, unit[0], f.start)]
    first = open_shares[0].start if open_shares else unit[1]
    beside = [
        c
        for c in counts
        if not open_shares
        or _leads(folded, unit, c, first, words)
        or _EACH.search(folded, unit[0], c.start)
        or _adds(folded, unit, c, words)
    ]
    return sorted((f for f in (*shares, *beside) if f.value < _LARGEST), key=lambda f: f.start)


def _leads(folded: str, unit: Span, count: Figure, share: int, words: TargetWords) -> bool:
    """ "Hỗ trợ 150 phụ nữ …, tăng 25% …": a count that a deed opens the unit with, before the first share."""
    made = words.made.search(folded[unit[0] : count.start])
    return made is not None and _PARTED.search(folded, count.end, max(share, count.end)) is not None


def _adds(folded: str, unit: Span, count: Figure, words: TargetWords) -> bool:
    """ "100% trường đạt chuẩn, ít nhất 02 trường đạt mức độ 2": a bound of its own on people or bodies."""
    noun = words.persons.match(count.unit) or words.bodies.match(count.unit)
    return noun is not None and _ALSO.search(folded, unit[0], count.start) is not None


def _divides(folded: str, unit: Span, count: Figure) -> bool:
    """ "Giá trị thu hoạch trên 01 ha": a round number that a measure is only divided by."""
    return count.value in _ROUND and _PER_UNIT.search(folded, unit[0], count.start) is not None


def parts_of(folded: str, unit: Span, figures: list[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    """A unit in the clauses that an "và" with a verb and a subject of its own parts, each with its figures."""
    start, rest = unit[0], figures
    if len(figures) > MOST_FIGURES:  # no sentence: a flattened table
        yield from _portions(unit, figures)
        return
    for joint in _CLAUSE_JOINT.finditer(folded, *unit):
        own = [f for f in rest if f.end <= joint.start()]
        if own and len(own) < len(rest) and not is_bracketed(folded, start, joint.start()):
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


def is_bracketed(folded: str, start: int, at: int) -> bool:
    return folded.count("(", start, at) > folded.count(")", start, at)
