"""A parent as a document, as a compiled file and as a file written by hand give the same verdicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.check import check, resolve_against
from pipeline.compare.compiled import compile_directive, directive_yaml
from pipeline.knowledge.directives import read_directive, the_directive
from pipeline.model import Directive
from tests.check.plans import RULES, corpus, plan, review

DAY = date(2026, 4, 10)
PARENT = """THỦ TƯỚNG CHÍNH PHỦ
Số: 112/QĐ-TTg
Hà Nội, ngày 22 tháng 01 năm 2021
QUYẾT ĐỊNH
Ban hành Chương trình phát triển công tác xã hội giai đoạn 2021-2030
Điều 1. Ban hành Chương trình phát triển công tác xã hội giai đoạn 2021-2030
I. MỤC TIÊU
1. Giai đoạn 2021-2025
- Đến năm 2025, đạt 60% số cơ quan, tổ chức, cơ sở trợ giúp xã hội, cơ sở cai nghiện ma túy, trại giam, trường giáo \
dưỡng, cơ quan tư pháp, trường học, bệnh viện và đơn vị liên quan phân công, bố trí nhân sự làm công tác xã hội;
- Đến năm 2025, tối thiểu 50% số cơ sở trợ giúp xã hội, cơ sở y tế, cơ sở giáo dục và cơ sở khác trong quy hoạch có \
cung cấp dịch vụ công tác xã hội.
2. Giai đoạn 2026-2030
- Đến năm 2030, đạt 90% số cơ quan, tổ chức, cơ sở trợ giúp xã hội, cơ sở cai nghiện ma túy, trại giam, trường giáo \
dưỡng, cơ quan tư pháp, trường học, bệnh viện và đơn vị liên quan phân công, bố trí nhân sự làm công tác xã hội;
- Đến năm 2030, tối thiểu 60% số cơ sở trợ giúp xã hội, cơ sở y tế, cơ sở giáo dục và cơ sở khác trong quy hoạch có \
cung cấp dịch vụ công tác xã hội.
II. NHIỆM VỤ
Phát triển mạng lưới.
"""


def verdicts(parent: Directive) -> dict[str, tuple[str, float | None, str]]:
    rows = check(corpus("kim-tra-2026"), [parent], RULES, DAY).alignment
    return {
        row.draft_target.quote[:20]: (row.status, row.due_value, row.explanation)
        for row in rows
        if row.draft_target is not None and row.status != "added"
    }


def without_words(found: dict[str, tuple[str, float | None, str]]) -> dict[str, tuple[str, float | None]]:
    """What is judged, without the sentence, which also says that nobody signed the file."""
    return {quote: verdict[:2] for quote, verdict in found.items()}


def test_two_phases_of_a_parsed_parent_are_milestones_of_one_goal() -> None:
    compiled = compile_directive(plan(PARENT), RULES)
    assert [(t.family, t.value, t.period_end) for t in compiled.targets] == [
        ("CT1", 60, 2025),
        ("CT2", 50, 2025),
        ("CT1", 90, 2030),
        ("CT2", 60, 2030),
    ]


def test_compiled_and_written_by_hand_judge_alike() -> None:
    compiled, by_hand = verdicts(compile_directive(plan(PARENT), RULES)), verdicts(the_directive("112/QĐ-TTg", RULES))
    assert len(compiled) == 2
    assert compiled["Đạt 70% số cơ quan, "][:2] == ("on_track", 66)
    assert {quote: by_hand[quote][:2] for quote in compiled} == {quote: v[:2] for quote, v in compiled.items()}


def test_a_compiled_file_reads_back_as_the_same_directive(tmp_path: Path) -> None:
    compiled = compile_directive(plan(PARENT), RULES)
    path = tmp_path / "x.yaml"
    path.write_text(directive_yaml(compiled), encoding="utf-8")
    again = read_directive(path)
    assert (again.number, again.issued_on, again.issuer) == (compiled.number, compiled.issued_on, compiled.issuer)
    assert [(t.value, t.period_end, t.members, t.family, t.quote) for t in again.targets] == [
        (t.value, t.period_end, t.members, t.family, t.quote) for t in compiled.targets
    ]
    assert without_words(verdicts(again)) == without_words(verdicts(compiled))


def test_a_file_written_by_hand_reads_back_too(tmp_path: Path) -> None:
    by_hand = the_directive("112/QĐ-TTg", RULES)
    path = tmp_path / "x.yaml"
    path.write_text(directive_yaml(by_hand), encoding="utf-8")
    assert without_words(verdicts(read_directive(path))) == without_words(verdicts(by_hand))


def test_a_parent_may_come_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "parent.txt"
    path.write_text(PARENT, encoding="utf-8")
    directives, unseen = resolve_against(corpus("kim-tra-2026"), str(path), RULES)
    assert [d.number for d in directives] == ["112/QĐ-TTg"]
    assert unseen == ()


def test_auto_goes_up_through_the_registry() -> None:
    """Quận 11 cites its city's plan, which carries out the Prime Minister's programme."""
    text = corpus("quan-11-2023").text.replace(
        "Quyết định số 112/QĐ-TTg ngày 22 tháng 01 năm 2021 của Thủ tướng", "Chỉ đạo"
    )
    assert [d.directive_id for d in review(plan(text)).directives] == ["112/QĐ-TTg"]
