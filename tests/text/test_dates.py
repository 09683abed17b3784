"""Dates in every form the sources use, their offsets, and what only looks like a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.dates import find_dates, match_date

WHOLE = [
    ("ngày 04 tháng 7 năm 2023", date(2023, 7, 4)),
    ("ngày 22 tháng 01 năm 2021", date(2021, 1, 22)),
    ("NGÀY 15 THÁNG 8 NĂM 2024", date(2024, 8, 15)),
    ("ngày 30\ntháng 3 năm\n2021", date(2021, 3, 30)),  # broken over lines
    ("ngày10 /3/2026", date(2026, 3, 10)),  # no blank, and one too many
    ("ngày 05/ 8/ 2025", date(2025, 8, 5)),
    ("30/8/2024", date(2024, 8, 30)),
    ("22-1-2021", date(2021, 1, 22)),
    ("22.01.2021", date(2021, 1, 22)),
    ("22–01–2021", date(2021, 1, 22)),
    ("ngày 22 tháng 01/2021", date(2021, 1, 22)),
    ("25 tháng 10 năm 2017", date(2017, 10, 25)),
    ("ngày 25 tháng Mười năm 2017", date(2017, 10, 25)),
    ("ngày 03 tháng tư năm 2020", date(2020, 4, 3)),
    ("ngày 22/01/21", date(2021, 1, 22)),
    ("ngày 14/11/93", date(1993, 11, 14)),
]


@pytest.mark.parametrize(("written", "day"), WHOLE)
def test_a_whole_date(written: str, day: date) -> None:
    text = f"ban hành {written} của Chính phủ"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == written
    assert found.value == day


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("ngày 20/11", (20, 11, None)),
        ("ngày 05 tháng 5", (5, 5, None)),
        ("tháng 6/2025", (None, 6, 2025)),
        ("tháng 12 năm 2025", (None, 12, 2025)),
        ("ngày       tháng 4 năm 2026", (None, 4, 2026)),  # the blank of a draft
        ("ngày … tháng … năm 2026", (None, None, 2026)),
        ("ngày ..../..../2026", (None, None, 2026)),
        ("ngày 31/02/2026", (31, 2, 2026)),  # written so; no such day
    ],
)
def test_a_date_in_part_has_no_calendar_day(written: str, parts: tuple[int | None, ...]) -> None:
    (found,) = find_dates(f"trước {written}.")
    assert (found.day, found.month, found.year) == parts
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "hoàn thành 12/12 chỉ tiêu",
        "5.813/8.227 xã",
        "Luật số 58/2020/QH14",
        "Nghị định số 10/2024/NĐ-CP",
        "giai đoạn 2021-2030",
        "trực 24/7",
        "10-11/2026",  # months
        "số điện thoại 0234.3822.2021",
        "tăng 12,5-2021 lần",
        "00/00/2024",
    ],
)
def test_figures_that_are_no_dates(text: str) -> None:
    assert not [d for d in find_dates(text) if d.value]


def test_match_starts_where_asked() -> None:
    text = "số 5 ngày 01/4/2025"
    assert match_date(text, 0) is None
    found = match_date(text, 5)
    assert found is not None
    assert found.value == date(2025, 4, 1)


@given(st.dates(date(1945, 9, 2), date(2099, 12, 31)), st.sampled_from(["/", "-", ".", " / "]), st.booleans())
def test_every_day_is_read_back(day: date, separator: str, padded: bool) -> None:
    first = f"{day.day:02d}" if padded else str(day.day)
    text = f"Ủy ban họp ngày {first}{separator}{day.month}{separator}{day.year}, đã quyết định"
    (found,) = find_dates(text)
    assert found.value == day


@given(st.text("ngàytháng năm0123456789/.-– …\n", max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_a_page_of_blanks_is_read_once() -> None:
    assert find_dates("ngày" + " " * 200_000 + "tháng" + " " * 200_000 + "x") == ()


@pytest.mark.parametrize("text", ["ngày 30 tháng 11 năm 2024của Bộ Công an", "ngày 30/11/2024về việc"])
def test_a_date_glued_to_the_next_word_is_a_date(text: str) -> None:
    assert [found.value for found in find_dates(text)] == [date(2024, 11, 30)]
    assert find_dates("30/11/2024Q") == ()
