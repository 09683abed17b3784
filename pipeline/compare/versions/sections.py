"""Sections of two versions: which is which, and what was moved, renumbered, renamed, dropped or added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.compare.assignment import best_pairs
from pipeline.compare.versions.order import moved
from pipeline.model import Document, Section
from pipeline.text.fold import fold

SectionChange = Literal["moved", "renumbered", "renamed", "dropped", "added"]
_ALIKE = 0.6  # of heading and first words; below it two sections are two things
_SURELY = 0.9  # above it even another kind of section is the same one
_LONGEST_NAME = 100  # characters; a longer "heading" is a whole clause and its change one of wording
_OPENING = 400  # characters of a section that tell it from others
_SAME_PARENT, _SAME_LABEL, _SAME_KIND = 0.08, 0.04, 0.04


@dataclass(frozen=True, slots=True)
class SectionShift:
    """A section in both versions, or in one; ``changes`` is empty where only its wording may have changed."""

    old: Section | None
    new: Section | None
    changes: tuple[SectionChange, ...] = ()


def section_shifts(old: Document, new: Document) -> tuple[SectionShift, ...]:
    """-> every numbered or named section of both versions, in the order of the new one, the dropped ones last."""
    olds, news = _sections(old), _sections(new)
    pairs = _pairs(old, new, olds, news)
    parents = {olds[i].section_id: news[j].section_id for i, j in pairs.items()}
    out_of_order: set[int] = set()
    siblings: dict[tuple[str | None, str | None], list[int]] = {}
    for i in sorted(pairs):
        siblings.setdefault((olds[i].parent_id, news[pairs[i]].parent_id), []).append(i)
    for group in siblings.values():
        out_of_order |= {group[k] for k in moved([pairs[i] for i in group])}
    by_new = {j: i for i, j in pairs.items()}
    shifts = []
    for j, section in enumerate(news):
        if j not in by_new:
            shifts.append(SectionShift(None, section, ("added",)))
            continue
        i = by_new[j]
        before = olds[i]
        changes: list[SectionChange] = []
        if i in out_of_order or parents.get(before.parent_id or "", before.parent_id and "") != section.parent_id:
            changes.append("moved")
        if before.label != section.label:
            changes.append("renumbered")
        names = [_letters(s.heading) for s in (before, section)]
        if names[0] != names[1] and max(map(len, names)) <= _LONGEST_NAME:
            changes.append("renamed")
        shifts.append(SectionShift(before, section, tuple(changes)))
    dropped = [SectionShift(section, None, ("dropped",)) for i, section in enumerate(olds) if i not in pairs]
    return (*shifts, *dropped)


def _sections(document: Document) -> list[Section]:
    """Sections that have a number or a name; items behind a dash are wording."""
    return [s for s in document.sections if s.heading and (s.label is None or s.label[0].isalnum())]


def _pairs(old: Document, new: Document, olds: list[Section], news: list[Section]) -> dict[int, int]:
    import numpy as np
    from rapidfuzz import fuzz, process

    if not olds or not news:
        return {}
    heads = [[_letters(s.heading) for s in side] for side in (olds, news)]
    bodies = [
        [_letters(document.text[s.heading_start : min(s.end, s.heading_start + _OPENING)]) for s in side]
        for document, side in ((old, olds), (new, news))
    ]
    likeness = np.maximum(
        process.cdist(*heads, scorer=fuzz.ratio, dtype=np.float32),
        process.cdist(*bodies, scorer=fuzz.ratio, dtype=np.float32),
    )
    likeness = likeness / 100
    score = likeness**3  # one pair that is the same outweighs two that are somewhat alike
    for i, before in enumerate(olds):
        for j, after in enumerate(news):
            if likeness[i, j] < (_ALIKE if before.kind == after.kind else _SURELY):
                score[i, j] = 0.0
                continue
            score[i, j] += _SAME_PARENT * (before.parent_id == after.parent_id)
            score[i, j] += _SAME_LABEL * (before.label == after.label) + _SAME_KIND * (before.kind == after.kind)
    return dict(best_pairs(score))


def _letters(words: str) -> str:
    return " ".join(fold(words).split())
