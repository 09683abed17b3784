"""The figures of the annotated plans never fall silently."""

from __future__ import annotations

import pytest
import yaml

from pipeline.api import read
from pipeline.evaluate import evaluate
from pipeline.evaluate.render import evaluation_text
from tests.tools.places import GOLD


@pytest.mark.slow
def test_no_figure_is_below_its_floor() -> None:
    floors = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))
    evaluation = evaluate(GOLD, read)
    assert not evaluation.failed
    fallen = {
        measure: (round(evaluation.scores[measure].f1, 4), floor)
        for measure, floor in floors.items()
        if evaluation.scores[measure].f1 < floor - 1e-9
    }
    assert not fallen, f"(now, floor): {fallen}\n{evaluation_text(evaluation, lang='en')}"
