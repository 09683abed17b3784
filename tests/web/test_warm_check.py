"""What a process has done before a draft comes, so that no draft waits for it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.process.job import Done, Terms
from pipeline.process.pool import calls
from pipeline.web.worker import Order, warm_up
from tests.web import draft_jobs

PLANS = Path(__file__).resolve().parents[2] / "corpus" / "plans"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux tells them")
def test_a_warm_process_imports_nothing_more_and_can_be_forked(tmp_path: Path) -> None:
    order = Order(tmp_path, (PLANS, ""), (), ("112/QĐ-TTg", "auto"), None, date(2026, 1, 1), "vi", None, 300.0, 10**8)
    warm = calls(Terms(draft_jobs.freshly_imported, recycle=1, initializer=warm_up), apart=True)
    for path in sorted(path for path in PLANS.iterdir() if path.suffix in (".docx", ".txt")):
        assert warm.call(path.name, replace(order, draft=(path, path.name))) == Done(path.name, ([], 1))
    warm.end()
