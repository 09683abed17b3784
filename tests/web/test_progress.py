"""What the page that waits is told: the stages as the check says them, in its own process."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pipeline.web.desk import Desk
from pipeline.web.settings import Settings
from pipeline.web.worker import Outcome
from tests.process.waiting import eventually
from tests.web import draft_jobs


@pytest.mark.parametrize("jobs", [1, 0], ids=["in a process of its own", "in the server's"])
def test_a_draft_follows_the_stages_of_its_check(jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("pipeline.web.desk.perform", draft_jobs.step_by_step)
    monkeypatch.setattr("pipeline.web.desk.warm_up", draft_jobs.no_warming_up)

    async def followed() -> None:
        desk = Desk(Settings(jobs=jobs))
        (tmp_path / "a").touch()
        draft = desk.hand_in("s", "a.txt", tmp_path / "a", parents=(), against=(), as_of=None, lang="vi")
        assert (draft.state, draft.stage) == ("waiting", "waiting")
        for name, shown in (("reading", "reading"), ("read", "reading"), ("checking", "checking")):
            assert await asyncio.to_thread(eventually, lambda shown=shown: draft.stage == shown)
            (draft.folder / name).touch()
        assert await asyncio.to_thread(eventually, lambda: draft.stage == "writing")
        assert draft.state == "running"
        (draft.folder / "writing").touch()
        assert draft.task is not None
        await draft.task
        assert (draft.state, draft.outcome) == ("done", Outcome("xong", "clean"))
        await desk.close()

    asyncio.run(followed())
    assert list(tmp_path.iterdir()) == []
