"""Every directive known at once: whom does a plan's target answer, and whom does it only resemble?

usage: python -m tests.benchmarks.programmes [--verbose]

``tests/gold/alignment/programmes.tsv`` has the targets of plans under sixteen programmes (written for this, not from
any office): the goal that each answers (none: a hard neighbour, of the same people or the same figure), and goals of
other programmes that say the same. Each plan is aligned with every directive; any pair beyond those is wrong.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.compare import align
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives
from pipeline.model import Target
from tests.tools.places import GOLD

Goal = tuple[str, str]  # directive id, family


@dataclass(frozen=True)
class Decision:
    """One target of a plan, the goal it answers (or None) and all those it may answer."""

    target: Target
    answers: Goal | None
    may: frozenset[Goal]


@dataclass
class Outcome:
    """What the program made of all decisions; ``wrong`` and ``lost`` tell them in words."""

    decisions: int = 0
    right: int = 0
    abstained: int = 0
    true_pairs: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.true_pairs / max(1, self.true_pairs + len(self.wrong))

    def line(self) -> str:
        return (
            f"{self.decisions} decisions: right {self.right / self.decisions:.3f}, precision {self.precision:.3f} "
            f"({len(self.wrong)} wrong pairs), abstained {self.abstained}"
        )


def load_decisions() -> dict[str, list[Decision]]:
    """-> plan (named after its programme) -> its decisions. Raises ValueError for a goal that is none."""
    goals = {(d.directive_id, t.family or "") for d in directives(load_rules()) for t in d.targets}
    plans: dict[str, list[Decision]] = defaultdict(list)
    lines = (GOLD / "alignment" / "programmes.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], 2):
        plan, value, population, indicator, answers, may = line.split("\t")
        named = [_goal(name) for name in (answers, *may.split(";")) if name.strip()]
        if lost := set(named) - goals:
            raise ValueError(f"programmes.tsv:{number}: no goal {lost}")
        target = Target(
            f"{value}% {population} {indicator}", 0, 0, float(value), "%", "=",
            population=population, members=tuple(population.split(", ")), indicator=indicator,
            target_id=f"L{number}",
        )  # fmt: skip
        plans[plan].append(Decision(target, named[0] if answers else None, frozenset(named)))
    return plans


def _goal(name: str) -> Goal:
    directive, _, family = name.strip().rpartition(" ")
    return directive, family


def measure() -> Outcome:
    """-> all plans against every directive."""
    rules = load_rules()
    known = directives(rules)
    outcome = Outcome()
    for plan, decisions in load_decisions().items():
        said: dict[str, dict[Goal, bool]] = defaultdict(dict)
        start = time.process_time()
        for directive in known:
            for pair in align([d.target for d in decisions], directive, rules, 2026):
                if pair.draft is not None and pair.family is not None:
                    said[str(pair.draft.target_id)][(directive.directive_id, pair.family.name)] = pair.sure
        outcome.seconds.append(time.process_time() - start)
        for decision in decisions:
            _count(outcome, plan, decision, said[str(decision.target.target_id)])
    return outcome


def _count(outcome: Outcome, plan: str, decision: Decision, said: dict[Goal, bool]) -> None:
    outcome.decisions += 1
    sure = {goal for goal, certain in said.items() if certain}
    unsure = set(said) - sure
    false = sorted(sure - decision.may)
    words = f"{plan}: {decision.target.quote}"
    outcome.true_pairs += len(sure & decision.may)
    outcome.wrong += [f"{words} -> {' '.join(goal)}" for goal in false]
    if decision.answers is not None and decision.answers not in sure:
        doubt = decision.answers in unsure
        outcome.abstained += doubt
        outcome.lost.append(f"{words} <- {' '.join(decision.answers)}{' (unsure)' if doubt else ''}")
    elif decision.answers is None and unsure - decision.may:
        outcome.abstained += 1
    elif not false:
        outcome.right += 1


def _show(title: str, lines: Sequence[str]) -> None:
    print(f"{title} ({len(lines)})")
    for line in lines:
        print(f"  {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print every decision that is not right")
    verbose = parser.parse_args().verbose
    found = measure()
    if verbose:
        _show("wrong pairs", found.wrong)
        _show("answers not found", found.lost)
    middle = sorted(found.seconds)[len(found.seconds) // 2]
    print(f"{found.line()}; a plan against all: {middle * 1000:.0f} ms (median)")


if __name__ == "__main__":
    main()
