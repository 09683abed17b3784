"""The bytes of a PDF or of a picture go in, its paragraphs with page and place come out in reading order.

Born-digital pages are rebuilt from their letters, sick fonts and scans are read by OCR.
"""

from __future__ import annotations

from pipeline.read.pdf.pictures import read_image, read_images
from pipeline.read.pdf.reader import read_pdf

__all__ = ["read_image", "read_images", "read_pdf"]
