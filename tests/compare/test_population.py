"""Groups of a list: who is still named, however the list shares its words."""

from __future__ import annotations

import pytest

from pipeline.compare.counted import counts_others
from pipeline.compare.population import population_change
from pipeline.compare.unfigured import named_without_figure
from pipeline.knowledge import load_rules
from pipeline.model import Target
from pipeline.parse import parse_bytes

RULES = load_rules()
CHILDREN = ("trẻ em thuộc hộ nghèo", "trẻ em thuộc hộ cận nghèo")


def counted(population: str, indicator: str, *members: str) -> Target:
    quote = f"{population} {indicator}"
    return Target(quote, 0, len(quote), 80.0, "%", ">=", population=population, indicator=indicator, members=members)


@pytest.mark.parametrize(
    ("members", "dropped"),
    [
        (("trẻ em thuộc hộ nghèo", "hộ cận nghèo"), ()),  # the second shares the head of the first
        (CHILDREN, ()),
        (("trẻ em thuộc hộ nghèo", "hộ có công"), CHILDREN[1:]),
        (("trẻ em thuộc hộ nghèo", "trẻ em mồ côi"), CHILDREN[1:]),
    ],
)
def test_a_group_without_its_head_is_named(members: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    parent = counted("trẻ em thuộc hộ nghèo, hộ cận nghèo", "đi học đúng độ tuổi", *CHILDREN)
    change = population_change(parent, counted(", ".join(members), "đi học đúng độ tuổi", *members), RULES)
    assert change is not None
    assert change.dropped == dropped


def test_schools_whose_noun_stands_once_are_no_children() -> None:
    goal = counted("trẻ khuyết tật ở độ tuổi mầm non và phổ thông", "được tiếp cận giáo dục")
    schools = counted("trường mầm non, tiểu học", "có giáo viên được bồi dưỡng", "trường mầm non", "tiểu học")
    pupils = counted("trẻ mầm non, học sinh", "được đến lớp", "trẻ mầm non", "học sinh")
    assert counts_others(schools, goal, RULES)
    assert not counts_others(pupils, goal, RULES)


AIMS = """KẾ HOẠCH
Xây dựng xã hội học tập năm 2026
I. MỤC TIÊU
1. Trang bị kỹ năng sống cho người trong độ tuổi lao động
{text}
II. NHIỆM VỤ
Rà soát đối tượng.
"""


@pytest.mark.parametrize(
    ("text", "named"),
    [("Có 80% công chức cấp xã sử dụng thành thạo máy tính.", False), ("Mở lớp buổi tối tại nhà văn hóa.", True)],
)
def test_the_head_of_a_part_with_figures_is_no_goal_without_one(text: str, named: bool) -> None:
    goal = counted("người trong độ tuổi lao động", "được trang bị kỹ năng sống")
    draft = parse_bytes(AIMS.format(text=text).encode(), "ke-hoach.txt", RULES)
    found = named_without_figure(draft, [goal], RULES)
    assert (found[0] is not None) is named
