"""A parsed document as a directive: what a draft can be held against, and the file a person signs.

The figures are copied with their words and their place; nothing is inferred. Milestones of one goal (a table that
names it for 2030 and again for 2045) become one family, by the same likeness that aligns drafts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from pipeline.compare.families import families
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.directives import full_id
from pipeline.model import Directive, DirectiveTask, Document, Target
from pipeline.saying import own_messages
from pipeline.text.fold import fold


def compile_directive(document: Document, rules: Rules) -> Directive:
    """-> the directive that ``document`` (read, segmented, extracted) is, every figure "seen".

    A document without a number is known by the name of its file. ``complete`` is False where reading it left doubts (a
    scan, a page that could not be read): what was not read is then not counted as missing from a draft, nor as its own.
    """
    meta = document.metadata
    source = PurePath(document.source).name
    start, end = (meta.period_start, meta.period_end) if meta.period_start and meta.period_end else (None, None)
    dated = (t if t.period_end else replace(t, period_end=meta.period_end) for t in document.targets if not t.restates)
    bare = Directive(
        directive_id=meta.number or document.doc_id,
        number=meta.number or source or document.doc_id,
        title=meta.title or source or document.doc_id,
        issuer=meta.issuer,
        issued_on=meta.issued_on,
        period_start=start,
        period_end=end,
        complete=not document.ocr and not document.warnings,
        targets=tuple(t for t in dated if t.value is not None and is_goal(t, rules)),
        sources=(source,),
    )
    targets = tuple(_named(bare, rules))
    ends = sorted({t.period_end for t in targets if t.period_end})
    return replace(
        bare,
        directive_id=full_id(bare) if meta.number else bare.directive_id,
        phases=_phases(start, ends) if len(ends) > 1 else (),
        targets=targets,
        tasks=tuple(
            DirectiveTask(f"N{n}", " ".join(task.quote.split()), lead=task.lead)
            for n, task in enumerate(document.tasks, 1)
        ),
    )


def unconfirmed(directive: Directive) -> Directive:
    """-> the same with every figure as what a machine copied: a hint, until somebody signs."""
    return replace(
        directive,
        certainty="compiled",
        targets=tuple(replace(t, certainty="compiled") for t in directive.targets),
        tasks=tuple(replace(t, certainty="compiled") for t in directive.tasks),
    )


def is_goal(target: Target, rules: Rules) -> bool:
    """Whether a figure may be asked of those below: no reward, no mark, no forecast, no bare heading."""
    vocabulary = comparison(rules)
    if vocabulary.no_goal_opening.match(fold(target.quote)):
        return False
    return bool(target.population or target.indicator) and not vocabulary.no_goal.search(
        fold(f"{target.quote} {target.indicator}")
    )


def left_out(document: Document, rules: Rules) -> tuple[str, ...]:
    """-> the words of those of the document's figures that are no goals."""
    return tuple(t.quote for t in document.targets if t.value is not None and not is_goal(t, rules))


def _named(directive: Directive, rules: Rules) -> Iterator[Target]:
    """-> the targets in the document's order, each once, with id, family and source."""
    found = families(directive, rules)
    named: list[Target] = []
    used: Counter[str] = Counter()
    for number, family in enumerate(found, 1):
        name = f"CT{number}"
        for target in family.milestones:
            own = f"{name}-{target.period_end}" if len(family.milestones) > 1 and target.period_end else name
            used[own] += 1
            named.append(
                replace(
                    target,
                    target_id=own if used[own] == 1 else f"{own}-{used[own]}",
                    family=name if used[own] == 1 else f"{name}-{used[own]}",  # a goal has one figure a year
                    certainty="seen",
                    sources=directive.sources,
                    period_start=target.period_start or directive.period_start,
                )
            )
    yield from sorted(named, key=lambda t: (t.start, t.end))


def _phases(start: int | None, ends: list[int]) -> tuple[tuple[int, int], ...]:
    """(2021, [2025, 2030]) -> ((2021, 2025), (2026, 2030)); nothing where the first year is not known."""
    if start is None or start > ends[0]:
        return ()
    return tuple(zip([start, *(year + 1 for year in ends)], ends, strict=False))


def directive_yaml(directive: Directive, lang: str = "vi", without: Sequence[str] = ()) -> str:
    """-> the text of a file for ``rules/directives``, its comments in ``lang``; ``read_directive`` gives it back.

    ``without`` are the words of figures that were left out, told so that nobody takes silence for care.
    """
    import yaml

    say = own_messages(lang)
    sources = ", ".join(directive.sources) or say("compiled.a_document")
    lines = [say("compiled.made", sources=sources), say("compiled.sign")]
    if directive.number in directive.sources:
        lines.append(say("compiled.no_number"))
    if not directive.complete:
        lines.append(say("compiled.incomplete"))
    lines += [say("compiled.left_out", words=" ".join(words.split())) for words in without]

    def dump(value: Any) -> str:
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)

    text = "".join(f"# {line}\n" for line in lines) + dump(_head(directive))
    for key, entries in (("targets", map(_entry, directive.targets)), ("tasks", map(_task, directive.tasks))):
        items = [dump([entry]) for entry in entries]
        if items:
            text += f"\n{key}:\n" + "\n".join(items)
    return text


def _head(directive: Directive) -> dict[str, Any]:
    head: dict[str, Any] = {} if directive.directive_id == directive.number else {"id": directive.directive_id}
    head |= {"number": directive.number, "title": directive.title}
    if directive.issuer:
        head["issuer"] = directive.issuer
    if directive.issued_on:
        head["issued_on"] = directive.issued_on
    if directive.period_start and directive.period_end:
        head["period"] = [directive.period_start, directive.period_end]
    if directive.phases:
        head["phases"] = [list(phase) for phase in directive.phases]
    if not directive.complete:
        head["complete"] = False
    return head | {"certainty": directive.certainty, "sources": list(directive.sources)}


def _entry(target: Target) -> dict[str, Any]:
    """-> a target as the schema of directive files has it, without what is the schema's default."""
    entry: dict[str, Any] = {"id": target.target_id}
    if target.family not in (None, target.target_id):
        entry["family"] = target.family
    if target.part_of:
        entry["part_of"] = target.part_of
    if target.period_start and target.period_end:
        entry["phase"] = [target.period_start, target.period_end]
    elif target.period_end:
        entry["due"] = target.period_end
    entry |= {"comparator": target.comparator, "value": _number(target.value)}
    if target.value_max is not None:
        entry["value_max"] = _number(target.value_max)
    entry["unit"] = target.unit
    if target.change:
        entry["change"] = target.change
    if target.baseline_year:
        entry["baseline_year"] = target.baseline_year
    entry["quote"] = target.quote
    entry["population"] = target.population
    if target.members:
        entry["members"] = list(target.members)
    entry["indicator"] = target.indicator
    if target.condition:
        entry["condition"] = target.condition
    if target.aspirational:
        entry["aspirational"] = True
    if target.approximate:
        entry["approximate"] = True
    if target.section_id:
        entry["section"] = target.section_id
    if target.page is not None:
        entry["page"] = target.page
    entry["certainty"] = target.certainty
    if target.note:
        entry["note"] = target.note
    return entry


def _task(task: DirectiveTask) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": task.task_id, "text": task.text, "certainty": task.certainty}
    return entry | ({"lead": list(task.lead)} if task.lead else {})


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
