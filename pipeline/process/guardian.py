"""The process that watches over the one that does the jobs.

The *guardian* starts, warms up once (imports, data), and forks a *runner* that does the jobs one after another. It
alone talks to the program that gives the jobs. A runner that hangs is killed, one that dies is noticed, and the next is
forked warm within milliseconds. The guardian adopts every process that a runner leaves behind and ends it with its
runner. When the program that gave the jobs is gone, however it went, the guardian reads the end of its socket, ends
everything below it and then itself.

``pipeline.process.isolated`` starts it and speaks with it.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import shutil
import signal
import threading
import time
from multiprocessing.connection import Connection, wait

from pipeline.process.answer import told
from pipeline.process.death import Death
from pipeline.process.job import Failed
from pipeline.process.limits import adopt_orphans
from pipeline.process.runner import Runner
from pipeline.process.stage import PAGE_SECONDS, of_page
from pipeline.process.wire import ANSWER, LAST, STAGE, START_SECONDS, STOP, WATCHED, Orders
from pipeline.saying import to_say, verbatim

_GRACE_SECONDS = 5.0
_COLLECT = (50_000, 20, 100)  # a job makes few cycles: looking for them as often as Python does costs 5-10 %


def main(descriptor: int) -> None:
    """The guardian: take the orders, warm up, then answer each job with exactly one outcome until the end of file.

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
        while parent.poll(orders.idle):
            message = parent.recv_bytes()
            if message != STOP:  # else it came when the job had been answered
                parent.send_bytes(ANSWER + guardian.attend(message[1:], watched=message.startswith(WATCHED)))
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

    def attend(self, job: bytes, *, watched: bool) -> bytes:
        """One pickled (key, payload) -> its pickled outcome; the stages of a ``watched`` one are told on the way.

        A death that comes from outside (SIGKILL, SIGTERM) says nothing about the job, so it is tried again as often as
        the orders say; if the last runner is killed too, the job was what the system would not bear.
        """
        outcome = self._trial(job, watched)
        for _ in range(1, self.orders.tries):
            if isinstance(outcome, Death) and outcome.from_outside:
                outcome = self._trial(job, watched)
        if isinstance(outcome, Death):
            outcome = pickle.dumps(outcome.as_failure("", self.orders.memory))
        return outcome

    def _trial(self, job: bytes, watched: bool) -> bytes | Death:
        """-> the pickled outcome of one runner, or how that runner died."""
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
                if not message.startswith(STAGE):
                    return self._answered(runner, message)
                at, pages = of_page(message[1:].decode())
                limit = limit + PAGE_SECONDS if pages and limit is not None else limit
                if watched:
                    self.parent.send_bytes(message)
                continue
            if ready and self.parent not in ready:
                return self._dead(runner, at)
            self.end_runner()
            if ready:  # while a job is in hand the program speaks only to take it back, or has come to its end
                self.parent.recv_bytes()
                return pickle.dumps(Failed("", at, "stopped", verbatim("")))
            return pickle.dumps(Failed("", at, "timeout", to_say("process.slow", seconds=timeout or 0.0)))

    def _answered(self, runner: Runner, message: bytes) -> bytes:
        """-> the outcome in a runner's message; a runner that has done its share is ended."""
        runner.left -= 1
        if runner.left <= 0 or message.startswith(LAST):
            self.end_runner()
        return message[1:]

    def _dead(self, runner: Runner, at: str) -> Death:
        """The runner is dead or about to be: its kernel needs a moment to say how."""
        self.runner = None
        return runner.end(at, grace=_GRACE_SECONDS)

    def end_runner(self) -> None:
        """End the runner and all that it started."""
        if self.runner is not None:
            self.runner.end("", grace=0.0)
            self.runner = None
