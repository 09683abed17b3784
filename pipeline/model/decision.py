"""What a person decided about a finding, known by the words it is about so that the next version finds it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

Choice = Literal["accepted", "edited", "dismissed"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One finding decided: its correction ``accepted``, another text ``edited`` in its stead, or ``dismissed``.

    ``key`` names it to who undoes it. It is known again by ``rule``, ``directive`` and ``words`` (of the draft, else of
    the parent, else the message) and, where those are few, by the words ``before`` or ``after`` them. ``text`` is what
    was written; ``reason`` and ``who`` stand with what was dismissed.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}  # a slip in a waiver file is told, not passed over

    key: str
    rule: str
    choice: Choice
    words: str
    directive: str | None = None
    before: str = ""
    after: str = ""
    text: str | None = None
    reason: str | None = None
    who: str | None = None
    on: date | None = None
