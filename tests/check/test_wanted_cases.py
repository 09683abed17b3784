"""Small inputs that readers of real plans wrote down, each with what is wanted: which rules must speak, which not."""

from __future__ import annotations

from collections import Counter

import pytest

import pipeline
from tests.tools.places import SHARED

CASES = SHARED / "cases"
MUST = {  # rule -> how many places at least
    "m10-slips-not-seen": {"DC612": 5, "DC613": 4},
    "m11-begins-at-II": {"DC102": 1},
    "m12-letters-below": {"DC103": 1},
    "m13-dead-bodies": {"DC401": 2},
    "m15-kinh-phi-not-missed": {"DC101": 1},
    "m16-contradictions": {"DC206": 1, "DC607": 2},
    "m18-decree-that-cannot-be": {"DC204": 2, "DC213": 1},
    "m24-text-against-annex": {"DC309": 2},
    "m25-blanks-of-two-ellipses": {"DC602": 2},
}
SILENT = {
    "m01-roman-wrapped": ("DC102",),
    "m02-number-wrapped": ("DC103",),
    "m05-daily-report": ("DC404",),
    "m06-recipients-abbreviated": ("DC405",),
    "m07-trong-do-three-parts": ("DC502",),
    "m08-giai-phap-to-chuc-thuc-hien": ("DC101",),
    "m09-quy-dinh-ky-thuat": ("DC601",),
    "m17-plan-in-one-cell": ("DC105",),
    "m20-holiday-pay": ("DC306", "DC307"),
    "m23-blanks-in-an-annex-form": ("DC602",),
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases lie beside the checkout")


def told(name: str) -> Counter[str]:
    review = pipeline.check(next(CASES.glob(f"{name}.*")))
    return Counter(finding.rule_id for finding in review.findings for _ in range(1 + len(finding.also)))


@pytest.mark.parametrize("name", MUST)
def test_what_must_be_told_is(name: str) -> None:
    found = told(name)
    assert {rule: count for rule, count in MUST[name].items() if found[rule] < count} == {}


@pytest.mark.parametrize("name", SILENT)
def test_what_must_not_be_told_is_not(name: str) -> None:
    assert not set(told(name)) & set(SILENT[name])


def test_targets_that_share_only_their_people_are_no_pair() -> None:
    review = pipeline.check(CASES / "n01-false-pair.txt", "383/QĐ-TTg")
    assert all(pair.draft_target is None or pair.directive_target is None for pair in review.alignment)
