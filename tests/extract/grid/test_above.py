"""What the lines right above a table tell of it: that it assigns goals, by when, in which unit."""

from __future__ import annotations

from pipeline.extract.grid import told_above
from pipeline.knowledge.load import load_rules
from pipeline.model import Target
from pipeline.parse import parse_bytes

RULES = load_rules()
HEAD = "| STT | Tên xã | Dân số | Tỷ lệ hộ nghèo (%) |"
ROWS = ["| 1 | Xã Mẫu Sơn | 5.120 | 2,5 |", "| 2 | Xã Mẫu Hòa | 4.876 | 3,1 |", "| 3 | Xã Mẫu Lập | 7.003 | 1,2 |"]


def _read(*lines: str) -> tuple[Target, ...]:
    return parse_bytes("\n".join(lines).encode(), "bang.txt", RULES).targets


def test_shares_are_goals_of_places_where_the_title_assigns_them() -> None:
    found = _read("PHỤ LỤC GIAO CHỈ TIÊU NĂM 2027", "(Kèm theo Kế hoạch của xã)", "", HEAD, *ROWS)
    assert [(t.population, t.value, t.period_end) for t in found] == [
        ("Xã Mẫu Sơn", 2.5, 2027),
        ("Xã Mẫu Hòa", 3.1, 2027),
        ("Xã Mẫu Lập", 1.2, 2027),
    ]


def test_shares_of_places_are_none_where_nothing_says_so() -> None:
    assert _read("DANH SÁCH CÁC XÃ NĂM 2026", "", HEAD, *ROWS) == ()
    assert _read("KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2026", "", HEAD.replace("Tỷ lệ", "Hiện trạng tỷ lệ"), *ROWS) == ()


def test_the_title_stands_past_asides_and_the_unit_beside_it() -> None:
    text = "chỉ tiêu năm 2027\n(kèm theo kế hoạch số 5)\nđơn vị tính: %\n"
    title, unit = told_above(text, len(text))
    assert (title, unit and text[slice(*unit)]) == ("chỉ tiêu năm 2027", "%")


def test_a_unit_above_the_table_is_that_of_its_rows() -> None:
    rows = ["| TT | Chỉ tiêu | Kế hoạch năm 2027 |", "| 1 | Tỷ lệ che phủ rừng | 42 |", "| 2 | Tỷ lệ hộ nghèo | 1,5 |"]
    assert [t.value for t in _read("Biểu chỉ tiêu", "Đơn vị tính: %", *rows)] == [42, 1.5]
    assert _read("Biểu chỉ tiêu", *rows) == ()


def test_a_table_goes_on_behind_the_number_of_a_page() -> None:
    found = _read("PHỤ LỤC GIAO CHỈ TIÊU NĂM 2027", "", HEAD, *ROWS, "", "7", "", *ROWS[1:])
    assert [t.value for t in found] == [2.5, 3.1, 1.2, 3.1, 1.2]
