"""A cell of goals that tells itself of whom and what is read as a clause; beside the name of a measure it is not."""

from __future__ import annotations

from pipeline.knowledge.load import load_rules
from pipeline.model import Target
from pipeline.parse import parse_bytes

RULES = load_rules()


def _read(head: str, *rows: str) -> list[Target]:
    text = "\n".join(["# PHỤ LỤC", "", head, "|" + "---|" * (head.count("|") - 1), *rows])
    return list(parse_bytes(text.encode(), "phu-luc.md", RULES).targets)


def test_the_cell_says_of_whom() -> None:
    found = _read(
        "| TT | Nhiệm vụ | Mục tiêu đến hết năm 2027 | Cơ quan chủ trì |",
        "| 1 | Nâng chất lượng dịch vụ công | Tỷ lệ hồ sơ trực tuyến đạt 80%; 100% kết quả được số hóa | Văn phòng |",
        "| 2 | Đào tạo kỹ năng số | 70% người dân có kỹ năng số cơ bản | Phòng Văn hóa |",
    )
    assert [(t.value, t.population, t.period_end) for t in found] == [
        (80, "hồ sơ trực tuyến", 2027),
        (100, "kết quả", 2027),
        (70, "người dân", 2027),
    ]
    assert all(t.quote.startswith(("Tỷ lệ", "100%", "70%")) for t in found)


def test_the_row_says_it_where_the_cell_only_repeats() -> None:
    found = _read(
        "| TT | Chỉ tiêu | Kế hoạch năm 2027 |",
        "| 1 | Tỷ lệ trạm y tế có bác sĩ | Đạt 95% số trạm |",
        "| 2 | Giá trị sản xuất | Tăng 10% so với năm 2026 |",
    )
    assert [(t.value, t.change, t.population) for t in found] == [(95, None, "trạm y tế"), (10, "+", "sản xuất")]
