"""Goals that a draft names without a figure: "chăm lo trẻ em mồ côi …" where the parent says how many of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from pipeline.compare.similarity import similarity
from pipeline.knowledge import Rules
from pipeline.model import Document, Target

_NAMED = 0.5  # pinned high: most lines of aims share the programme's words with every goal
_SHORTEST = 30


def named_without_figure(
    document: Document, goals: Sequence[Target], rules: Rules
) -> tuple[tuple[int, int] | None, ...]:
    """-> for each goal the span of the paragraph among the draft's aims that names it and holds no target, or None."""
    lines = _aims(document)
    if not lines or not goals:
        return tuple(None for _ in goals)
    said = [Target(document.text[a:b], a, b, None, "%", "=") for a, b in lines]
    scores = similarity(said, [_as_share(g) for g in goals], rules)
    best = scores.argmax(axis=0)
    return tuple(lines[int(i)] if scores[int(i), g] >= _NAMED else None for g, i in enumerate(best))


def _as_share(goal: Target) -> Target:
    return Target(goal.quote, 0, 0, None, "%", "=", population=goal.population, indicator=goal.indicator)


def _aims(document: Document) -> list[tuple[int, int]]:
    """-> the paragraphs of the sections on aims without a target, or a part with one under them, bullets cut off."""
    targets = sorted((t.start, t.end) for t in document.targets)
    starts = [start for start, _ in targets]
    heads = {s.start for s in document.sections if bisect_left(starts, s.heading_end) < bisect_left(starts, s.end)}
    reach = [*accumulate((end for _, end in targets), max)]  # how far those reach that begin so far
    spans: dict[tuple[int, int], None] = {}
    for section in document.sections:
        if section.kind != "muc_tieu" or section.level != 1:
            continue
        at = section.heading_end
        for line in document.text[section.heading_end : section.end].split("\n"):
            start, end = at, at + len(line)
            at = end + 1
            body = line.lstrip(" -+*•")
            before = bisect_left(starts, end)
            if len(body) >= _SHORTEST and start not in heads and not (before and reach[before - 1] > start):
                spans[start + len(line) - len(body), end] = None
    return list(spans)
