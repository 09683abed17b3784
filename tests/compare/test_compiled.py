"""A parsed document as a directive: the same verdicts as by hand, the same directive out of its own file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.api import read
from pipeline.cli import main
from pipeline.compare import compare
from pipeline.compare.compiled import compile_directive, directive_yaml, left_out, unconfirmed
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import read_directive
from pipeline.model import Directive
from tests.tools.places import GOLD, PLANS, SHARED

RULES = load_rules()
TEXTS = sorted(GOLD.rglob("*.txt")) + sorted(PLANS.glob("*.txt"))

PARENT = """ỦY BAN NHÂN DÂN
TỈNH HƯƠNG SƠN
Số: 77/KH-UBND
Hương Sơn, ngày 05 tháng 3 năm 2021

KẾ HOẠCH
Chăm sóc người cao tuổi giai đoạn 2021 - 2030

I. MỤC TIÊU
1. Giai đoạn 2021 - 2025
- Ít nhất 60% người cao tuổi được khám sức khỏe định kỳ ít nhất một lần trong năm.
- 80% xã, phường, thị trấn có câu lạc bộ liên thế hệ.
- Tối thiểu 95% người cao tuổi có thẻ bảo hiểm y tế.
2. Giai đoạn 2026 - 2030
- Ít nhất 90% người cao tuổi được khám sức khỏe định kỳ ít nhất một lần trong năm.
- 100% xã, phường, thị trấn có câu lạc bộ liên thế hệ.
- 100% người cao tuổi có thẻ bảo hiểm y tế.
- 50% người cao tuổi có nhu cầu được hỗ trợ việc làm.
II. TỔ CHỨC THỰC HIỆN
Sở Y tế chủ trì, phối hợp với các đơn vị triển khai thực hiện.
"""

BY_HAND = """number: 77/KH-UBND
title: Chăm sóc người cao tuổi giai đoạn 2021 - 2030
issuer: UBND tỉnh Hương Sơn
issued_on: 2021-03-05
period: [2021, 2030]
sources: [bản chính]
targets:
  - {id: KHAM-1, family: KHAM, phase: [2021, 2025], comparator: ">=", value: 60, population: &who người cao tuổi,
     indicator: &kham được khám sức khỏe định kỳ ít nhất một lần trong năm}
  - {id: KHAM-2, family: KHAM, phase: [2026, 2030], comparator: ">=", value: 90, population: *who, indicator: *kham}
  - {id: CLB-1, family: CLB, phase: [2021, 2025], value: 80, population: &xa "xã, phường, thị trấn",
     indicator: &clb có câu lạc bộ liên thế hệ}
  - {id: CLB-2, family: CLB, phase: [2026, 2030], value: 100, population: *xa, indicator: *clb}
  - {id: BHYT-1, family: BHYT, phase: [2021, 2025], comparator: ">=", value: 95, population: *who,
     indicator: &the có thẻ bảo hiểm y tế}
  - {id: BHYT-2, family: BHYT, phase: [2026, 2030], value: 100, population: *who, indicator: *the}
  - {id: VIEC, phase: [2026, 2030], value: 50, population: *who, condition: khi có nhu cầu,
     indicator: được hỗ trợ việc làm}
"""

DRAFT = """ỦY BAN NHÂN DÂN
PHƯỜNG SƠN ĐÔNG
Số: 12/KH-UBND
Sơn Đông, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Chăm sóc người cao tuổi năm 2026

