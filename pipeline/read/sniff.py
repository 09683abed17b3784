"""What a file is by its bytes; its name is only asked where the bytes leave it open."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from pipeline.errors import ReadError

Kind = Literal["txt", "docx", "pdf"]
_REMEDY = "cần .docx, .pdf, .txt, .doc, .rtf, .odt hoặc .htm"


def sniff(data: bytes, source: str) -> Kind:
    """Raises ReadError for what is none of the formats that can be read."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    name = PurePath(source).suffix.lower()
    if data[:4] == b"PK\x03\x04" or data[:4] == b"PK\x05\x06":
        return "docx"
    if head.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    if name in (".docx", ".docm", ".dotx"):
        raise ReadError(source, "không phải tệp .docx: bên trong không phải là zip", "mở bằng Word và lưu lại")
    if name == ".pdf":
        raise ReadError(source, "không phải tệp PDF", _REMEDY)
    return "txt"
