"""What tests of processes wait for, and which processes they have started."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import psutil


def eventually(what: Callable[[], bool], seconds: float = 30.0) -> bool:
    """-> whether it came true; the bound is there for a failure, not for a slow machine."""
    limit = time.monotonic() + seconds
    while not what() and time.monotonic() < limit:
        time.sleep(0.02)
    return what()


def below() -> set[psutil.Process]:
    """-> every process below this one."""
    return set(psutil.Process().children(recursive=True))


def told(file: Path) -> int:
    """-> the process that a job has written into a file, when it has."""
    assert eventually(lambda: file.exists() and bool(file.read_text()))
    return int(file.read_text())
