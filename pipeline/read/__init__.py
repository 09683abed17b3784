"""Bytes to a Document: the canonical text with the place of every paragraph, whatever the format.

Each format's reader is imported with the first file of that format: a Word draft need not wait for what reads PDF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.model import Document, Notice
from pipeline.read.faults import as_read_errors
from pipeline.read.mend import mended
from pipeline.read.paragraph import Paragraph, assemble
from pipeline.read.sniff import Kind, sniff
from pipeline.saying import system_fault, to_say
from pipeline.text.garbage import no_collection
from pipeline.text.identity import document_id

__all__ = ["Limits", "read_bytes", "read_file"]


def read_file(path: str | Path, limits: Limits | None = None) -> Document:
    """Read one file. Raises ReadError (missing, empty, broken, encrypted, unknown, too big), nothing else."""
    limits = limits or Limits()
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(path, "read.directory", path=str(path))
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise ReadError(path, "read.too_large", size=size, limit=limits.file_bytes)
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(path, "read.missing") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, "read.closed", why=system_fault(error)) from None
    return read_bytes(data, str(path), limits)


def read_bytes(data: bytes, source: str, limits: Limits | None = None) -> Document:
    """Read a document that is in memory; ``source`` names it in messages and gives the ``doc_id``."""
    limits = limits or Limits()
    if not data.strip(b"\x00\t\n\r\f "):
        raise ReadError(source, "read.empty")
    kind = sniff(data, source)
    with as_read_errors(kind, source):
        return _READERS[kind](data, source, limits)


def _read_word(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.docx import read_docx

    with no_collection():
        word = read_docx(data, source, limits)
    own = [p for p in word.paragraphs if p.text]
    if word.pictures:
        from pipeline.read.pdf import read_images

        try:
            seen = read_images(word.pictures, source, limits)
        except ReadError:
            if not own:
                raise
            word.warnings.append(Notice(to_say("notice.picture_unread", n=len(word.pictures))))
        else:
            return make_document(
                data,
                source,
                "docx",
                [*own, *seen.paragraphs],
                pages=seen.pages,
                ocr=True,
                running=word.running,
                warnings=[*word.warnings, *seen.warnings],
            )
    return make_document(
        data,
        source,
        "docx",
        word.paragraphs,
        running=word.running,
        properties=word.properties,
        warnings=word.warnings,
    )


def _read_office(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.docx import read_docx
    from pipeline.read.office import to_docx

    kind = sniff(data, source)
    word = read_docx(to_docx(data, f".{kind}", source, limits), source, limits)
    return make_document(data, source, kind, word.paragraphs, running=word.running, properties=word.properties)


def _read_pdf(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.pdf import read_pdf

    pdf = read_pdf(data, source, limits)
    return make_document(
        data,
        source,
        "pdf",
        pdf.paragraphs,
        pages=pdf.pages,
        ocr=pdf.ocr,
        running=pdf.running,
        properties=pdf.properties,
        warnings=pdf.warnings,
    )


def _read_image(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.pdf import read_image

    pdf = read_image(data, source, limits)
    return make_document(
        data, source, "image", pdf.paragraphs, pages=pdf.pages, ocr=True, running=pdf.running, warnings=pdf.warnings
    )


def _read_page(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.html import html_of_archive, read_html

    page = html_of_archive(data, source) if sniff(data, source) == "mhtml" else data
    paragraphs, properties = read_html(page, source, limits)
    return make_document(data, source, "html", paragraphs, properties=properties)


def _read_text(data: bytes, source: str, limits: Limits) -> Document:
    from pipeline.read.decode import decode
    from pipeline.read.txt import plain_paragraphs

    text, _ = decode(data, source)
    if len(text) > limits.characters:
        raise ReadError(source, "read.too_long", size=len(text), limit=limits.characters)
    paragraphs, running, properties = plain_paragraphs(text)
    return make_document(data, source, "txt", paragraphs, running=running, properties=properties)


_READERS: dict[Kind, Callable[[bytes, str, Limits], Document]] = {
    "txt": _read_text,
    "docx": _read_word,
    "pdf": _read_pdf,
    "html": _read_page,
    "mhtml": _read_page,
    "doc": _read_office,
    "rtf": _read_office,
    "odt": _read_office,
    "xml": _read_office,
    "image": _read_image,
}


def make_document(
    data: bytes,
    source: str,
    kind: str,
    paragraphs: Sequence[Paragraph],
    *,
    pages: int | None = None,
    ocr: bool = False,
    running: Sequence[str] = (),
    properties: dict[str, str] | None = None,
    warnings: Sequence[Notice] = (),
) -> Document:
    """A Document of paragraphs, with identity by content."""
    text, blocks = assemble(mended(paragraphs))
    if not text:
        raise ReadError(source, "read.no_words")
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        doc_id=document_id(source, sha256),
        source=source,
        sha256=sha256,
        format=kind,
        text=text,
        blocks=blocks,
        pages=pages,
        ocr=ocr,
        running=tuple(running),
        properties=properties or {},
        warnings=tuple(warnings),
    )
