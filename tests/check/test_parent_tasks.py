"""A parent's tasks: those for the ones below are looked for in the draft, those of the parent's own bodies are not."""

from __future__ import annotations

from pipeline.check import check
from pipeline.model import Directive, DirectiveTask, Finding
from tests.check.plans import RULES, found, plan

DRAFT = """KẾ HOẠCH
Thực hiện chương trình bảo vệ môi trường năm 2026
I. MỤC TIÊU
Nâng cao chất lượng môi trường.
II. NHIỆM VỤ
1. Phân loại rác ngay từ hộ gia đình, có thùng riêng cho từng loại.
2. Trồng cây xanh dọc các tuyến đường liên thôn.
III. TỔ CHỨC THỰC HIỆN
1. Công an xã
Xử phạt hành vi đổ rác trái phép.
"""


def hints(*tasks: DirectiveTask) -> list[Finding]:
    parent = Directive("07/KH-UBND", "07/KH-UBND", "Chương trình bảo vệ môi trường", tasks=tasks)
    return found(check(plan(DRAFT), (parent,), RULES, select=("DC409",)), "DC409")


def test_only_the_task_that_no_line_speaks_of_is_told() -> None:
    (hint,) = hints(
        DirectiveTask("N1", "Tổ chức phân loại rác thải tại hộ gia đình"),
        DirectiveTask("N2", "Quan trắc chất lượng nước ngầm tại giếng khoan"),
    )
    assert hint.severity == "info"
    assert "Quan trắc" in hint.message
    assert "Phân loại rác" not in hint.message


def test_a_task_of_the_parents_own_bodies_is_not_the_drafts() -> None:
    task = "Quan trắc chất lượng nước ngầm tại giếng khoan"
    assert hints(DirectiveTask("N1", task, lead=("Sở Nông nghiệp và Môi trường",))) == []
    assert len(hints(DirectiveTask("N1", task, lead=("Ủy ban nhân dân các xã, phường",)))) == 1


def test_a_task_in_the_words_of_the_title_alone_is_not_looked_for() -> None:
    assert hints(DirectiveTask("N1", "Thực hiện chương trình bảo vệ môi trường")) == []


def test_a_task_that_was_not_read_in_a_source_is_not_put_into_the_parents_mouth() -> None:
    task = "Quan trắc chất lượng nước ngầm tại giếng khoan"
    (seen,) = hints(DirectiveTask("N1", task, certainty="seen"))
    (unread,) = hints(DirectiveTask("N1", task, certainty="own"))
    assert (seen.directive_quote, unread.directive_quote) == (task, None)
    assert "chưa đọc ở bản gốc" in unread.message
    assert "chưa đọc ở bản gốc" not in seen.message
