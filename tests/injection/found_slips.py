"""Plant slips in plans, proofread, count: what is found, what is read rightly, what else is said."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.extract.slips import find_slips
from pipeline.knowledge import Rules
from pipeline.model import Document
from pipeline.proof import proofread
from tests.injection.misspelling import KINDS, Planted, plant

Checker = Callable[[Document], list[tuple[int, int, str | None]]]  # start, end, what to write instead


@dataclass
class Tally:
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def proofreader(rules: Rules) -> Checker:
    """-> the project's own, set phrases and counts, on a bare text: its outline is that of the clean plan no more."""

    def check(document: Document) -> list[tuple[int, int, str | None]]:
        known = replace(document, slips=find_slips(document, rules))
        return [(slip.start, slip.end, slip.reading) for slip in proofread(known, rules)]

    return check


def tally(plans: Iterable[Document], check: Checker, *, a_plan: int, seed: int = 7) -> Tally:
    """-> what ``check`` finds of up to ``a_plan`` slips in each plan; the plan's own are no matter."""
    result = Tally()
    for plan in plans:
        text, slips = plant(plan.text, KINDS, a_plan, random.Random(f"{seed}/{Path(plan.source).name}"))
        document = replace(plan, text=text, sections=(), blocks=(), legal_references=(), slips=())
        alarms = check(document)
        own = {plan.text[start:end] for start, end, _ in check(replace(plan, sections=(), blocks=()))}
        for slip in slips:
            _count(result, slip, text, alarms)
        near = [(slip.start - 1, slip.end + 1) for slip in slips]
        result.other += [
            f"{text[a:b]} | {text[max(0, a - 40) : b + 40]!r}"
            for a, b, _ in alarms
            if text[a:b] not in own and not any(a < last and first < b for first, last in near)
        ]
    return result


def _count(result: Tally, slip: Planted, text: str, alarms: list[tuple[int, int, str | None]]) -> None:
    result.planted[slip.kind] += 1
    hits = [one for one in alarms if one[0] <= slip.end and slip.start <= one[1]]
    whole = text[: slip.start] + slip.right + text[slip.end :]
    if hits:
        result.found[slip.kind] += 1
        result.right[slip.kind] += any(text[:a] + (reading or "") + text[b:] == whole for a, b, reading in hits)
    else:
        around = text[max(0, slip.start - 40) : slip.end + 40]
        result.missed.append(f"{slip.kind}: {slip.wrong!r} for {slip.right!r} in {around!r}")
