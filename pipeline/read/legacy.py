"""Vietnamese before Unicode: TCVN3 (ABC, fonts ``.Vn*``) and VNI-Windows (fonts ``VNI-*``), turned into Unicode.

By the font of a run in Word files and web pages, by the statistics of letters in plain text and PDF. Never applied to
text that is Unicode already. TCVN 5712:1993, table 3, has no capitals with tones: fonts whose name ends in H draw the
small letters as capitals.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Literal

from pipeline.read.health import health
from pipeline.text.patterns import compiled

Code = Literal["tcvn3", "vni"]

_TCVN3_LETTERS = (
    "à\u00b5á\u00b8ả\u00b6ã\u00b7ạ\u00b9ă\u00a8ằ\u00bbắ\u00beẳ\u00bcẵ\u00bdặ\u00c6â\u00a9ầ\u00c7ấ\u00caẩ\u00c8ẫ\u00c9ậ\u00cb"
    "đ\u00aeè\u00ccé\u00d0ẻ\u00ceẽ\u00cfẹ\u00d1ê\u00aaề\u00d2ế\u00d5ể\u00d3ễ\u00d4ệ\u00d6ì\u00d7í\u00ddỉ\u00d8ĩ\u00dcị\u00de"
    "ò\u00dfó\u00e3ỏ\u00e1õ\u00e2ọ\u00e4ô\u00abồ\u00e5ố\u00e8ổ\u00e6ỗ\u00e7ộ\u00e9ơ\u00acờ\u00eaớ\u00edở\u00ebỡ\u00ecợ\u00ee"
    "ù\u00efú\u00f3ủ\u00f1ũ\u00f2ụ\u00f4ư\u00adừ\u00f5ứ\u00f8ử\u00f6ữ\u00f7ự\u00f9ỳ\u00faý\u00fdỷ\u00fbỹ\u00fcỵ\u00fe"
    "Ă\u00a1Â\u00a2Đ\u00a7Ê\u00a3Ô\u00a4Ơ\u00a5Ư\u00a6"
)
_TCVN3 = {ord(_TCVN3_LETTERS[i + 1]): _TCVN3_LETTERS[i] for i in range(0, len(_TCVN3_LETTERS), 2)}
_TCVN3[0x03BC] = "à"  # Greek mu, which some converters write for the micro sign

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_BREVE, _ROOF = "\u0306", "\u0302"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
    "â": _ROOF, "á": _ROOF + _ACUTE, "à": _ROOF + _GRAVE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = {}
    for letter in "aeouy":
        for mark, accents in _VNI_MARKS.items():
            if (len(accents) > 1 and accents[0] == _BREVE and letter != "a") or (accents == _BREVE and letter != "a"):
                continue
            if accents[0] == _ROOF and letter not in "aeo":
                continue
            made = unicodedata.normalize("NFC", letter + accents)
            table[letter + mark], table[(letter + mark).upper()] = made, made.upper()
            table[letter.upper() + mark] = made.upper()
    for letter, plain in (("ô", "ơ"), ("ö", "ư")):
        for mark in "ùøûõï":
            made = unicodedata.normalize("NFC", plain + _VNI_MARKS[mark])
            table[letter + mark], table[(letter + mark).upper()] = made, made.upper()
            table[letter.upper() + mark] = made.upper()
    for letter, plain in _VNI_SINGLE.items():
        table[letter], table[letter.upper()] = plain, plain.upper()
    return table


_VNI = _vni_table()
_VNI_UNIT = compiled("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_UNICODE_ONLY = compiled("[\u1ea0-\u1ef9\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0]")
_LATIN_1 = compiled("[\u00a1-\u00ff]")


def is_unicode(text: str) -> bool:
    """True where letters occur that only Unicode has."""
    return bool(_UNICODE_ONLY.search(text))


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 letters (read as Windows-1252) as Unicode; ``capitals`` for the fonts that draw capitals."""
    made = text.translate(_TCVN3)
    return made.upper() if capitals else made


def from_vni(text: str) -> str:
    """VNI-Windows letters (read as Windows-1252) as Unicode."""
    return _VNI_UNIT.sub(lambda m: _VNI[m.group()], text)


def code_of_font(font: str | None) -> Code | None:
    """The code page that a font's name stands for."""
    name = (font or "").lower().lstrip("\"' ")
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") or name.startswith("vni ") else None


def decode_font(text: str, font: str | None) -> str:
    """``text`` as Unicode where its font is one of the old code pages; as it is where not, or Unicode already."""
    code = code_of_font(font)
    if code is None or is_unicode(text):
        return text
    if code == "vni":
        return from_vni(text)
    return from_tcvn3(text, capitals=(font or "").split(",")[0].rstrip("\"' ").endswith("H"))


def code_of_text(text: str) -> Code | None:
    """The old code page a text is in, by its letters; None for Unicode, other languages, and where there is doubt."""
    sample = text[:200_000]
    many = int(0.004 * len(sample)) + 1  # more than its share of letters: seen within a few words, nothing to count
    if sum(1 for _ in islice(_UNICODE_ONLY.finditer(sample), many)) == many:
        return None
    letters = sum(map(str.isalpha, sample))
    if letters < 40 or len(_LATIN_1.findall(sample)) < 0.04 * letters:
        return None
    if len(_UNICODE_ONLY.findall(sample)) > 0.004 * letters:
        return None
    before = health(sample).syllables
    scores: dict[Code, float] = {
        "tcvn3": _likeness(from_tcvn3(sample)),
        "vni": _likeness(from_vni(sample)),
    }
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > 1.05 and scores[best] > before + 0.1 else None


def _likeness(text: str) -> float:
    """How Vietnamese a text is: near 1.3 for a plan, under 1 for what was decoded wrongly."""
    state = health(text)
    return state.syllables + min(state.marked, 0.3) - len(_LATIN_STRAY.findall(text)) / max(1, len(text)) * 10


# letters of Windows-1252 that Vietnamese never uses
_LATIN_STRAY = compiled(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb-\u00fc\u00fe\u00ff]"
)


def to_unicode(text: str, code: Code) -> str:
    """``text`` of a known code page as Unicode."""
    return from_tcvn3(text) if code == "tcvn3" else from_vni(text)
