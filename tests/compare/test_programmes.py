"""Across programmes: no pair by the people alone, no blame for what is counted over more than a commune."""

from __future__ import annotations

import pytest

from pipeline.compare import compare
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives, the_directive
from pipeline.model import Alignment
from tests.benchmarks.programmes import load_decisions, measure
from tests.check.plans import plan

RULES = load_rules()
FRAME = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 3 năm {year}
KẾ HOẠCH
{title}
I. MỤC TIÊU
{goals}
II. NHIỆM VỤ
1. Tuyên truyền.
"""


def rows(number: str, *goals: str, title: str = "Thực hiện Chương trình", year: int = 2026) -> tuple[Alignment, ...]:
    text = FRAME.format(title=f"{title} năm {year}", goals="\n".join(f"- {goal}" for goal in goals), year=year)
    return compare(plan(text), the_directive(number, RULES), RULES)


def answered(found: tuple[Alignment, ...]) -> dict[str | None, str]:
    return {r.directive_target.family: r.status for r in found if r.directive_target and r.draft_target}


def test_communes_alone_make_no_pair() -> None:
    found = rows("383/QĐ-TTg", "Đến năm 2030, 95% xã, phường duy trì mô hình phòng, chống bạo lực gia đình.")
    assert answered(found) == {}
    assert [r.status for r in found if r.draft_target] in (["added"], ["not_comparable"])


def test_the_insured_of_one_group_are_not_those_of_another() -> None:
    assert answered(rows("244/2025/QH15", "100% hộ nghèo được cấp thẻ bảo hiểm y tế.")) == {}
    found = rows("244/2025/QH15", "96% dân số tham gia bảo hiểm y tế.")
    assert set(answered(found)) == {"HEALTH-INSURANCE"}


def test_a_share_of_communes_is_no_commune_s_to_miss() -> None:
    found = rows("1717/QĐ-TTg", "72% học sinh được dạy kiến thức, thực hành kỹ năng phòng, chống đuối nước.")
    reasons = {r.directive_target.family: r.reason for r in found if r.directive_target and not r.draft_target}
    assert reasons["POOL-COMMUNE"] == "counted_over_tinh"
    assert reasons["SWIM-5"] == "missing"


def test_a_programme_that_is_over_blames_no_later_plan() -> None:
    goal = "Trên 60% người có hành vi bạo lực gia đình khi phát hiện được tư vấn, cung cấp kiến thức, kỹ năng."
    then, later = (
        {r.directive_target.family: (r.status, r.reason) for r in found if r.directive_target and r.draft_target}
        for found in (rows("45/QĐ-TTg", goal, year=2025), rows("45/QĐ-TTg", goal, year=2026))
    )
    assert then["OFFENDERS"][0] == "below"
    assert later["OFFENDERS"] == ("not_comparable", "programme_over")


@pytest.mark.parametrize("number", ["1717/QĐ-TTg", "23/QĐ-TTg", "2629/QĐ-TTg", "383/QĐ-TTg", "1373/QĐ-TTg"])
def test_a_plan_of_another_programme_answers_nothing(number: str) -> None:
    goals = {
        "1717/QĐ-TTg": "90% hồ sơ thủ tục hành chính được số hóa.",
        "23/QĐ-TTg": "75% người cao tuổi được khám sức khỏe định kỳ.",
        "2629/QĐ-TTg": "98% trẻ em dưới 5 tuổi được đăng ký khai sinh.",
        "383/QĐ-TTg": "70% học sinh được dạy kỹ năng phòng, chống đuối nước.",
        "1373/QĐ-TTg": "100% người bị bạo lực gia đình được trợ giúp pháp lý.",
    }
    assert answered(rows(number, goals[number])) == {}


@pytest.mark.parametrize(
    ("number", "goal"),
    [
        ("112/QĐ-TTg", "85% cộng tác viên dân số được tập huấn kỹ năng truyền thông."),
        ("153/KH-UBND Cần Thơ 2025", "92% người nghiện ma túy có hồ sơ quản lý được tư vấn, điều trị, cai nghiện."),
        ("2629/QĐ-TTg", "60% người dân và doanh nghiệp sử dụng dịch vụ công trực tuyến."),
    ],
    ids=["other-qualification", "people-not-communes", "use-is-not-content"],
)
def test_others_or_another_measure_answer_nothing(number: str, goal: str) -> None:
    assert "met" not in answered(rows(number, goal)).values()
    assert not {"above", "below", "on_track", "behind", "narrowed"} & set(answered(rows(number, goal)).values())


def test_a_shared_syllable_is_no_deed() -> None:
    digital = (
        "80% người dân được định danh số.",
        "70% hộ gia đình có đường truyền internet cáp quang.",
        "60% doanh nghiệp nhỏ và vừa sử dụng nền tảng số.",
        "50% giao dịch thương mại điện tử không dùng tiền mặt.",
        "40% dân số trưởng thành có chữ ký điện tử.",
    )
    assert answered(rows("1373/QĐ-TTg", *digital)) == {}


@pytest.mark.parametrize(
    ("number", "goal", "family"),
    [
        ("112/QĐ-TTg", "50% cộng tác viên công tác xã hội được tập huấn kỹ năng công tác xã hội.", "TRAIN"),
        ("383/QĐ-TTg", "100% người cao tuổi ốm đau được khám chữa bệnh và gia đình chăm sóc.", "TREATED"),
        ("2629/QĐ-TTg", "96% người dân hài lòng khi sử dụng dịch vụ công trực tuyến.", "SATISFIED"),
    ],
)
def test_the_same_people_under_another_name_still_answer(number: str, goal: str, family: str) -> None:
    assert family in answered(rows(number, goal))


def test_every_decision_names_known_goals_and_half_are_hard_neighbours() -> None:
    plans = load_decisions()
    decisions = [d for plan in plans.values() for d in plan]
    assert len(decisions) >= 150
    assert len(plans) >= 16
    assert sum(d.answers is None for d in decisions) >= len(decisions) / 2
    assert len(directives(RULES)) >= 48


@pytest.mark.slow
def test_floors_against_every_directive_at_once() -> None:
    found = measure()
    assert not found.wrong
    assert found.right >= 0.97 * found.decisions, found.line()
    assert found.abstained <= 0.03 * found.decisions, found.line()
