"""What a program, the guardian that it starts and the guardian's runner say to each other."""

from __future__ import annotations

from dataclasses import dataclass

START_SECONDS = 120.0  # in which a process must be warm
# what a message begins with
JOB, WATCHED, STOP = b"J", b"W", b"X"  # to a guardian: a job, one whose stages are to be told, an end to that in hand
STAGE, ANSWER, LAST = b"S", b"A", b"L"  # from it, and from a runner: a stage, an outcome, a runner's last outcome


@dataclass(frozen=True)
class Orders:
    """What a guardian is told first: the terms, still pickled, so that a cold one need not import what they name."""

    terms: bytes
    timeout: float | None
    memory: int | None
    recycle: int
    tries: int
    idle: float | None
    folder: str
    cold: bool
    temporary: str = ""
