"""The demo corpus and its tables, made once for all tests and all worker processes."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Any

import pytest

from tests.tools.places import PLANS


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    from pipeline.notebook import demo

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demo"  # of one run, whoever comes first makes it
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        demo(folder)
    return folder


@pytest.fixture(scope="session")
def demo_tables(demo_folder: Path) -> Any:
    import pipeline

    return pipeline.tables(demo_folder / "tables")


@pytest.fixture(scope="session")
def small_tables() -> Any:
    """The two real plans of the corpus, held against the Decision that one of them cites wrongly."""
    import pipeline

    plans = PLANS
    return pipeline.tables([plans / "kim-tra-2026.txt", plans / "quan-11-2023.txt"], against="112/QĐ-TTg")
