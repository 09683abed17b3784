"""What the clauses of one sentence share: a predicate behind the last of them, a bound in front of the first."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.targets.clause.head import AMONG, SAID, without_periods
from pipeline.extract.targets.clause.reading import Reading
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled

_DISTRIBUTED = ((">=",), ("<=",), (">",), ("<",))  # "ít nhất 80% A và 30% B được …" bounds both
_SAID_OF_ALL = compiled(r"\s*\)?\s*,?\s+(?=(?:được|có|đạt)\s)|\)\s*(?=(?:được|có|đạt)\s)")
_CLAUSE_END = compiled(r"[;.](?=\s|$)|,?\s+(?:và|hoặc)\s*$|,\s*$|\n\n")


def coordinate(folded: str, readings: list[Reading], words: TargetWords) -> list[Reading]:
    """Give "80% A" the predicate of "90% B được …" that it is joined to, and the bound of the one in front of it."""
    for i in range(len(readings) - 1):
        readings[i : i + 2] = _said_behind_part(folded, readings[i], readings[i + 1], i, words)
    for i in range(len(readings) - 2, -1, -1):
        readings[i] = _lent_by_next(folded, readings, i, words)
    for i in range(len(readings) - 1):
        until = readings[i + 2].cues.start if i + 2 < len(readings) else len(folded)
        readings[i : i + 2] = _said_of_all(folded, readings[i], readings[i + 1], i, until, words)
    for i in range(len(readings) - 1):
        readings[i + 1] = _bounded_by(folded, readings[i], readings[i + 1], words)
    return readings


def _lent_by_next(folded: str, readings: list[Reading], at: int, words: TargetWords) -> Reading:
    """ "80% A và | 90% B được …": a figure first without predicate runs on to the end of the next."""
    left, right = readings[at], readings[at + 1]
    if not without_periods(folded, *left.right).strip(" ,và"):
        left = replace(left, right=(left.figure.end, left.figure.end))
    joined = folded[left.figure.end : right.cues.start].rstrip().endswith((" và", ",", " hoặc"))
    moved = left.cues.has("rise", "fall") != right.cues.has("rise", "fall")
    alike = left.shape == right.shape == "first" and left.shared is None and not moved
    if not (alike and joined and right.cues.start == right.start) or predicates_in(folded, left.right, words):
        return left
    chained = right.shared is not None and right.shared > at
    last = readings[right.shared] if right.shared is not None and chained else right
    empty = left.right[0] == left.right[1]
    if chained or empty or predicates_in(folded, last.right, words):
        return replace(left, end=last.end, shared=right.shared if chained else at + 1)
    return left


def _said_behind_part(
    folded: str, left: Reading, right: Reading, at: int, words: TargetWords
) -> tuple[Reading, Reading]:
    """ "70% cơ sở giáo dục, trong đó có 100% trường tiểu học, | bố trí phòng tư vấn": said of both."""
    whole = left.shape == "first" and left.shared is None and not predicates_in(folded, left.right, words)
    part = right.shape == "first" and right.shared is None and AMONG.match(folded, right.cues.start)
    comma = folded.find(", ", *right.right) if whole and part else -1
    if comma < 0 or not any(p.match(folded, comma + 2) for p in (words.predicates, words.actions)):
        return left, right
    named, said = (right.right[0], comma), (comma + 2, right.right[1])
    return replace(left, shared=at + 1), replace(right, shape="subject", head=named, right=said)


def _said_of_all(
    folded: str, left: Reading, right: Reading, at: int, until: int, words: TargetWords
) -> tuple[Reading, Reading]:
    """ "20% tổ hòa giải, riêng khu vực đô thị 30%, | có luật sư …": what is said behind the part is said of all."""
    whole = left.shape == "first" and left.shared is None and not predicates_in(folded, left.right, words)
    part = right.shape == "subject" and right.right[0] == right.right[1] and right.shared is None
    told = _SAID_OF_ALL.match(folded, right.figure.end) if whole and part else None
    named = AMONG.match(folded, right.head[0]) or folded[: right.head[0]].rstrip().endswith("(")
    if told is None or not named:
        return left, right
    stop = _CLAUSE_END.search(folded, told.end(), until)
    span = trim(folded, told.end(), stop.start() if stop else until)
    return replace(left, shared=at + 1), replace(right, right=span)


def _bounded_by(folded: str, left: Reading, right: Reading, words: TargetWords) -> Reading:
    """ "Ít nhất 80% A và | 30% B được …": a bound holds for the figures joined to it, up to the predicate."""
    joined = folded[left.figure.end : right.cues.start].rstrip().endswith((" và", ","))
    plain = right.shape == "first" and not right.cues.roles and right.figure.value < 100
    bound = left.cues.comparators[:1] or ((left.figure.symbol,) if left.figure.symbol else ())
    alike = left.shape != "subject" and left.figure.share == right.figure.share and bound in _DISTRIBUTED
    if not (joined and plain and alike) or predicates_in(folded, left.right, words):
        return right
    return replace(right, cues=replace(right.cues, comparators=bound))


def predicates_in(folded: str, span: Span, words: TargetWords) -> bool:
    """Whether something is said of the nouns in ``span``; "có hoàn cảnh đặc biệt" only tells which people are meant."""
    said = (hit for hit in SAID.finditer(folded, *span) if not words.attributes.match(folded, hit.end(), span[1]))
    return next(said, None) is not None or words.predicates.search(folded, *span) is not None
