"""Pages as pictures: whether anything is drawn on them, and OCR of the pages that have no trusted text."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from pipeline.limits import Limits
from pipeline.process import stage
from pipeline.read.pdf.ocr import DPI, Recognised, recognise
from pipeline.read.pdf.store import PageStore

_FINE = 300
_FRAME = 8
_MOST_PIXELS = 60_000_000
_PAGE_SECONDS = 180.0
_MOST_WORKERS = 16
_SHARE = 0.8


def has_ink(page: Any) -> bool:
    """Whether anything is drawn on a page; a frame and a rule or two are nothing to read."""
    import pypdfium2.raw as pdfium_c

    kinds = [obj.type for obj in page.get_objects(max_depth=2)]
    return pdfium_c.FPDF_PAGEOBJ_IMAGE in kinds or len(kinds) > _FRAME


def _dpi(page: Any) -> int:
    """The resolution to read a page at: that of a fine scan, else what is enough for Tesseract."""
    import pypdfium2
    import pypdfium2.raw as pdfium_c

    width, height = page.get_size()
    dpi = DPI
    for obj in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        try:
            left, _, right, _ = obj.get_bounds()
            across = obj.get_px_size()[0]
        except pypdfium2.PdfiumError:
            continue
        if right - left > 0.5 * width and across / max(1.0, right - left) * 72 >= 0.9 * _FINE:
            dpi = _FINE
    return max(36, min(dpi, int((_MOST_PIXELS / max(1.0, width * height)) ** 0.5 * 72)))


def ocr_pages(
    document: Any, numbers: Sequence[int], limits: Limits, drawn: Set[int] = frozenset(), store: PageStore | None = None
) -> dict[int, Recognised]:
    """-> what OCR reads of the pages (counted from 1); those for which the time was too short are missing.

    ``drawn`` names the pages that are no scans but letters, which are drawn finely; ``store`` has what was read before.
    The time is that of ``limits``, to which every page that is done adds; it ends before the job is ended from outside.

    Pages are drawn one after the other (pdfium knows one thread) and read side by side, few at a time.
    """
    started = time.monotonic()
    workers = max(1, min(_MOST_WORKERS, cores()))
    found: dict[int, Recognised] = {}
    waiting: list[_Waiting] = []

    def take(one: _Waiting) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired, OSError, ValueError, MemoryError):  # it stays unread, aloud
            found[one.number] = one.page.result()
            if store is not None:
                store.put(one.number, one.dpi, found[one.number])
        stage.page(len(found), len(numbers))

    with ThreadPoolExecutor(workers) as pool:
        for number in numbers:
            page = document[number - 1]
            dpi = _FINE if number in drawn else _dpi(page)
            if store is not None and (known := store.get(number, dpi)) is not None:
                found[number] = known
                page.close()
                continue
            if len(waiting) > workers:
                take(waiting.pop(0))
            left = limits.seconds + limits.page_seconds * len(found) - (time.monotonic() - started)
            if (outside := stage.left()) is not None:
                left = min(left, outside * _SHARE)  # the rest is for what comes after reading
            if left <= 0:
                break
            image = page.render(scale=dpi / 72).to_pil()
            page.close()
            reading = pool.submit(recognise, image, 72 / dpi, min(left, _PAGE_SECONDS))
            waiting.append(_Waiting(number, dpi, reading))
        for one in waiting:
            take(one)
    return found


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A page that is being read."""

    number: int
    dpi: int
    page: Future[Recognised]


def cores() -> int:
    """-> the processors at hand for this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
