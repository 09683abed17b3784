"""The ledger: every rule has its example and its reason, and decides something on real text or keeps something out."""

from __future__ import annotations

import pytest

from pipeline.cli import main
from pipeline.extract.targets.grammar import explained, grammar
from pipeline.extract.targets.ledger import STAGES, Stage, traced
from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_file
from tests.tools.places import PLANS

RULES = load_rules()
HELD_BY_OURS = 10  # rules that decide only on texts written for tests; their number goes down, never up


def test_every_rule_says_what_it_is_and_shows_it() -> None:
    rules = [rule for stage in STAGES.values() for rule in stage.rules]
    assert all(rule.when and rule.example and (rule.needed or rule.prevents) for rule in rules)
    assert len({rule.key for rule in rules}) == len(rules)


def test_the_counts_are_of_this_grammar() -> None:
    assert all(count is not None for _, count in grammar(RULES)), "python -m tests.tools.grammar"


def test_rules_without_a_real_decision_are_guards_or_few() -> None:
    idle = [rule.key for rule, count in grammar(RULES) if count and not count.real and not rule.prevents]
    assert len(idle) <= HELD_BY_OURS, idle


def test_the_first_rule_that_gives_something_decides_and_is_noted() -> None:
    stage = Stage[int, str]("of a test")
    try:
        stage.rule("mười", needed="none")(lambda n: "many" if n > 9 else None)
        stage.rule("một", needed="none")(lambda n: "some")
        with traced() as trace:
            assert (stage.decide(12), stage.decide(3)) == ("many", "some")
        assert trace.counts.total() == 2
        assert stage.decide(12) == "many"  # nothing is noted outside
        assert trace.counts.total() == 2
    finally:
        del STAGES["of a test"]


def test_every_target_of_a_plan_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    document = parse_file(PLANS / "kim-tra-2026.txt", RULES)
    told = explained(document, RULES)
    assert [target for target, _ in told] == list(document.targets)
    assert all(why for _, why in told)
    main(["extract", str(PLANS / "kim-tra-2026.txt"), "--explain"])
    shown = capsys.readouterr().out
    assert "by_cue" in shown
    assert all(f"{target.target_id}. " in shown for target in document.targets)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_grammar_is_shown_with_its_counts(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "grammar", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    assert all(rule.name in shown for stage in STAGES.values() for rule in stage.rules)
