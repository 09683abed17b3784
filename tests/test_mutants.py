"""Mutants of real plans end in a Document, whose review has every form, or in a ReadError; ``tests.benchmarks.mutants``
runs thousands of them."""

from __future__ import annotations

import pytest

from tests.benchmarks.mutants import KINDS, made, sources_of, tried
from tests.tools.places import PLANS

SOURCES = [one for one in sources_of(PLANS) if not one[0].endswith((".rtf", ".pdf"))]
SEEDS = range(20)


@pytest.mark.parametrize("seed", [seed if seed < 6 else pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS])
def test_a_mutant_ends_in_a_document_or_a_read_error(seed: int) -> None:
    assert tried(made(SOURCES, seed))[0] in ("Document", "ReadError")


def test_a_seed_makes_the_same_mutant_again() -> None:
    assert made(SOURCES, 7) == made(SOURCES, 7) != made(SOURCES, 8)
    assert {name[name.rindex(".") :] for name, _ in SOURCES} == set(KINDS) - {".rtf", ".pdf"}
