"""Plant, check, count: recall a rule kind and false alarms a clean plan; as a program it writes the README's tables.

python -m tests.injection.recall
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.check import check, resolve_against
from pipeline.check.day import judged_on
from pipeline.check.waivers import fingerprint
from pipeline.compare.compiled import compile_directive
from pipeline.knowledge import load_rules
from pipeline.model import Directive, Document, Review
from pipeline.parse import parse_bytes, parse_file
from tests.benchmarks.results import Row, keep, show
from tests.injection import citations, figures, outlines  # noqa: F401 - register their kinds
from tests.injection.corrections import corrected, corrections
from tests.injection.planting import KINDS, Kind, planted
from tests.tools.places import GOLD
from tests.tools.places import PLANS as CORPUS

RULES = load_rules()
PLANS = sorted([*GOLD.rglob("*.txt"), *CORPUS.glob("*.txt")])
A_PLAN = 4  # of one kind in one plan, so that no plan weighs more than its share


@dataclass
class Score:
    planted: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)


@cache
def written(path: Path) -> Document:
    """The plan as it was annotated, with the slips that its writer or its scanner made."""
    return parse_file(path, RULES)


@cache
def clean(path: Path) -> Document:
    """The plan as an officer would correct it; the same where ``corrections.yaml`` has nothing on it."""
    document = written(path)
    if path not in corrections():
        return document
    return parse_bytes(corrected(document.text, path).encode("utf-8"), path.name, RULES)


@cache
def itself(path: Path) -> Directive:
    return compile_directive(clean(path), RULES)


def alone(document: Document) -> Review:
    """A plan against the parents that it cites."""
    directives, _ = resolve_against(document, "auto", RULES)
    return reviewed(document, directives)


def reviewed(document: Document, parents: tuple[Directive, ...]) -> Review:
    return check(document, parents, RULES, judged_on(document.metadata))


@cache
def known(path: Path, against_itself: bool) -> frozenset[str]:
    parents = (itself(path),) if against_itself else ()
    return frozenset(fingerprint(f) for f in reviewed(clean(path), parents).findings)


@cache
def score(kind: Kind, most: int | None = None) -> Score:
    """-> how many errors of one kind were planted over all plans and how many of them were found as new findings.

    With ``most`` it is a sample: one error in each of as many plans, in an order that the kind's name shuffles.
    """
    result = Score()
    plans, a_plan = (PLANS, A_PLAN) if most is None else (random.Random(kind.name).sample(PLANS, len(PLANS)), 1)
    for path in plans:
        if result.planted == most:
            break
        document = clean(path)
        rng = random.Random(f"{kind.name}/{path.name}")
        edits = list(kind.plant(document, rng))
        for edit in rng.sample(edits, min(a_plan, len(edits))):
            text = planted(document, edit)
            mutated = parse_bytes(text.encode("utf-8"), path.name, RULES)
            parents = (itself(path),) if kind.against_itself else ()
            new = [
                f for f in reviewed(mutated, parents).findings if fingerprint(f) not in known(path, kind.against_itself)
            ]
            result.planted += 1
            if {f.rule_id for f in new} & kind.rules:
                result.found += 1
            else:
                result.missed.append(
                    f"{path.name}: {document.text[max(0, edit[0] - 40) : edit[1] + 20]!r} -> {edit[2]!r}"
                )
    return result


def main() -> None:
    """Print both tables, keep them for the README; ``-v`` shows what was missed."""
    rows: list[Row] = []
    for kind in KINDS:
        one = score(kind)
        if "-v" in sys.argv:
            print(kind.name, *one.missed, sep="\n    ")
        rows.append(_row(kind.name, ", ".join(sorted(kind.rules)), one.planted, one.found))
    planted, found = (sum(getattr(score(kind), name) for kind in KINDS) for name in ("planted", "found"))
    rows.append(_row("all", "", planted, found))
    for name, table in (("injection", rows), ("clean_plans", _said())):
        keep(name, table)
        show(name, table)
    print(f"\n{sum(map(len, corrections().values()))} corrections in {len(corrections())} plans (corrections.yaml)")


def _said() -> list[Row]:
    """-> what the rules say of the plans by severity: as they were written, and clean."""
    plans = [path for path in PLANS if "corpus" not in path.parts]
    before, after = (
        [Counter(f.severity for f in alone(read(path)).findings) for path in plans] for read in (written, clean)
    )
    rows: list[Row] = []
    for severity, name in (("error", "errors"), ("warning", "warnings"), ("info", "hints")):
        counts = [each[severity] for each in after]
        rows.append(
            {
                "findings": name,
                "before corrections": sum(each[severity] for each in before),
                "in all": sum(counts),
                "a plan": f"{sum(counts) / len(plans):.2f}",
                "in the plan with the most": max(counts),
                "plans": len(plans),
            }
        )
    return rows


def _row(name: str, rules: str, planted: int, found: int) -> Row:
    return {
        "error planted": name,
        "found": found,
        "planted": planted,
        "recall": f"{found / planted:.2f}" if planted else "-",
        "rule": rules,
    }


if __name__ == "__main__":
    main()
