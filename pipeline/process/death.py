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

_PATIENCE_SECONDS = 5.0  # a process in an uninterruptible call is left to itself after that


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

    def words(self, memory: int | None) -> str:
        """-> what happened, for the user. A native library that is refused memory often crashes instead of saying so:
        that is named as likely where the process had used more than half of the ``memory`` bytes allowed."""
        if not os.WIFSIGNALED(self.status):
            return f"tiến trình đọc tự thoát với mã {os.waitstatus_to_exitcode(self.status)}"
        number = os.WTERMSIG(self.status)
        name = signal.Signals(number).name if number in set(signal.Signals) else f"tín hiệu {number}"
        words = f"tiến trình đọc bị dừng đột ngột ({name})"
        if number == signal.SIGKILL:
            return words + "; thường do máy hết bộ nhớ"
        if memory is not None and self.peak > memory / 2:
            return words + f"; có thể do {out_of_memory(memory)}"
        return words


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
