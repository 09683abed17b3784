"""What a file is by its bytes; its name is only asked where the bytes leave it open."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from pipeline.errors import ReadError
from pipeline.saying import to_say
from pipeline.text.patterns import compiled

Kind = Literal["txt", "docx", "pdf", "html", "mhtml", "doc", "rtf", "odt", "xml", "image"]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = ((b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"II*\x00", "TIFF"), (b"MM\x00*", "TIFF"), (b"BM", "BMP"))
_IMAGE_NAMES = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"))
_OTHER = (
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"GIF8", "gif"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
)
_NO_DOCUMENTS = {  # names under which text is never a plan
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "json", ".svg": "svg", ".zip": "zip", ".xml": "xml",
    **dict.fromkeys((".js", ".css", ".py", ".bat", ".cmd", ".ps1", ".sh", ".vbs", ".exe", ".dll"), "program"),
    **dict.fromkeys((".yaml", ".yml", ".ini", ".sql", ".log", ".parquet"), "data"),
}  # fmt: skip
_OTHER_OFFICE = ((b"xl/", b"xl/workbook", "excel"), (b"ppt/", b"ppt/presentation", "powerpoint"))
_PDF_JUNK = 65536
_HTML = compiled(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|span|h\d|font|br)[\s>/]", re.I)
_SVG = compiled(rb"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]", re.I | re.S)
_WORD_XML = compiled(rb"<\?mso-application|<w:wordDocument|<pkg:package|<office:document", re.I)


def sniff(data: bytes, source: str) -> Kind:
    """Raises ReadError for what is none of the formats that can be read."""
    name = PurePath(source).suffix.lower()
    head = data[:4096]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data, source)
    if b"%PDF-" in data[: _PDF_JUNK if name == ".pdf" else 1024]:
        return "pdf"
    if PurePath(source).name.startswith("~$") and len(data) < 1024:
        raise ReadError(source, "read.word_lock")
    if head.startswith(_OLE):
        return _ole_kind(data, source)
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    for magic, what in _IMAGES:
        if head.startswith(magic) and (magic != b"BM" or name == ".bmp"):
            if name not in _IMAGE_NAMES:
                raise ReadError(source, "read.is_image" if name else "read.is_image_unnamed", name=name, what=what)
            return "image"
    for magic, what in _OTHER:
        if head.startswith(magic) and _is_binary(head):
            raise _other(source, what)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise ReadError(source, "read.is_webp")
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise ReadError(source, "read.is_heic")
    kind = _text_kind(head, start, name)
    if kind == "txt" and (no_text := _what_instead(start, name)) is not None:
        raise _other(source, no_text)
    if kind == "txt" and name in (".docx", ".docm", ".dotx"):
        raise ReadError(source, "read.no_docx")
    if kind == "txt" and name == ".pdf":
        raise ReadError(source, "read.no_pdf")
    return kind


def _text_kind(head: bytes, start: bytes, name: str) -> Kind:
    flat = head.replace(b"\x00", b"")  # a UTF-16 page is a page too
    if re.match(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*MIME-Version:\s*1", start, re.I):
        return "mhtml"
    if flat.lstrip(b"\xef\xbb\xbf\xff\xfe\r\n\t ").startswith(b"<") or name in (".htm", ".html", ".xhtml"):
        if _WORD_XML.search(flat) and not _HTML.search(flat):
            return "xml"
        if _HTML.search(flat):
            return "html"
    return "html" if name in (".doc", ".htm", ".html") and _HTML.search(flat) else "txt"


def _what_instead(start: bytes, name: str) -> str | None:
    """-> what bytes that could be decoded are instead of a text, None where they may be one."""
    if name in _NO_DOCUMENTS:
        return _NO_DOCUMENTS[name]
    if start.startswith(b"PK") and len(start) < 4:
        return "zip"
    if _SVG.match(start):
        return "svg"
    return "xml" if start.startswith(b"<?xml") else None


def _zip_kind(data: bytes, source: str) -> Kind:
    """A zip is a Word file unless its members say it is another kind of container."""
    if b"word/" in data or b"_rels/.rels" in data[:4096]:
        for _, part, what in _OTHER_OFFICE:
            if part in data and b"word/document" not in data:
                raise _other(source, what)
        return "docx"
    if data[30:38] == b"mimetype":
        if b"opendocument.text" in data[:120]:
            return "odt"
        raise ReadError(source, "read.other_opendocument")
    for folder, _, what in _OTHER_OFFICE:
        if folder in data:
            raise _other(source, what)
    if PurePath(source).suffix.lower() in (".docx", ".docm", ".dotx", ".doc"):
        return "docx"
    raise ReadError(source, "read.is_zip")


def _ole_kind(data: bytes, source: str) -> Kind:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise ReadError(source, "read.word_password")
    if has("WordDocument"):
        return "doc"
    if has("__substg1.0") or has("__properties_version1.0"):
        raise ReadError(source, "read.is_mail")
    if has("Workbook") or has("PowerPoint Document"):
        raise _other(source, "sheet_or_slides")
    return "doc"


def _other(source: str, what: str) -> ReadError:
    return ReadError(source, "read.is_other", what=to_say(f"read.what.{what}"))


def _is_binary(head: bytes) -> bool:
    return sum(1 for b in head[:512] if b < 9 or 13 < b < 32) > 2
