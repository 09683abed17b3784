"""The verdicts as read: a target once with its places, what needs nothing first, many of one reason in a line."""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge.messages import messages
from pipeline.model import Alignment, Directive, Review, Target
from pipeline.report.html import review_html
from pipeline.report.summary import verdict
from pipeline.report.text import review_text
from pipeline.report.verdicts import verdicts, where
from tests.check.plans import RULES, plan, review
from tests.report.reviews import corpus_review

SAY = messages(RULES)
TWICE = """ỦY BAN NHÂN DÂN PHƯỜNG AN BÌNH
An Bình, ngày 10 tháng 3 năm 2026
KẾ HOẠCH
Thực hiện Chương trình phát triển công tác xã hội năm 2026
I. MỤC TIÊU
- Tối thiểu 50% số cán bộ, công chức, viên chức, nhân viên và cộng tác viên công tác xã hội được tập huấn kỹ
năng công tác xã hội.
II. NHIỆM VỤ
1. Tập huấn cho tối thiểu 50% số cán bộ, công chức, viên chức, nhân viên và cộng tác viên công tác xã hội được tập
huấn kỹ năng công tác xã hội trong quý III.
"""


def row(family: str, status: str, reason: str, *, parent: str = "A", draft: Target | None = None) -> Alignment:
    goal = Target(family, 0, 0, 60.0, "%", "=", indicator=f"chỉ tiêu {family}", family=family)
    return Alignment(parent, goal, draft, status, 1.0, f"{reason} {family}.", reason=reason)  # type: ignore[arg-type]


def told(*rows: Alignment) -> Review:
    base = corpus_review("kim-tra-2026.docx")
    parents = tuple(Directive(name, f"{name}/QĐ-TTg", name) for name in ("A", "B"))
    return replace(base, alignment=rows, directives=parents, findings=())


def test_two_milestones_of_a_goal_are_one_row_with_the_gravest_verdict() -> None:
    found = verdicts(told(row("F", "above", "above"), row("F", "below", "below"), row("G", "met", "met")), SAY)
    assert [one.status for one in found.all] == ["met", "below"]
    assert [[pair.status for pair in one.pairs] for one in found.all] == [["met"], ["below", "above"]]


def test_one_target_of_the_draft_under_two_parents_is_one_row() -> None:
    ours = corpus_review("kim-tra-2026.docx").draft.targets[0]
    own = Alignment("B", None, ours, "added", 0.0, "riêng", reason="added")
    found = verdicts(
        told(row("F", "met", "met", draft=ours), row("H", "behind", "behind", parent="B", draft=ours)), SAY
    )
    assert [len(one.pairs) for one in found.all] == [2]
    found = verdicts(told(row("F", "met", "met", draft=ours), own), SAY)
    assert [[pair.reason for pair in one.pairs] for one in found.all] == [
        ["met"]
    ]  # an answer is not told as its own too


def test_a_goal_that_two_parents_ask_alike_is_missing_once() -> None:
    one, other, third = (
        row("CHILD", "missing", "missing"),
        row("C", "missing", "missing", parent="B"),
        row("D", "missing", "missing"),
    )
    goal = (
        replace(one.directive_target, indicator="trẻ em mồ côi được trợ giúp xã hội") if one.directive_target else None
    )
    found = verdicts(told(replace(one, directive_target=goal), replace(other, directive_target=goal), third), SAY)
    assert [len(group.pairs) for group in found.rows] == [2, 1]


def test_what_needs_nothing_comes_first_and_what_cannot_be_compared_last() -> None:
    rows = (
        row("A", "not_comparable", "other_unit", draft=None),
        row("B", "missing", "missing"),
        row("C", "on_track", "on_track"),
    )
    found = verdicts(told(*rows), SAY)
    assert ([t.status for t in found.fine], [t.status for t in found.rows]) == (["on_track"], ["missing"])
    text = review_text(told(*rows), rules=RULES)
    assert text.index("on_track C") < text.index("missing B") < text.index("other_unit A")
    page = review_html(told(*rows), rules=RULES)
    assert page.index("on_track C") < page.index("missing B") < page.index("other_unit A")
    assert page.index("<summary>Không phải sửa gì") < page.index("on_track C")


def test_a_directive_known_in_part_is_one_line() -> None:
    found = told(*(row(f"F{n}", "not_comparable", "missing_partial") for n in range(9)))
    assert [line.words for line in verdicts(found, SAY).lines] == ["A/QĐ-TTg: mới biết một phần, không xét 9 chỉ tiêu."]
    assert "missing_partial" not in review_text(found, rules=RULES)
    assert "9 không so được" not in verdict(found, SAY)
    assert review_html(found, rules=RULES).count("chỉ tiêu F") == 9  # the goals themselves stand under the line


def test_a_target_told_again_has_its_places() -> None:
    found = review(plan(TWICE), "112/QĐ-TTg")
    (one,) = (one for one in verdicts(found, SAY).all if one.places)
    assert len(where(one, found, SAY)) == 2
    assert "Trong dự thảo: mục I" in " ".join(review_text(found, rules=RULES).split())
