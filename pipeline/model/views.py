"""How a record shows itself where a person looks at it: a card in a notebook, a table.

Tables and pages are made in rooms above, which the records must not know. ``pipeline.api`` tells here what it offers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_VIEWS: dict[str, Callable[..., Any]] = {}


def offer(name: str, make: Callable[..., Any]) -> None:
    """Let every record that asks for the view ``name`` have what ``make`` makes of it."""
    _VIEWS[name] = make


def view(name: str, record: object, *more: object) -> Any:
    """-> the view of a record; None where nobody offers it."""
    make = _VIEWS.get(name)
    return make(record, *more) if make else None
