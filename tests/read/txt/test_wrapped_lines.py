"""Wrapped lines that two written plans (tests/gold) taught: a line with room left ends its paragraph."""

from __future__ import annotations

import pytest

from pipeline.read import read_bytes, read_file
from tests.tools.places import GOLD


def lines_of(name: str) -> list[str]:
    return read_file(GOLD / name).text.split("\n")


def test_short_headings_of_a_text_wrapped_without_gaps_stay_alone() -> None:
    lines = lines_of("round-01/chuyen-doi-so-tinh.txt")
    assert {"I. Chính quyền số", "2. Sở Tài chính", "4. Ủy ban nhân dân các xã, phường", "KẾ HOẠCH"} <= set(lines)
    assert lines.index("KẾ HOẠCH") > lines.index("Lam Hà, ngày 08 tháng 9 năm 2025")


def test_an_indented_line_after_a_short_one_is_a_paragraph() -> None:
    assert {"1. Mục đích", "IV. KINH PHI", "1. Công an phường"} <= set(lines_of("round-01/atgt-quet-ocr.txt"))


def test_a_letter_with_a_slash_is_a_label() -> None:
    lines = lines_of("round-01/cai-cach-hanh-chinh.txt")
    assert {"2 - Mục tiêu cụ thể", "a/ Cải cách thủ tục hành chính"} <= set(lines)


def test_rows_written_with_bars_stay_lines_of_their_own() -> None:
    lines = lines_of("round-06/khoa-hoc-quy-dinh-bang.txt")
    assert "3 | Tốc độ tăng năng suất lao động | %/năm | 6,9 | ≥ 7,5 | ≥ 8 | ≥ 8,5" in lines


def test_the_second_half_of_a_range_is_no_item() -> None:
    text = (
        "Số trẻ em bị xâm hại giảm qua từng năm và tỷ lệ trường học đã thành lập tổ\ntư vấn tâm lý đạt từ 65\n"
        "- 75% vào năm 2025, các trường còn lại hoàn thành trong năm sau theo hướng dẫn của\ncấp trên.\n"
    )
    assert "đạt từ 65 - 75% vào năm 2025" in read_bytes(text.encode(), "dump.txt").text


def text_of(*rows: str) -> str:
    return read_bytes(("KẾ HOẠCH\nThử\n\n" + "\n".join(rows) + "\n").encode(), "wrapped.txt").text


WHOLE = [
    ("Ông Trần Văn Mẫu ứng cử đại biểu Quốc hội khóa", "XVII.", "khóa XVII."),
    ("- Ưu tiên các địa bàn cấp độ", "1. Cấp ngay nước uống cho Nhân dân.", "cấp độ 1. Cấp ngay"),
    ("Trên đây là Kế hoạch tài chính", "- ngân sách nhà nước của xã.", "tài chính - ngân sách"),
    ("Gửi Cục Quản lý hành chính", "- Cơ quan thường trực Tổ công tác trước ngày 20.", "hành chính - Cơ quan"),
    ("Số:", "736/KH-UBND", "Số: 736/KH-UBND"),
    ("Đo pH, EC, N-NO2-,", "N-NO3-, H2S, TSS (tổng chất rắn), COD", "N-NO2-, N-NO3-"),
]


@pytest.mark.parametrize(("first", "second", "joined"), WHOLE)
def test_what_only_looks_like_the_head_of_an_item_goes_on_with_its_line(first: str, second: str, joined: str) -> None:
    assert joined in text_of(first, second)


APART = [
    ("II. NHIỆM VỤ", "III. KINH PHÍ"),
    ("Phát triển đại biểu Quốc hội", "II. NHIỆM VỤ"),
    ("- Xã thuộc khu vực đặc thù", "1. Cấp nước uống."),
    ("1. Phát triển kinh tế", "- xây dựng chợ của xã."),
    ("2. Ban chỉ đạo", "- Cơ quan thường trực Ban: Trạm Y tế."),
    ("Số:", "15 hộ nghèo"),
]


@pytest.mark.parametrize(("first", "second"), APART)
def test_a_true_item_stays_a_line_of_its_own(first: str, second: str) -> None:
    assert f"{first}\n{second}" in text_of(first, second)
