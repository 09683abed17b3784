"""The process that does the jobs, one after another, forked warm from the one that watches over it."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import signal
import tempfile
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn

import psutil

from pipeline.process import stage
from pipeline.process.answer import attempt, told
from pipeline.process.death import Death, end_descendants
from pipeline.process.job import Done, Failed, Terms
from pipeline.process.limits import ADOPTS, die_with_parent, first_to_go, lift_memory, limit_memory
from pipeline.process.wire import ANSWER, LAST, STAGE, START_SECONDS, Orders


class Runner:
    """A forked process, the socket to it, a folder for its temporary files, and the jobs it has left."""

    def __init__(self, orders: Orders, parent: Connection) -> None:
        self.left = orders.recycle
        self.warm = psutil.Process().memory_info().rss
        self.folder = tempfile.mkdtemp(dir=orders.temporary)
        self.socket, theirs = Pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self.socket.close()
            parent.close()
            _run(orders, theirs, self.folder)
        theirs.close()
        self.signs: list[Connection | int] = [self.socket]
        if hasattr(os, "pidfd_open"):  # sees the end even where a process left behind holds the socket open
            self.signs.append(os.pidfd_open(self.pid))
        if orders.cold and wait(self.signs, START_SECONDS) == [self.socket]:
            with contextlib.suppress(EOFError, OSError):
                self.socket.recv_bytes()  # warm: from now on time counts

    def end(self, at: str, grace: float) -> Death:
        """Kill it, unless it dies of itself within ``grace`` seconds, with all that it started, and remove its
        temporary files -> how it ended."""
        limit, below = time.monotonic() + grace, list[psutil.Process]()
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        while pid == 0:
            if time.monotonic() >= limit:
                below = [] if ADOPTS else psutil.Process(self.pid).children(recursive=True)
                os.kill(self.pid, signal.SIGKILL)
                pid, status, usage = os.wait4(self.pid, 0)
            else:
                time.sleep(0.002)
                pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        end_descendants(below)
        self.socket.close()
        for sign in self.signs:
            if isinstance(sign, int):
                os.close(sign)
        shutil.rmtree(self.folder, ignore_errors=True)
        return Death(at, status, usage.ru_maxrss * 1024 - self.warm)


def _run(orders: Orders, guardian: Connection, folder: str) -> NoReturn:
    """The runner: do jobs until the guardian has no more."""
    try:
        die_with_parent()
        first_to_go()
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        terms: Terms = pickle.loads(orders.terms)
        if orders.cold:
            terms.warm_up()
            guardian.send_bytes(b"")
        if orders.memory is not None:
            limit_memory(orders.memory)
        while True:
            job = guardian.recv_bytes()
            stage.begin(lambda name: guardian.send_bytes(STAGE + name.encode()), orders.timeout)
            key, payload = pickle.loads(job)
            outcome = attempt(terms.work, key, payload, memory=orders.memory, folder=folder)
            spent = isinstance(outcome, Failed) and outcome.error == "memory"
            if spent:
                lift_memory()  # enough to say so
            guardian.send_bytes((LAST if spent else ANSWER) + _pickled(outcome))
    except (EOFError, OSError):
        os._exit(0)
    finally:
        os._exit(1)


def _pickled(outcome: Done[Any] | Failed) -> bytes:
    """A result that cannot be handed on is the job's fault like any other."""
    try:
        return pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps(Failed(outcome.key, stage.current(), type(error).__name__, told(error)))
