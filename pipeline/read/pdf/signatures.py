"""Who signed a PDF electronically, and when: from its signatures, which no page shows."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pypdfium2.raw as pdfium_c

from pipeline.text.patterns import compiled

# X.509 (RFC 5280, 4.1): a certificate names its issuer, then the two times between which it is valid, then its subject
_VALIDITY = compiled(rb"\x30[\x1e\x20\x22]\x17\x0d\d{12}Z(?:\x17\x0d\d{12}Z|\x18\x0f\d{14}Z)", re.DOTALL)
_COMMON_NAME = b"\x06\x03\x55\x04\x03"
_LONGEST_NAME = 2000  # bytes
_TIME = compiled(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([+-]\d\d)'?(\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Signature:
    """The name in a signer's certificate, and the time that the signature claims (ISO 8601), None where it has none."""

    name: str
    at: str | None


def signatures(document: Any) -> list[Signature]:
    """-> the signatures of a document of pypdfium2 in the order in which they were set. They are told, not verified."""
    found: list[Signature] = []
    for i in range(max(0, pdfium_c.FPDF_GetSignatureCount(document.raw))):
        signature = pdfium_c.FPDF_GetSignatureObject(document.raw, i)
        name = _signer(_bytes(pdfium_c.FPDFSignatureObj_GetContents, signature))
        at = _iso(_bytes(pdfium_c.FPDFSignatureObj_GetTime, signature).decode("ascii", errors="replace"))
        if name:
            found.append(Signature(name, at))
    return sorted(found, key=lambda s: s.at or "")


def _bytes(get: Any, signature: Any) -> bytes:
    size = get(signature, None, 0)
    buffer = ctypes.create_string_buffer(size + 1)
    get(signature, buffer, size)
    return buffer.raw[:size]


def _signer(message: bytes) -> str | None:
    """-> the name of the first certificate in a PKCS #7 message by which no other one was issued."""
    named = [(_name_before(message, at.start()), _name_after(message, at.end())) for at in _VALIDITY.finditer(message)]
    issuers = {issuer for issuer, _ in named}
    return next((subject for _, subject in named if subject and subject not in issuers), None)


def _name_before(message: bytes, end: int) -> str | None:
    at = message.rfind(_COMMON_NAME, max(0, end - _LONGEST_NAME), end)
    return _string(message, at + len(_COMMON_NAME)) if at >= 0 else None


def _name_after(message: bytes, start: int) -> str | None:
    at = message.find(_COMMON_NAME, start, start + _LONGEST_NAME)
    return _string(message, at + len(_COMMON_NAME)) if at >= 0 else None


def _string(message: bytes, at: int) -> str | None:
    """-> a string of DER: its type, its length of one byte, its letters."""
    if at + 2 > len(message) or message[at + 1] > 0x7F:
        return None
    letters = message[at + 2 : at + 2 + message[at + 1]]
    return " ".join(letters.decode("utf-16be" if message[at] == 0x1E else "utf-8", errors="replace").split()) or None


def _iso(time: str) -> str | None:
    """ "D:20250324151437+07'00'" -> "2025-03-24T15:14:37+07:00"."""
    found = _TIME.match(time)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone, half = found.groups()
    text = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text + (f"{zone}:{half or '00'}" if zone else "")
