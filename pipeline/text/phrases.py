"""Patterns of whole words."""

from __future__ import annotations

import re
from collections.abc import Collection

_PLAIN_FIRST = re.compile(r"[^\W_](?![?*{])[^|]*")  # a letter or figure that every match begins with


def opening(alternatives: Collection[str]) -> str:
    r"""-> what stands before any of ``alternatives`` (patterns) so that no match begins within a word.

    ``\b`` where each begins with a letter or figure, since the engine is through a text twice as fast with it as with
    ``(?<!\w)``, which says the same there.
    """
    return r"\b" if all(map(_PLAIN_FIRST.fullmatch, alternatives)) else r"(?<!\w)"


def whole_words(alternatives: Collection[str]) -> str:
    """-> a pattern of any of ``alternatives`` (patterns, tried in their order) as whole words."""
    return rf"{opening(alternatives)}(?:{'|'.join(alternatives)})(?!\w)"
