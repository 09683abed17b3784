"""Raise the floors of ``tests/gold/floors.yaml`` to what the program reaches now; a floor never goes down here.

usage: python -m tests.tools.raise_floors
"""

from __future__ import annotations

import yaml

from pipeline.api import read
from pipeline.evaluate import evaluate
from tests.tools.places import GOLD

FLOORS = GOLD / "floors.yaml"
_HEAD = "# the lowest F1 that each measure of `doichieu eval tests/gold` may have; raised by tests.tools.raise_floors"


def main() -> None:
    known = yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    reached = {measure: int(score.f1 * 1000) / 1000 for measure, score in evaluate(GOLD, read).scores.items()}
    raised = {measure: max(known.get(measure, 0.0), f1) for measure, f1 in reached.items() if f1 or known.get(measure)}
    lines = [_HEAD, *(f"{measure}: {f1:.3f}" for measure, f1 in sorted(raised.items()))]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
