"""Jobs done in processes of their own, so that one that breaks its process costs its own outcome and no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from queue import SimpleQueue
from typing import Any, Protocol, TypeAlias, TypeVar

from pipeline.process.here import Here
from pipeline.process.job import Done, Failed, StartError, Terms
from pipeline.process.stage import of_page
from pipeline.process.ticket import Ticket

__all__ = ["Done", "Failed", "StartError", "calls", "run_isolated"]

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


class Calls(Protocol):
    """Where single jobs are done, each when it is called for and in the thread of its caller."""

    def call(self, key: str, payload: Any, ticket: Ticket | None = None) -> Done[Any] | Failed:
        """Do one job. Raises StartError, and CancelledError after ``end`` and where the job was taken back."""

    def warm(self) -> None:
        """Be ready for the next call."""

    def end(self) -> None:
        """Let calls that are under way be cancelled, and end all processes."""


CrewOf: TypeAlias = Callable[[Terms], AbstractContextManager[Crew]]  # who does jobs on these terms, while it is open


def run_isolated(
    work: Callable[[P], R],
    jobs: Iterable[tuple[str, P]],
    *,
    workers: int,
    timeout: float | None = None,
    memory: int | None = None,
    recycle: int = 500,
    crew: CrewOf | None = None,
    watch: Callable[[str, str], object] | None = None,
    initializer: Callable[..., None] | None = None,
    initargs: tuple[Any, ...] = (),
) -> Iterator[Done[R] | Failed]:
    """Do ``work(payload)`` for each (key, payload), each in a process that it can break -> outcomes as they come.

    ``workers`` processes here; 0 does the work in this process, without limits. ``crew`` has it done elsewhere, by as
    many as there are, such as a cluster. ``jobs`` is read as it is needed, a few ahead. A job has ``timeout`` seconds
    from the moment that a warm process holds it, and ``memory`` bytes beyond what that process held; a process is
    replaced after ``recycle`` jobs. ``watch`` hears, in a thread here, the key of a job and which of its pages are done
    ("3/40"), each of which adds to its time. ``initializer`` (imports, rules) warms a process up before its first job
    and counts for no job. ``work`` and ``initializer`` must be functions of a module.

    Closing the generator, or an error in the caller, ends all processes. Raises StartError when processes cannot be
    started, and what ``crew`` raises.
    """
    terms = Terms(work, timeout, memory, recycle, initializer=initializer, initargs=tuple(initargs), folder=os.getcwd())
    if crew is None and workers == 0:
        here = Here(terms)
        here.warm()
        yield from (here.call(key, payload) for key, payload in jobs)
        return
    require_processes()
    with _local(terms, workers, watch) if crew is None else crew(terms) as those:
        done: SimpleQueue[Future[list[Done[Any] | Failed]]] = SimpleQueue()
        in_flight = 0
        to_do = iter(jobs)
        while some := list(islice(to_do, those.together())):
            while in_flight >= _AHEAD * those.room():
                yield from done.get().result()
                in_flight -= 1
            those.submit(some).add_done_callback(done.put)
            in_flight += 1
        for _ in range(in_flight):
            yield from done.get().result()


def calls(terms: Terms, *, apart: bool) -> Calls:
    """-> where single jobs are done: ``apart``, in as many processes as there are calls at one time, or in this one.

    Raises StartError where processes cannot be forked.
    """
    if not apart:
        return Here(terms)
    require_processes()
    from pipeline.process.isolated import Isolation  # what it stands on is not there on Windows

    return Isolation(terms)


def require_processes() -> None:
    """Raises StartError where the system cannot fork the processes that jobs are done in (Windows)."""
    if os.name != "posix":
        raise StartError("", "process.not_here")


class _Local:
    """A thread for each process, which does nothing but wait for it."""

    def __init__(
        self, threads: ThreadPoolExecutor, calls: Calls, workers: int, watch: Callable[[str, str], object] | None
    ) -> None:
        self._threads, self._calls, self._workers, self._watch = threads, calls, workers, watch

    def submit(self, jobs: Sequence[tuple[str, Any]]) -> Future[list[Done[Any] | Failed]]:
        return self._threads.submit(self._each, jobs)

    def _each(self, jobs: Sequence[tuple[str, Any]]) -> list[Done[Any] | Failed]:
        return [self._calls.call(key, payload, self._ticket(key)) for key, payload in jobs]

    def _ticket(self, key: str) -> Ticket | None:
        watch = self._watch
        if watch is None:
            return None

        def listen(told: str) -> None:
            if pages := of_page(told)[1]:
                watch(key, pages)

        return Ticket(listen)

    def together(self) -> int:
        return 1

    def room(self) -> int:
        return self._workers


@contextmanager
def _local(terms: Terms, workers: int, watch: Callable[[str, str], object] | None) -> Iterator[Crew]:
    processes = calls(terms, apart=True)
    threads = ThreadPoolExecutor(workers, thread_name_prefix="doichieu")
    try:
        yield _Local(threads, processes, workers, watch)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        processes.end()
        threads.shutdown(wait=True)
