"""Floors of the alignment gold: they go up with the matcher and never down in silence."""

from __future__ import annotations

from bench_alignment import by_the_project, load_gold, score, words_only

GOLD = load_gold()


def test_the_gold_is_large_and_has_every_trap() -> None:
    assert sum(len(case.plan) for case in GOLD) >= 150
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
    assert found.precision >= 0.92, found.line()
    assert found.right >= 0.81, found.line()


def test_bare_clauses() -> None:
    found = score([words_only(case) for case in GOLD], by_the_project)
    assert found.precision >= 0.92, found.line()
    assert found.right >= 0.81, found.line()
