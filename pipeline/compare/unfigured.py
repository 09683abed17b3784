"""Goals that a draft names without a figure: "chăm lo trẻ em mồ côi …" where the parent says how many of them."""

from __future__ import annotations

from collections.abc import Sequence

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
    """-> the paragraphs of the sections on aims that hold no target, without bullets."""
    spans: dict[tuple[int, int], None] = {}
    for section in document.sections:
        if section.kind != "muc_tieu" or section.level != 1:
            continue
        at = section.heading_end
        for line in document.text[section.heading_end : section.end].split("\n"):
            start, end = at, at + len(line)
            at = end + 1
            body = line.lstrip(" -+*•")
            if len(body) >= _SHORTEST and not any(t.start < end and start < t.end for t in document.targets):
                spans[start + len(line) - len(body), end] = None
    return list(spans)
