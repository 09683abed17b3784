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
    zeros = data[:4000].count(0)
    if zeros:
        even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
        if max(even, odd) > 0.2 * len(data[:4000]) / 2:
            return data.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace"), "utf-16"
        raise ReadError(source, "không phải văn bản: tệp nhị phân lạ", "cần .docx, .pdf, .txt, .doc hoặc .htm")
    western = data.decode("cp1252", errors="replace")
    code = code_of_text(western)
    if code is not None:
        return to_unicode(western, code), code
    return data.decode("cp1258", errors="replace"), "cp1258"
