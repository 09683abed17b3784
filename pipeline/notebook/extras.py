"""What the notebooks need beyond the program, asked for only when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.notebook.faults import MissingExtraError


@contextmanager
def extra() -> Iterator[None]:
    """Around the import of a package of the extra: one clear sentence where it is absent."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError("", "fault.no_package", name=error.name or "") from None
