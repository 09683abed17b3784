"""Wording of two versions, paragraph by paragraph and word by word; a paragraph that stands elsewhere has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.compare.assignment import best_pairs
from pipeline.compare.versions.order import moved
from pipeline.text.labels import parse_label
from pipeline.text.patterns import compiled

WordingChange = Literal["changed", "moved", "dropped", "added"]
_ALIKE = 60.0  # per cent; below it two paragraphs are two things
_MOST_PAIRS = 400_000  # beyond it only neighbours are held against each other
_TOKEN = compiled(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a paragraph that are in both versions (``kept``) or, at the same place, in one of them."""

    kept: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphShift:
    """A paragraph that is not the same in both versions; ``old`` and ``new`` are its numbers, from 1."""

    old: int | None
    new: int | None
    changes: tuple[WordingChange, ...]
    words: tuple[Wording, ...]


def paragraph_shifts(old: str, new: str) -> tuple[ParagraphShift, ...]:
    """-> what changed, in the order of the new text; a dropped paragraph stands where it stood.

    A number at the head of a paragraph that alone has changed ("3." to "4.") is no change of wording.
    """
    befores, afters = old.split("\n"), new.split("\n")
    bare = [[_unlabelled(line) for line in side] for side in (befores, afters)]
    pairs = _same(*bare)
    _match(bare[0], bare[1], pairs, exact=True)
    _match(bare[0], bare[1], pairs, exact=False)
    order = sorted(pairs)
    away = {order[k] for k in moved([pairs[i] for i in order])}
    by_new = {j: i for i, j in pairs.items()}
    shifts: list[tuple[tuple[int, int], ParagraphShift]] = []
    for j, after in enumerate(afters):
        i = by_new.get(j)
        if i is None:
            shifts.append(((j, 1), ParagraphShift(None, j + 1, ("added",), (Wording(new=after),))))
            continue
        changes: list[WordingChange] = ["moved"] if i in away else []
        words: tuple[Wording, ...] = (Wording(kept=after),)
        if bare[0][i] != bare[1][j]:
            changes.append("changed")
            words = word_changes(befores[i], after)
        if changes:
            shifts.append(((j, 1), ParagraphShift(i + 1, j + 1, tuple(changes), words)))
    for i, before in enumerate(befores):
        if i not in pairs:
            near = next((pairs[k] for k in range(i - 1, -1, -1) if k in pairs and k not in away), -1)
            shifts.append(((near, 2), ParagraphShift(i + 1, None, ("dropped",), (Wording(old=before),))))
    return tuple(shift for _, shift in sorted(shifts, key=lambda s: s[0]))


def word_changes(before: str, after: str) -> tuple[Wording, ...]:
    """-> the two texts as runs of words kept and words exchanged; joined they give either text back."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[Wording] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Wording(kept="".join(old[i1:i2])))
        else:
            runs.append(Wording(old="".join(old[i1:i2]), new="".join(new[j1:j2])))
    return _joined(runs)


def _joined(runs: Sequence[Wording]) -> tuple[Wording, ...]:
    """A blank between two exchanges belongs to them: whole phrases read better than a patchwork of words."""
    result: list[Wording] = []
    for place, run in enumerate(runs):
        between = 0 < place < len(runs) - 1
        if run.kept.isspace() and between and result and not result[-1].kept:
            result[-1] = Wording(old=result[-1].old + run.kept, new=result[-1].new + run.kept)
        elif not run.kept and result and not result[-1].kept:
            result[-1] = Wording(old=result[-1].old + run.old, new=result[-1].new + run.new)
        else:
            result.append(run)
    return tuple(result)


def _unlabelled(line: str) -> str:
    label = parse_label(line)
    return line[label.end :] if label is not None and label.end < len(line) else line


def _same(befores: Sequence[str], afters: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, befores, afters, autojunk=False).get_matching_blocks()
    return {a + k: b + k for a, b, size in blocks for k in range(size)}


def _match(befores: Sequence[str], afters: Sequence[str], pairs: dict[int, int], *, exact: bool) -> None:
    """Add the best pairs among the paragraphs that are left over: equal ones, or alike ones."""
    taken = set(pairs.values())
    olds = [i for i in range(len(befores)) if i not in pairs]
    news = [j for j in range(len(afters)) if j not in taken]
    if not olds or not news:
        return
    if exact:
        places: dict[str, list[int]] = {}
        for j in reversed(news):
            places.setdefault(afters[j], []).append(j)
        for i in olds:
            if places.get(befores[i]):
                pairs[i] = places[befores[i]].pop()
        return
    import numpy as np
    from rapidfuzz import fuzz, process

    for some_olds, some_news in _groups(olds, news, pairs):
        score = process.cdist(
            [befores[i] for i in some_olds], [afters[j] for j in some_news],
            scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.float32,
        )  # fmt: skip
        for row, column in best_pairs((score / 100) ** 3):  # the nearest pairs first
            pairs[some_olds[row]] = some_news[column]


def _groups(olds: list[int], news: list[int], pairs: dict[int, int]) -> list[tuple[list[int], list[int]]]:
    """All that is left over at once; where that is too much, only what stands between the same neighbours."""
    if len(olds) * len(news) <= _MOST_PAIRS:
        return [(olds, news)]
    ends = sorted(pairs.items())
    groups = []
    last_old, last_new = -1, -1
    for i, j in [*ends, (10**9, 10**9)]:
        if j < last_new:
            continue
        some = [k for k in olds if last_old < k < i], [k for k in news if last_new < k < j]
        if some[0] and some[1] and len(some[0]) * len(some[1]) <= _MOST_PAIRS:
            groups.append(some)
        last_old, last_new = i, j
    return groups
