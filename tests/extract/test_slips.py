"""Slips: found where the words around settle them, and nowhere in clean text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.slips import find_slips
from pipeline.knowledge.load import load_rules
from pipeline.model import Document, Slip
from tests.tools.places import PLANS

RULES = load_rules()
CORPUS = PLANS


def slips(text: str) -> tuple[Slip, ...]:
    return find_slips(Document("d", "d.txt", "0", "txt", text), RULES)


@pytest.mark.parametrize(
    ("text", "quote", "reading"),
    [
        ("- Phân đầu trên 80% số cơ sở", "Phân đầu", "Phấn đấu"),
        ("đội ngũ công tác viên ở tổ dân phố", "công tác viên", "cộng tác viên"),
        ("và hướng mức phụ cấp hàng tháng", "hướng mức phụ cấp", "hưởng mức phụ cấp"),
        ("quản lý tiền lương và thu thập đối với công chức", "lương và thu thập", "lương và thu nhập"),
        ("Xây dựng cảm nang, sổ tay", "cảm nang", "cẩm nang"),
        ("Ủy ban nhân 16 phường phối hợp", "Ủy ban nhân", "Ủy ban nhân dân"),
        ("NHIỆM VU TRỌNG TÂM", "NHIỆM VU", "NHIỆM VỤ"),
        ("về tâm quan trọng của nghề", "tâm quan trọng", "tầm quan trọng"),
    ],
)
def test_a_slip_with_its_reading(text: str, quote: str, reading: str) -> None:
    (slip,) = slips(text)
    assert (slip.quote, slip.reading) == (quote, reading)
    assert slip.reason


@pytest.mark.parametrize(
    "text",
    [
        "công tác viên chức; trung tâm quan trọng của vùng; phần đầu của Kế hoạch; phân đầu tư",
        "Uỷ ban nhân dân phường, hoà giải, thuỷ lợi",  # the other placement of tones
        "UBND phường dua tin tai http://phan-dau.vn/cong-tac-vien",
        "phan dau tang thu nhap",  # typed without marks
        "hàng năm, hằng năm; thu thập thông tin; định hướng; Ủy ban Dân tộc; các văn bản chỉ đạo",
        "đạt 7O% số hộ, giảm l5 người",  # figures are never repaired
        "xây dựng nền tảng số, sử dụng nền tảng số, ứng dụng nền tảng số, dụng nền tảng số",
    ],
)
def test_clean_words_are_left_alone(text: str) -> None:
    assert slips(text) == ()


def test_the_same_phrase_elsewhere_is_evidence() -> None:
    text = "\n".join(["phục vụ sự phát triển bền vững của phường"] * 4 + ["phục vụ sự phát triển bến vững của phường"])
    (slip,) = slips(text)
    assert (slip.quote, slip.reading) == ("bến", "bền")
    assert "4" in str(slip.reason)


def test_two_spellings_are_not_enough() -> None:
    assert slips("cơ chế bền vững của phường\ncơ chế bến vững của phường") == ()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("kim-tra-2026.txt", ["Phân đầu", "công tác viên", "công tác viên"]),
        (
            "quan-11-2023.txt",
            ["hướng mức phụ cấp", "cảm nang", "lương và thu thập", "hướng mức phụ cấp", "Ủy ban nhân"],
        ),
    ],
)
def test_the_corpus(plan: str, expected: list[str]) -> None:
    from pipeline.read import read_file

    assert [s.quote for s in find_slips(read_file(CORPUS / plan), RULES)] == expected


@given(st.text("phânđầuấ cộngtáviê\n.,-/@", max_size=80))
def test_offsets_hold_on_any_text(text: str) -> None:
    for slip in slips(text):
        assert text[slip.start : slip.end] == slip.quote
