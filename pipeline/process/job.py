"""What is to be done with each job, and what comes back of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.errors import DoichieuError, ReadError
from pipeline.saying import Said, own_messages

R = TypeVar("R")
BOUNDS = ("timeout", "memory", "crash")  # ends that no exception tells


@dataclass(frozen=True)
class Done(Generic[R]):
    """A job that came to its end, and what it gave."""

    key: str
    value: R


@dataclass(frozen=True)
class Failed:
    """A job that did not: ``error`` is "timeout", "crash", "memory" or the class of the exception that ended it.

    ``stage`` is what the job last said of itself (``stage.at``), "" where it said nothing. No process number and no
    time of day is in ``said``: the same fault gives the same words in every run.
    """

    key: str
    stage: str
    error: str
    said: Said

    @property
    def own(self) -> DoichieuError | None:
        """The error that the job raised, where it was one that a user may meet; a job that came to a bound, or ended
        its process, is a ReadError about what the key names. None for a fault of the program."""
        kinds: dict[str, type[DoichieuError]] = {kind.__name__: kind for kind in _subclasses(DoichieuError)}
        if self.error in kinds and self.said.key != "verbatim":
            return kinds[self.error](self.said.about, self.said.key, **dict(self.said.values))
        if self.error in BOUNDS:
            return ReadError(self.key, self.said.key, **dict(self.said.values))
        return None

    @property
    def message(self) -> str:
        """What ended it, in Vietnamese."""
        return own_messages().line(self.said)


@dataclass(frozen=True)
class Terms:
    """How jobs are done: ``work`` and ``initializer`` are functions of modules, so that another process finds them.

    ``timeout`` is seconds a job, ``memory`` bytes that one may take beyond those of the warm process, ``recycle`` the
    jobs after which a process is replaced, ``tries`` how often a job is begun whose process was killed from outside.
    ``folder`` is what relative paths in payloads begin at, on every machine that has it. Processes that nobody asks
    anything for ``idle`` seconds end (None: stay); the next job starts others.
    """

    work: Callable[[Any], Any]
    timeout: float | None = None
    memory: int | None = None
    recycle: int = 500
    tries: int = 2
    idle: float | None = 900.0
    initializer: Callable[..., None] | None = None
    initargs: tuple[Any, ...] = ()
    folder: str = ""

    def warm_up(self) -> None:
        """What is done once in a process before its first job."""
        if self.initializer is not None:
            self.initializer(*self.initargs)


class StartError(DoichieuError):
    """Processes cannot be started at all: not a fault of any one job."""


def _subclasses(kind: type[DoichieuError]) -> Iterator[type[DoichieuError]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)
