"""Proof by injection: an error's correction is its one right text, and a safe one ends its finding and makes none."""

from __future__ import annotations

import pytest

from tests.injection.mending import score
from tests.injection.planting import KINDS, Kind

pytestmark = pytest.mark.slow
EVERY = 5  # plan; ``python -m tests.injection.mending`` plants in all
FLOOR_RIGHT, LEAST_PLANTED, LEAST_SAFE = 0.95, 300, 100


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_a_safe_correction_ends_its_finding_and_makes_none(kind: Kind) -> None:
    one = score(kind, EVERY)
    assert not one.unsafe, "\n".join(one.unsafe)


def test_what_is_proposed_is_the_one_right_text() -> None:
    scores = [score(kind, EVERY) for kind in KINDS]
    planted, right, safe = (sum(getattr(one, name) for one in scores) for name in ("one_right", "right", "safe"))
    assert planted >= LEAST_PLANTED
    assert safe >= LEAST_SAFE
    assert right / planted >= FLOOR_RIGHT, "\n".join(line for one in scores for line in one.other)
