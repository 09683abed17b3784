"""What the libraries that read a format raise for a file that is broken, and that it is a ReadError then.

Each reader turns what it expects into its own words; what gets past it is named here, by format, and nowhere else. An
error that is not in the table is a fault of this program and is not hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import ReadError
from pipeline.read.sniff import Kind


def foreign(kind: Kind) -> tuple[type[Exception], ...]:
    """-> what may be raised in reading a file of a ``kind`` and stands for a broken one.

    zip: ``read.docx.package.BROKEN_MEMBER`` (part by part). lxml: LxmlError, ValueError (a character or an encoding it
    cannot hold), UnicodeError (bytes it has let through). pdfium: PdfiumError, and ValueError of its wrapper for an
    object that is not of its kind. Pillow: OSError, SyntaxError, ValueError, EOFError, DecompressionBombError, struct
    and zlib errors of its plug-ins. ``email``: ValueError.
    """
    import struct
    import zlib

    common: tuple[type[Exception], ...] = (UnicodeError, OverflowError)
    if kind == "txt":
        return common
    if kind == "pdf":
        import pypdfium2

        return (*common, pypdfium2.PdfiumError, OSError, ValueError)
    if kind == "image":
        return (*common, OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
    from lxml import etree

    return (*common, etree.LxmlError, ValueError)


@contextmanager
def as_read_errors(kind: Kind, source: str) -> Iterator[None]:
    """What comes out is a ReadError, or a fault of this program."""
    try:
        yield
    except (ReadError, AssertionError):
        raise
    except RecursionError:
        raise ReadError(source, "read.too_deep") from None
    except MemoryError:
        raise ReadError(source, "read.memory") from None
    except Exception as error:
        if not isinstance(error, foreign(kind)):
            raise
        raise ReadError(source, "read.broken", name=type(error).__name__) from error
