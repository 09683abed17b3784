"""Office files are zip archives: the same content, the same bytes, whatever the clock says."""

from __future__ import annotations

import io
import zipfile

from pipeline.text.patterns import compiled

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest day that a zip archive can name
_STAMPS = compiled(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")
_FORBIDDEN = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def settled(data: bytes, *, undated: bool = False) -> bytes:
    """-> the archive with every entry at one fixed date; ``undated`` also takes the times out of its properties."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if undated and entry.filename == "docProps/core.xml":
                part = _STAMPS.sub(b"", part)
            new.writestr(zipfile.ZipInfo(entry.filename, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def writable(words: str) -> str:
    """-> the words without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", words)
