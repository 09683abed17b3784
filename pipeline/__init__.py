"""doichieu: Vietnamese administrative plans, taken apart and held against the directives above them.

    import pipeline

    plan = pipeline.read("draft.docx")
    review = pipeline.check(plan, against="112/QĐ-TTg")
    tables = pipeline.tables("plans/")
    nlp = pipeline.load()                # the same reading as a spaCy pipeline
    from pipeline import notebook as nb  # pictures and tables to browse

``help(pipeline.check)`` tells what goes in and what comes out.

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
_ROOMS = (*_VERBS, "notebook")


class _Room(ModuleType):
    """A package that can be called: the verb of ``pipeline.api`` that has its name, whose help it gives."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._verb(*args, **kwargs)

    @property
    def _verb(self) -> Any:
        return getattr(importlib.import_module("pipeline.api"), self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> Any:
        import inspect

        return inspect.signature(self._verb)


def _help_of(room: _Room) -> str:
    """What the verb takes and gives, for ``help(pipeline.check)``, which would else tell of the package."""
    import inspect

    first, _, rest = inspect.cleandoc(room._verb.__doc__ or "").partition("\n")
    taken = "".join(
        f"    {one.name}: {one.annotation}{'' if one.default is one.empty else f' = {one.default!r}'},\n"
        for one in room.__signature__.parameters.values()
    )
    return f"{first}\n\n{room.__name__}(\n{taken})\n{rest}"


_Room.__doc__ = property(_help_of)  # type: ignore[assignment]  # a module's help is its __doc__


class _House(ModuleType):
    """This package: opens a room when it is asked for, and makes those callable that are verbs."""

    def __dir__(self) -> list[str]:
        return sorted({*_ROOMS, *_FUNCTIONS, "__version__", "__doc__", "__name__", "__path__", "__file__"})

    def __getattr__(self, name: str) -> Any:
        if name in _FUNCTIONS:
            return getattr(importlib.import_module("pipeline.api"), name)
        if name in _ROOMS:
            return importlib.import_module(f"pipeline.{name}")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _VERBS and type(value) is ModuleType:
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
