"""Regular expressions, taken apart once for all starts of the program, and searched from the letters they begin with.

To parse some eight hundred expressions costs a first check a fifth of its time. What the parser makes of one, its code
for the matcher, is kept (``pipeline.kept``) under its words and flags; a pattern made of that code is the same pattern.
Its head alone is ours (``first_letters``). On an engine that this was not tried on, all is as with ``re``.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from importlib import import_module
from typing import Any, AnyStr

from pipeline.kept import Table
from pipeline.text.first_letters import with_first_letters

_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # flags, words, groups, their names both ways

_ENGINE: Any = import_module("_sre")
_UNIT = "I" if array("I").itemsize == getattr(_ENGINE, "CODESIZE", 0) else "L"
_TRIED = frozenset((20220615, 20221023, 20230612))  # the engines of Python 3.11, 3.12 and 3.13; all else is left to re
_KEPT = Table("patterns", f"{getattr(_ENGINE, 'MAGIC', '')} first letters 2")


def compiled(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """-> ``re.compile(pattern, flags)``: for patterns of the program and of rules, not for those of a document's words.

    Raises re.error.
    """
    made: re.Pattern[AnyStr] = _compiled(pattern, int(flags))
    return made


@lru_cache(maxsize=4096)
def _compiled(pattern: Any, flags: int) -> Any:
    if getattr(_ENGINE, "MAGIC", None) not in _TRIED:
        return re.compile(pattern, flags)
    key = f"{flags} {pattern!r}"
    code = _KEPT.get(key)
    try:
        if not isinstance(code, tuple):
            code = _code(pattern, flags)
            _KEPT.put(key, code)
        return _pattern(pattern, code)
    except (AttributeError, ImportError, TypeError, ValueError, OverflowError, RuntimeError):
        return re.compile(pattern, flags)


def _code(pattern: Any, flags: int) -> _Code:
    """-> what ``re.compile`` makes of a pattern before it hands it to the matcher. Raises re.error."""
    parsed = import_module("re._parser").parse(pattern, flags)
    code = with_first_letters(import_module("re._compiler")._code(parsed, flags), parsed, flags | parsed.state.flags)
    named = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in named.items():
        names[number] = name
    return flags | parsed.state.flags, array(_UNIT, code).tobytes(), parsed.state.groups - 1, named, tuple(names)


def _pattern(pattern: Any, code: _Code) -> Any:
    """-> the pattern of a code. The matcher checks the code: a wrong one raises RuntimeError."""
    flags, words, groups, named, names = code
    units = array(_UNIT)
    units.frombytes(words)
    return _ENGINE.compile(pattern, flags, units.tolist(), groups, named, names)
