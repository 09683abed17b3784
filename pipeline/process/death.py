"""How a process that did a job came to its end, and the ending of what it had started."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from pipeline.process.answer import out_of_memory
from pipeline.process.job import Failed
from pipeline.saying import Said, to_say

_PATIENCE_SECONDS = 5.0  # a process in an uninterruptible call is left to itself after that


_REFUSED = 4  # of the memory allowed: the part that must have been used for an abort to be a lack of it


@dataclass(frozen=True)
class Death:
    """``stage`` the job had come to, ``status`` as ``os.wait`` gives it, ``peak`` bytes of memory at most in
    use beyond those of the warm process."""

    stage: str
    status: int
    peak: int

    @property
    def from_outside(self) -> bool:
        """Killed by someone else: the kernel short of memory, an administrator."""
        return os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) in (signal.SIGKILL, signal.SIGTERM)

    def as_failure(self, key: str, memory: int | None) -> Failed:
        """-> the outcome of the job. A native library that is refused memory says so by SIGABRT.

        What it was refused can be the larger part of what it was allowed.
        """
        refused = os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGABRT
        if refused and memory is not None and self.peak > memory / _REFUSED:
            return Failed(key, self.stage, "memory", out_of_memory(memory))
        return Failed(key, self.stage, "crash", self.said(memory))

    def said(self, memory: int | None) -> Said:
        """-> what happened, for the user. A native library that is refused memory often crashes instead of saying so:
        that is named as likely where the process had used more than half of the ``memory`` bytes allowed."""
        if not os.WIFSIGNALED(self.status):
            return to_say("process.left", code=os.waitstatus_to_exitcode(self.status))
        number = os.WTERMSIG(self.status)
        known = number in set(signal.Signals)
        name = signal.Signals(number).name if known else to_say("process.signal", number=number)
        if number == signal.SIGKILL:
            return to_say("process.killed_by_system", name=name)
        if memory is not None and self.peak > memory / 2:
            return to_say("process.killed_perhaps", name=name, why=out_of_memory(memory))
        return to_say("process.killed", name=name)


def end_descendants(others: Iterable[psutil.Process] = ()) -> None:
    """Kill and reap every process below this one, those in sessions of their own too, since they were adopted; and kill
    ``others`` that were below one that has ended, where they are not."""
    for other in others:
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            other.kill()
    limit = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < limit:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid:
            continue
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                child.kill()
        time.sleep(0.005)
