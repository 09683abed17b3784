"""The errors a user may meet, each a single line that names the file, the place and the remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.saying import Said, Value, own_messages, to_say


class DoichieuError(Exception):
    """Base of every error the program raises on purpose: ``key`` of ``rules/messages/`` with what fills its places.

    ``about`` is the file, address or word that is at fault, "" where there is none. ``say`` gives the line in a
    language; ``str(error)`` is the Vietnamese one.
    """

    def __init__(self, about: str | Path, key: str, /, **values: Value) -> None:
        super().__init__(to_say(key, about, **values))

    @property
    def said(self) -> Said:
        said: Said = self.args[0]
        return said

    @property
    def about(self) -> str:
        return self.said.about

    def say(self, lang: str = "vi") -> str:
        """-> the error in one line."""
        return own_messages(lang).line(self.said)

    def __str__(self) -> str:
        return self.say()

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (type(self), self.said))


def _again(kind: type[DoichieuError], said: Said) -> DoichieuError:
    """An error that went through a pickle."""
    return kind(said.about, said.key, **dict(said.values))


class ReadError(DoichieuError):
    """A file that cannot be read."""

    @property
    def source(self) -> str:
        return self.about


class RulesError(DoichieuError):
    """A file under ``rules/`` that breaks its schema; ``about`` is "FILE:LINE: FIELD" as far as they are known."""


class DayError(DoichieuError, ValueError):
    """A day that is none; ``about`` is the argument that it was given for."""


class UnknownDirectiveError(DoichieuError):
    """A directive that is neither in ``rules/directives`` nor a file."""


class UnknownDocumentError(DoichieuError):
    """A number that the registry does not know."""


class UnknownRuleError(DoichieuError, ValueError):
    """A word that is the id, name or family of no rule."""
