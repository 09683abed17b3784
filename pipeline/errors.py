"""The errors a user may meet, each a single line that names the file, the place and the remedy."""

from __future__ import annotations

from pathlib import Path


class DoichieuError(Exception):
    """Base of every error the program raises on purpose; ``str(error)`` is fit for standard error."""


class ReadError(DoichieuError):
    """A file that cannot be read: ``reason`` says why, ``remedy`` what the user can do about it."""

    def __init__(self, source: str | Path, reason: str, remedy: str = "") -> None:
        self.source = str(source)
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{self.source}: {reason}" + (f" ({remedy})" if remedy else ""))

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, str]]:
        return (type(self), (self.source, self.reason, self.remedy))


class RulesError(DoichieuError):
    """A file under ``rules/`` that breaks its schema, with the line where it does."""

    def __init__(self, path: str | Path, line: int | None, reason: str) -> None:
        self.path = str(path)
        self.line = line
        self.reason = reason
        super().__init__(f"{self.path}:{line}: {reason}" if line else f"{self.path}: {reason}")


class DayError(DoichieuError, ValueError):
    """A day that is none: ``name`` is the argument, ``given`` what was given for it."""

    def __init__(self, name: str, given: object) -> None:
        self.name, self.given = name, given
        super().__init__(f"{name}: {given!r} không phải là ngày (viết như 2026-05-30 hay 30/5/2026)")

    def __reduce__(self) -> tuple[type[DayError], tuple[str, object]]:
        return (type(self), (self.name, self.given))


class UnknownDirectiveError(DoichieuError):
    """A directive that is neither in ``rules/directives`` nor a file."""


class UnknownRuleError(DoichieuError, ValueError):
    """A word that is the id, name or family of no rule."""
