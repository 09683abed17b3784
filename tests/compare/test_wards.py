"""Five ward plans under five programmes, goals kept, dropped, lowered, raised and narrowed: judged as planted.

The plans lie in ``wards/``; a comment at the head of each says its programme and what was planted, family by family.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.compare import compare
from pipeline.compare.programmes import kin
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives, the_directive
from pipeline.model import Alignment, Document
from tests.check.plans import plan

RULES = load_rules()
PLANS = sorted((Path(__file__).parent / "wards").glob("*.md"))


def planted(path: Path) -> tuple[dict[str, object], Document]:
    _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), plan(text)


def verdicts(rows: tuple[Alignment, ...]) -> dict[str, str]:
    """-> family, with its year where a plan of two phases answers each -> the verdict."""
    found = {}
    for row in rows:
        goal = row.directive_target
        if goal is not None and (row.draft_target or row.status == "missing"):
            found[f"{goal.family} {goal.period_end}"] = row.status
    return found


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_verdicts_are_as_planted(path: Path) -> None:
    wanted, document = planted(path)
    assert verdicts(compare(document, the_directive(str(wanted["programme"]), RULES), RULES)) == wanted["verdicts"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_pair_with_another_programme(path: Path) -> None:
    """Plans of other provinces that carry out the same programme say its goals too; they are no other programme."""
    wanted, document = planted(path)
    own = kin(RULES)[str(wanted["programme"])]
    pairs = [
        (d.directive_id, row.directive_target.family)
        for d in directives(RULES)
        if d.directive_id not in own
        for row in compare(document, d, RULES)
        if row.directive_target and row.draft_target
    ]
    assert pairs == []


def test_each_kind_of_change_is_planted() -> None:
    heads = [planted(path)[0] for path in PLANS]
    assert len({head["programme"] for head in heads}) == 5
    said = [set(head["verdicts"].values()) for head in heads]  # type: ignore[attr-defined]
    assert all({"below", "above"} <= one for one in said)
    assert sum("missing" in one for one in said) == 4, "of 23/QĐ-TTg only a part is known: nothing is told as dropped"
    assert sum("narrowed" in one for one in said) == 3
