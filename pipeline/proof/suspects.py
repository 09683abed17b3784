"""What a finder of slips hands on: which syllables, what they should read, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import SlipKind
from pipeline.saying import Said


@dataclass(frozen=True, slots=True)
class Suspect:
    """Characters ``start`` to ``end`` of the text, the reading in their place, the reason in a clerk's words."""

    start: int
    end: int
    reading: str
    kind: SlipKind
    reason: Said
    safe: bool = False
