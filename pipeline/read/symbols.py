"""Letters of the symbol fonts (Symbol, Wingdings), which files store in the private area, as Unicode signs."""

from __future__ import annotations

_SYMBOL = {
    0x2D: "−", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0xA3: "≤", 0xA5: "∞",
    0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…",
    0xD0: "∠", 0xD7: "⋅", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_OTHER = "•"


def symbol_text(text: str, font: str | None) -> str:
    """``text`` with the letters of a symbol font as what they show."""
    name = (font or "").lower()
    table = _WINGDINGS if "wingding" in name else _SYMBOL
    is_symbol = "symbol" in name or "wingding" in name or "webding" in name
    out = []
    for char in text:
        code = ord(char)
        if 0xF000 <= code <= 0xF0FF:
            out.append(table.get(code - 0xF000) or _plain(code - 0xF000))
        elif is_symbol and code < 0x100 and code > 0x20:
            out.append(table.get(code) or ("-" if char == "-" else _OTHER if not char.isalnum() else char))
        else:
            out.append(char)
    return "".join(out)


def _plain(code: int) -> str:
    return chr(code) if 0x20 < code < 0x7F and not chr(code).isalpha() else _OTHER
