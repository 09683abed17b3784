"""The same jobs on a Dask cluster that is there already: each Dask worker keeps isolated processes of its own.

A Dask worker cannot end a thread that hangs in native code, and dies with a document that crashes; so no document is
read in it. It hands the job to a guardian (``pipeline.process.isolated``), which is an ordinary program that it starts,
not a child of ``multiprocessing``, so that Dask's daemonic workers may have it.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.errors import DoichieuError
from pipeline.extras import need
from pipeline.process.answer import told
from pipeline.process.job import Done, Failed, Terms
from pipeline.saying import to_say

if TYPE_CHECKING:
    from distributed import Client

    from pipeline.process.isolated import Isolation

_CONNECT_SECONDS = 10.0
_RECOUNT_SECONDS = 5.0
_TASK_SECONDS, _MOST_TOGETHER = 0.5, 16


class ClusterError(DoichieuError):
    """A cluster that is not there, is not fit, or went away."""


class Cluster:
    """A Dask cluster as a crew. Short jobs travel several together, since a task costs Dask milliseconds."""

    def __init__(self, client: Client, terms: Terms, address: str, run: str) -> None:
        self._client, self._address, self._run = client, address, run
        self._executor: Executor = client.get_executor(pure=False)
        self._terms = pickle.dumps(terms)
        self._threads, self._counted = 0, 0.0
        self._seconds, self._jobs = 0.0, 0

    def together(self) -> int:
        """-> how many jobs make a task worth its cost, from how long they have taken so far."""
        return max(1, min(_MOST_TOGETHER, int(_TASK_SECONDS * self._jobs / self._seconds))) if self._seconds else 1

    def room(self) -> int:
        """-> the threads of all workers, counted again now and then, since workers come and go."""
        now = time.monotonic()
        if not self._threads or now - self._counted > _RECOUNT_SECONDS:
            try:
                self._threads = max(1, sum(self._client.nthreads().values()))
            except Exception as error:
                raise _lost(self._address) from error
            self._counted = now
        return self._threads

    def submit(self, jobs: Sequence[tuple[str, Any]]) -> Future[list[Done[Any] | Failed]]:
        outcomes: Future[list[Done[Any] | Failed]] = Future()
        packed = pickle.dumps(jobs, pickle.HIGHEST_PROTOCOL)
        try:
            theirs = self._executor.submit(attend, self._run, self._terms, packed)
        except Exception as error:
            raise _lost(self._address) from error
        theirs.add_done_callback(partial(self._settle, outcomes, [key for key, _ in jobs]))
        return outcomes

    def _settle(self, outcomes: Future[list[Done[Any] | Failed]], keys: list[str], theirs: Future[bytes]) -> None:
        from distributed.scheduler import KilledWorker

        error = None if theirs.cancelled() else theirs.exception()
        if theirs.cancelled():
            outcomes.set_exception(_lost(self._address))
        elif error is None:
            seconds, done = pickle.loads(theirs.result())
            self._seconds, self._jobs = self._seconds + seconds, self._jobs + len(done)
            outcomes.set_result(done)
        elif isinstance(error, KilledWorker):
            outcomes.set_result([Failed(key, "", "crash", to_say("cluster.workers_lost")) for key in keys])
        elif isinstance(error, DoichieuError):
            outcomes.set_exception(error)
        else:
            why = told(error)
            outcomes.set_exception(ClusterError(self._address, "cluster.fault", name=type(error).__name__, why=why))


@contextmanager
def cluster(terms: Terms, address: str) -> Iterator[Cluster]:
    """Use the cluster whose scheduler is at ``address`` ("tcp://host:8786"). Raises MissingExtraError where
    Dask is not installed, ClusterError within seconds when the scheduler does not answer or its workers cannot run this
    program."""
    need("cluster")
    import distributed  # noqa: F401  makes the loggers that are to be quiet

    with _quiet():
        client = _connect(address)
        run = uuid.uuid4().hex
        try:
            _check_workers(client, address)
            yield Cluster(client, terms, address, run)
        finally:
            with suppress(Exception):
                client.cancel(list(client.futures))
            with suppress(Exception):
                client.run(release, run, on_error="ignore")
            with suppress(Exception):
                client.close(timeout=_CONNECT_SECONDS)


def _connect(address: str) -> Client:
    """-> a client of the scheduler there, which has answered: Dask itself waits for ever for a greeting."""
    from distributed import Client

    with ThreadPoolExecutor(1) as elsewhere:  # a notebook's thread has an event loop that runs
        greeting = elsewhere.submit(asyncio.run, asyncio.wait_for(_greet(address), _CONNECT_SECONDS))
    error = greeting.exception()
    if isinstance(error, TimeoutError | OSError | ValueError):
        raise ClusterError(address, "cluster.unreachable", why=told(error) if str(error) else to_say("cluster.silent"))
    if greeting.result() != "Scheduler":
        raise ClusterError(address, "cluster.no_scheduler")
    return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)


async def _greet(address: str) -> str:
    """-> what listens at an address of Dask: "Scheduler", "Worker" …"""
    from distributed.comm.core import connect
    from distributed.security import Security

    comm = await connect(address, timeout=_CONNECT_SECONDS, **Security().get_connection_args("client"))
    try:
        await comm.write({"op": "identity", "reply": True})
        answer = await comm.read()
    finally:
        comm.abort()
    return str(answer.get("type")) if isinstance(answer, dict) else ""


def _check_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError:
        raise ClusterError(address, "cluster.no_workers", address=address) from None
    except Exception as error:
        raise _lost(address) from error
    ours = about()
    for worker, theirs in sorted(client.run(about, on_error="return").items()):
        if theirs == ours:
            continue
        if isinstance(theirs, BaseException):
            key = "cluster.not_installed" if "ModuleNotFoundError" in f"{theirs!r}" else "cluster.unfit"
            raise ClusterError(address, key, worker=worker, why=told(theirs))
        raise ClusterError(address, "cluster.other_program", worker=worker, theirs=str(theirs), ours=ours)


def about() -> str:
    """-> what must be the same on every worker for the results to be."""
    return f"doichieu {__version__}, Python {sys.version_info.major}.{sys.version_info.minor}"


def _lost(address: str) -> ClusterError:
    return ClusterError(address, "cluster.lost")


@contextmanager
def _quiet() -> Iterator[None]:
    """What goes wrong is told once, by ClusterError, not line by line by Dask."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    silenced = [logger for logger in map(logging.getLogger, names) if not logger.disabled]
    for logger in silenced:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in silenced:
            logger.disabled = False


# What follows runs in the Dask workers.

_isolations: dict[str, Isolation] = {}
_lock = threading.Lock()


def attend(run: str, terms: bytes, packed: bytes) -> bytes:
    """Some jobs, one after another, each in an isolated process of this Dask worker -> (seconds, outcomes).

    In and out as bytes, which Dask only carries.
    """
    from pipeline.process.isolated import Isolation  # what it stands on is not there on Windows

    with _lock:
        if run not in _isolations:
            _isolations[run] = Isolation(pickle.loads(terms))
        isolation = _isolations[run]
    started = time.monotonic()
    outcomes = [isolation.call(key, payload) for key, payload in pickle.loads(packed)]
    return pickle.dumps((time.monotonic() - started, outcomes), pickle.HIGHEST_PROTOCOL)


def release(run: str) -> None:
    """The run is over: end its processes here."""
    with _lock:
        isolation = _isolations.pop(run, None)
    if isolation is not None:
        isolation.end()
