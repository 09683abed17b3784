"""Pairs of things that stand in two orders: which of them have been moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved(places: Sequence[int]) -> set[int]:
    """-> the fewest indices that have to move for the rest of ``places`` to rise (all but a longest rising run)."""
    ends: list[int] = []  # the smallest last place of a rising run of each length
    last: list[int] = []  # and its index
    before: list[int] = [-1] * len(places)
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        before[index] = last[length - 1] if length else -1
        if length == len(ends):
            ends.append(place)
            last.append(index)
        else:
            ends[length], last[length] = place, index
    kept: set[int] = set()
    index = last[-1] if last else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return set(range(len(places))) - kept
