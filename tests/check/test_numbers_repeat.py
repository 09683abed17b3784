"""One number of several bodies: identity is number, issuer and year; the draft's own province decides, or nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check import resolve_against
from pipeline.compare.compiled import compile_directive
from pipeline.errors import RulesError
from pipeline.knowledge import load_rules
from pipeline.knowledge.directives import directives, find_directive, the_directive
from tests.check.plans import plan

RULES = load_rules()
DRAFT = """ỦY BAN NHÂN DÂN
PHƯỜNG SƠN ĐÔNG
Số: 12/KH-UBND
Sơn Đông, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Công tác xã hội năm 2026
Căn cứ Kế hoạch số 157/KH-UBND {of};
I. MỤC TIÊU
II. NƠI NHẬN
{to}
"""
OWN = """number: {number}
title: Kế hoạch của cơ quan
issuer: {issuer}
issued_on: {day}
targets:
  - {{id: A, due: 2026, value: 90, quote: 90% hộ dân, population: hộ dân, indicator: dùng nước sạch}}
"""


@pytest.mark.parametrize(
    ("of", "to", "meant"),
    [
        ("của UBND tỉnh Bắc Ninh", "", ["157/KH-UBND Bắc Ninh 2025"]),
        ("ngày 18/11/2025 của UBND thành phố", "", ["157/KH-UBND Cần Thơ 2025"]),
        ("của UBND thành phố", "UBND thành phố Cần Thơ", ["157/KH-UBND Cần Thơ 2025"]),
        ("của UBND tỉnh", "UBND tỉnh Bắc Ninh; Sở Y tế", ["157/KH-UBND Bắc Ninh 2025"]),
        ("của UBND tỉnh", "", []),
        ("của UBND tỉnh", "UBND tỉnh Bắc Ninh, UBND thành phố Cần Thơ", []),
        ("của UBND tỉnh Lào Cai", "UBND tỉnh Lào Cai", []),
    ],
)
def test_the_issuer_the_day_or_the_drafts_own_province_tells_which(of: str, to: str, meant: list[str]) -> None:
    found, unseen = resolve_against(plan(DRAFT.format(of=of, to=to)), "auto", RULES)
    assert [d.directive_id for d in found if d.number == "157/KH-UBND"] == meant
    assert bool(meant) or any("157/KH-UBND" in line for line in unseen)


def office(folder: Path, number: str, issuer: str, day: str, name: str = "rieng.yaml") -> Path:
    (folder / "directives").mkdir(exist_ok=True)
    text = OWN.format(number=number, issuer=issuer, day=day)
    (folder / "directives" / name).write_text(text, encoding="utf-8")
    return folder


def test_an_office_s_file_of_another_province_stands_beside_the_program_s(tmp_path: Path) -> None:
    rules = load_rules(office(tmp_path, "62/KH-UBND", "UBND tỉnh Lào Cai", "2026-02-10"))
    ids = {d.directive_id for d in directives(rules) if d.number == "62/KH-UBND"}
    assert ids == {"62/KH-UBND", "62/KH-UBND Lào Cai 2026"}
    assert len(directives(rules)) == len(directives(RULES)) + 1
    meant = find_directive("62/KH-UBND", rules, issuer="UBND tỉnh Lào Cai")
    assert meant is not None
    assert meant.directive_id == "62/KH-UBND Lào Cai 2026"


def test_an_office_s_file_of_the_same_document_stands_in_for_the_program_s(tmp_path: Path) -> None:
    rules = load_rules(office(tmp_path, "112/QĐ-TTg", "Thủ tướng Chính phủ", "2021-01-22"))
    assert len(directives(rules)) == len(directives(RULES))
    assert the_directive("112/QĐ-TTg", rules).title == "Kế hoạch của cơ quan"


def test_two_files_of_one_document_in_one_folder_are_refused(tmp_path: Path) -> None:
    office(tmp_path, "9/KH-UBND", "UBND tỉnh Lào Cai", "2026-02-10")
    rules = load_rules(office(tmp_path, "9/KH-UBND", "UBND tỉnh Lào Cai", "2026-02-10", "b.yaml"))
    with pytest.raises(RulesError, match="id"):
        directives(rules)


def test_a_compiled_directive_is_known_by_number_province_and_year() -> None:
    text = """ỦY BAN NHÂN DÂN
TỈNH BẮC NINH
Số: 157/KH-UBND
Bắc Ninh, ngày 12 tháng 11 năm 2025
KẾ HOẠCH
Phát triển công tác xã hội giai đoạn 2026-2030
I. MỤC TIÊU
- 95% xã, phường bố trí nhân sự làm công tác xã hội.
"""
    assert compile_directive(plan(text), RULES).directive_id == "157/KH-UBND Bắc Ninh 2025"
