"""What is to be done with each job, and what comes back of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.errors import DoichieuError
from pipeline.saying import Said, own_messages

R = TypeVar("R")


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
