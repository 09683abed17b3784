"""Bytes of a plain text to characters, the declared or likely encoding never simply trusted."""

from __future__ import annotations

import codecs

from pipeline.errors import ReadError
from pipeline.read.legacy import code_of_text, to_unicode

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SOUND = 0.95


def decode(data: bytes, source: str) -> tuple[str, str]:
    """-> text and the encoding it was read by. Raises ReadError where the bytes are no text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, errors="replace").lstrip("\ufeff"), name
    try:
        text = data.decode("utf-8")
        if "\x00" not in text:
            code = code_of_text(text)  # old letters that a program saved as if they were Western ones
            return (to_unicode(text, code), code) if code is not None else (text, "utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        return _with_zeros(data, source)
    if (mended := _nearly_utf8(data)) is not None:
        return mended, "utf-8"
    western = data.decode("cp1252", errors="replace")
    code = code_of_text(western)
    if code is not None:
        return to_unicode(western, code), code
    return data.decode("cp1258", errors="replace"), "cp1258"


def _with_zeros(data: bytes, source: str) -> tuple[str, str]:
    """Text of two bytes a letter without its mark, or text that a program padded with zeros."""
    for name in ("utf-16-le", "utf-16-be"):
        text = data.decode(name, errors="replace")
        if _is_written(text[:4000]):
            return text, "utf-16"
    rest = data.replace(b"\x00", b"")
    padded = _nearly_utf8(rest) or ""
    if len(rest) > _SOUND * len(data.strip(b"\x00")) and _is_written(padded[:4000]):
        return padded, "utf-8"
    raise ReadError(source, "read.binary")


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 in which a few letters are broken (a file cut and glued, a faulty disk); None for other encodings."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return text if 20 * broken < sum(1 for c in text if c > "\x7f") else None


def _is_written(text: str) -> bool:
    """Whether nearly all characters are of the Latin script or are signs, as in any Vietnamese text."""
    sound = sum(1 for c in text if c in "\t\n\r\f" or " " <= c < "\u0370" or "\u1e00" <= c < "\u2c00" or c == "\ufeff")
    return bool(text) and sound > _SOUND * len(text)
