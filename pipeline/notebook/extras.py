"""What the notebooks need beyond the program, asked for only when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import DoichieuError


class MissingExtraError(DoichieuError, ImportError):
    """A package of the extra ``notebooks`` that is not installed."""


@contextmanager
def extra() -> Iterator[None]:
    """Around the import of a package of the extra: one clear sentence where it is absent."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"chưa cài {error.name}; sổ tay cần phần mở rộng notebooks / is not installed, the notebooks need their"
            " extra: pip install 'doichieu[notebooks]'"
        ) from None
