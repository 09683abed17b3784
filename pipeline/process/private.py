"""Folders of a run for what is nobody else's: made under its process's name, cleared by the next run where that process
was killed before it could."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

_NAME = re.compile(r"doichieu-(?:serve|worker|beside)-(\d+)-(\d+)-\w+")


def private_folder(kind: str) -> Path:
    """-> a new folder that only this user can look into; its name tells the process that made it and when it began.

    ``kind``: "serve" (drafts and reviews), "worker" (of a guardian), "beside" (of a command).
    """
    return Path(tempfile.mkdtemp(prefix=f"doichieu-{kind}-{os.getpid()}-{_began(os.getpid())}-"))


def clear_orphans() -> int:
    """Remove the private folders of processes that are no more -> how many there were."""
    cleared = 0
    with contextlib.suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            found = _NAME.fullmatch(path.name)
            if found is None or _began(int(found[1])) == int(found[2]) or path.is_symlink() or not _is_ours(path):
                continue
            shutil.rmtree(path, ignore_errors=True)
            cleared += 1
    return cleared


def _is_ours(path: Path) -> bool:
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()


def _began(pid: int) -> int:
    """-> when a process began, in hundredths of a second; 0 where there is none. A number is given again, with
    another beginning."""
    import psutil

    try:
        return int(psutil.Process(pid).create_time() * 100)
    except (psutil.Error, OverflowError):
        return 0
