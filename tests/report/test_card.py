"""What a plan and a review show when they stand alone in a cell of a notebook."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pipeline
from pipeline.model import Document
from tests.tools.places import PLANS


@pytest.fixture(scope="module")
def plan() -> Document:
    return pipeline.read(PLANS / "kim-tra-2026.txt")


def test_a_plan_tells_whose_it_is_and_what_it_sets(plan: Document) -> None:
    card = plan._repr_html_()
    assert "phường Kim Trà" in card
    assert "&gt; 80%" in card
    assert f"Chỉ tiêu {len(plan.targets)}" in card


def test_a_review_tells_the_verdict_the_findings_and_what_was_not_checked(plan: Document) -> None:
    review = pipeline.check(plan, against="112/QĐ-TTg")
    card = review._repr_html_()
    assert "Cần sửa trước khi trình" in card
    assert "thiếu trong dự thảo" in card
    assert review.not_checked[0] in card
    assert card.index("DC201") < card.index("<td", card.index("gợi ý</td>"))


def test_a_long_table_says_how_much_of_it_is_shown(plan: Document) -> None:
    many = replace(plan, targets=plan.targets * 4)
    assert f"12 hàng đầu trong {4 * len(plan.targets)}" in many._repr_html_()
    assert "hàng đầu" not in plan._repr_html_()


def test_words_of_a_draft_are_no_markup(plan: Document) -> None:
    odd = replace(plan, metadata=replace(plan.metadata, title="<script>x</script>", issuer="<b>A"))
    assert "<script>" not in odd._repr_html_()
    assert "<b>A" not in pipeline.check(odd, against="112/QĐ-TTg")._repr_html_()
