"""What reading costs grows as the text does, counted in calls: no clock, so that a busy machine changes nothing."""

from __future__ import annotations

import cProfile
import gc

import pytest

from pipeline.api import check, rules_in_use
from pipeline.parse import parse_bytes
from tests.benchmarks.growth import FAMILIES, Family, seconds

N = 200
FAST = ("articles", "blank lines", "annexes", "bars", "deadlines", "money", "list items")


def calls(family: Family, n: int) -> int:
    profile = cProfile.Profile(builtins=True)
    data = family.make(n)
    gc.disable()  # what it calls would count too
    profile.enable()
    try:
        check(parse_bytes(data, family.name, rules_in_use(None)), "auto", rules=rules_in_use(None))
    finally:
        profile.disable()
        gc.enable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "name", [name if name in FAST else pytest.param(name, marks=pytest.mark.slow) for name in FAMILIES]
)
def test_twice_the_text_takes_twice_the_work(name: str) -> None:
    family = FAMILIES[name]
    seconds(family, 2 * N, checked=True)  # what is loaded and remembered once, the lexicon by a longer text alone
    many, more = (calls(family, n) for n in (N, 2 * N))
    assert more <= 2.25 * many + 15_000, (many, more)  # rules that begin with a longer text
