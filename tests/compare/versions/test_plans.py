"""Two versions of a plan: what was decided otherwise is told from what only stands elsewhere or reads differently."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.api import read
from pipeline.compare.versions import Versions, moved, paragraph_shifts, versions, word_changes
from pipeline.extract import extract
from pipeline.knowledge.load import load_rules
from pipeline.read import read_bytes
from pipeline.segment import segment
from tests.tools.places import ORIGINALS

RULES = load_rules()
OLD = """KẾ HOẠCH
Giảm nghèo bền vững năm 2026
Căn cứ Quyết định số 90/QĐ-TTg ngày 18/01/2022 của Thủ tướng Chính phủ;
Căn cứ Nghị định số 07/2021/NĐ-CP ngày 27/01/2021 của Chính phủ;
I. MỤC TIÊU
1. Phấn đấu đến năm 2026 đạt 60% hộ nghèo được vay vốn tín dụng ưu đãi.
2. Đến năm 2026, trên 80% người lao động thuộc hộ nghèo được đào tạo nghề.
3. Đến năm 2026, 100% trẻ em thuộc hộ nghèo có thẻ bảo hiểm y tế.
II. NHIỆM VỤ
1. Đào tạo nghề
Phối hợp các trung tâm giáo dục nghề nghiệp mở lớp tại xã.
2. Hỗ trợ nhà ở
Rà soát, lập danh sách hộ nghèo có khó khăn về nhà ở.
III. KINH PHÍ THỰC HIỆN
Nguồn ngân sách nhà nước và các nguồn hợp pháp khác.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế chủ trì theo dõi, đôn đốc việc thực hiện Kế hoạch.
"""


def document(text: str, name: str):
    return extract(segment(read_bytes(text.encode(), name), RULES), RULES)


def compared(new: str, old: str = OLD) -> Versions:
    return versions(document(old, "old.txt"), document(new, "new.txt"), RULES)


def targets(found: Versions) -> dict[str, tuple[str, ...]]:
    return {(s.new or s.old).indicator.split()[-1]: s.changes for s in found.targets if s.changes}


def test_the_same_text_has_no_changes() -> None:
    found = compared(OLD)
    assert not found.paragraphs
    for shift in (*found.sections, *found.targets, *found.references):
        assert shift.changes == ()
    assert len(found.targets) == 3


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("đạt 60% hộ nghèo", "đạt 70% hộ nghèo", ("raised",)),
        ("đạt 60% hộ nghèo", "đạt 45% hộ nghèo", ("lowered",)),
        ("đạt 60% hộ nghèo", "đạt trên 60% hộ nghèo", ("raised",)),
        ("đến năm 2026 đạt 60%", "đến năm 2027 đạt 60%", ("postponed",)),
        ("đến năm 2026 đạt 60%", "đến năm 2028 đạt 50%", ("lowered", "postponed")),
    ],
)
def test_a_target_raised_lowered_or_put_off(before: str, after: str, changes: tuple[str, ...]) -> None:
    assert before in OLD
    found = [s for s in compared(OLD.replace(before, after)).targets if s.changes]
    assert [s.changes for s in found] == [changes]


def test_a_target_dropped_and_one_added() -> None:
    line = "3. Đến năm 2026, 100% trẻ em thuộc hộ nghèo có thẻ bảo hiểm y tế.\n"
    new = OLD.replace(line, "3. Đến năm 2026, xóa 120 nhà tạm, nhà dột nát.\n")
    changes = sorted(s.changes for s in compared(new).targets if s.changes)
    assert ("dropped",) in changes
    assert compared(OLD, new).targets[-1].changes in {("added",), ("dropped",)}


def test_a_target_in_another_section_has_moved() -> None:
    line = "2. Đến năm 2026, trên 80% người lao động thuộc hộ nghèo được đào tạo nghề.\n"
    new = OLD.replace(line, "").replace("3. Đến năm", "2. Đến năm")
    new = new.replace(
        "1. Đào tạo nghề\n",
        "1. Đào tạo nghề\nĐến năm 2026, trên 80% người lao động thuộc hộ nghèo được đào tạo nghề.\n",
    )
    shifts = [s for s in compared(new).targets if s.changes]
    assert [s.changes for s in shifts] == [("moved",)]


def test_a_section_that_moved_is_one_move_and_its_children_stay_with_it() -> None:
    money = "III. KINH PHÍ THỰC HIỆN\nNguồn ngân sách nhà nước và các nguồn hợp pháp khác.\n"
    new = OLD.replace(money, "").replace("II. NHIỆM VỤ", money.replace("III.", "II.") + "III. NHIỆM VỤ")
    found = compared(new)
    moves = [s for s in found.sections if "moved" in s.changes]
    assert len(moves) == 1
    assert not [s for s in found.sections if s.changes in {("added",), ("dropped",)}]
    assert {s.new.heading for s in found.sections if s.changes == ("renumbered",) and s.new} <= {
        "NHIỆM VỤ", "KINH PHÍ THỰC HIỆN"
    }  # fmt: skip
    assert all(p.changes == ("moved",) for p in found.paragraphs)


def test_a_new_section_renumbers_those_below_it_and_is_no_change_of_their_wording() -> None:
    new = OLD.replace("II. NHIỆM VỤ", "II. YÊU CẦU\nBảo đảm thiết thực, hiệu quả.\nIII. NHIỆM VỤ")
    new = new.replace("III. KINH PHÍ", "IV. KINH PHÍ").replace("IV. TỔ CHỨC", "V. TỔ CHỨC")
    found = compared(new)
    by_change: dict[tuple[str, ...], list[str]] = {}
    for shift in found.sections:
        by_change.setdefault(shift.changes, []).append((shift.new or shift.old).heading)
    assert by_change["added",] == ["YÊU CẦU"]
    assert by_change["renumbered",] == ["NHIỆM VỤ", "KINH PHÍ THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"]
    assert [p.changes for p in found.paragraphs] == [("added",), ("added",)]


def test_references_dropped_added_and_mended() -> None:
    new = OLD.replace("07/2021/NĐ-CP ngày 27/01/2021", "30/2025/NĐ-CP ngày 24/02/2025")
    new = new.replace("18/01/2022", "19/01/2022")
    shifts = {s.identity: s.changes for s in compared(new).references if s.changes}
    assert shifts == {"90/QĐ-TTg": ("date",), "30/2025/NĐ-CP": ("added",), "07/2021/NĐ-CP": ("dropped",)}


def test_a_number_filled_in_is_the_same_document() -> None:
    old = OLD.replace("số 90/QĐ-TTg ngày 18/01/2022", "số    /QĐ-UBND ngày   tháng 3 năm 2026")
    new = OLD.replace("số 90/QĐ-TTg ngày 18/01/2022", "số 415/QĐ-UBND ngày 07 tháng 3 năm 2026")
    (shift,) = [s for s in compared(new, old).references if s.changes]
    assert "number" in shift.changes
    assert shift.old
    assert shift.new


LINES = st.lists(st.text("ab cđ.1I-", max_size=12), max_size=12).map("\n".join)


@given(LINES, LINES)
def test_every_paragraph_is_accounted_for(old: str, new: str) -> None:
    shifts = paragraph_shifts(old, new)
    olds = [s.old for s in shifts if s.old]
    news = [s.new for s in shifts if s.new]
    assert len(olds) == len(set(olds))
    assert len(news) == len(set(news))
    for shift in shifts:
        before = "".join(w.kept or w.old for w in shift.words)
        after = "".join(w.kept or w.new for w in shift.words)
        if shift.new:
            assert after == new.split("\n")[shift.new - 1]
        if shift.old and "changed" in shift.changes:
            assert before == old.split("\n")[shift.old - 1]
    added = sum(s.changes == ("added",) for s in shifts)
    dropped = sum(s.changes == ("dropped",) for s in shifts)
    assert new.count("\n") - old.count("\n") == added - dropped


@given(st.text("ab ,đ", max_size=40), st.text("ab ,đ", max_size=40))
def test_word_changes_give_either_text_back(before: str, after: str) -> None:
    words = word_changes(before, after)
    assert "".join(w.kept or w.old for w in words) == before
    assert "".join(w.kept or w.new for w in words) == after


@given(st.permutations(range(9)))
def test_what_has_not_moved_rises(order: list[int]) -> None:
    kept = [p for i, p in enumerate(order) if i not in moved(order)]
    assert kept == sorted(kept)
    assert len(moved([*range(5), 2])) <= 1


def test_ten_thousand_paragraphs_are_compared() -> None:
    old = "\n".join(f"{i}. Nhiệm vụ số {i} của phòng {i % 97} trong năm {2000 + i % 30}" for i in range(10_000))
    new = old.replace("phòng 13 ", "ban 13 ")
    begun = time.monotonic()
    shifts = paragraph_shifts(old, new)
    print(f"10,000 paragraphs in {time.monotonic() - begun:.1f} s")
    assert {s.changes for s in shifts} == {("changed",)}
    assert len(shifts) == old.count("phòng 13 ")


def test_a_draft_and_the_decision_it_became() -> None:
    pair = [ORIGINALS / f"decision-dieu-le-{name}.docx" for name in ("draft", "final")]
    if not all(path.is_file() for path in pair):
        pytest.skip("the originals are not at hand")
    found = versions(*(read(path, rules=RULES) for path in pair), RULES)
    changed = {s.identity: s.changes for s in found.references if s.changes}
    assert changed == {"62/TTr-SNV": ("number", "date"), "011/TT-LĐCL": ("number",)} or all(
        changes[0] == "number" for changes in changed.values()
    )
    assert not [s for s in found.sections if s.changes]
    dropped = [s for s in found.paragraphs if s.changes == ("dropped",)]
    assert len(dropped) == 1
    assert "DỰ THẢO" in dropped[0].words[0].old
