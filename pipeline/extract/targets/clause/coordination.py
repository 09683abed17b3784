"""What the clauses of one sentence share: a predicate behind the last of them, a bound in front of the first."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.targets.clause.head import AMONG, SAID, without_periods
from pipeline.extract.targets.clause.reading import Reading
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.knowledge.targets import TargetWords

_DISTRIBUTED = ((">=",), ("<=",), (">",), ("<",))  # "ít nhất 80% A và 30% B được …" bounds both
_SAID_OF_BOTH = re.compile(r"\s*\)?\s*,?\s*(?=(?:được|có|đạt)\s)")
_COMMA = re.compile(r",\s+")
_CLAUSE_END = re.compile(r"[;.](?=\s|$)|,?\s+(?:và|hoặc)\s*$|,\s*$")


def coordinate(folded: str, readings: list[Reading], words: TargetWords) -> list[Reading]:
    """Give "80% A" the predicate of "90% B được …" that it is joined to: its clause runs to the end of the latter."""
    for i in range(len(readings) - 1):
        readings[i : i + 2] = _told_behind_part(folded, readings[i], readings[i + 1], i, words)
    for i in range(len(readings) - 2, -1, -1):
        left, right = readings[i], readings[i + 1]
        gap = folded[left.figure.end : right.cues.start].rstrip()
        joined = gap.endswith((" và", ",", " hoặc")) and right.cues.start == right.start
        if not without_periods(folded, *left.right).strip(" ,và"):
            left = readings[i] = replace(left, right=(left.figure.end, left.figure.end))
        bare_left = not predicates_in(folded, left.right, words)
        moved = left.cues.has("rise", "fall") != right.cues.has("rise", "fall")
        if left.shape == right.shape == "first" and joined and not moved and left.shared is None and bare_left:
            last = readings[right.shared] if right.shared is not None and right.shared > i else right
            empty = left.right[0] == left.right[1]
            if empty or predicates_in(folded, last.right, words) or last is not right:
                readings[i] = replace(left, end=last.end, shared=right.shared if last is not right else i + 1)
    for i in range(len(readings) - 1):
        until = readings[i + 2].cues.start if i + 2 < len(readings) else len(folded)
        readings[i : i + 2] = _told_of_both(folded, readings[i], readings[i + 1], i, until, words)
    for i in range(len(readings) - 1):
        left, right = readings[i], readings[i + 1]
        gap = folded[left.figure.end : right.cues.start].rstrip()
        both = gap.endswith((" và", ",")) and left.shape != "subject" and right.shape == "first"
        both = both and not right.cues.roles and left.figure.share == right.figure.share
        bound = left.cues.comparators[:1] or ((left.figure.symbol,) if left.figure.symbol else ())
        if both and right.figure.value < 100 and bound in _DISTRIBUTED and not predicates_in(folded, left.right, words):
            readings[i + 1] = replace(right, cues=replace(right.cues, comparators=bound))
    return readings


def _told_of_both(
    folded: str, left: Reading, right: Reading, at: int, until: int, words: TargetWords
) -> tuple[Reading, Reading]:
    """ "20% tổ hòa giải, riêng khu vực đô thị 30%, | có luật sư …": what is said behind the part is said of all."""
    whole = left.shape == "first" and left.shared is None and not predicates_in(folded, left.right, words)
    part = right.shape == "subject" and right.right[0] == right.right[1] and right.shared is None
    told = _SAID_OF_BOTH.match(folded, right.figure.end) if whole and part else None
    named = AMONG.match(folded, right.head[0]) or folded[: right.head[0]].rstrip().endswith("(")
    if told is None or not named or told.end() - right.figure.end < 2:
        return left, right
    end = folded.find("\n\n", told.end(), until)
    until = end if end >= 0 else until
    stop = _CLAUSE_END.search(folded, told.end(), until)
    span = trim(folded, told.end(), stop.start() if stop else until)
    return replace(left, shared=at + 1), replace(right, right=span)


def _told_behind_part(
    folded: str, left: Reading, right: Reading, at: int, words: TargetWords
) -> tuple[Reading, Reading]:
    """ "70% cơ sở giáo dục, trong đó có 100% trường tiểu học, | bố trí phòng tư vấn": said of both."""
    whole = left.shape == "first" and left.shared is None and not predicates_in(folded, left.right, words)
    part = right.shape == "first" and right.shared is None and AMONG.match(folded, right.cues.start)
    for comma in _COMMA.finditer(folded, *right.right) if whole and part else ():
        told = any(p.match(folded, comma.end()) for p in (words.predicates, words.actions))
        if told and not predicates_in(folded, (right.right[0], comma.start()), words):
            named, said = (right.right[0], comma.start()), (comma.end(), right.right[1])
            return replace(left, shared=at + 1), replace(right, shape="subject", head=named, right=said)
    return left, right


def predicates_in(folded: str, span: Span, words: TargetWords) -> bool:
    """Whether something is said of the nouns in ``span``; "có hoàn cảnh đặc biệt" only tells which people are meant."""
    said = (hit for hit in SAID.finditer(folded, *span) if not words.attributes.match(folded, hit.end(), span[1]))
    return next(said, None) is not None or words.predicates.search(folded, *span) is not None
