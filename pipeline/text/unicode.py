"""One canonical form for all text that enters the house."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_PLAIN = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u02af\u1ea0-\u1ef9–—“”‘’…•]*")  # nothing of it is ever replaced


def canonical(text: str) -> str:
    """NFC, line ends as ``\\n``, every kind of blank as a plain space, invisible and control characters gone.

    Words are never changed: look-alike letters, slips and tone placement stay as the author left them
    (``fold`` compares across those). Lengths may change, so call it before any offset is taken.
    """
    text = unicodedata.normalize("NFC", text)
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x85", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", _BLANKS.sub(" ", _INVISIBLE.sub("", text)))
