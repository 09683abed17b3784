"""A plan sent as a picture (photograph or scan, several pages in one TIFF): OCR, else a clear error."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.read.pdf.ocr import ocr_program, recognise
from pipeline.read.pdf.reader import Page, PdfText, doubtful, page_paragraphs

_A4_WIDTH = 595.0
_MOST_PIXELS = 100_000_000


def read_image(data: bytes, source: str, limits: Limits) -> PdfText:
    """Raises ReadError without Tesseract, for a broken or huge picture, or where no word is found."""
    return read_images([data], source, limits)


def read_images(pictures: Sequence[bytes], source: str, limits: Limits) -> PdfText:
    """The same for several pictures, each a page or more."""
    if ocr_program() is None:
        raise ReadError(source, "read.image_needs_ocr")
    pages: list[Page] = []
    for data in pictures:
        pages += _pages(data, len(pages), source, limits)
    if not any(page.lines for page in pages):
        raise ReadError(source, "read.image_empty")
    paragraphs, running = page_paragraphs(pages)
    return PdfText(paragraphs, running, {}, len(pages), True, doubtful(pages))


def _pages(data: bytes, before: int, source: str, limits: Limits) -> list[Page]:
    from PIL import Image, UnidentifiedImageError

    pages: list[Page] = []
    Image.MAX_IMAGE_PIXELS = None  # told below, in words
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for i in range(min(getattr(picture, "n_frames", 1), limits.ocr_pages)):
                picture.seek(i)
                if picture.width * picture.height > _MOST_PIXELS:
                    raise ReadError(source, "read.image_large")
                scale = _A4_WIDTH / min(picture.size)
                found = recognise(picture.copy(), scale, limits.seconds)
                width, height = picture.width * scale, picture.height * scale
                pages.append(Page(before + i + 1, found.lines, width, height, "ocr", found.confidence))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise ReadError(source, "read.image_broken") from None
    except subprocess.TimeoutExpired:
        raise ReadError(source, "read.image_slow", seconds=limits.seconds) from None
    return pages
