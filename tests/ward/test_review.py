"""A ward's draft in Word: nothing false is said of the clean one, and its mistakes are named on the right words."""

from __future__ import annotations

import pytest

from tests.ward.mistakes import CLEAN, MISTAKES
from tests.ward.review import measure, reviewed

LEAST = 0.95  # of the mistakes planted


def test_the_clean_draft_has_no_error_no_warning_and_hints_that_are_true() -> None:
    review = reviewed(CLEAN)
    assert [(f.severity, f.rule_id) for f in review.findings] == [("info", "DC305")]  # trạm y tế for bệnh viện
    assert {row.status for row in review.alignment} <= {"met", "above", "on_track", "not_comparable"}
    assert review.not_checked == ()


def test_forty_mistakes_at_least_are_planted_each_in_its_own_way() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 40
    assert all(mistake.draft != CLEAN for mistake in MISTAKES)


@pytest.mark.slow
def test_of_the_mistakes_hardly_any_passes_in_silence() -> None:
    missed = [one.mistake.name for one in measure() if not one.named]
    assert len(missed) <= (1 - LEAST) * len(MISTAKES), missed
