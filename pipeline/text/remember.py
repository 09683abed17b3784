"""One document is asked the same by one room after the other: the last answer is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def last_remembered(function: Callable[..., Result]) -> Callable[..., Result]:
    """-> a pure ``function`` that gives its last result again where it is called with the very same objects.

    Long tuples of blocks or sections are told apart by identity: to hash or compare them would cost what it saves.
    """
    last: tuple[tuple[object, ...], Result | None] = ((), None)

    def remembered(*given: object) -> Result:
        nonlocal last
        before, result = last
        if result is None or len(before) != len(given) or any(a is not b for a, b in zip(before, given, strict=True)):
            result = function(*given)
            last = given, result
        return result

    return remembered
