"""Floors of the alignment gold: they go up with the matcher and never down in silence."""

from __future__ import annotations

import pytest

from tests.benchmarks.alignment import best, by_the_project, fuzzy, letters_tfidf, load_gold, score, words_only

GOLD = load_gold()


def test_the_gold_is_large_and_has_every_trap() -> None:
    assert sum(len(case.plan) for case in GOLD) >= 190
    traps = {trap for case in GOLD for trap in case.because.values()}
    assert traps == {
        "paraphrase",
        "narrowed",
        "split",
        "merged",
        "same_number",
        "other_population",
        "other_indicator",
        "change_level",
        "other_unit",
        "own",
    }


def test_known_fields() -> None:
    found = score(GOLD, by_the_project)
    assert found.precision >= 0.99, found.line()
    assert found.recall >= 0.95, found.line()
    assert found.right >= 0.96, found.line()


def test_bare_clauses() -> None:
    found = score([words_only(case) for case in GOLD], by_the_project)
    assert found.precision >= 0.95, found.line()
    assert found.right >= 0.93, found.line()


@pytest.mark.slow
def test_better_than_each_likeness_alone() -> None:
    thresholds = [k / 50 for k in range(0, 45)]
    mine = score(GOLD, by_the_project)
    for likeness in (fuzzy, letters_tfidf):
        plain = best(GOLD, likeness, thresholds)[1]
        assert mine.right > plain.right
        assert mine.precision > plain.precision
