"""Capitals of bodies and documents; a common noun has none."""

from __future__ import annotations

import pytest

from pipeline.parse import parse_bytes
from pipeline.proof import proofread
from tests.proof.reading import RULES, told


@pytest.mark.parametrize(
    ("sentence", "quote", "reading"),
    [
        ("Theo chỉ đạo của Văn phòng chính phủ.", "Văn phòng chính phủ", "Văn phòng Chính phủ"),
        ("Thực hiện Nghị Quyết số 12/NQ-HĐND.", "Nghị Quyết số", "Nghị quyết số"),
        ("Giao các Ủy Ban nhân dân xã.", "Ủy Ban nhân dân", "Ủy ban nhân dân"),
        ("Báo cáo Bộ y tế trước ngày 15/12.", "Bộ y tế", "Bộ Y tế"),
    ],
)
def test_what_is_half_right_is_told(sentence: str, quote: str, reading: str) -> None:
    assert told(sentence) == [("capital", quote, reading)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Phát triển chính phủ số; các ủy ban nhân dân; tổ chức phi chính phủ.",
        "Trưởng phòng Nội vụ, Phó phòng Tư pháp; BỘ Y TẾ; Chi cục Hải quan khu vực; Tỉnh ủy, Ủy ban nhân dân tỉnh.",
        "Hội nông dân tham gia; Ủy ban nhân dân Thành phố; Ban chỉ đạo xã.",
    ],
)
def test_common_nouns_and_posts_are_not(sentence: str) -> None:
    assert told(sentence) == []


def test_the_plans_own_place_has_capitals() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nPHƯỜNG KIM TRÀ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nNăm 2026\n"
        "I. MỤC TIÊU\n1. Trên địa bàn phường Kim Trà.\n2. Cán bộ phường kim trà được tập huấn.\n"
    )
    found = proofread(parse_bytes(text.encode(), "a.txt", RULES), RULES)
    assert [(slip.quote, slip.reading) for slip in found] == [("phường kim trà", "phường Kim Trà")]
