"""doichieu: Vietnamese administrative plans, taken apart and held against the directives above them.

    import pipeline

    plan = pipeline.read("draft.docx")
    review = pipeline.check(plan, against="112/QĐ-TTg")
    tables = pipeline.tables("plans/")

``read``, ``check`` and ``tables`` are rooms of the house as well as the verbs that users call, so those rooms can be
called: ``pipeline.read(...)`` is ``pipeline.api.read(...)``. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import check as check
    from pipeline.api import load as load
    from pipeline.api import read as read
    from pipeline.api import tables as tables

__version__ = "0.1.0"

_VERBS = ("read", "check", "tables")  # rooms of the same name that can be called
_FUNCTIONS = ("load",)


class _Room(ModuleType):
    """A package that can be called: the verb of ``pipeline.api`` that has its name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        verb = self.__name__.rpartition(".")[2]
        return getattr(importlib.import_module("pipeline.api"), verb)(*args, **kwargs)


class _House(ModuleType):
    """This package: opens a room when it is asked for, and makes those callable that are verbs."""

    def __getattr__(self, name: str) -> Any:
        if name in _FUNCTIONS:
            return getattr(importlib.import_module("pipeline.api"), name)
        if name in _VERBS:
            return importlib.import_module(f"pipeline.{name}")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _VERBS and type(value) is ModuleType:
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
