"""How a record shows itself where a person looks at it: a card in a notebook, a table.

Tables and pages are made in rooms above, which the records must not know. ``pipeline.api`` tells here what it offers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

_VIEWS: dict[str, Callable[..., Any]] = {}


def offer(name: str, make: Callable[..., Any]) -> None:
    """Let every record that asks for the view ``name`` have what ``make`` makes of it."""
    _VIEWS[name] = make


def view(name: str, record: object, *more: object) -> Any:
    """-> the view of a record; None where nobody offers it."""
    make = _VIEWS.get(name)
    return make(record, *more) if make else None


class PlanViews:
    """What a Document shows."""

    __slots__ = ()

    def to_frame(self, table: str = "targets") -> DataFrame:
        """-> one of its tables as pandas, a row a record ("tasks", "deadlines" … as ``pipeline.tables`` names them)."""
        frame: DataFrame = view("frame", self, table)
        return frame

    def _repr_html_(self) -> Any:
        return view("plan", self)


class ReviewViews:
    """What a Review shows."""

    __slots__ = ()

    def to_frame(self, table: str = "findings") -> DataFrame:
        """-> one of its tables as pandas: "findings" (a row each), "alignment" (the verdicts), "citations", or one of
        its draft's ("targets", "tasks" …), as ``pipeline.tables`` names them."""
        frame: DataFrame = view("frame", self, table)
        return frame

    def _repr_html_(self) -> Any:
        return view("review", self)
