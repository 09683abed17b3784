from __future__ import annotations

from datetime import date

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.knowledge.messages import messages
from pipeline.model import Document, Section, Target
from pipeline.report.wording import day, figure_in_words, number, period, place, section_path, shorten

VI, EN = messages(load_rules(), "vi"), messages(load_rules(), "en")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [(70.0, "70", "70"), (0.8, "0,8", "0.8"), (90000.0, "90.000", "90,000"), (1234.5, "1.234,5", "1,234.5"),
     (2.5e12, "2.500.000.000.000", "2,500,000,000,000"), (-3.0, "-3", "-3")],
)  # fmt: skip
def test_numbers_as_each_language_writes_them(value: float, vi: str, en: str) -> None:
    assert (number(value, VI), number(value, EN)) == (vi, en)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("", 0, 0, 70.0, "%", "="), "70%"),
        (Target("", 0, 0, 60.0, "%", ">="), "≥ 60%"),
        (Target("", 0, 0, 80.0, "%", "range", value_max=85.0), "80–85%"),
        (Target("", 0, 0, 20.0, "%", "=", change="+"), "tăng 20%"),
        (Target("", 0, 0, 30.0, "%", ">=", change="-"), "giảm ≥ 30%"),
        (Target("", 0, 0, 1200.0, "người", "="), "1.200 người"),
        (Target("", 0, 0, None, "%", "="), "chưa rõ"),
    ],
)
def test_figures(target: Target, words: str) -> None:
    assert figure_in_words(target, VI) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, 2030, "đến 2030"),
        (2026, 2026, "năm 2026"),
        (2021, 2025, "2021–2025"),
        (2026, None, "từ 2026"),
        (None, None, ""),
    ],
)
def test_periods(start: int | None, end: int | None, words: str) -> None:
    assert period(Target("", 0, 0, 1.0, "%", "=", period_start=start, period_end=end), VI) == words


def test_days_and_the_first_two_months_have_two_digits() -> None:
    assert day(date(2026, 2, 5)) == "05/02/2026"
    assert day(date(2026, 3, 30)) == "30/3/2026"


def test_shortened_words_end_at_a_blank() -> None:
    assert shorten("phòng văn hóa, xã hội", 15) == "phòng văn hóa …"
    assert shorten("hai\ndòng", 15) == "hai dòng"


def section(name: str, parent: str | None, level: int, label: str | None, heading: str) -> Section:
    return Section(name, parent, level, label, heading, "khac", 0, 1, 0, 1)


def test_a_place_is_the_path_of_labels_and_the_nearest_heading() -> None:
    sections = (
        section("a", None, 1, "II", "NHIỆM VỤ"),
        section("b", "a", 2, "2", "Đào tạo"),
        section("c", "b", 3, "2.1", "Tập huấn"),
        section("d", "c", 4, "-", ""),
    )
    document = Document("a", "a", "0", "txt", "x\ny", sections=sections)
    assert section_path(document, sections[2]) == "II.2.1 Tập huấn"
    assert section_path(document, sections[3]) == "II.2.1 Tập huấn"
    assert place(document, VI, section_id="d", page=4, start=2) == "mục II.2.1 Tập huấn, trang 4"
    assert place(document, VI, section_id=None, page=None, start=2) == "đoạn 2"
