"""The numbers of lists as a word processor or a browser shows them: I., iv), a., 01."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def list_number(number: int, form: str) -> str:
    """-> ``number`` in a form of Office Open XML (ST_NumberFormat): "upperRoman", "lowerLetter", "decimalZero" …"""
    if form in ("upperRoman", "lowerRoman") and 0 < number < 10_000:
        pieces = []
        for size, letters in _ROMAN:
            pieces.append(letters * (number // size))
            number %= size
        roman = "".join(pieces)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("none", "bullet"):
        return ""
    return str(number)
