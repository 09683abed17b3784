"""Private folders of a run that was killed are cleared by the next one; those of runs that live are not."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from pipeline.process.private import clear_orphans, private_folder


def test_only_what_the_dead_left_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    alive = private_folder("serve")
    assert stat.S_IMODE(alive.stat().st_mode) == 0o700
    again = tmp_path / f"doichieu-serve-{os.getpid()}-1-abc"  # the number is given again, to another process
    dead = tmp_path / "doichieu-worker-999999999-12345-abc"
    others = tmp_path / "doichieu-serve-notes"
    for folder in (again, dead, others):
        folder.mkdir()
        (folder / "draft").write_text("x")
    (tmp_path / "doichieu-beside-999999999-1-link").symlink_to(others)
    assert clear_orphans() == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [alive.name, others.name, "doichieu-beside-999999999-1-link"]
    )
    assert (others / "draft").exists()
