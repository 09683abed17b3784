"""Jobs done in processes of their own, here or on a cluster, so that a bad document costs its own row and no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline.batch import stage
from pipeline.batch.answer import attempt
from pipeline.batch.job import Done, Failed, StartError, Terms

if TYPE_CHECKING:
    from pipeline.batch.isolated import Isolation

__all__ = ["Done", "Failed", "StartError", "run_isolated"]

P = TypeVar("P")
R = TypeVar("R")
_AHEAD = 2  # jobs in flight for each that is being done, so that no process waits for the next


class Crew(Protocol):
    """Who does the jobs: the executor's half of ``concurrent.futures`` and how many jobs it can do at a time."""

    def submit(self, jobs: Sequence[tuple[str, Any]]) -> Future[list[Done[Any] | Failed]]:
        """Have (key, payload) jobs done one after another."""

    def together(self) -> int:
        """-> how many jobs to submit at once."""

    def room(self) -> int:
        """-> how many submissions are done at a time; on a cluster this changes."""


def run_isolated(
    work: Callable[[P], R],
    jobs: Iterable[tuple[str, P]],
    *,
    workers: int,
    timeout: float | None = None,
    memory: int | None = None,
    recycle: int = 500,
    scheduler: str | None = None,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Done[R] | Failed]:
    """Do ``work(payload)`` for each (key, payload), each in a process that it can break -> outcomes as they come.

    ``workers`` processes here, or, with ``scheduler`` ("tcp://host:port"), as many as that Dask cluster has threads; 0
    does the work in this process, without limits, for tests. ``jobs`` is read as it is needed, a few ahead. A job has
    ``timeout`` seconds from the moment that a warm process holds it, and ``memory`` bytes beyond what that process
    held; a process is replaced after ``recycle`` jobs. ``initializer`` (imports, rules) warms a process up before its
    first job and counts for no document. ``work`` and ``initializer`` must be functions of a module.

    Closing the generator, or an error in the caller, ends all processes. Raises StartError when processes cannot be
    started, ClusterError when the cluster cannot be used.
    """
    terms = Terms(work, timeout, memory, recycle, initializer, tuple(initargs), os.getcwd())
    if scheduler is None and workers == 0:
        yield from _here(terms, jobs)
        return
    with _crew(terms, workers, scheduler) as crew:
        done: SimpleQueue[Future[list[Done[Any] | Failed]]] = SimpleQueue()
        in_flight = 0
        to_do = iter(jobs)
        while some := list(islice(to_do, crew.together())):
            while in_flight >= _AHEAD * crew.room():
                yield from done.get().result()
                in_flight -= 1
            crew.submit(some).add_done_callback(done.put)
            in_flight += 1
        for _ in range(in_flight):
            yield from done.get().result()


def _here(terms: Terms, jobs: Iterable[tuple[str, Any]]) -> Iterator[Done[Any] | Failed]:
    terms.warm_up()
    for key, payload in jobs:
        stage.begin()
        yield attempt(terms.work, key, payload)


def _crew(terms: Terms, workers: int, scheduler: str | None) -> AbstractContextManager[Crew]:
    if os.name != "posix":
        raise StartError("", "process.not_here")
    if scheduler is None:
        return _local(terms, workers)
    from pipeline.batch.cluster import cluster

    return cluster(terms, scheduler)


class _Local:
    """A thread for each process, which does nothing but wait for it."""

    def __init__(self, threads: ThreadPoolExecutor, isolation: Isolation, workers: int) -> None:
        self._threads, self._isolation, self._workers = threads, isolation, workers

    def submit(self, jobs: Sequence[tuple[str, Any]]) -> Future[list[Done[Any] | Failed]]:
        return self._threads.submit(self._each, jobs)

    def _each(self, jobs: Sequence[tuple[str, Any]]) -> list[Done[Any] | Failed]:
        return [self._isolation.call(key, payload) for key, payload in jobs]

    def together(self) -> int:
        return 1

    def room(self) -> int:
        return self._workers


@contextmanager
def _local(terms: Terms, workers: int) -> Iterator[Crew]:
    from pipeline.batch.isolated import Isolation  # what it stands on is not there on Windows

    isolation = Isolation(terms)
    threads = ThreadPoolExecutor(workers, thread_name_prefix="doichieu")
    try:
        yield _Local(threads, isolation, workers)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        isolation.end()
        threads.shutdown(wait=True)
