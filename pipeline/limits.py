"""How much a single document may cost before the reader gives up on it, aloud."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document, for every reader and whoever calls it.

    Beyond ``file_bytes``, ``unpacked_bytes``, ``characters`` or ``depth`` it is a ReadError; beyond ``pages``,
    ``ocr_pages`` or ``seconds`` (PDF, OCR and conversions) what was read so far is kept and a warning says where it
    ends. Every page that is recognised adds ``page_seconds``; ``keep_pages``: it is kept in the user's cache, so that a
    run that was ended goes on. ``columns`` are those of a table: spans reach no further. ``memory`` (bytes beyond what
    the program holds) and ``whole`` (seconds for reading, taking apart, checking and reporting) bound a process of its
    own: the command's, the web page's, ingest's, and that of Python where limits are given.
    """

    file_bytes: int = 256 * 2**20
    unpacked_bytes: int = 512 * 2**20
    unpack_ratio: int = 400
    characters: int = 20_000_000
    depth: int = 200
    pages: int = 5_000
    ocr_pages: int = 500
    seconds: float = 300.0
    page_seconds: float = 15.0
    office_seconds: float = 120.0
    keep_pages: bool = True
    columns: int = 1_000
    memory: int = 1_300 * 2**20
    whole: float = 600.0
