"""What the operating system is asked to hold a process to. Linux knows all of it; elsewhere less is promised."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import signal
import sys
from pathlib import Path

_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36  # <linux/prctl.h>
ADOPTS = sys.platform == "linux"  # whether ``adopt_orphans`` can do what it says
_LIKELY_VICTIM = "500"  # of 1000, see proc(5) on oom_score_adj


def adopt_orphans() -> None:
    """Processes whose parents, somewhere below this one, have ended become children of this one."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """Be killed when the thread that forked this process ends; the forking process must have only that one."""
    parent = os.getppid()
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def first_to_go() -> None:
    """When the machine is out of memory the kernel should end this process, not the program that waits for it. Nor is
    a core file of every crash wanted."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_LIKELY_VICTIM, encoding="ascii")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(allowed: int) -> None:
    """Refuse this process, and each it starts, more than ``allowed`` bytes beyond what it holds now.

    Counted is private writable memory (RLIMIT_DATA), not mapped files, nor address space that is only reserved.
    """
    held = re.search(r"^VmData:\s+(\d+) kB", _own_status(), re.MULTILINE)
    if held is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (int(held.group(1)) * 1024 + allowed, hard))


def lift_memory() -> None:
    """Take the limit back."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _own_status() -> str:
    try:
        return Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
