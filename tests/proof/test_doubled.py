"""A word said twice by mistake, and what is rightly said twice."""

from __future__ import annotations

import pytest

from tests.proof.reading import told


@pytest.mark.parametrize(
    ("sentence", "quote", "reading"),
    [
        ("Cấp tờ rơi cho cho cán bộ.", "cho cho", "cho"),
        ("Hồ sơ nộp nộp 01 bộ.", "nộp nộp", "nộp"),
        ("Rà soát các các biểu mẫu.", "các các", "các"),
        ("Tổ chức thực hiện thực hiện nhiệm vụ được giao.", "thực hiện thực hiện", "thực hiện"),
        ("Hội đồng nhân nhân dân xã giám sát.", "nhân nhân", "nhân"),
        ("Xong trước ngày ngày 30/6/2026.", "ngày ngày", "ngày"),
        ("Quy định định định mức chi.", "định định định", "định định"),
    ],
)
def test_a_stutter_is_told(sentence: str, quote: str, reading: str) -> None:
    assert told(sentence) == [("doubled", quote, reading)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xử lý hành vi vi phạm; trực tiếp tiếp nhận hồ sơ; truyền thông thông tin cơ sở.",
        "Hỗ trợ các doanh nghiệp công nghiệp công nghệ số.",
        "Căn cứ Luật Công nghiệp công nghệ số số 71/2025/QH15.",
        "Tuyến đi qua xã Xã Đàn; Phòng Kế hoạch - Tổng hợp tổng hợp, báo cáo.",
        "Sơ kết kết quả giai đoạn một; quy định định mức chi.",
        "Công ty Linh Linh; trồng cây xanh xanh mát; luôn luôn lắng nghe nhân dân.",
        "Mức chi 5, 5 và 6 | 6 triệu đồng.",
    ],
)
def test_what_is_rightly_said_twice_is_not(sentence: str) -> None:
    assert [one for one in told(sentence) if one[0] == "doubled"] == []
