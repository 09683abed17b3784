"""The process that documents are read in, and the one that watches over it.

The *guardian* starts, warms up once (imports, rules), and forks a *runner* that does the jobs one after another. It
alone talks to the program that gives the jobs. A runner that hangs is killed, one that dies is noticed, and the next is
forked warm within milliseconds. The guardian adopts every process that a runner leaves behind (LibreOffice, Tesseract)
and ends it with its runner. When the program that gave the jobs is gone, however it went, the guardian reads the end of
its socket, ends everything below it and then itself.

``pipeline.batch.isolated`` starts it and speaks with it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import shutil
import signal
import tempfile
import threading
import time
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, NoReturn

import psutil

from pipeline.batch import stage
from pipeline.batch.answer import attempt, told
from pipeline.batch.death import Death, end_descendants
from pipeline.batch.job import Done, Failed, Terms
from pipeline.batch.limits import adopt_orphans, die_with_parent, first_to_go, lift_memory, limit_memory
from pipeline.saying import to_say

START_SECONDS = 120.0
_IDLE_SECONDS = 900.0  # a guardian that nobody asks anything for so long ends; the next job starts another
_GRACE_SECONDS = 5.0
_COLLECT = (50_000, 20, 100)  # a document makes few cycles: looking for them as often as Python does costs 5-10 %
_STAGE, _ANSWER, _LAST = b"S", b"A", b"L"  # what a message of a runner begins with


@dataclass(frozen=True)
class Orders:
    """What a guardian is told first: the terms, still pickled, so that a cold one need not import what they name."""

    terms: bytes
    timeout: float | None
    memory: int | None
    recycle: int
    folder: str
    cold: bool
    temporary: str = ""


def main(descriptor: int) -> None:
    """The guardian: take the orders, warm up, then answer each job with exactly one message until the end of file.

    The first message back is ("ready", ""), ("unfit", why) or ("cold", ""): the warm process has threads, which a fork
    would not copy though it copies their locks, so start one that forks before it warms up.
    """
    parent = Connection(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.alarm(int(START_SECONDS))  # kills, also when nobody is left to wait for the answer
    adopt_orphans()
    orders: Orders = parent.recv()
    with contextlib.suppress(OSError):
        os.chdir(orders.folder)
    if not orders.cold:
        try:
            pickle.loads(orders.terms).warm_up()
        except BaseException as error:
            parent.send(("unfit", to_say("process.unfit", name=type(error).__name__, why=told(error))))
            return
        if _threads() > 1:
            parent.send(("cold", ""))
            return
        gc.collect()
        gc.freeze()  # what is warm stays shared with the runners
        gc.set_threshold(*_COLLECT)
    signal.alarm(0)
    parent.send(("ready", ""))
    guardian = Guardian(parent, orders)
    try:
        while parent.poll(_IDLE_SECONDS):
            parent.send_bytes(guardian.attend(parent.recv_bytes()))
    except (EOFError, OSError):
        pass  # the program that gave the jobs is gone
    finally:
        guardian.end_runner()
        shutil.rmtree(orders.temporary, ignore_errors=True)


def _threads() -> int:
    """-> the threads of this process, those of native libraries too where the system tells."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return threading.active_count()


class Guardian:
    """Keeps one runner at a time and gives it the jobs."""

    def __init__(self, parent: Connection, orders: Orders) -> None:
        self.parent = parent
        self.orders = orders
        self.runner: Runner | None = None

    def attend(self, job: bytes) -> bytes:
        """One pickled (key, payload) -> its pickled outcome.

        A death that comes from outside (SIGKILL, SIGTERM) says nothing about the document, so it is tried again; if the
        second runner is killed too, the document was what the system would not bear.
        """
        outcome = self._trial(job)
        if isinstance(outcome, Death) and outcome.from_outside:
            outcome = self._trial(job)
        if isinstance(outcome, Death):
            outcome = pickle.dumps(Failed("", outcome.stage, "crash", outcome.said(self.orders.memory)))
        return outcome

    def _trial(self, job: bytes) -> bytes | Death:
        if self.runner is None:
            self.runner = Runner(self.orders, self.parent)
        runner, at = self.runner, ""
        timeout = self.orders.timeout
        try:
            runner.socket.send_bytes(job)
        except OSError:
            return self._dead(runner, at)
        limit = None if timeout is None else time.monotonic() + timeout
        while True:
            ready = wait([*runner.signs, self.parent], None if limit is None else max(0.0, limit - time.monotonic()))
            if runner.socket in ready:
                try:
                    message = runner.socket.recv_bytes()
                except (EOFError, OSError):
                    return self._dead(runner, at)
                if message.startswith(_STAGE):
                    at = message[1:].decode()
                    continue
                runner.left -= 1
                if runner.left <= 0 or message.startswith(_LAST):
                    self.end_runner()
                return message[1:]
            if ready and self.parent not in ready:
                return self._dead(runner, at)
            self.end_runner()
            if ready:  # the parent never speaks while a job is in hand: this is its end
                raise EOFError
            return pickle.dumps(Failed("", at, "timeout", to_say("process.slow", seconds=timeout or 0.0)))

    def _dead(self, runner: Runner, at: str) -> Death:
        """The runner is dead or about to be: its kernel needs a moment to say how."""
        self.runner = None
        return runner.end(at, grace=_GRACE_SECONDS)

    def end_runner(self) -> None:
        """End the runner and all that it started."""
        if self.runner is not None:
            self.runner.end("", grace=0.0)
            self.runner = None


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
        limit = time.monotonic() + grace
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        while pid == 0:
            if time.monotonic() >= limit:
                os.kill(self.pid, signal.SIGKILL)
                pid, status, usage = os.wait4(self.pid, 0)
            else:
                time.sleep(0.002)
                pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        end_descendants()
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
            stage.begin(lambda name: guardian.send_bytes(_STAGE + name.encode()))
            key, payload = pickle.loads(job)
            outcome = attempt(terms.work, key, payload, memory=orders.memory, folder=folder)
            spent = isinstance(outcome, Failed) and outcome.error == "memory"
            if spent:
                lift_memory()  # enough to say so
            guardian.send_bytes((_LAST if spent else _ANSWER) + _pickled(outcome))
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
