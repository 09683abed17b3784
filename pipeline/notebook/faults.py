"""What a notebook tells of a fault: in both languages, since nobody chooses one for a notebook."""

from __future__ import annotations

import sys

from pipeline import extras
from pipeline.errors import DoichieuError
from pipeline.saying import own_messages, to_say


class NotebookError(DoichieuError):
    """Base of the notebooks' errors: ``str(error)`` is the Vietnamese and the English sentence."""

    def __str__(self) -> str:
        vi, en = (own_messages(lang).reason(self.said) for lang in ("vi", "en"))
        return (f"{self.about}: " if self.about else "") + f"{vi} / {en}"


class NothingToShowError(NotebookError, ValueError):
    """Tables that lack what a picture is of, and how to make them so that they have it."""


class NoDemoError(NotebookError):
    """The demo corpus cannot be made, and why."""


class MissingExtraError(NotebookError, extras.MissingExtraError):
    """A package of the extra ``notebooks`` that is not installed, told in both languages."""


def tell(key: str, **values: str | int | float) -> None:
    """Say how far a long piece of work has come, on standard error."""
    vi, en = (own_messages(lang).reason(to_say(key, **values)) for lang in ("vi", "en"))
    print(f"{vi} / {en}", file=sys.stderr)
