"""A parsed parent as a directive: the same record that a file under ``rules/directives`` gives."""

from __future__ import annotations

from dataclasses import replace

from pipeline.compare.families import group
from pipeline.knowledge import Rules
from pipeline.model import Directive, DirectiveTask, Document, Target


def compile_directive(document: Document, rules: Rules) -> Directive:
    """-> the directive that ``document`` is: its targets by goal with their milestones, its tasks, its period.

    Every target keeps its quote and its place in the document; its certainty is "seen", for it was read there.
    """
    meta = document.metadata
    number = meta.number or document.doc_id
    targets = [t for t in document.targets if t.value is not None]
    named: list[Target] = []
    for place, family in enumerate(group(targets, rules), 1):
        for step, target in enumerate(family.milestones, 1):
            name = f"T{place:02d}" if len(family.milestones) == 1 else f"T{place:02d}-{step}"
            named.append(replace(target, target_id=name, family=f"T{place:02d}"))
    ends = sorted({t.period_end for t in named if t.period_end})
    start = meta.period_start or (meta.issued_on.year if meta.issued_on else None)
    return Directive(
        directive_id=number,
        number=number,
        title=meta.title or document.source,
        issuer=meta.issuer,
        issued_on=meta.issued_on,
        period_start=start,
        period_end=meta.period_end or (ends[-1] if ends else None),
        phases=_phases(start, ends),
        targets=tuple(named),
        tasks=tuple(
            DirectiveTask(f"V{place:02d}", task.quote) for place, task in enumerate(document.tasks, 1) if task.quote
        ),
        sources=(document.source,),
    )


def _phases(start: int | None, ends: list[int]) -> tuple[tuple[int, int], ...]:
    phases, first = [], start
    for end in ends:
        if first is not None and first <= end:
            phases.append((first, end))
        first = end + 1
    return tuple(phases)
