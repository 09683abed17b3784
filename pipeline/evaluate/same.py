"""When two answers are the same: numbers of documents, names of bodies, kinds, dates of different fineness, words."""

from __future__ import annotations

import re

from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_WORD = compiled(r"[^\W_]+")
_LABEL = compiled(
    r"^(?:phần\s+thứ\s+\w+|(?:phần|chương|mục|điều)\s+[\divxlcdm]+|[ivxlcdm]+|\d+(?:\.\d+)*|[a-zđ])\s*[.):/\-–]*\s*",
    re.I,
)
_ABBREVIATIONS = (
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("mttq", "mặt trận tổ quốc"),
    ("uỷ", "ủy"),
)


def number_key(number: str | None) -> str | None:
    """A document's number without what does not distinguish it: case, spaces, dots, look-alike dashes."""
    return re.sub(r"[\s.]", "", fold(number)) if number else None


def same_number(expected: str | None, given: str | None, canonical: str | None) -> bool:
    """Is it the same number? A short form annotated "112" is met by any number that begins so."""
    if expected is None:
        return number_key(given) is None
    keys = [number_key(given), number_key(canonical)]
    if re.fullmatch(r"\d+[a-z]?", expected):
        return any(key and re.match(rf"{expected}(?![0-9a-zđ])", key) for key in keys)
    return number_key(expected) in keys


def letters(text: str) -> str:
    """Only letters and digits, folded."""
    return "".join(_WORD.findall(fold(text)))


def heading_forms(heading: str) -> set[str]:
    """The letters of an annotated heading, with its label and without."""
    return {letters(heading), letters(_LABEL.sub("", fold(heading).strip()))} - {""}


def body_key(name: str) -> str:
    """A body's name with its abbreviations written out and without articles, for comparison."""
    key = fold(name)
    for short, long in _ABBREVIATIONS:
        key = re.sub(rf"(?<!\w){short}(?!\w)", long, key)
    return " ".join(_WORD.findall(key))


def same_kind(expected: str, given: str) -> bool:
    """Kinds of documents: "Quyết định" is ``quyet_dinh``; "Chương trình" and "Chương trình hành động" agree."""
    a, b = (bare(kind).replace("_", " ").strip() for kind in (expected, given))
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def same_name(expected: str, given: str | None) -> bool:
    """Issuers and signers: one may say more than the other ("Tỉnh ủy", "Tỉnh ủy Lào Cai")."""
    a, b = body_key(expected), body_key(given or "")
    return bool(b) and (a in b or b in a)


def same_due(expected: str | None, given: str | None) -> bool:
    """Dates of different fineness agree where one begins with the other: 2026-06 and 2026-06-30."""
    if expected is None or given is None:
        return expected == given
    return expected.startswith(given) or given.startswith(expected)


def word_f1(expected: str, given: str | None) -> float:
    """The F1 of the two sets of words."""
    a, b = (set(_WORD.findall(fold(text))) for text in (expected, given or ""))
    if not a or not b:
        return float(a == b)
    return 2 * len(a & b) / (len(a) + len(b))
