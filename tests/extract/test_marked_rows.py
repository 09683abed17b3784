"""Rows of a table left as one cell a line whose numbers counting has lost: the same "1." in front of each."""

from __future__ import annotations

from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_bytes

ROWS = [
    ["TT", "Chỉ tiêu", "Đơn vị", "Kế hoạch năm 2027", "Ước thực hiện năm 2026"],
    ["1.", "Tỷ lệ hộ dùng nước sạch", "%", "92", "90"],
    ["1.", "Tỷ lệ trường đạt chuẩn", "%", "80", "75"],
    ["1.", "Tỷ lệ che phủ rừng", "%", "41,85", "41,5"],
    ["1.", "Tỷ lệ lao động qua đào tạo", "%", "70", "68"],
]


def test_rows_numbered_alike_are_no_groups() -> None:
    text = "\n\n".join(cell for row in ROWS for cell in row)
    found = parse_bytes(text.encode(), "bang.txt", load_rules()).targets
    assert [(target.value, target.period_end) for target in found] == [
        (92, 2027),
        (80, 2027),
        (41.85, 2027),
        (70, 2027),
    ]
