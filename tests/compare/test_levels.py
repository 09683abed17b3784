"""The nation's figure, the province's own raise, the ward's: one row, judged by the nearest, the others said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check import check, resolve_against
from pipeline.knowledge import load_rules
from pipeline.model import Review
from tests.check.plans import plan

RULES = load_rules()
PROVINCE = """number: 62/KH-UBND
title: Phát triển công tác xã hội trên địa bàn tỉnh
issuer: UBND tỉnh Hương Sơn
issued_on: 2021-03-10
period: [2021, 2025]
signed_by: Trần An
signed_on: 2021-03-11
targets:
  - {id: STAFF, value: {value}, comparator: ">=",
     population: "cơ quan, tổ chức, trường học, trạm y tế và đơn vị liên quan",
     members: [cơ quan, tổ chức, trường học, trạm y tế, đơn vị liên quan],
     indicator: "phân công, bố trí nhân sự làm công tác xã hội", certainty: {certainty}}
  - {id: HOMES, value: 50, comparator: ">=", population: khu dân cư, indicator: có tổ công tác xã hội tình nguyện}
"""
DRAFT = """ỦY BAN NHÂN DÂN
PHƯỜNG SƠN ĐÔNG
Số: 12/KH-UBND
Sơn Đông, ngày 10 tháng 3 năm 2025
KẾ HOẠCH
Phát triển công tác xã hội năm 2025
I. MỤC TIÊU
{goals}
II. NHIỆM VỤ
1. Tuyên truyền.
"""
STAFF = (
    "- {}% cơ quan, tổ chức, trường học, trạm y tế và đơn vị liên quan phân công, bố trí nhân sự làm công tác xã hội."
)


def review(folder: Path, *goals: str, value: str = "70", certainty: str = "seen") -> Review:
    path = folder / "62.yaml"
    path.write_text(PROVINCE.replace("{value}", value).replace("{certainty}", certainty), encoding="utf-8")
    draft = plan(DRAFT.format(goals="\n".join(goals)))
    directives, unseen = resolve_against(draft, [str(path), "112/QĐ-TTg"], RULES)
    return check(draft, directives, RULES, None, not_checked=unseen)


@pytest.mark.parametrize(("figure", "status"), [(75, "above"), (70, "met"), (65, "below"), (55, "below")])
def test_one_row_judged_by_the_province_with_the_nation_said(tmp_path: Path, figure: int, status: str) -> None:
    found = review(tmp_path, STAFF.format(figure))
    (row,) = [r for r in found.alignment if r.draft_target]
    assert (row.directive_id, row.status) == ("62/KH-UBND", status)
    assert [(other.directive_id, other.value, other.due) for other in row.others] == [("112/QĐ-TTg", 60, 2025)]
    assert "112/QĐ-TTg đặt tối thiểu 60% (đến năm 2025)" in row.explanation
    assert len([f for f in found.findings if f.rule_id == "DC301"]) == (status == "below")


def test_a_goal_that_both_have_is_missing_once(tmp_path: Path) -> None:
    found = review(tmp_path, "- 60% khu dân cư có tổ công tác xã hội tình nguyện.")
    missing = [r for r in found.alignment if r.status == "missing" and r.directive_target.family == "STAFF"]  # type: ignore[union-attr]
    assert [(r.directive_id, [other.directive_id for other in r.others]) for r in missing] == [
        ("62/KH-UBND", ["112/QĐ-TTg"])
    ]


def test_where_the_province_has_no_figure_the_nation_s_judges(tmp_path: Path) -> None:
    found = review(tmp_path, STAFF.format(55), value="null", certainty="unknown")
    (row,) = [r for r in found.alignment if r.draft_target]
    assert (row.directive_id, row.status) == ("112/QĐ-TTg", "below")
    assert [other.directive_id for other in row.others] == ["62/KH-UBND"]


def test_a_goal_of_the_province_alone_is_nobody_s_own(tmp_path: Path) -> None:
    found = review(tmp_path, "- 60% khu dân cư có tổ công tác xã hội tình nguyện.", STAFF.format(75))
    assert sorted(r.status for r in found.alignment if r.draft_target) == ["above", "above"]
