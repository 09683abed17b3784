"""Recognised pages, kept one by one in the user's cache: a run that was ended goes on, a second one need not begin.

A page is known by the bytes of its file, its number, the fineness at which it was drawn and the program that read it;
the folder is the user's alone. What was not asked for in ``_DAYS`` goes. ``DOICHIEU_CACHE`` names another folder, or
"off".
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path

from pipeline.read.pdf.lines import PdfLine
from pipeline.read.pdf.ocr import OcrWord, Recognised, ocr_program

_FORM = 2  # of what is kept; another number is another way of reading or writing
_DAYS = 30


class PageStore:
    """The pages of one file. What cannot be read or written is passed over: it is a convenience."""

    def __init__(self, folder: Path, data: bytes) -> None:
        self._folder = folder / "pages"
        self._file = hashlib.sha256(data).hexdigest()

    def get(self, number: int, dpi: int) -> Recognised | None:
        """-> what was recognised of a page before, None where nothing was."""
        path = self._path(number, dpi)
        try:
            value = json.loads(gzip.decompress(path.read_bytes()))
            lines = [PdfLine(**line) for line in value["lines"]]
            words = tuple(OcrWord(text, tuple(box), sure) for text, box, sure in value["words"])
            found = Recognised(lines, value["confidence"], words)
        except (OSError, ValueError, TypeError, KeyError, EOFError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return found

    def put(self, number: int, dpi: int, page: Recognised) -> None:
        """Keep a page; it appears whole or not at all."""
        lines = [{name: getattr(line, name) for name in PdfLine.__slots__} for line in page.lines]
        value = {"lines": lines, "confidence": page.confidence, "words": [astuple(word) for word in page.words]}
        path = self._path(number, dpi)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(gzip.compress(json.dumps(value).encode(), 5, mtime=0))
            os.replace(name, path)

    def _path(self, number: int, dpi: int) -> Path:
        return self._folder / self._file[:2] / f"{self._file}-{number}-{dpi}-{_FORM}-{_program()}.gz"


def page_store(data: bytes) -> PageStore | None:
    """-> the store for a file's pages, rid of what is old; None where none is wanted."""
    folder = _cache_folder()
    if folder is None:
        return None
    _tidy(folder)
    return PageStore(folder, data)


def _cache_folder() -> Path | None:
    wanted = os.environ.get("DOICHIEU_CACHE")
    if wanted == "off":
        return None
    if wanted:
        return Path(wanted)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "doichieu" if base else None


@lru_cache(maxsize=4)
def _tidy(folder: Path) -> None:
    """Once a process: remove the pages that nobody has asked for in a long time."""
    with contextlib.suppress(OSError):
        oldest = time.time() - _DAYS * 86400
        for path in (folder / "pages").glob("*/*"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _program() -> str:
    """-> a short mark of the program that recognises letters, by its version and its data for Vietnamese."""
    program = ocr_program()
    if program is None:
        return "none"
    told = subprocess.run([program, "--version"], capture_output=True, timeout=20, check=False)
    return hashlib.sha256(told.stdout + told.stderr).hexdigest()[:8]
