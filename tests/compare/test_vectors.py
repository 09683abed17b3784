"""Sparse products against the same sums written out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pipeline.compare import vectors as module
from pipeline.compare.vectors import Grams, cosine, cover, space_of, syllable_grams, vectors

OURS = [("hộ", "nghèo"), (), ("trẻ", "em", "nghèo", "em", "nghèo"), ("lạ",)]
THEIRS = [("trẻ", "em"), ("hộ", "nghèo", "hộ", "cận", "nghèo"), ("nghèo",)]


def unit(grams: Grams, weight: dict[str, float]) -> dict[str, float]:
    weighted = {gram: count * weight[gram] for gram, count in grams.items() if gram in weight}
    length = math.sqrt(sum(v * v for v in weighted.values()))
    return {gram: v / length for gram, v in weighted.items()}


@pytest.mark.parametrize("at_once", [1, 3, 1 << 16])
def test_products_are_the_sums_over_shared_grams(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few products are held in memory together; rows without a gram, and grams that no space has, too."""
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    known = [syllable_grams(words) for words in (*OURS[:3], *THEIRS)]
    space = space_of(known)
    weight = {gram: float(space.weight[k]) for gram, k in space.column.items()}
    ours, theirs = ([syllable_grams(words) for words in side] for side in (OURS, THEIRS))
    both = vectors(ours, space), vectors(theirs, space)
    left, right = [unit(g, weight) for g in ours], [unit(g, weight) for g in theirs]
    likeness = [[sum(v * b[g] for g, v in a.items() if g in b) for b in right] for a in left]
    share = [[sum(v * v for g, v in a.items() if g in b) for b in right] for a in left]
    assert cosine(*both) == pytest.approx(np.array(likeness))
    assert cover(*both) == pytest.approx(np.array(share))
