"""Hints of one kind are one entry of the printed review: shorter, and nothing of it lost."""

from __future__ import annotations

import pytest

from pipeline.knowledge.messages import messages
from pipeline.report.summary import details, verdict
from pipeline.report.text import review_text
from pipeline.report.together import are_slips, together
from tests.report.reviews import RULES, corpus_review

SAY = messages(RULES)
PLANS = ["kim-tra-2026.docx", "quan-11-2023.docx"]


@pytest.mark.parametrize("name", PLANS)
def test_a_real_plan_has_at_most_seven_hints(name: str) -> None:
    review = corpus_review(name)
    groups = together(review.findings, "info")
    assert len(groups) <= 7
    assert {id(f) for group in groups for f in group} == {id(f) for f in review.findings if f.severity == "info"}
    assert f"{len(groups)} gợi ý ở {sum(map(len, groups))} chỗ" in verdict(review, SAY)


@pytest.mark.parametrize("name", PLANS)
def test_each_hint_keeps_its_message_its_rule_its_place_and_what_it_stands_on(name: str) -> None:
    review = corpus_review(name)
    text = " ".join(review_text(review, rules=RULES, width=100_000).split())
    for finding in review.findings:
        assert " ".join(finding.message.split()) in text
        assert finding.rule_id in text
        said = dict(details(review, finding, SAY))
        for label in ("label.where", "label.why", "label.parent"):
            assert " ".join(said.get(SAY(label), "").split()) in text


def test_errors_and_warnings_stand_for_themselves() -> None:
    review = corpus_review("quan-11-2023.docx")
    for severity in ("error", "warning"):
        assert all(len(group) == 1 for group in together(review.findings, severity))


def test_slips_of_several_rules_are_one_kind() -> None:
    (slips,) = (group for group in together(corpus_review("kim-tra-2026.docx").findings, "info") if are_slips(group))
    assert {finding.rule_id for finding in slips} == {"DC601", "DC615", "DC616"}
