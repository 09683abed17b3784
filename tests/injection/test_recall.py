"""Proof by injection: what is planted is found, and clean plans stay clean. Floors go up, never down in silence.

Some errors of each kind are planted here; ``python -m tests.injection.recall`` plants thousands and has the figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.injection.planting import KINDS, Kind
from tests.injection.recall import PLANS, alone, clean, score

pytestmark = pytest.mark.slow
A_KIND, MISSED = 12, 1  # planted of a kind, and how many of them may stay unseen
FEW, LEAST_PLANTED, FLOOR_ALL = 4, 200, 0.95  # over all kinds


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_recall_of_each_kind(kind: Kind) -> None:
    one = score(kind, A_KIND)
    assert one.planted > 0
    assert len(one.missed) <= MISSED, "\n".join(one.missed)


def test_recall_over_all() -> None:
    scores = [score(kind, FEW) for kind in KINDS]
    planted, found = sum(s.planted for s in scores), sum(s.found for s in scores)
    assert planted >= LEAST_PLANTED
    assert found / planted >= FLOOR_ALL


@pytest.mark.parametrize("path", [p for p in PLANS if "corpus" not in p.parts], ids=lambda p: p.stem)
def test_false_alarms_on_clean_plans(path: Path) -> None:
    blamed = [f"{f.rule_id} {f.quote!r} {f.message}" for f in alone(clean(path)).findings if f.severity != "info"]
    assert not blamed, "\n".join(blamed)
