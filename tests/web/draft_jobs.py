"""Checks of drafts with something beside them, for tests: in a module, since another process has to find them."""

from __future__ import annotations

import os
import sys

from pipeline.process import stage
from pipeline.web.worker import Order, Outcome, review_draft
from tests.process.waiting import eventually


def step_by_step(order: Order) -> Outcome:
    """A check that goes on when the test lets it, by a file of the stage's name."""
    for name in ("reading", "read", "checking", "writing"):
        stage.at(name)
        assert eventually((order.folder / name).exists)
    return Outcome("xong", "clean")


def no_warming_up() -> None:
    """Nothing is needed."""


def freshly_imported(order: Order) -> tuple[list[str], int]:
    """-> what a draft made a warm process import from outside the standard library, and its guardian's threads."""
    before = set(sys.modules)
    assert isinstance(review_draft(order), Outcome)
    new = {name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names
    return sorted(new), len(os.listdir(f"/proc/{os.getppid()}/task"))
