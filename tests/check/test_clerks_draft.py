"""What a clerk's draft taught: one slip is told once, figures bear their unit, days must exist."""

from __future__ import annotations

from datetime import date

import pytest

from tests.check.plans import RULES, found, plan, review

FRAME = (RULES.directory / "sample_frame.txt").read_text(encoding="utf-8")


def draft(text: str) -> str:
    return FRAME.replace("{text}", text)


def test_a_year_lost_from_a_decrees_number_is_one_finding() -> None:
    words = "Thực hiện Nghị định 110/NĐ-CP ngày 30/8/2024 của Chính phủ về công tác xã hội."
    result = review(plan(draft(words)))
    assert len(found(result, "DC201")) == 1
    assert found(result, "DC204") == []


def test_another_number_of_a_known_document_is_told_all_the_same() -> None:
    words = "Thực hiện Nghị định 101/2024/NĐ-CP ngày 30/8/2024 của Chính phủ về công tác xã hội."
    assert len(found(review(plan(draft(words))), "DC204")) == 1


def test_the_figure_to_reach_bears_its_unit() -> None:
    words = "Đạt 62% số cơ quan, trường học, trạm y tế và đơn vị liên quan bố trí nhân sự làm công tác xã hội."
    (finding,) = found(review(plan(draft(words)), "112/QĐ-TTg", date(2026, 3, 1)), "DC303")
    assert "ít nhất 66%" in (finding.suggestion or "")


@pytest.mark.parametrize("day", ["31/11/2026", "30/02/2026", "29-02-2027", "31 tháng 4 năm 2026", "31.6.2026"])
def test_a_day_that_is_in_no_calendar(day: str) -> None:
    (finding,) = found(review(plan(draft(f"Hoàn thành trước ngày {day}."))), "DC606")
    assert finding.quote == f"ngày {day}"


@pytest.mark.parametrize(
    "words",
    [
        "Hoàn thành trước ngày 29/02/2028.",
        "Hoàn thành trước ngày 31/12/2026, sơ kết ngày 30/6/2026.",
        "Lễ hội tổ chức ngày 30 tháng 02 năm 2026 (âm lịch).",
        "Tỷ lệ 31/11 phiếu; hộp số 30-02; điều 31.2.2026 của quy chế.",
        "Họp ngày 31 hằng tháng.",
    ],
)
def test_days_that_are_and_figures_that_are_no_days(words: str) -> None:
    assert found(review(plan(draft(words))), "DC606") == []
