"""A plan that cites nothing known is told which programmes it seems to belong to, and is judged by none."""

from __future__ import annotations

import pytest

from pipeline.compare.belonging import belongs_to
from pipeline.knowledge import load_rules
from tests.check.plans import plan, review

RULES = load_rules()
DRAFT = """ỦY BAN NHÂN DÂN
PHƯỜNG SƠN ĐÔNG
Số: 12/KH-UBND
Sơn Đông, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
{title}
I. MỤC TIÊU
{goals}
II. TỔ CHỨC THỰC HIỆN
Phòng Văn hóa - Xã hội chủ trì thực hiện.
"""


def draft(title: str, *goals: str) -> str:
    return DRAFT.format(title=title, goals="\n".join(f"- {goal}" for goal in goals))


@pytest.mark.parametrize(
    ("title", "goals", "offered"),
    [
        ("Phát triển công tác xã hội năm 2026", (), ["112/QĐ-TTg"]),
        (
            "Hành động vì trẻ em năm 2026",
            ("98% trẻ em dưới 5 tuổi được đăng ký khai sinh.",),
            ["23/QĐ-TTg"],
        ),
        (
            "Công tác năm 2026",
            (
                "70% học sinh được dạy kiến thức, kỹ năng phòng, chống đuối nước.",
                "60% học sinh tiểu học biết bơi an toàn.",
            ),
            ["1717/QĐ-TTg"],
        ),
        ("Thực hiện nghĩa vụ quân sự năm 2026", ("100% thanh niên đến tuổi được khám sức khỏe.",), []),
        ("Phát triển du lịch cộng đồng năm 2026", ("Đón 20.000 lượt khách.",), []),
    ],
)
def test_subject_and_targets_tell_the_programme(title: str, goals: tuple[str, ...], offered: list[str]) -> None:
    assert [d.directive_id for d in belongs_to(plan(draft(title, *goals)), RULES, 2026)][
        : len(offered) or None
    ] == offered


def test_what_has_ended_or_is_another_provinces_is_not_offered() -> None:
    text = draft("Phòng ngừa và ứng phó với bạo lực trên cơ sở giới năm 2026")
    assert belongs_to(plan(text), RULES, 2026) == ()
    assert [d.directive_id for d in belongs_to(plan(text), RULES, 2025)] == ["2232/QĐ-TTg"]
    social = draft("Thực hiện Chương trình phát triển công tác xã hội năm 2026")
    offered = [d.directive_id for d in belongs_to(plan(social), RULES, 2026)]
    at_home = [d.directive_id for d in belongs_to(plan(social + "Gửi UBND tỉnh Ninh Bình.\n"), RULES, 2026)]
    assert "96/KH-UBND" not in offered
    assert "96/KH-UBND" in at_home


def test_auto_says_which_and_how_and_judges_by_none() -> None:
    found = review(plan(draft("Hành động vì trẻ em năm 2026", "98% trẻ em dưới 5 tuổi được đăng ký khai sinh.")))
    assert found.directives == ()
    assert found.alignment == ()
    (line,) = [words for words in found.not_checked if "Có vẻ thuộc" in words]
    assert "23/QĐ-TTg" in line


def test_a_plan_that_cites_its_programme_is_offered_none() -> None:
    text = draft("Hành động vì trẻ em năm 2026", "98% trẻ em dưới 5 tuổi được đăng ký khai sinh.").replace(
        "I. MỤC", "Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ;\nI. MỤC"
    )
    found = review(plan(text))
    assert [d.directive_id for d in found.directives] == ["23/QĐ-TTg"]
    assert not [words for words in found.not_checked if "Có vẻ thuộc" in words]
