"""Offsets between a text as it was given and its canonical form."""

from __future__ import annotations

import re
from array import array

from pipeline.text.patterns import compiled
from pipeline.text.unicode import canonical

# a letter with the marks that compose onto it, or a line end: what canonical() can only change as a whole
_CLUSTER = compiled("\r\n|[^\u0300-\u036f][\u0300-\u036f]+|.", re.DOTALL)


def canonical_with_places(text: str) -> tuple[str, array[int]]:
    """-> the canonical text and, for each of its characters and its end, the offset in ``text`` where it comes from."""
    kept = canonical(text)
    places = array("q")
    if kept == text:
        places.extend(range(len(text) + 1))
        return kept, places
    for found in _CLUSTER.finditer(text):
        places.extend([found.start()] * len(canonical(found.group())))
    if len(places) != len(kept):  # letters that compose across clusters (Hangul): nothing of ours
        return text, array("q", range(len(text) + 1))
    places.append(len(text))
    return kept, places
