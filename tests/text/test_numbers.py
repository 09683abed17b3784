"""Figures in digits and in words, as offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numbers import find_worded, parse_number, parse_words


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("90.000", 90000),  # dots are thousands
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("33,59", 33.59),  # a comma is the decimal sign
        ("1.92", 1.92),  # medical tables: two digits after a dot are decimals
        ("21.8", 21.8),
        ("0.123", 0.123),  # a leading zero makes no thousands
        ("01", 1),
        ("0,58", 0.58),
        ("12,", None),
        ("", None),
        ("1.2.3", None),
    ],
)
def test_digits(written: str, value: float | None) -> None:
    assert parse_number(written) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một trăm", 100),
        ("tám mươi", 80),
        ("hai mươi lăm", 25),
        ("mười lăm", 15),
        ("Chín mươi chín", 99),
        ("một trăm linh năm", 105),
        ("mười lăm nghìn", 15000),
        ("một nghìn hai trăm", 1200),
        ("ba", 3),
        ("phần trăm", None),
        ("", None),
    ],
)
def test_words(words: str, value: float | None) -> None:
    assert parse_words(words) == value


def test_a_year_is_no_five() -> None:
    assert list(find_worded("đến năm 2030")) == []


def test_words_are_found_in_place() -> None:
    text = "đạt một trăm phần trăm và có ít nhất ba thôn"
    assert [(text[n.start : n.end], n.value) for n in find_worded(text)] == [("một trăm", 100), ("ba", 3)]


@given(st.integers(min_value=0, max_value=10**9))
def test_thousands_come_back(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@given(st.text(alphabet="0123456789.,", max_size=12))
def test_any_run_of_digits_is_a_number_or_none(written: str) -> None:
    value = parse_number(written)
    assert value is None or value >= 0
