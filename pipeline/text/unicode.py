"""One canonical form for all text that enters the house."""

from __future__ import annotations

import re
import unicodedata

from pipeline.text.patterns import compiled

_INVISIBLE = compiled("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS = compiled("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x85", "\u2028", "\u2029")
# letters of East Asian width, hyphens that may not or may break, the sign of subtraction: signs of one meaning
_ALIKE_SIGNS = compiled("[\u2010\u2011\u2212\uff01-\uff5e]+")
_ALIKE = {0x2010: "-", 0x2011: "-", 0x2212: "-", **{0xFF01 + i: chr(0x21 + i) for i in range(94)}}
_CONTROL = compiled("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_PAIR = compiled("[\ud800-\udbff][\udc00-\udfff]")
_PLAIN = compiled("[\n -~\u00a1-\u00ac\u00ae-\u02af\u1ea0-\u1ef9–—“”‘’…•]*")  # nothing of it is ever replaced
_UNHELD = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT = compiled(  # references among which there may be such, quickly told
    r"&#(?:[xX]0*(?:1?[0-9a-fA-F]|[dD][89a-fA-F]..|[fF]{3}[eEfF]|[1-9a-fA-F][0-9a-fA-F]{5,})(?![0-9a-fA-F])"
    r"|0*(?:[12]?\d|3[01]|5[5-7]\d{3}|6553[45]|[1-9]\d{6,})(?!\d))"
)
_REFERENCE = compiled(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")


def canonical(text: str) -> str:
    """NFC, line ends as ``\\n``, every kind of blank as a plain space, of every kind of hyphen the plain one, invisible
    and control characters gone, and what stands for no character.

    Words are never changed: look-alike letters, slips and tone placement stay as the author left them
    (``fold`` compares across those). Lengths may change, so call it before any offset is taken.
    """
    text = unicodedata.normalize("NFC", text)
    if _PLAIN.fullmatch(text):
        return text
    text = _ALIKE_SIGNS.sub(lambda signs: signs[0].translate(_ALIKE), one_line_end(_PAIR.sub(_whole, text)))
    return _CONTROL.sub("", _BLANKS.sub(" ", _INVISIBLE.sub("", text)))


def one_line_end(text: str) -> str:
    """-> ``text`` with ``\\n`` for whatever ends a line, also in Word (Shift+Enter) and on other systems."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def without_unheld(text: str) -> str:
    """-> ``text`` without the characters that XML cannot hold, as they are or by reference (XML 1.0, 2.2)."""
    text = _UNHELD.sub(" ", _PAIR.sub(_whole, text))
    return _REFERENCE.sub(_held, text) if _SUSPECT.search(text) else text


def _whole(pair: re.Match[str]) -> str:
    """Two surrogates as the one character that they stand for."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _held(reference: re.Match[str]) -> str:
    digits, base = (reference[1], 16) if reference[1] else (reference[2], 10)
    code = int(digits, base) if len(digits) < 8 else 0
    return " " if not 0 < code < 0x110000 or _UNHELD.match(chr(code)) else reference[0]