I. MỤC TIÊU
- 70% người cao tuổi trên địa bàn được khám sức khỏe định kỳ mỗi năm một lần.
- 70% tổ dân phố, phường có câu lạc bộ liên thế hệ.
- 100% người cao tuổi tham gia bảo hiểm y tế.
- 100% người cao tuổi từ 75 tuổi trở lên được hưởng trợ cấp hưu trí xã hội.
II. TỔ CHỨC THỰC HIỆN
Phòng Văn hóa - Xã hội chủ trì thực hiện.
"""


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    path = tmp_path / "77-kh-ubnd.txt"
    path.write_text(PARENT, encoding="utf-8")
    return path


def verdicts(directive: Directive, draft: Path) -> list[tuple[object, ...]]:
    rows = compare(read(draft), directive, RULES)
    return sorted(
        (
            row.status,
            row.due_value or 0,
            row.directive_target.value if row.directive_target else 0,
            row.draft_target.quote if row.draft_target else "",
        )
        for row in rows
    )


def test_compiled_and_written_by_hand_give_the_same_verdicts(parent: Path, tmp_path: Path) -> None:
    draft, hand, file = tmp_path / "draft.txt", tmp_path / "hand.yaml", tmp_path / "compiled.yaml"
    draft.write_text(DRAFT, encoding="utf-8")
    hand.write_text(BY_HAND, encoding="utf-8")
    compiled = compile_directive(read(parent), RULES)
    file.write_text(directive_yaml(compiled), encoding="utf-8")
    expected = verdicts(read_directive(hand), draft)
    assert [row[0] for row in expected] == ["added", "below", "met", "missing", "on_track"]
    assert verdicts(compiled, draft) == expected
    assert verdicts(read_directive(file), draft) == expected


def test_both_phases_and_the_frame_are_read(parent: Path) -> None:
    directive = compile_directive(read(parent), RULES)
    assert (directive.number, directive.period_start, directive.period_end) == ("77/KH-UBND", 2021, 2030)
    assert directive.phases == ((2021, 2025), (2026, 2030))
    by_family: dict[str | None, list[float | None]] = {}
    for target in directive.targets:
        by_family.setdefault(target.family, []).append(target.value)
        assert target.certainty == "seen"
        assert target.section_id
    assert list(by_family.values()) == [[60, 90], [80, 100], [95, 100], [50]]


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem)
def test_its_file_gives_the_same_directive_back(path: Path, tmp_path: Path) -> None:
    directive = unconfirmed(compile_directive(read(path), RULES))
    file = tmp_path / "compiled.yaml"
    file.write_text(directive_yaml(directive), encoding="utf-8")
    assert read_directive(file) == replace(
        directive, targets=tuple(replace(t, start=0, end=0) for t in directive.targets)
    )


def test_the_command_writes_the_file_and_names_what_has_no_target(
    parent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.yaml"
    assert main(["directives", "compile", str(parent), "-o", str(out)]) == 0
    assert len(read_directive(out).targets) == 7
    assert {t.certainty for t in read_directive(out).targets} == {"compiled"}
    assert "Người đối chiếu" in out.read_text(encoding="utf-8")
    letter = tmp_path / "thu.txt"
    letter.write_text("Kính gửi các đơn vị.\n", encoding="utf-8")
    assert main(["directives", "compile", str(letter)]) == 2
    assert "thu.txt" in capsys.readouterr().err


def test_rewards_marks_forecasts_and_bare_headings_are_told_as_left_out(tmp_path: Path) -> None:
    goals = (
        "- 95% hồ sơ được giải quyết đúng hạn.",
        "- Trao quyền cho 60% phụ nữ trong ban quản lý.",
        "- 100% hộ nghèo được tặng thẻ bảo hiểm y tế.",
        "- 90% học sinh được xếp loại từ khá trở lên.",
    )
    others = (
        "- Được cộng tối đa 10% số điểm khi có sáng kiến.",
        "- Tặng 10 suất quà cho trẻ em mồ côi.",
        "- Thưởng 20 triệu đồng cho xã đạt 100% kế hoạch.",
        "- Dự báo 70% dân số sống ở đô thị.",
        "- Báo cáo 02 lần/năm về kết quả thực hiện.",
        "- Chỉ tiêu 100%",
    )
    path = tmp_path / "parent.txt"
    begin = PARENT.partition("1. Giai")[0]
    path.write_text(begin + "\n".join((*goals, *others)) + "\nII. TỔ CHỨC THỰC HIỆN\nSở Y tế chủ trì.\n", "utf-8")
    document = read(path)
    directive = compile_directive(document, RULES)
    assert [t.value for t in directive.targets] == [95, 60, 100, 90]
    told = left_out(document, RULES)
    assert len(told) >= 5
    assert all(words in directive_yaml(directive, without=told) for words in told)


# The plan's words (how a target begins) -> the row of the annex that it answers; None: the plan's own.
DIGITAL = {
    "Kinh tế số chiếm": "10",
    "Tỷ lệ doanh nghiệp vừa và nhỏ": None,
    "Tỷ lệ doanh nghiệp có hoạt động": "13",
    "Kinh phí chi cho nghiên cứu": "15",
    "Tỷ lệ người sử dụng có khả năng truy cập": "23.1",
    "Tỷ lệ phủ sóng 5G": "23.4",
    "Tỷ lệ người dân kết nối mạng": None,
    "Tỷ lệ người dân có tài khoản định danh": None,
    "Tỷ lệ dân số từ 15 tuổi": "30",
    "Tỷ lệ người dân trưởng thành có chữ ký": "31",
    "Đào tạo, bồi dưỡng, tập huấn": None,
    "Tỷ lệ dân số trưởng thành tiếp cận": None,
    "Tỷ lệ người dân có Sổ sức khỏe": "32",
    "Tỉ lệ giao dịch không dùng": "12",
    "Tỷ lệ người dân được định danh": None,
    "Tỷ trọng kinh phí từ xã hội": "16",
}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated real documents are not beside this checkout")
def test_an_annex_table_of_two_horizons_against_a_real_plan() -> None:
    """Right row, right phase (2030, not 2045), the plan's own targets as added. The one doubtful row blames nobody."""
    parent = compile_directive(read(SHARED / "gold" / "dev" / "g17_nq03_phu_luc_chi_tieu.txt"), RULES)
    rows = compare(read(SHARED / "gold" / "dev" / "g09_bacninh_kinh_te_so.txt"), parent, RULES)
    for begins, wanted in DIGITAL.items():
        (row,) = [r for r in rows if r.draft_target and r.draft_target.quote.startswith(begins)]
        if wanted is None:
            assert row.status == "added", begins
            continue
        assert row.directive_target is not None, begins
        assert row.directive_target.quote.startswith(f"{wanted} |"), begins
        assert row.directive_target.period_end == 2030, begins
        assert row.status in ("met", "above"), begins
    assert not [r for r in rows if r.status in ("below", "behind", "period_mismatch")]
