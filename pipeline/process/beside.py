"""Jobs of a command, done beside it: in a fork of the program, which has loaded what the jobs need.

The lighter half of this room: no guardian, since the program itself waits. It must have no other threads.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NoReturn, TypeVar

from pipeline.process import stage
from pipeline.process.answer import attempt
from pipeline.process.job import Done, Failed
from pipeline.process.private import private_folder
from pipeline.saying import to_say

P = TypeVar("P")
R = TypeVar("R")
_GRACE_SECONDS = 2.0


class Beside(Generic[P, R]):
    """Does ``work(payload)`` for one key after another, each within ``timeout`` seconds and ``memory`` bytes beyond
    what the program holds. The process that breaks, with what it has started, is replaced with the next job.

    ``watch`` hears, with the key, of pages that are done ("3/40"), each of which adds its own seconds.

    Where nothing can be forked (Windows) the work is done here, without bounds. ``work`` may be any function; what it
    gives must be fit for a pickle.
    """

    def __init__(
        self,
        work: Callable[[P], R],
        *,
        timeout: float | None,
        memory: int | None,
        watch: Callable[[str, str], object] = lambda key, pages: None,
    ) -> None:
        self._work, self._timeout, self._memory, self._watch = work, timeout, memory, watch
        self._line: Connection | None = None
        self._pid = self._held = 0
        self._folder = ""

    def __enter__(self) -> Beside[P, R]:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def call(self, key: str, payload: P) -> Done[R] | Failed:
        """Do one job -> its outcome."""
        if os.name != "posix":
            stage.begin()
            return attempt(self._work, key, payload)
        from pipeline.process.death import Death

        line = self._line or self._fork()
        at = ""
        try:
            line.send(payload)
            limit = None if self._timeout is None else time.monotonic() + self._timeout
            while wait([line], None if limit is None else max(0.0, limit - time.monotonic())):
                found = line.recv()
                if not isinstance(found, str):
                    return self._taken(key, found)
                at, pages = stage.of_page(found)
                if pages:
                    limit = None if limit is None else limit + stage.PAGE_SECONDS
                    self._watch(key, pages)
            self._end()
            return Failed(key, at, "timeout", to_say("process.slow", seconds=self._timeout or 0.0))
        except (EOFError, OSError):
            return Death(at, *self._end(_GRACE_SECONDS)).as_failure(key, self._memory)
        except BaseException:
            self._end()
            raise

    def _taken(self, key: str, found: Done[R] | Failed) -> Done[R] | Failed:
        """-> an outcome; a process that came to its bound does nothing more."""
        if isinstance(found, Failed):
            if found.error == "memory":
                self._end()
            return Failed(key, found.stage, found.error, found.said)
        return Done(key, found.value)

    def _fork(self) -> Connection:
        import psutil

        self._held = psutil.Process().memory_info().rss
        self._folder = str(private_folder("beside"))
        self._line, theirs = Pipe()
        self._pid = os.fork()
        if self._pid == 0:
            self._line.close()
            _run(self._work, theirs, self._timeout, self._memory, self._folder)
        theirs.close()
        return self._line

    def _end(self, grace: float = 0.0) -> tuple[int, int]:
        """End the process and what it has started -> how it ended and the bytes that it had most of, as for Death."""
        import psutil

        if self._line is None:
            return 0, 0
        limit = time.monotonic() + grace
        pid, status, usage = os.wait4(self._pid, os.WNOHANG)
        while pid == 0 and time.monotonic() < limit:
            time.sleep(0.002)
            pid, status, usage = os.wait4(self._pid, os.WNOHANG)
        if pid == 0:
            below = psutil.Process(self._pid).children(recursive=True)
            os.kill(self._pid, signal.SIGKILL)
            pid, status, usage = os.wait4(self._pid, 0)
            for child in below:
                with contextlib.suppress(psutil.Error):
                    child.kill()
        self._line.close()
        self._line = None
        shutil.rmtree(self._folder, ignore_errors=True)
        return status, usage.ru_maxrss * 1024 - self._held


def _run(
    work: Callable[[Any], Any], line: Connection, timeout: float | None, memory: int | None, folder: str
) -> NoReturn:
    """The fork: do jobs until the program has no more."""
    from pipeline.process.limits import die_with_parent, first_to_go, lift_memory, limit_memory

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program hears Ctrl-C, and ends this process
        die_with_parent()
        first_to_go()
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        if memory is not None:
            limit_memory(memory)
        while True:
            payload = line.recv()
            stage.begin(line.send, timeout)
            outcome = attempt(work, "", payload, memory=memory, folder=folder)
            if isinstance(outcome, Failed) and outcome.error == "memory":
                lift_memory()  # enough to say so
            try:
                line.send(outcome)
            except (pickle.PicklingError, AttributeError, TypeError, RecursionError) as error:
                line.send(Failed("", stage.current(), type(error).__name__, to_say("verbatim", words=str(error))))
    except (EOFError, OSError):
        os._exit(0)
    finally:
        os._exit(1)
