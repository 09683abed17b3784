"""Syllables that fell out, fell to pieces or ran together; words that merely meet."""

from __future__ import annotations

import pytest

from tests.proof.reading import told


@pytest.mark.parametrize(
    ("sentence", "quote", "reading"),
    [
        ("Báo cáo Sở Nội vụ, Ủy nhân dân tỉnh kết quả.", "Ủy nhân", "Ủy ban nhân"),
        ("Lực lượng vũ t rang phường tuần tra.", "t rang", "trang"),
        ("Nội dung cụ thể nhưsau: họp dân, rà soát.", "nhưsau", "như sau"),
        ("Sở Giáo dục chủ trì, phối với Bộ Tài chính thẩm định.", "phối với", "phối hợp với"),
        ("Số vụ việc trên địa (cả năm) giảm.", "trên địa", "trên địa bàn"),
    ],
)
def test_a_broken_phrase_is_told(sentence: str, quote: str, reading: str) -> None:
    assert told(sentence) == [("missing", quote, reading)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thẩm định để kịp báo cáo Quốc hội; cần đánh giá kỹ cơ hội, lợi thế.",
        "Gia đình có công cách mạng, hộ nghèo; Chiến lược triển khai của thành phố.",
        "Thành lập Tổ thu hồi nợ; thư ký tổ phát phiếu; mức hỗ trợ suất ăn cho bệnh nhân.",
        "Tổng số hộ toàn xã. Tổng số hộ (toàn xã) giảm.",
        "Cơ sở khám, chữa bệnh bảo đảm quyền lợi; ô nhiễm môi trường cao: nhiệt điện, xi măng.",
    ],
)
def test_words_that_merely_meet_are_not(sentence: str) -> None:
    assert told(sentence) == []
