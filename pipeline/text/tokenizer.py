"""Tokens of Vietnamese administrative text: syllables, figures, symbols; the number of a document or a date is one.

A Vietnamese syllable is what stands between blanks, so tokens need no model. ``Doc.text == text`` always holds: blanks
that spaCy cannot keep behind a token (line breaks, the second of two blanks) are tokens themselves.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.text.patterns import compiled

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_MARKS = "\u0300-\u036f"
_PART = rf"[^\W\d_a-z][\w&{_MARKS}]*"  # QĐ, TTg, BĐG, QH14: begins with a capital
# 112/2021/QĐ-TTg, 59/2020/QH14, 30a/2008/NQ-CP, 8935/BNV-CTTN&BĐG; 57-NQ/TW; …/KH-UBND where the number is left blank
_NUMBER = (
    r"(?:\d+[a-zđ]?|\.{2,}|…+)"
    rf"(?:(?:/\d{{4}})?/{_PART}(?:[-–/]{_PART})*|[-–]{_PART}(?:[-–]{_PART})*(?:/{_PART})+)"
)
_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)"
_FIGURE = rf"\d+(?:[.,]\d+)*(?![\w{_MARKS}])"
_SYLLABLE = rf"[^\W_][\w{_MARKS}]*"
_TOKEN = compiled(rf"(?P<blank>\s+)|{_NUMBER}|{_DATE}|{_FIGURE}|{_SYLLABLE}|\.{{2,}}|.", re.DOTALL)


def split_tokens(text: str) -> tuple[list[str], list[bool]]:
    """-> tokens and, for each, whether one plain blank follows it; together they give ``text`` back."""
    tokens: list[str] = []
    blanks: list[bool] = []
    for found in _TOKEN.finditer(text):
        token = found.group()
        if found.lastgroup == "blank" and token[0] == " " and tokens and not blanks[-1]:
            blanks[-1] = True
            token = token[1:]
        if token:
            tokens.append(token)
            blanks.append(False)
    return tokens, blanks


class SyllableTokenizer:
    """spaCy's tokenizer interface over ``split_tokens``; it has no state of its own to save."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        from spacy.tokens import Doc

        words, spaces = split_tokens(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> SyllableTokenizer:
        return self

    def to_disk(self, _: str | Path, **__: Any) -> None:
        return None

    def from_disk(self, _: str | Path, **__: Any) -> SyllableTokenizer:
        return self
