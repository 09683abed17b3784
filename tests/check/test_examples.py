"""Every rule explains itself and its own examples hold: good ones find nothing, bad ones find what they say."""

from __future__ import annotations

import pytest

from pipeline.check.context import CHECKS
from pipeline.check.engine import validate
from pipeline.check.samples import run_examples
from pipeline.knowledge import load_rules
from pipeline.knowledge.checks import CheckRule, check_rules

RULES = load_rules()
CATALOGUE = check_rules(RULES)


def test_every_rule_joins_a_function_and_every_function_a_rule() -> None:
    validate(RULES)
    office = {"phrase-forbidden", "phrase-required", "section-required", "number-must-match", "consistent-term"}
    assert set(CHECKS) - office <= {rule.joins for rule in CATALOGUE}


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda r: r.id)
def test_examples_hold(rule: CheckRule) -> None:
    assert [o.problem for o in run_examples(rule, RULES) if o.problem] == []


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda r: r.id)
def test_a_rule_that_blames_says_why_and_what_to_do(rule: CheckRule) -> None:
    assert len(rule.why.vi) > 40
    assert len(rule.why.en) > 40
    assert rule.suggestion or rule.severity == "info"
