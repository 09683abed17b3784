from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.text.tokenizer import SyllableTokenizer, split_tokens

LETTERS = st.sampled_from("aăđeêoơuươQĐTNKHạếộ012359 \n\t.,;:%/-–&()…\u0301\u00a0")


@pytest.mark.parametrize(
    "number",
    [
        "112/2021/QĐ-TTg",
        "57-NQ/TW",
        "08-CTr/TU",
        "71-CTR/TU",
        "30a/2008/NQ-CP",
        "30/2017/TTLT-BLĐTBXH-BNV",
        "59/2020/QH14",
        "4065/UBND-VX",
        "8935/BNV-CTTN&BĐG",
        "…/KH-UBND",
        "...../2026/KH-UBND",
        "22/01/2021",
        "90.000",
        "0,8",
        "30a",
        "5G",
    ],
)
def test_one_token(number: str) -> None:
    for text in (number, f"số {number}, ngày", f"({number});", f"{number}."):
        assert number in split_tokens(text)[0]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("70%", ["70", "%"]),
        ("80-85%", ["80", "-", "85", "%"]),
        ("30/30 xã", ["30", "/", "30", "xã"]),
        ("HIV/AIDS", ["HIV", "/", "AIDS"]),
        ("giai đoạn 2021-2025", ["giai", "đoạn", "2021", "-", "2025"]),
        ("kinh tế - xã hội", ["kinh", "tế", "-", "xã", "hội"]),
        ("Nơi nhận......", ["Nơi", "nhận", "......"]),
        ("a  b\n\nc", ["a", " ", "b", "\n\n", "c"]),
        ("ho\u0323\u0302 khẩu", ["ho\u0323\u0302", "khẩu"]),
    ],
)
def test_syllables_figures_and_symbols(text: str, tokens: list[str]) -> None:
    assert split_tokens(text)[0] == tokens


@given(st.one_of(st.text(alphabet=LETTERS), st.text()))
@example("  a  ")
@example("\n \n")
def test_the_text_comes_back(text: str) -> None:
    tokens, blanks = split_tokens(text)
    assert "".join(token + " " * blank for token, blank in zip(tokens, blanks, strict=True)) == text


@given(st.text(alphabet=LETTERS, max_size=60))
def test_a_spacy_doc_keeps_the_text(text: str) -> None:
    from spacy.vocab import Vocab

    assert SyllableTokenizer(Vocab())(text).text == text
