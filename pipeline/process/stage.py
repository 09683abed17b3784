"""A job says where it stands, so that a fault that leaves no other word (a hang, a crash) can be placed.

A job that goes through pages one by one says so too: with each page its bound of time grows by ``PAGE_SECONDS``, here
and with the one who waits for it (``of_page`` reads what is told).
"""

from __future__ import annotations

import time
from collections.abc import Callable

PAGE_SECONDS = 15.0
_PAGE = "\t"
_listener: Callable[[str], None] | None = None
_current = ""
_until: float | None = None


def at(name: str) -> None:
    """Say that the job in hand has come to the stage ``name`` ("read", "check" …). Costs microseconds."""
    global _current
    _current = name
    if _listener is not None:
        _listener(name)


def page(done: int, of: int) -> None:
    """Say that ``done`` of the pages to be recognised are."""
    global _until
    if _until is not None:
        _until += PAGE_SECONDS
    if _listener is not None:
        _listener(f"{_current}{_PAGE}{done}/{of}")


def of_page(told: str) -> tuple[str, str]:
    """-> the stage that was told, and "3/40" where it is a page's, else nothing."""
    name, _, pages = told.partition(_PAGE)
    return name, pages


def current() -> str:
    """-> what the job in hand said last, "" where it said nothing."""
    return _current


def left() -> float | None:
    """-> the seconds after which the job in hand is ended from outside; None where nobody does."""
    return None if _until is None else _until - time.monotonic()


def begin(listener: Callable[[str], None] | None = None, seconds: float | None = None) -> None:
    """A new job, which has ``seconds``: forget the last one's stage, and have this one's told to ``listener`` too."""
    global _current, _listener, _until
    _current, _listener = "", listener
    _until = None if seconds is None else time.monotonic() + seconds
