"""Words that a typist or a scanner got wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.saying import Said

SlipKind = Literal["phrase", "no_word", "other_word", "doubled", "missing", "sign", "capital", "tone_place"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip of a scan or a typist: the candidate reading stands beside the text, never in it.

    ``kind``: a set phrase with other marks; no syllable of Vietnamese; another word; a word twice; one that fell out or
    to pieces; a stray sign or figure; a capital; tone marks placed in two ways. ``safe``: no other reading is likely.
    """

    quote: str
    start: int
    end: int
    reading: str
    reason: Said
    section_id: str | None = None
    page: int | None = None
    kind: SlipKind = "phrase"
    safe: bool = False
