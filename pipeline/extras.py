"""What an installation may leave out, by the name of the extra that brings it: ``pip install 'doichieu[parquet]'``.

The base holds what reading, checking and reporting need; ``doichieu[all]`` is everything.
"""

from __future__ import annotations

from importlib import import_module

from pipeline.errors import DoichieuError

# extra -> the modules that the program imports of it
EXTRAS = {
    "parquet": ("pyarrow", "fsspec"),
    "sql": ("duckdb",),
    "cluster": ("distributed",),
    "web": ("starlette", "uvicorn", "python_multipart", "argon2"),
    "mcp": ("mcp",),
}


class MissingExtraError(DoichieuError, ImportError):
    """A package that is not installed; the message names it and the extra that brings it."""


def need(*extras: str) -> None:
    """Import what the ``extras`` bring. Raises MissingExtraError for the first package that is absent."""
    for extra in extras:
        for module in EXTRAS[extra]:
            try:
                import_module(module)
            except ImportError:
                raise MissingExtraError("", "extra.absent", name=module, extra=extra) from None
