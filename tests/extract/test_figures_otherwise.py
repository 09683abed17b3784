"""Figures written otherwise than Decree 30/2020 and most offices write them; beside each, what must stay as it is."""

from __future__ import annotations

import pytest

from pipeline.api import rules_in_use
from pipeline.model import Document
from pipeline.parse import parse_bytes


def read(words: str) -> Document:
    return parse_bytes(f"KẾ HOẠCH\nI. MỤC TIÊU\n1. {words}\n".encode(), "x.txt", rules_in_use(None))


@pytest.mark.parametrize(
    ("words", "value", "value_max", "unit"),
    [
        ("Hỗ trợ ít nhất 1 000 người khuyết tật học nghề.", 1000, None, "người"),
        ("Hỗ trợ ít nhất 12 500 hộ gia đình.", 12500, None, "hộ gia đình"),
        ("Hỗ trợ từ 2 000 đến 3 000 người khuyết tật.", 2000, 3000, "người"),
        ("Hỗ trợ ít nhất 1,000 người khuyết tật học nghề.", 1000, None, "người"),
        ("Hỗ trợ ít nhất 1,250,000 người.", 1_250_000, None, "người"),
        ("Phấn đấu 80~85% hộ nghèo được hỗ trợ.", 80, 85, "%"),
        ("Phấn đấu đạt 70％ hộ nghèo được hỗ trợ.", 70, None, "%"),
        ("Tỷ lệ hộ nghèo được hỗ trợ đạt trên 70% đến dưới 80%.", 70, 80, "%"),
        # what must stay as it is
        ("Trồng mới 1,250 ha rừng.", 1.25, None, "ha"),
        ("Giảm 0,125% hộ nghèo.", 0.125, None, "%"),
        ("Trong năm 2026 200 người được tập huấn.", 200, None, "người"),
        ("Hỗ trợ trong đợt 1 200 người khuyết tật.", 200, None, "người"),
        ("Xếp loại khá: đạt từ 70% đến dưới 80% số điểm.", None, None, ""),
        ("Hỗ trợ 1,5 nghìn người khuyết tật.", 1500, None, "người"),
        ("Chỉ tiêu 1 100% hộ nghèo được hỗ trợ.", 100, None, "%"),
    ],
)
def test_thousands_and_ranges(words: str, value: float | None, value_max: float | None, unit: str) -> None:
    found = [(t.value, t.value_max, t.unit) for t in read(words).targets]
    assert found == ([] if value is None else [(value, value_max, unit)])


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        ("120 000 000 đồng", [120_000_000]),
        ("120,000,000 đồng", [120_000_000]),
        ("500,000 đồng", [500_000]),
        ("50-70 triệu đồng", []),
        ("1,250 tỷ đồng", [1_250_000_000]),
        ("67,4 triệu đồng", [67_400_000]),
        ("1 tỷ 200 triệu đồng", [1_200_000_000]),
        (f"{'9' * 400} triệu đồng", []),
    ],
)
def test_sums(words: str, amounts: list[float]) -> None:
    found = read(f"Kinh phí thực hiện: {words}.").budget
    assert [line.amount for line in found if line.amount is not None] == amounts


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Báo cáo trước ngày 30 tháng Sáu năm 2026.", "2026-06-30"),
        ("Báo cáo trước ngày 30/6/2026.", "2026-06-30"),
        ("Báo cáo trước ngày 05 tháng sau.", None),
        ("Hoàn thành trước ngày 30/6/0000.", None),
    ],
)
def test_months_in_words(words: str, due: str | None) -> None:
    found = [line.due for line in read(f"Phòng Văn hóa chủ trì. {words}").deadlines]
    assert [day for day in found if day is not None] == ([] if due is None else [due])
