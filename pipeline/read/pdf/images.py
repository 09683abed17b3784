"""Pages as pictures: how much of a page is an image, and OCR of the pages that have no trusted text."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from pipeline.read.pdf.ocr import DPI, Recognised, recognise

_FINE = 300
_FRAME = 8
_MOST_PIXELS = 60_000_000
_PAGE_SECONDS = 90.0


def image_share(page: Any) -> float:
    """-> the share of a page's area that its largest image covers (0-1)."""
    import pypdfium2
    import pypdfium2.raw as pdfium_c

    width, height = page.get_size()
    largest = 0.0
    for obj in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        try:
            left, bottom, right, top = obj.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        largest = max(largest, float((right - left) * (top - bottom)))
    return min(1.0, largest / max(1.0, float(width * height)))


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
    document: Any, numbers: Sequence[int], seconds: float, drawn: Set[int] = frozenset()
) -> dict[int, Recognised]:
    """-> what OCR reads of the pages (counted from 1) within ``seconds``; pages beyond that are missing.

    ``drawn`` names the pages that are no scans but letters, which are drawn finely.

    Pages are drawn one after the other (pdfium knows one thread) and read side by side, few at a time.
    """
    started = time.monotonic()
    workers = min(4, os.cpu_count() or 1)
    found: dict[int, Recognised] = {}
    waiting: list[tuple[int, Future[Recognised]]] = []
    with ThreadPoolExecutor(workers) as pool:
        for number in numbers:
            left = seconds - (time.monotonic() - started)
            if left <= 0:
                break
            page = document[number - 1]
            dpi = _FINE if number in drawn else _dpi(page)
            image = page.render(scale=dpi / 72).to_pil()
            page.close()
            waiting.append((number, pool.submit(recognise, image, 72 / dpi, min(left, _PAGE_SECONDS))))
            if len(waiting) > workers:
                _take(waiting.pop(0), found)
        for one in waiting:
            _take(one, found)
    return found


def _take(one: tuple[int, Future[Recognised]], found: dict[int, Recognised]) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired, OSError, ValueError, MemoryError):  # it stays unread, aloud
        found[one[0]] = one[1].result()
