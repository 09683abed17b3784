"""Which letters a match of a regular expression can begin with: the matcher then passes over all others at once.

``re`` works this out where an expression begins with a letter or a class, not where a boundary, a look ahead or behind
or an optional part comes first, as in most of ours: there it tries the whole expression at every letter of the text,
which costs two to five times the search. The set stands in the head of the code that the matcher runs, beside the least
and greatest length of a match; the rest of the code stays as ``re`` has made it, so that only time can change.

Where the standard library has no such inner parts, or another form of them, codes stay as they are.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

_Class = list[tuple[Any, Any]]  # what a class ("[a-z\d]") holds, in the parser's words
_First = tuple[
    _Class | None, bool
]  # the letters that may stand first (None: any), and whether nothing need stand there

_MOST = 1_000_000  # letters in a class that is too wide to be of use
_LONG = 512  # letters in a span, beyond which its other cases are not looked for
_LATIN, _VIETNAMESE = range(0x1B1), range(0x1EA0, 0x1EFA)  # letters of which no capital lies at or above the next
_HIGHEST = 0x2200
_WIDE = {"CATEGORY_DIGIT": 700, "CATEGORY_SPACE": 30}
_ANY: _First = (None, True)
_HEAD = 5  # units of the code's head: its mark, length, what it holds, least and greatest length of a match
_CASELESS = 2  # re.IGNORECASE
_LOCALE = 4  # re.LOCALE


def with_first_letters(code: list[int], parsed: Any, flags: int) -> list[int]:
    """-> ``code``, which ``re`` made of ``parsed``, with the letters that a match begins with, where ``re`` left them
    out and they are few. A match of no length may begin anywhere."""
    constants, compiler = import_module("re._constants"), import_module("re._compiler")
    least, told = code[3], code[2]
    if code[0] != constants.INFO or not least or told or flags & _LOCALE or not isinstance(parsed.state.str, str):
        return code
    letters, empty = _of_sequence(list(parsed), 0, flags)
    if empty or not letters or _size(letters) >= _MOST:
        return code
    head = [constants.INFO, 0, constants.SRE_INFO_CHARSET, *code[3:_HEAD]]
    compiler._compile_charset(compiler._optimize_charset(letters)[0], flags, head)
    head[1] = len(head) - 1
    return [*head, *code[code[1] + 1 :]]


def _of_sequence(parts: list[tuple[Any, Any]], at: int, flags: int) -> _First:
    if at == len(parts):
        return [], True
    (op, value), name = parts[at], parts[at][0].name
    if name in ("AT", "ASSERT_NOT") or (name == "ASSERT" and value[0] < 0):
        return _of_sequence(parts, at + 1, flags)
    if name == "ASSERT":  # what is looked ahead at stands first too: the narrower of both
        behind, empty = _of_sequence(parts, at + 1, flags)
        ahead, none = _of_sequence(list(value[1]), 0, flags)
        return (ahead if not none and _size(ahead) < _size(behind) else behind), empty
    letters, optional = _of_part(name, op, value, flags)
    if not optional:
        return letters, False
    more, empty = _of_sequence(parts, at + 1, flags)
    return _joined(letters, more), empty


def _of_part(name: str, op: Any, value: Any, flags: int) -> _First:
    if name == "LITERAL":
        return _in_any_case([(op, value)], flags), False
    if name == "IN":
        return _in_any_case(value, flags), False
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        letters, empty = _of_sequence(list(value[2]), 0, flags)
        return letters, empty or value[0] == 0
    if name == "SUBPATTERN":
        _, more, fewer, inner = value
        return _ANY if more | fewer else _of_sequence(list(inner), 0, flags)
    if name == "ATOMIC_GROUP":
        return _of_sequence(list(value), 0, flags)
    if name == "BRANCH":
        every: _First = ([], False)
        for one in value[1]:
            letters, empty = _of_sequence(list(one), 0, flags)
            every = _joined(every[0], letters), every[1] or empty
        return every
    return _ANY


def _in_any_case(letters: _Class, flags: int) -> _Class | None:
    """-> ``letters`` and, where case is not regarded, all that stand for them; None where these are too many."""
    if not flags & _CASELESS:
        return list(letters)
    constants, engine = import_module("re._constants"), import_module("_sre")
    every: _Class = []
    for op, value in letters:
        if op.name in ("CATEGORY", "NEGATE"):
            every.append((op, value))
            continue
        first, last = value if op.name == "RANGE" else (value, value)
        if last - first > _LONG:
            return None
        for lower in {engine.unicode_tolower(letter) for letter in range(first, last + 1)}:
            if lower not in _LATIN and lower not in _VIETNAMESE:
                return None
            every += [(constants.LITERAL, letter) for letter in _by_lower()[lower]]
    return every


@lru_cache(maxsize=1)
def _by_lower() -> dict[int, list[int]]:
    """-> all letters that stand for a lower one of ``_LATIN`` and ``_VIETNAMESE`` where case is not regarded."""
    engine, fixes = import_module("_sre"), import_module("re._casefix")._EXTRA_CASES
    cases: dict[int, list[int]] = {}
    for letter in range(_HIGHEST):
        cases.setdefault(engine.unicode_tolower(letter), []).append(letter)
    same = {lower: [lower, *fixes.get(lower, ())] for lower in (*_LATIN, *_VIETNAMESE)}
    return {lower: [one for form in forms for one in cases.get(form, [form])] for lower, forms in same.items()}


def _joined(one: _Class | None, other: _Class | None) -> _Class | None:
    """-> the letters of both. One with all letters but some ("[^a]") makes no set of use, see ``_size``."""
    if one is None or other is None:
        return None
    return one + [letter for letter in other if letter not in one]


def _size(letters: _Class | None) -> int:
    """-> how many letters a class holds, roughly; ``_MOST`` where it is most of them."""
    if letters is None or any(op.name == "NEGATE" for op, _ in letters):
        return _MOST
    return sum(1 if op.name == "LITERAL" else _width(op, value) for op, value in letters)


def _width(op: Any, value: Any) -> int:
    return value[1] - value[0] + 1 if op.name == "RANGE" else _WIDE.get(value.name, _MOST)
