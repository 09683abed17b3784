"""A clause with two milestones is held against both of the parent's, but what it leaves out is told once."""

from __future__ import annotations

from tests.check.plans import found, plan, review

PLAN = """ỦY BAN NHÂN DÂN
XÃ TÂN LỘC
Số: 31/KH-UBND
Tân Lộc, ngày 03 tháng 3 năm 2026
KẾ HOẠCH
Phát triển công tác xã hội trên địa bàn xã Tân Lộc năm 2026
Thực hiện Quyết định số 112/QĐ-TTg ngày 22/01/2021 của Thủ tướng Chính phủ;
I. MỤC TIÊU
- Tối thiểu 70% cơ quan, đơn vị, trường học, trạm y tế phân công, bố trí nhân sự làm công tác xã hội (năm 2030 là 90%).
"""


def test_groups_that_a_clause_leaves_out_are_told_once_for_all_its_milestones() -> None:
    result = review(plan(PLAN))
    held = [row for row in result.alignment if row.directive_target and row.directive_target.family == "STAFF"]
    assert [row.draft_target.period_end for row in held if row.draft_target] == [2026, 2030]
    assert len(found(result, "DC305")) == 1


def test_a_milestone_in_brackets_is_quoted_with_them() -> None:
    assert plan(PLAN).targets[-1].quote.endswith(" (năm 2030 là 90%)")
