from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.offsets import canonical_with_places
from pipeline.text.unicode import canonical

LETTERS = st.sampled_from("aăeoơưQ Đ\u0301\u0323\u0302\r\n\u00a0\u200b\u00ad\ufeff…½가\u1161")


def test_decomposed_letters_lead_back_to_all_their_parts() -> None:
    given_text = unicodedata.normalize("NFD", "hộ\u200b nghèo")
    kept, places = canonical_with_places(given_text)
    assert kept == "hộ nghèo"
    start = kept.index("nghèo")
    assert given_text[places[start] : places[len(kept)]] == unicodedata.normalize("NFD", "nghèo")
    assert given_text[places[1] : places[2]] == "o\u0323\u0302\u200b"


@given(st.text(alphabet=LETTERS))
def test_places_are_true_for_any_letters(text: str) -> None:
    kept, places = canonical_with_places(text)
    assert kept in (canonical(text), text)
    assert len(places) == len(kept) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)
    for i, letter in enumerate(kept):
        if letter.isalpha():
            assert letter in canonical(text[places[i] : places[i + 1]]) or places[i] == places[i + 1]
