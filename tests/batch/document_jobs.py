"""Documents taken apart with something beside it, for tests: in a module, since another process has to find it."""

from __future__ import annotations

import os
import sys
import time

from pipeline.batch.work import Job, Taken, take_apart
from pipeline.process import stage


def freshly_imported(job: Job) -> tuple[list[str], int]:
    """-> what a document made a warm process import from outside the standard library, and its guardian's threads."""
    before = set(sys.modules)
    take_apart(job)
    new = {name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names
    return sorted(new), len(os.listdir(f"/proc/{os.getppid()}/task"))


def take_apart_or_crash(job: Job) -> Taken:
    """A reader that a file crashes: no file is known that still does it to the program's own."""
    if job.source.endswith("sập.txt"):
        stage.at("read")
        os.abort()
    return take_apart(job)


def take_apart_slowly(job: Job) -> Taken:
    time.sleep(0.1)
    return take_apart(job)
