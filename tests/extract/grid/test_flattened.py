"""Tables whose cells the source tells by nothing but lines or blanks: read where each value's column is certain."""

from __future__ import annotations

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.model import Target
from pipeline.parse import parse_bytes

RULES = load_rules()
PLAN = "KẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2027\nI. MỤC TIÊU\n"
HEAD = ["TT", "Chỉ tiêu", "ĐVT", "Ước TH năm 2026", "KH năm 2027", "KH 2027 so với ước TH 2026 (%)"]
ROWS = [
    ["I", "Chỉ tiêu kinh tế"],
    ["1", "Cơ cấu kinh tế"],
    ["-", "Nông nghiệp", "%", "28,5", "27"],
    ["-", "Dịch vụ", "%", "30,3", "31"],
    ["II", "Chỉ tiêu xã hội"],
    ["1", "Tỷ lệ hộ nghèo", "%", "2,7", "2,1"],
    ["2", "Tỷ lệ hộ dùng nước sạch", "%", "94,2", "95,5", "101,4"],
    ["3", "Tỷ lệ đô thị hóa", "%", "30", "32"],
]
GOALS = [(27, 2027), (31, 2027), (2.1, 2027), (95.5, 2027), (32, 2027)]


def _read(*lines: str) -> tuple[Target, ...]:
    return parse_bytes((PLAN + "\n".join(lines)).encode(), "ke-hoach.txt", RULES).targets


@pytest.mark.parametrize(("cell", "row"), [("\n", "\n"), ("\n\n", "\n\n"), (" ", "\n"), ("     ", "\n")])
def test_groups_parts_and_empty_last_cells_keep_their_columns(cell: str, row: str) -> None:
    found = _read(row.join(cell.join(cells) for cells in [HEAD, *ROWS]))
    assert [(t.value, t.period_end) for t in found] == GOALS


def test_a_row_that_lacks_a_value_gives_none() -> None:
    torn = [[*ROWS[5][:3], "2,1"], ROWS[6], [*ROWS[2]], [*ROWS[3]]]
    for cell in ("\n", " "):
        found = _read("\n".join(cell.join(cells) for cells in [HEAD, ROWS[0], *torn]))
        assert 2.1 not in [t.value for t in found]


def test_titles_in_a_second_row_divide_the_one_of_the_year_before() -> None:
    head = ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Kế hoạch 2027", "Ghi chú", "Kế hoạch", "Ước thực hiện"]
    rows = [["1", "Tỷ lệ hộ nghèo", "%", "3", "2,8", "2"], ["2", "Tỷ lệ đô thị hóa", "%", "30", "31", "32", "Mới"]]
    found = _read(*head, *(cell for row in rows for cell in row))
    assert [(t.value, t.period_end) for t in found] == [(2, 2027), (32, 2027)]


def test_the_last_value_may_be_the_next_number() -> None:
    rows = [["1", "Số mô hình", "Mô hình", "1", "2"], ["2", "Số tổ hợp tác", "Tổ", "2", "3"]]
    found = _read("STT", "Chỉ tiêu", "Đơn vị", "2027", "2028", *(cell for row in rows for cell in row), "Nơi nhận:")
    assert [(t.value, t.period_end) for t in found] == [(1, 2027), (2, 2028), (2, 2027), (3, 2028)]


def test_glued_rows_whose_titles_cannot_be_told_apart_are_no_sentences() -> None:
    rows = ["1 Xã Mẫu Sơn 5.120 95,5%", "2 Xã Mẫu Hòa 4.876 96%", "3 Xã Mẫu Lập 7.003 97%"]
    assert _read("STT Xã, phường Dân số Tỷ lệ bao phủ bảo hiểm y tế", *rows) == ()


def test_a_list_below_a_line_of_the_year_is_no_glued_table() -> None:
    items = ["- Tỷ lệ hộ nghèo còn 2%", "- Tỷ lệ che phủ rừng đạt 42%", "- Tỷ lệ hộ dùng nước sạch đạt 95%"]
    assert [t.value for t in _read("Chỉ tiêu năm 2027", *items)] == [2, 42, 95]


def test_dashes_are_empty_cells_where_values_stand_behind_them() -> None:
    head = ["TT", "Chỉ tiêu", "Đơn vị", "Thực hiện năm 2026", "Kế hoạch năm 2027", "Ghi chú"]
    rows = [["1", "Tỷ lệ hộ nghèo", "%", "-", "< 1", "cuối năm"], ["2", "Tỷ lệ hộ khá", "%", "-", "20"]]
    rows += [["3", "Xây nhà ở căn hộ", "-", "5000", "(5 năm)"], ["4", "Tỷ lệ đô thị hóa", "%", "-", "32"]]
    found = _read("\n\n".join(cell for row in [head, *rows] for cell in row))
    assert [(t.value, t.period_end) for t in found] == [(1, 2027), (20, 2027), (32, 2027)]


def test_a_head_of_one_title_and_a_label_is_no_fault() -> None:
    assert _read("TT", "Mục tiêu tăng trưởng GRDP 2027 (%)", "I", "Tỉnh A") == ()
