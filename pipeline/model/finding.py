"""What a check says of a place in a draft, and how it would be mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write from ``start`` to ``end`` of the draft's text; ``safe``: it may be done without being asked."""

    start: int
    end: int
    text: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, with the words it found it in and what to write instead.

    ``fix`` mends this place, ``also`` the further places of the same finding.
    """

    rule_id: str
    rule: str
    severity: Severity
    message: str
    suggestion: str | None = None
    legal_basis: str | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    section_id: str | None = None
    directive_id: str | None = None
    directive_quote: str | None = None
    fix: Fix | None = None
    also: tuple[Fix, ...] = ()
