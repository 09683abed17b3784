"""The clean plans are clean for a reason: each correction answers what its rule says of the plan as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Review
from tests.injection.corrections import Correction, corrections
from tests.injection.recall import PLANS, alone, clean, written

EACH = [(path, one) for path, listed in corrections().items() for one in listed]


def said(review: Review, rule: str) -> int:
    return sum(1 + len(finding.also) for finding in review.findings if finding.rule_id == rule)


@pytest.mark.parametrize(("path", "one"), EACH, ids=lambda value: getattr(value, "rule", None) or Path(value).stem)
def test_a_correction_ends_what_its_rule_said(path: Path, one: Correction) -> None:
    assert path in PLANS
    assert one.reason
    before, after = alone(written(path)), alone(clean(path))
    assert said(before, one.rule) > said(after, one.rule)
    blamed = {f.rule_id for f in before.findings if f.severity != "info"}
    assert (one.rule in blamed) or one.hint
