"""Signs, figures and letters where none belong."""

from __future__ import annotations

import pytest

from tests.proof.reading import told


@pytest.mark.parametrize(
    ("sentence", "quote", "reading"),
    [
        ("Tuyên truyền , vận động nhân dân.", "truyền ,", "truyền,"),
        ("Tập huấn;; kiểm tra chéo.", "huấn;;", "huấn;"),
        ("Nêu trong .các báo cáo quý.", "trong .các", "trong các"),
        ("Tổ chức th1c hiện kế hoạch.", "th1c", "thực"),
        ("Huấn luyện dân 1 sự và phòng thủ.", "dân 1 sự", "dân sự"),
        ("Phát triển kinh tế nông thôn.".replace("kinh", "k\u0456nh"), "k\u0456nh", "kinh"),
    ],
)
def test_a_stray_sign_is_told(sentence: str, quote: str, reading: str) -> None:
    assert told(sentence) == [("sign", quote, reading)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nồng độ PM2.5, khí CO2, H5N1; trẻ dưới 1 tuổi; tăng gấp 2 lần; từ tháng 3 năm sau.",
        "Truy cập www.xa.gov.vn, gửi về vanthu@xa.gov.vn; xem điểm 1 mục II; từ 1.000.000 đồng…",
        "Nơi nhận: Như trên; Lưu: VT, ...; họ tên: ..........; lớp 1 A.",
    ],
)
def test_formulas_addresses_and_counts_are_not(sentence: str) -> None:
    assert told(sentence) == []
