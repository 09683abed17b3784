"""A job says where it stands, so that a fault that leaves no other word (a hang, a crash) can be placed."""

from __future__ import annotations

from collections.abc import Callable

_listener: Callable[[str], None] | None = None
_current = ""


def at(name: str) -> None:
    """Say that the job in hand has come to the stage ``name`` ("read", "check" …). Costs microseconds."""
    global _current
    _current = name
    if _listener is not None:
        _listener(name)


def current() -> str:
    """-> what the job in hand said last, "" where it said nothing."""
    return _current


def begin(listener: Callable[[str], None] | None = None) -> None:
    """A new job: forget the last one's stage, and have this one's told to ``listener`` too."""
    global _current, _listener
    _current, _listener = "", listener
