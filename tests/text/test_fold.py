"""Folding decides "the same words" and must never move an offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import unicode
from pipeline.text.fold import bare, fold
from pipeline.text.unicode import canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"), ("Uỷ ban", "Ủy ban"), ("khoẻ", "khỏe"), ("THUỶ", "thủy"), ("QÐ-TTg", "QĐ-TTg"),
        ("Văn hóa – Xã hội", "VĂN HÓA - XÃ HỘI"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "quỹ", "khuỷu", "loại"])
def test_syllables_with_one_legal_placement_are_left_alone(word: str) -> None:
    assert fold(word) == word


def test_slips_meet_under_bare() -> None:
    assert bare("Phân đầu") == bare("Phấn đấu") == "phan dau"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    once = canonical(text)
    assert len(fold(once)) == len(once)
    assert len(bare(once)) == len(once)


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(st.characters(max_codepoint=0x2100)))
def test_nothing_that_canonical_text_is_free_of_slips_through_its_shortcut(text: str) -> None:
    once = canonical(text)
    assert not any(pattern.search(once) for pattern in (unicode._INVISIBLE, unicode._BLANKS, unicode._CONTROL))
    assert not set(once) & set("\r\x0b\x85\u2028\u2029")
