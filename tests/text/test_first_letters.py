"""A search that passes over letters which begin no match finds what ``re`` finds."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import first_letters, patterns
from pipeline.text.first_letters import with_first_letters

PIECES = (
    *("a", "b", "ă", "Đ", "đ", "k", "İ", "ß", ".", " ", r"\d", r"\s", r"\w", r"\W", r"\b", r"\B", "^", "$", r"\1"),
    *("[ab]", "[^a]", "[A-K]", "[é-ệ]", "[ă-ỹ]", r"[\d.]", "(a|b|)", r"(?:đ|\d+)", "(?i:a)", "(?s:.)", "(?>ab|a)"),
    *("(?<!a)", r"(?<![\w.])", r"(?<=b)", r"(?!\d)", r"(?=[ab\d])", r"(?=a|$)", "(?=)"),
)
COUNTS = ("", "?", "*", "+", "{0,2}", "{2}", "??", "*?", "++", "?+")
OWN = [
    value
    for name in ("dates", "labels", "numbers", "offsets", "syllables", "tokenizer", "words")
    for value in vars(import_module(f"pipeline.text.{name}")).values()
    if isinstance(value, re.Pattern)
]
LETTERS = st.text("abăđĐkKkKıİißẞỆé1٣. \n-", max_size=24)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    alternatives = draw(
        st.lists(
            st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(COUNTS)), max_size=4), min_size=1, max_size=3
        )
    )
    return "|".join("".join(f"(?:{piece}){count}" for piece, count in parts) for parts in alternatives)


def spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[Any, ...]]:
    return [(hit.span(), hit.groups()) for hit in pattern.finditer(text, start, end)]


@given(
    expressions(),
    st.sampled_from([0, re.I, re.M | re.S, re.A, re.I | re.A]),
    LETTERS,
    st.integers(0, 6),
    st.integers(3, 24),
)
def test_it_finds_what_re_finds(words: str, flags: int, text: str, start: int, end: int) -> None:
    try:
        wanted = re.compile(words, flags)
    except re.error:
        return
    made = patterns._pattern(words, patterns._code(words, flags))
    assert spans(made, text, start, end) == spans(wanted, text, start, end)
    assert made.sub("#", text) == wanted.sub("#", text)
    assert made.split(text) == wanted.split(text)


def halves(words: str) -> tuple[list[int], list[int], Any]:
    parsed = import_module("re._parser").parse(words)
    plain = import_module("re._compiler")._code(parsed, 0)
    return with_first_letters(plain, parsed, parsed.state.flags), plain, import_module("re._constants")


@pytest.mark.parametrize(
    "words",
    [
        r"\b(?:điều|khoản)(?!\w)",
        r"(?<![\w.])\d+",
        r"(?=[≥\d])(?:≥\s*)?\d",
        r"\s*,\s*(?:và\s+)?",
        r"(?:tiểu\s+)?mục|phần",
    ],
)
def test_only_the_head_of_the_code_is_another(words: str) -> None:
    made, plain, constants = halves(words)
    assert made[2] == constants.SRE_INFO_CHARSET != plain[2]
    assert made[1 + made[1] :] == plain[1 + plain[1] :]
    assert made[3:5] == plain[3:5]


@pytest.mark.parametrize(
    "words", ["", "a*", r"\b", r"[^a]b", r"\w+\d", ".a", r"(?:\1|a)(b)", "(?i:a)b", "abc", "[ab]c"]
)
def test_where_anything_may_stand_first_or_re_knows_it_the_code_is_that_of_re(words: str) -> None:
    try:
        made, plain, _ = halves(words)
    except re.error:
        return
    assert made == plain


def test_every_letter_of_another_case_is_known() -> None:
    engine, fixes = import_module("_sre"), import_module("re._casefix")._EXTRA_CASES
    wanted: dict[int, set[int]] = {}
    for letter in range(0x110000):
        wanted.setdefault(engine.unicode_tolower(letter), set()).add(letter)
    for lower, found in first_letters._by_lower().items():
        assert set(found) == set().union(*(wanted.get(form, {form}) for form in (lower, *fixes.get(lower, ()))))


def test_an_engine_that_was_not_tried_gets_what_re_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Another:
        MAGIC = 1

    words = r"(?<!\w)(?:chưa từng|thử)(?!\w)"
    monkeypatch.setattr(patterns, "_ENGINE", Another())
    monkeypatch.setattr(patterns, "_code", None)
    assert patterns.compiled(words) is re.compile(words)


@given(st.text("căncứtheođiều1234%/-.,;: \nKHUBNDđạtSở", max_size=80))
@settings(max_examples=20)
def test_the_programs_own_patterns_find_what_re_finds(text: str) -> None:
    for pattern in OWN:
        assert spans(pattern, text, 0, len(text)) == spans(
            re.compile(pattern.pattern, pattern.flags), text, 0, len(text)
        )
