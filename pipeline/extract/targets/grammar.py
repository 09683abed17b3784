"""The grammar of targets as a table: its rules in their order, with how often each decided something.

The counts stand in ``rules/grammar.tsv``, written by ``python -m tests.tools.grammar`` over real documents.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pipeline.extract.targets.find import find_targets
from pipeline.extract.targets.ledger import STAGES, Rule, traced
from pipeline.knowledge.load import Rules
from pipeline.model import Document, Target

GRAMMAR = "grammar.tsv"


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule decided: on real documents, in how many of them, and on texts written for tests."""

    rule: str
    real: int
    documents: int
    written: int


def grammar(rules: Rules) -> Iterator[tuple[Rule, Count | None]]:
    """-> every rule in its order with its counts; None for one that has not been counted yet."""
    counts = {count.rule: count for count in read_counts(rules.file(GRAMMAR))}
    for stage in STAGES.values():
        for rule in stage.rules:
            yield rule, counts.get(rule.key)


def explained(document: Document, rules: Rules) -> list[tuple[Target, tuple[Rule, ...]]]:
    """-> the targets of a segmented ``document`` with the rules that decided of each, in the order of the deciding."""
    with traced() as trace:
        targets = find_targets(document, rules)
    made = {(t.start, t.value, t.period_end, t.indicator): why for t, why in trace.made}
    return [(t, made.get((t.start, t.value, t.period_end, t.indicator), ())) for t in targets]


def read_counts(path: Path) -> list[Count]:
    """-> the rows of the file; none where it is not there."""
    if not path.is_file():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t")
    return [Count(r["rule"], int(r["real"]), int(r["documents"]), int(r["written"])) for r in rows]


def write_counts(path: Path, counts: Iterable[Count], *, real: int, written: int) -> None:
    """Write the counts, a rule a line, under a line that says over how many documents they were taken."""
    head = f"# decisions of each rule over {real} real documents and {written} written for tests"
    names = "\t".join(field.name for field in fields(Count))
    lines = ["\t".join(map(str, astuple(count))) for count in counts]
    path.write_text("\n".join([head, names, *lines]) + "\n", encoding="utf-8")
