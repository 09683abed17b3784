"""Bytes to a Document: the canonical text with the place of every paragraph, whatever the format."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.model import Document, Notice
from pipeline.read.decode import decode
from pipeline.read.docx import read_docx
from pipeline.read.limits import Limits
from pipeline.read.mend import mended
from pipeline.read.paragraph import Paragraph, assemble
from pipeline.read.pdf import read_pdf
from pipeline.read.plain import plain_paragraphs
from pipeline.read.sniff import sniff
from pipeline.text.fold import bare

__all__ = ["Limits", "read_bytes", "read_file"]


def read_file(path: str | Path, limits: Limits | None = None) -> Document:
    """Read one file. Raises ReadError (missing, empty, broken, encrypted, unknown, too big), nothing else."""
    limits = limits or Limits()
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(path, "là một thư mục, không phải tệp", "chỉ ra từng tệp, hoặc dùng `doichieu ingest`")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise ReadError(path, f"quá lớn: {size:,} byte, giới hạn {limits.file_bytes:,}")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(path, "không có tệp này", "kiểm tra lại đường dẫn") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, f"không mở được: {getattr(error, 'strerror', None) or error}") from None
    return read_bytes(data, str(path), limits)


def read_bytes(data: bytes, source: str, limits: Limits | None = None) -> Document:
    """Read a document that is in memory; ``source`` names it in messages and gives the ``doc_id``."""
    limits = limits or Limits()
    if not data.strip(b"\x00\t\n\r\f "):
        raise ReadError(source, "tệp rỗng", "kiểm tra lại bản gửi")
    kind = sniff(data, source)
    if kind == "docx":
        word = read_docx(data, source, limits)
        return make_document(data, source, kind, word.paragraphs, running=word.running, properties=word.properties)
    if kind == "pdf":
        pdf = read_pdf(data, source, limits)
        return make_document(
            data,
            source,
            kind,
            pdf.paragraphs,
            pages=pdf.pages,
            ocr=pdf.ocr,
            running=pdf.running,
            properties=pdf.properties,
            warnings=pdf.warnings,
        )
    text, _ = decode(data, source)
    paragraphs, running, properties = plain_paragraphs(text)
    return make_document(data, source, "txt", paragraphs, running=running, properties=properties)


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
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        doc_id=f"{_slug(Path(source).stem)}-{sha256[:8]}",
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


def _slug(stem: str) -> str:
    """A file's name in plain letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", bare(stem)).strip("-")[:60] or "tai-lieu"
