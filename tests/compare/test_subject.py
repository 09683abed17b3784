"""Whether a draft is about what a directive is about: said once where it is not, and never in doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare import compare
from pipeline.knowledge.directives import the_directive
from pipeline.model import Directive, Notice
from pipeline.report.text import review_text
from pipeline.saying import to_say
from tests.check.plans import RULES, plan, review

EXPLOSIVES = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 3 năm 2026
KẾ HOẠCH
Kiểm tra việc bảo quản, sử dụng vật liệu nổ công nghiệp trên địa bàn phường năm 2026
I. MỤC ĐÍCH, YÊU CẦU
- Kịp thời phát hiện, xử lý vi phạm trong bảo quản, vận chuyển, sử dụng vật liệu nổ công nghiệp, tiền chất thuốc
nổ tại các mỏ đá, công trình thi công.
- Kiểm tra 100% đơn vị được cấp giấy phép sử dụng vật liệu nổ công nghiệp.
II. NỘI DUNG
1. Kiểm tra kho chứa, sổ theo dõi xuất nhập, phương án ứng phó sự cố, giấy phép, hồ sơ của người chỉ huy nổ mìn.
2. Kiểm tra biện pháp an toàn khi khoan, nạp, nổ mìn, khoảng cách đến nhà dân và công trình cần bảo vệ.
3. Lập biên bản, kiến nghị thu hồi giấy phép của đơn vị vi phạm quy chuẩn kỹ thuật.
III. TỔ CHỨC THỰC HIỆN
1. Công an phường chủ trì, phối hợp Phòng Kinh tế, Hạ tầng và Đô thị thành lập đoàn kiểm tra, báo cáo trước
ngày 30/10/2026.
2. Các doanh nghiệp khai thác đá chuẩn bị hồ sơ, bố trí người có thẩm quyền làm việc với đoàn kiểm tra.
"""
SOCIAL_WORK = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
Số: 13/KH-UBND
An Bình, ngày 10 tháng 3 năm 2026
KẾ HOẠCH
Phát triển nghề công tác xã hội trên địa bàn phường năm 2026
I. MỤC TIÊU
- Tuyên truyền để người dân hiểu về công tác xã hội, dịch vụ công tác xã hội và người làm công tác xã hội.
- Củng cố đội ngũ cộng tác viên công tác xã hội ở các khu phố.
II. NHIỆM VỤ
1. Rà soát đối tượng cần trợ giúp xã hội, quản lý trường hợp đối với trẻ em, người cao tuổi, người khuyết tật.
2. Giới thiệu người có nhu cầu đến cơ sở cung cấp dịch vụ công tác xã hội.
3. Cử cán bộ, công chức, viên chức dự lớp tập huấn nghiệp vụ do Sở Y tế tổ chức.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội chủ trì, phối hợp Trạm Y tế, các trường học thực hiện, báo cáo trước ngày 30/10/2026.
2. Các khu phố rà soát, lập danh sách gửi Phòng Văn hóa - Xã hội.
"""


def directive(**changes: object) -> Directive:
    return replace(the_directive("112/QĐ-TTg", RULES), **changes)  # type: ignore[arg-type]


def test_a_draft_on_another_subject_has_one_row_and_no_finding_of_that_directive() -> None:
    found = review(plan(EXPLOSIVES), "112/QĐ-TTg")
    assert [(row.reason, row.whole) for row in found.alignment] == [("other_subject", True)]
    assert [f.rule_id for f in found.findings if f.directive_id] == []
    text = " ".join(review_text(found, rules=RULES).split())
    assert text.count("nói về việc khác") == 1
    assert "thiếu trong dự thảo" not in text


def test_a_draft_on_the_subject_is_compared_though_it_cites_nothing_and_sets_no_figure() -> None:
    rows = compare(plan(SOCIAL_WORK), directive(), RULES)
    assert {row.reason for row in rows} & {"missing", "missing_unknown"}
    assert not any(row.whole for row in rows)


@pytest.mark.parametrize(
    "cited",
    ["Quyết định số 112/QĐ-TTg ngày 22/01/2021", "Kế hoạch số 184/KH-UBND ngày 24/4/2025 của UBND thành phố Huế"],
)
def test_who_cites_the_directive_or_its_kin_is_held_against_it(cited: str) -> None:
    text = EXPLOSIVES.replace("I. MỤC ĐÍCH", f"Thực hiện {cited};\nI. MỤC ĐÍCH")
    assert not any(row.whole for row in compare(plan(text), directive(), RULES))


def test_nothing_is_said_of_a_draft_that_was_not_read_whole() -> None:
    unread = replace(plan(EXPLOSIVES), warnings=(Notice(to_say("notice.table_unread", near="x")),))
    assert not any(row.whole for row in compare(unread, directive(), RULES))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"targets": ()}, "no_parent_targets"),
        ({"targets": (), "complete": False}, "unknown_targets"),
        ({"issuer": "Ủy ban nhân dân xã Hòa Bình"}, None),
        ({"issuer": "Ủy ban nhân dân tỉnh Hòa Bình"}, None),
    ],
)
def test_a_parent_that_is_none_is_told_once(changes: dict[str, object], reason: str | None) -> None:
    rows = compare(plan(SOCIAL_WORK), directive(**changes), RULES)
    assert ([row.reason for row in rows] == [reason]) == (reason is not None)


def test_a_ward_is_no_parent_of_a_province() -> None:
    draft = plan(SOCIAL_WORK.replace("PHƯỜNG AN BÌNH", "TỈNH AN BÌNH").replace("phường", "tỉnh"))
    rows = compare(draft, directive(issuer="Ủy ban nhân dân xã Hòa Bình"), RULES)
    assert [row.reason for row in rows] == ["parent_below"]
