"""Years that stand only above a list: over all sections, as a term of office, in a title run into the list."""

from __future__ import annotations

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.parse import parse_bytes

RULES = load_rules()
LIST = "I. Về kinh tế\n- Tỷ lệ hộ dùng nước sạch đạt 92%.\nII. Về xã hội\n- Tỷ lệ hộ nghèo còn dưới 2%.\n"


def years(text: str) -> list[int | None]:
    return [target.period_end for target in parse_bytes(text.encode(), "bang.txt", RULES).targets]


@pytest.mark.parametrize(
    ("above", "year"),
    [
        ("Các chỉ tiêu chủ yếu đến năm 2030:", 2030),
        ("Nghị quyết về phát triển kinh tế - xã hội năm 2027\n\nCác chỉ tiêu chủ yếu:", 2027),
        ("Kết quả thông qua 8 chỉ tiêu của Đảng bộ phường nhiệm kỳ 2025 - 2030 như sau:", 2030),
    ],
)
def test_a_year_above_the_outline_rules_all_that_follows(above: str, year: int) -> None:
    assert years(f"{above}\n\n{LIST}") == [year, year]


def test_the_nearer_year_wins_over_the_one_above_the_outline() -> None:
    text = f"Các chỉ tiêu chủ yếu đến năm 2030:\n\n{LIST.replace('II. Về xã hội', 'II. Về xã hội đến năm 2028')}"
    assert years(text) == [2030, 2028]


def test_a_title_run_into_its_list_gives_the_year() -> None:
    text = "Các chỉ tiêu kinh tế - xã hội năm 2027 1. Tăng trưởng kinh tế 8%. 2. Tỷ lệ hộ dùng nước sạch đạt 92%."
    assert years(text) == [2027, 2027]
