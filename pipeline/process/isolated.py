"""A guardian (``pipeline.process.guardian``) as the program that gives the jobs sees it: ask, and get one answer."""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from pipeline.process.job import Done, Failed, StartError, Terms
from pipeline.process.private import clear_orphans, private_folder
from pipeline.process.ticket import Ticket
from pipeline.process.wire import JOB, STAGE, START_SECONDS, STOP, WATCHED, Orders
from pipeline.saying import to_say

_ENTRY = "import sys; sys.path[:] = sys.argv[2:]; from pipeline.process.guardian import main; main(int(sys.argv[1]))"
_ONE_THREAD = {  # a process a core is enough, and only a process without threads can be forked warm
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
_END_SECONDS = 15.0


class Isolated:
    """One warm process that does jobs one at a time. What it has started ends with it, and it with this program.

    ``call`` and ``close`` belong to one thread; ``hang_up`` may come from any.
    """

    def __init__(self, terms: Terms) -> None:
        packed = pickle.dumps(terms)
        bounds = (terms.timeout, terms.memory, terms.recycle, terms.tries, terms.idle)
        self._orders = Orders(packed, *bounds, terms.folder, cold=False)
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._hung_up = False

    def call(self, key: str, payload: Any, ticket: Ticket | None = None) -> Done[Any] | Failed:
        """Do one job -> its outcome. A guardian that is killed is started anew, and the job tried as the terms say.

        Raises StartError, and CancelledError after ``hang_up`` and where the job was taken back.
        """
        job = pickle.dumps((key, payload), pickle.HIGHEST_PROTOCOL)
        for _ in range(self._orders.tries):
            self.warm()
            try:
                outcome = self._asked(job, ticket)
            except (EOFError, OSError):
                self.close()
                if self._hung_up:
                    raise CancelledError from None
                continue
            return replace(outcome, key=key)
        lost = "process.guardian_lost_again" if self._orders.tries > 1 else "process.guardian_lost"
        return Failed(key, "", "crash", to_say(lost))

    def _asked(self, job: bytes, ticket: Ticket | None) -> Done[Any] | Failed:
        """Have the guardian do a job and pass on what it tells meanwhile -> the outcome."""
        if ticket is None:
            self._connection.send_bytes(JOB + job)
            message = self._connection.recv_bytes()
        else:
            if ticket.taken_back:
                raise CancelledError
            self._connection.send_bytes(WATCHED + job)
            ticket.under_way(self._stop)
            try:
                while (message := self._connection.recv_bytes()).startswith(STAGE):
                    ticket.tell(message[1:].decode())
            except BaseException:
                self.close()  # or the outcome that is still to come would be taken for the next job's
                raise
            finally:
                ticket.over()
            if ticket.taken_back:
                raise CancelledError
        outcome: Done[Any] | Failed = pickle.loads(memoryview(message)[1:])
        return outcome

    def _stop(self) -> None:
        """Have the job in hand ended; the guardian stays."""
        with contextlib.suppress(OSError):
            self._connection.send_bytes(STOP)

    def warm(self) -> None:
        """Start the process where none is running, and wait until it is warm."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._start()

    def _start(self) -> None:
        """Start the process and wait until it is warm."""
        self._temporary = str(private_folder("worker"))
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _ENTRY, str(theirs.fileno()), *sys.path],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()], start_new_session=True, env={**os.environ, **_ONE_THREAD},
            )  # fmt: skip
        self._connection = Connection(os.dup(self._line.fileno()))
        if self._hung_up:  # while there was nothing to hang up
            self.hang_up()
        try:
            self._connection.send(replace(self._orders, temporary=self._temporary))
            state, why = self._connection.recv()
        except (EOFError, OSError):
            state, why = "ended", ""
        if state == "ready":
            return
        if self._hung_up:
            self._process.kill()  # while it warms up it does not listen, and it has started nothing
        self.close()
        if self._hung_up:
            raise CancelledError
        if state == "cold" and not self._orders.cold:
            self._orders = replace(self._orders, cold=True)
            self._start()
            return
        if state == "ended":
            code = self._process.returncode
            why = (
                to_say("process.ended_by_signal", number=-code, seconds=START_SECONDS)
                if code < 0
                else to_say("process.ended_with_code", code=code, seconds=START_SECONDS)
            )
        raise StartError("", "process.no_start", why=why)

    def hang_up(self) -> None:
        """Let the process end with all it has in hand; a ``call`` that waits for it in another thread is cancelled."""
        self._hung_up = True
        line = self._line
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the process and wait until it and all that it started are gone."""
        if self._line is None or self._process is None:
            return
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._connection.close()
        self._line = None
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._temporary, ignore_errors=True)  # where the guardian was killed before it could


class Isolation:
    """As many ``Isolated`` processes as there are calls at one time; they are kept warm between calls.

    Its functions may be called from any thread.
    """

    def __init__(self, terms: Terms) -> None:
        clear_orphans()
        self._terms = terms
        self._lock = threading.Lock()
        self._idle: list[Isolated] = []
        self._busy: set[Isolated] = set()
        self._ended = False

    def call(self, key: str, payload: Any, ticket: Ticket | None = None) -> Done[Any] | Failed:
        """Do one job in a process that is free. Raises StartError, and CancelledError after ``end`` and where the job
        was taken back."""
        with self._one() as one:
            return one.call(key, payload, ticket)

    def warm(self) -> None:
        """Have a process that is free and warm, for the next call. Raises as ``call`` does."""
        with self._one() as one:
            one.warm()

    @contextlib.contextmanager
    def _one(self) -> Iterator[Isolated]:
        """A process for one call."""
        with self._lock:
            if self._ended:
                raise CancelledError
            one = self._idle.pop() if self._idle else Isolated(self._terms)
            self._busy.add(one)
        try:
            yield one
        finally:
            with self._lock:
                self._busy.remove(one)
                ended = self._ended
                if not ended:
                    self._idle.append(one)
            if ended:
                one.close()

    def end(self) -> None:
        """End every process: the idle are gone when this returns, the busy as soon as their calls have returned."""
        with self._lock:
            self._ended = True
            idle, self._idle = self._idle, []
            for one in (*idle, *self._busy):
                one.hang_up()
        for one in idle:
            one.close()
