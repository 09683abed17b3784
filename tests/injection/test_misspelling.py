"""The proofreader's recall on planted slips never goes down silently; planting is the same with the same seed."""

from __future__ import annotations

import random
from functools import cache

import pytest

from pipeline.knowledge import load_rules
from pipeline.parse import parse_file
from tests.injection.found_slips import Tally, proofreader, tally
from tests.injection.misspelling import KINDS, plant
from tests.tools.places import GOLD

RULES = load_rules()
FLOORS = {"no_word": 0.92, "other_word": 0.72, "doubled": 0.95, "missing": 0.55, "sign": 0.93, "capital": 0.9}
PLANS = [path for path in sorted(GOLD.rglob("*.txt")) if "ocr" not in path.name]


@cache
def counted() -> Tally:
    return tally([parse_file(path, RULES) for path in PLANS], proofreader(RULES), a_plan=20)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_planted_slips_are_found(kind: str) -> None:
    result = counted()
    assert result.found[kind] >= FLOORS[kind] * result.planted[kind] > 10


@pytest.mark.slow
def test_what_was_not_planted_is_hardly_spoken_of() -> None:
    assert len(counted().other) <= 10


def test_the_same_seed_plants_the_same_slips() -> None:
    text = PLANS[0].read_text(encoding="utf-8")
    made = [plant(text, KINDS, 20, random.Random("a")) for _ in range(2)]
    assert made[0] == made[1]
    changed, slips = made[0]
    assert slips
    assert all(changed[slip.start : slip.end] == slip.wrong != slip.right for slip in slips)
