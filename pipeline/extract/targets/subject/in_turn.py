""" "Tỷ lệ A, B và C lần lượt đạt 80%, 90% và 95%": several figures told of as many subjects in one go."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.targets.clause import Reading
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.words import segment_words

_MARK = compiled(r"(?<!\w)(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")
_JOINT = compiled(r"\s*,\s*(?:và\s+)?|\s+và\s+(?!(?:vừa|nhỏ)(?!\w))")
_BETWEEN = compiled(r"[\s,]*(?:và)?\s*(?:(?:trên|hơn|ít nhất|tối thiểu|không dưới|dưới|không quá|tối đa|khoảng|từ)\s)?")
_GROUPS = compiled(r"(?<!\w)(?:đối với|ở|tại)\s+([^;:%]+?),\s*$")
_REACH = 400  # characters between whom a clause names and its figure
_SUFFIX = compiled(r"\s(?:so với|trong|của|tại|trên|ở|được|đạt|có|từ|theo)\s")


def own_subject(head: str, reading: Reading, group: list[Reading], folded: str) -> str:
    """``head`` as it reads for this figure alone, where the figures that share it are told of one item each.

    A head whose items are not as many as the figures is kept whole, without the word "lần lượt".
    """
    told = _place_in_run(reading, group, folded)
    if told is None:
        return head
    place, size, marked = told
    plain = re.sub(r"\s+", " ", head).strip()
    items = _items(plain, size, marked)
    return items[place] if items else plain


def group_in_front(text: str, folded: str, reading: Reading, group: list[Reading]) -> str:
    """ "Đối với hộ nuôi thủy sản và hộ trồng màu, tỷ lệ … lần lượt đạt 85% và 90%": the group of this figure, or ""."""
    told = _place_in_run(reading, group, folded)
    pieces = _JOINT.split(named_in_front(text, folded, reading.head[0]))
    return pieces[told[0]].strip() if told and told[2] and len(pieces) == told[1] else ""


def named_in_front(text: str, folded: str, at: int) -> str:
    """Whom "đối với …," right in front of ``at`` names in its sentence, or ""."""
    floor = max(0, at - _REACH)
    start = max(floor, *(folded.rfind(mark, floor, at) + 1 for mark in ("\n", ". ", "; ")))
    named = _GROUPS.search(folded, start, at)
    return text[slice(*named.span(1))] if named else ""


def _place_in_run(reading: Reading, group: list[Reading], folded: str) -> tuple[int, int, bool] | None:
    """Which of how many figures told in one go this one is, and whether a word like "lần lượt" says so; None for one
    that stands alone."""
    chain = [r for r in group if r.head == reading.head]
    if len(chain) < 2 or reading not in chain:
        return None
    marked = _MARK.search(folded, reading.head[0], chain[-1].figure.end + 12) is not None
    runs = runs_of(chain, folded)
    if len({len(run) for run in runs}) != 1 or len(runs[0]) < 2 or (len(runs) > 1 and not marked):
        return None
    return next(run.index(reading) for run in runs if reading in run), len(runs[0]), marked


def runs_of(readings: list[Reading], folded: str) -> list[list[Reading]]:
    """The figures told in one go: "55% và 48%, đến năm 2030 đạt 65% và 60%" are two runs of two."""
    runs = [readings[:1]]
    for left, right in pairwise(readings):
        if _BETWEEN.fullmatch(folded, left.figure.end, right.figure.start):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


def _items(head: str, count: int, marked: bool) -> list[str]:
    """The head written out for each of its ``count`` items, or [] where it does not list so many.

    What all have in common stands before the first item and behind the last; where the items begin alike ("tỷ lệ A và
    tỷ lệ B"), nothing is in common.
    """
    opening = fold(head).split(" ")[0] + " "
    alike = [m for m in _JOINT.finditer(head) if fold(head).startswith(opening, m.end())]
    if len(alike) == count - 1:
        edges = [0, *(at for m in alike for at in m.span()), len(head)]
        return [head[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    pieces = _JOINT.split(head)
    if len(pieces) < count or (len(pieces) > count and not marked):
        return []
    first, rest = ", ".join(pieces[: len(pieces) - count + 1]), pieces[len(pieces) - count + 1 :]
    if not all(piece.strip() for piece in (first, *rest)):
        return []
    at = _first_item(first, rest[0])
    end = _SUFFIX.search(fold(rest[-1]))
    after = rest[-1][end.start() :] if end else ""
    rest[-1] = rest[-1][: len(rest[-1]) - len(after)]
    return [f"{first[:at]}{item}{after}" for item in (first[at:], *rest)]


def _first_item(first: str, second: str) -> int:
    """Where the first item begins: at the words that the second one repeats, else so many from the end as it has."""
    folded, opening = fold(first), fold(second).split()
    for size in (2, 1):
        repeated = re.compile(rf"(?<!\w){re.escape(' '.join(opening[:size]))}(?!\w)")
        places = [m.start() for m in repeated.finditer(folded)]
        if places:
            return places[-1]
    words, wanted = segment_words(first), len(segment_words(second))
    return words[max(len(words) - wanted, 1)].start if len(words) > 1 else 0
