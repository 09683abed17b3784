""" "Tỷ lệ A, B và C lần lượt đạt 80%, 90% và 95%": several figures told of as many subjects in one go."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extract.targets.clause import Reading
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_MARK = re.compile(r"(?<!\w)(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")
_JOINT = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+(?!(?:vừa|nhỏ)(?!\w))")
_BETWEEN = re.compile(
    r"[\s,]*(?:và)?\s*(?:(?:trên|hơn|ít nhất|tối thiểu|không dưới|dưới|không quá|tối đa|khoảng|từ)\s)?"
)
_GROUPS = re.compile(r"(?<!\w)(?:đối với|ở|tại)\s+([^;:%]+?),\s*$")
_SUFFIX = re.compile(r"\s(?:so với|trong|của|tại|trên|ở|được|đạt|có|từ|theo)\s")


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
    start = max(folded.rfind(mark, 0, reading.head[0]) for mark in ("\n", ". ", "; ")) + 1
    named = _GROUPS.search(folded, start, reading.head[0])
    if told is None or named is None or not told[2]:
        return ""
    pieces = _JOINT.split(text[named.start(1) : named.end(1)])
    return pieces[told[0]].strip() if len(pieces) == told[1] else ""


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
    """The head written out for each of its ``count`` items, or [] where it does not list so many."""
    alike = [m for m in _JOINT.finditer(head) if fold(head)[m.end() :].startswith(fold(head).split()[0] + " ")]
    if len(alike) == count - 1:  # "tỷ lệ A và tỷ lệ B": an "và" inside A joins nothing
        edges = [0, *(at for m in alike for at in m.span()), len(head)]
        return [head[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    pieces = _JOINT.split(head)
    if len(pieces) < count or (len(pieces) > count and not marked):
        return []
    first, rest = ", ".join(pieces[: len(pieces) - count + 1]), pieces[len(pieces) - count + 1 :]
    if not all(piece.strip() for piece in (first, *rest)):
        return []
    at = _first_item(first, rest[0])
    before, own = first[:at], first[at:]
    end = _SUFFIX.search(fold(rest[-1]))
    after = "" if end is None or _opens_alike(first, rest[0]) else rest[-1][end.start() :]
    rest[-1] = rest[-1][: len(rest[-1]) - len(after)]
    return [f"{before}{item}{after}" for item in (own, *rest)]


def _opens_alike(first: str, second: str) -> bool:
    """Whether the second item repeats the first words of the head ("tỷ lệ A và tỷ lệ B")."""
    return fold(first).split()[:2] == fold(second).split()[:2]


def _first_item(first: str, second: str) -> int:
    """Where the first item begins behind what all have in common: at the word that the second one repeats, else so
    many words from the end as the second one has."""
    folded, opening = fold(first), " ".join(fold(second).split()[:2])
    repeated = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(opening)}(?!\w)", folded)]
    if not repeated:
        repeated = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(opening.split()[0])}(?!\w)", folded)]
    if repeated:
        return repeated[-1]
    words, wanted = segment_words(first), len(segment_words(second))
    return words[max(len(words) - wanted, 1)].start if len(words) > 1 else 0
