"""A second row of titles below merged cells that a crawl has left empty: its rows stay those of one table."""

from __future__ import annotations

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_bytes

RULES = load_rules()
TABLE = [
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "", "Kế hoạch 2027", "Ghi chú"],
    ["", "", "", "Kế hoạch", "Ước thực hiện", "", ""],
    ["1", "Tỷ lệ che phủ rừng", "%", "41", "41,5", "42", ""],
    ["2", "Tỷ lệ hộ nghèo", "%", "3", "2,8", "2,1", "Chuẩn mới"],
    ["3", "Tỷ lệ đô thị hóa", "%", "30", "30,5", "32", ""],
]


@pytest.mark.parametrize(("between", "end"), [(" | ", ""), (" | ", " |"), ("\n|\n", "\n|")])
def test_only_the_plan_gives_goals(between: str, end: str) -> None:
    text = "I. MỤC TIÊU\n\n" + "\n".join(between.join(row) + end for row in TABLE)
    found = parse_bytes(text.encode(), "bang.txt", RULES).targets
    assert [(t.value, t.period_end) for t in found] == [(42, 2027), (2.1, 2027), (32, 2027)]
