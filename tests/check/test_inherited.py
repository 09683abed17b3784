"""What a parent's own text has wrong too is told once, with the parent named as its likely origin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.plans import found, plan, review

PARENT = """ỦY BAN NHÂN DÂN
TỈNH LAM HÀ
Số: 41/KH-UBND
Lam Hà, ngày 20 tháng 01 năm 2026
KẾ HOẠCH
Công tác trợ giúp xã hội năm 2026
Căn cứ {cited};
I. MỤC TIÊU
- 90% người khuyết tật nặng được trợ giúp.
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
Chủ trì, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 năm 2026.
"""
DRAFT = PARENT.replace("TỈNH LAM HÀ", "PHƯỜNG AN BÌNH").replace("41/", "15/").replace("20 tháng 01", "10 tháng 02")
WRONG = "Kế hoạch số 24/2026/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh Lam Hà"


def parent(folder: Path, cited: str) -> str:
    file = folder / "ke-hoach-tinh.txt"
    file.write_text(PARENT.format(cited=cited), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("lang", "words"), [("vi", "có lẽ chép từ 41/KH-UBND"), ("en", "copied from 41/KH-UBND")])
def test_the_parent_is_named_as_the_origin(tmp_path: Path, lang: str, words: str) -> None:
    result = review(plan(DRAFT.format(cited=WRONG)), parent(tmp_path, WRONG), lang=lang)
    (finding,) = found(result, "DC201")
    assert words in finding.message
    assert finding.directive_quote is not None
    assert "24/2026/KH-UBND" in finding.directive_quote


def test_an_error_of_the_drafts_own_has_no_origin(tmp_path: Path) -> None:
    right = WRONG.replace("/2026/KH", "/KH")
    (finding,) = found(review(plan(DRAFT.format(cited=WRONG)), parent(tmp_path, right)), "DC201")
    assert "41/KH-UBND" not in finding.message


def test_another_document_of_the_parents_is_no_origin(tmp_path: Path) -> None:
    other = WRONG.replace("24/2026", "25/2026")
    (finding,) = found(review(plan(DRAFT.format(cited=WRONG)), parent(tmp_path, other)), "DC201")
    assert "41/KH-UBND" not in finding.message


def test_what_could_not_be_checked_bears_its_right_number() -> None:
    result = review(plan(DRAFT.format(cited="Chỉ thị số 27/CT-TTG ngày 15/8/2024 của Thủ tướng Chính phủ")))
    assert ": 27/CT-TTg ngày 15/8/2024" in result.not_checked[0]
