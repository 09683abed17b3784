"""The same table gives the same targets whatever form it comes in, and what is not understood gives none."""

from __future__ import annotations

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.model import Target
from pipeline.parse import parse_bytes
from tests.extract.grid.sources import FORMS

RULES = load_rules()
WANTED = [
    (9.0, "%", 2026), (9.5, "%", 2027), (10.0, "%", 2028),
    (33.0, "%", 2026), (32.0, "%", 2027), (30.0, "%", 2028),
    (32.0, "%", 2026), (33.0, "%", 2027), (35.0, "%", 2028),
    (2.5, "%", 2026), (1.5, "%", 2028),
    (5.0, "hợp tác xã", 2026), (6.0, "hợp tác xã", 2027), (7.0, "hợp tác xã", 2028),
]  # fmt: skip


def targets(text: str | bytes, name: str = "a.md") -> tuple[Target, ...]:
    return parse_bytes(text if isinstance(text, bytes) else text.encode(), name, RULES).targets


@pytest.mark.parametrize("form", FORMS)
def test_only_plans_of_years_to_come_are_targets(form: str) -> None:
    name, made = FORMS[form]
    found = targets(made(), name)
    assert sorted((t.value or 0, t.unit, t.period_end or 0) for t in found) == sorted(WANTED)
    part = next(t for t in found if t.value == 33.0 and t.period_end == 2026)
    assert (part.population, part.indicator) == ("cơ cấu kinh tế", "nông nghiệp")


def plan(*rows: str, kind: str = "I. MỤC TIÊU") -> str:
    return "\n".join(
        ["KẾ HOẠCH", "Phát triển xã Hòa Mẫu năm 2026", kind, "", *rows, "", "II. TỔ CHỨC THỰC HIỆN", "Báo cáo."]
    )


def told(*rows: str) -> list[tuple[float | None, int | None]]:
    return [(t.value, t.period_end) for t in targets(plan(*rows))]


def test_titles_that_cannot_be_given_to_their_columns_give_no_target() -> None:
    rows = [
        "| TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027 |",
        "| Xã A | Xã B | Xã C |",
        "| 1 | Tỷ lệ hộ nghèo | % | 1 | 2 | 3 | 4 |",
    ]
    assert told(*rows) == []
    more = [f"| {n} | Tỷ lệ hộ nghèo xã {n} | % | 1 | 2 | 3 | 4 |" for n in (2, 3)]
    document = parse_bytes(plan(*rows, *more).encode(), "a.md", RULES)
    assert (document.targets, [w.code for w in document.warnings]) == ((), ["table_unread"])


def test_years_divide_the_title_that_spans_them() -> None:
    rows = [
        "| TT | Chỉ tiêu | ĐVT | Thực hiện năm 2024 | Lộ trình |",
        "| 2026 | 2028 | 2030 |",
        "| 1 | Tỷ lệ hộ nghèo | % | 4 | 3 | 2 | 1 |",
        "| 2 | Tỷ lệ hộ dùng nước sạch | % | 80 | 90 | 95 | 98 |",
    ]
    assert told(*rows) == [(1.0, 2030), (2.0, 2028), (3.0, 2026), (90.0, 2026), (95.0, 2028), (98.0, 2030)]


def test_a_column_worked_out_of_others_is_no_plan() -> None:
    rows = [
        "| TT | Chỉ tiêu | ĐVT | Ước năm 2025 | Kế hoạch năm 2026 | Năm 2026 so năm 2025 (%) |",
        "| A | B | C | 1 | 2 | 3=2/1 |",
        "| 1 | Tỷ lệ hộ nghèo | % | 4 | 3 | 75 |",
    ]
    assert told(*rows) == [(3.0, 2026)]


def test_a_plan_beside_its_estimate_is_a_base_where_a_later_plan_stands() -> None:
    rows = [
        "| TT | Chỉ tiêu | ĐVT | Kế hoạch 2025 | Ước thực hiện 2025 | Kế hoạch 2026 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    assert told(*rows, "| 1 | Tỷ lệ hộ nghèo | % | 4 | 3,5 | 3 |") == [(3.0, 2026)]


def test_a_part_of_a_year_beside_plans_tells_what_was_reached() -> None:
    rows = ["| TT | Chỉ tiêu | ĐVT | Mục tiêu năm 2026 | Quý I/2026 | 6 tháng năm 2026 |", "|---|---|---|---|---|---|"]
    assert told(*rows, "| 1 | Tỷ lệ hộ dùng nước sạch | % | 95 | 91 | 93 |") == [(95.0, 2026)]
    quarters = ["| TT | Chỉ tiêu | ĐVT | Mục tiêu năm 2026 | Quý I | Quý II | Quý III | Quý IV |", "|---" * 8 + "|"]
    assert (95.0, 2026) in told(*quarters, "| 1 | Tỷ lệ hộ dùng nước sạch | % | 95 | 91 | 92 | 94 | 95 |")


def test_results_told_beside_their_plan_give_the_plan() -> None:
    cells = [["STT", "Chỉ tiêu", "Thực hiện năm 2025", "Kế hoạch năm 2026", "Ước thực hiện năm 2026", "Đánh giá"]]
    cells += [["I", "Xã hội", "", "", "", ""], ["1", "Tỷ lệ hộ nghèo (%), trong đó:", "3,1", "2,5", "2,4", "Đạt"]]
    cells += [
        ["", "- Vùng núi (%)", "5,0", "4,0", "4,1"],
        ["2", "Tỷ lệ hộ dùng nước sạch (%)", "90", "95", "96", "Đạt"],
    ]
    closed = [line for row in cells for cell in row for line in ([cell, "|"] if cell else ["|"])]
    text = plan(*closed, kind="I. KẾT QUẢ THỰC HIỆN NĂM 2026")
    assert [(t.value, t.period_end) for t in targets(text, "a.txt")] == [(2.5, 2026), (4.0, 2026), (95.0, 2026)]
    reached = ["| TT | Chỉ tiêu | Năm 2026 |", "|---|---|---|", "| 1 | Tỷ lệ hộ nghèo (%) | 2,4 |"]
    assert targets(plan(*reached, kind="I. KẾT QUẢ THỰC HIỆN NĂM 2026")) == ()


def test_a_blank_or_a_dash_is_no_value() -> None:
    rows = ["| TT | Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027 |", "| --- | --- | --- | --- | --- |"]
    assert told(*rows, "| 1 | Tỷ lệ hộ nghèo | % | - | 2 |", "| 2 | Tỷ lệ cận nghèo | % | | 3 |") == [
        (2.0, 2027),
        (3.0, 2027),
    ]


def test_a_rate_below_a_row_is_of_what_that_row_names() -> None:
    rows = [
        "| TT | Chỉ tiêu | ĐVT | Năm 2026 |", "| --- | --- | --- | --- |",
        "| 1 | Kim ngạch xuất khẩu | Triệu USD | 20 |", "| | Tốc độ tăng trưởng | % | 7 |",
        "| 2 | Chè | | |", "| - | Diện tích | ha | 500 |",
    ]  # fmt: skip
    found = {t.value: (t.population, t.indicator) for t in targets(plan(*rows))}
    assert found[7.0] == ("kim ngạch xuất khẩu", "tốc độ tăng trưởng")
    assert found[500.0] == ("chè", "diện tích")


def test_one_cell_a_line_is_a_table_where_every_row_is_whole() -> None:
    lines = ["TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026", "I", "Về nghèo", "1", "Tỷ lệ hộ nghèo", "%", "1,5"]
    lines += ["2", "Tỷ lệ hộ cận nghèo", "%", "2,5"]
    assert told(*lines) == [(1.5, 2026), (2.5, 2026)]
    assert told(*lines[:-1]) == [(1.5, 2026)]  # a torn row gives nothing


def test_rows_without_numbers_are_told_by_their_values() -> None:
    lines = ["Chỉ tiêu", "Đơn vị tính", "Thực hiện 2025", "Kế hoạch 2026", "Ghi chú"]
    lines += ["1. Tỷ lệ hộ nghèo", "%", "2,1", "1,5", "Theo chuẩn mới của trung ương", "2. Tỷ lệ hộ dùng nước sạch"]
    lines += ["%", "90", "95", "3. Tỷ lệ trẻ em đến trường, trong đó", "+ Mẫu giáo", "%", "85", "-", "+ Tiểu học", "%"]
    lines += ["99", "≥ 99,5"]
    assert told(*lines) == [(1.5, 2026), (95.0, 2026), (99.5, 2026)]
    assert told(*lines[:5], *(line for line in lines[5:] if line not in ("2,1", "90", "85", "99"))) == []


def test_two_tables_side_by_side_are_one() -> None:
    lines = ["Tỉnh, thành phố", "Tăng trưởng GRDP năm 2026 (%)"] * 2
    lines += ["Tỉnh A", "10,5 - 11", "Tỉnh B", "9,0", "Tỉnh C", "8,5", "Tỉnh D", "11"]
    found = targets(plan(*lines))
    assert [(t.population, t.value) for t in found] == [
        ("Tỉnh A", 10.5), ("Tỉnh B", 9.0), ("Tỉnh C", 8.5), ("Tỉnh D", 11.0),
    ]  # fmt: skip


def test_the_name_of_a_row_may_end_with_the_bound_or_open_with_the_change() -> None:
    rows = ["| TT | Chỉ tiêu | Năm 2026 |", "|---|---|---|", "| 1 | Tỷ lệ hộ dùng nước sạch đạt tối thiểu | 95% |"]
    rows += ["| 2 | Giảm tỷ lệ hộ nghèo | 1% |", "| 3 | Giảm tỷ lệ hộ cận nghèo xuống còn | 2% |"]
    rows += ["| 4 | Tăng tỷ lệ lao động qua đào tạo | 70% |", "| 5 | Tăng kim ngạch xuất khẩu | 9% |"]
    found = [(t.value, t.comparator, t.change) for t in targets(plan(*rows))]
    assert found == [(95.0, ">=", None), (1.0, "=", "-"), (2.0, "=", None), (70.0, "=", None), (9.0, "=", "+")]


def test_lists_within_cells_are_rows_item_by_item() -> None:
    head = ["| Nhóm | Chỉ tiêu | Năm 2026 | Năm 2027 |", "|:-:|---|---|---|"]
    rows = ["| Y tế | - Tỷ lệ tiêm chủng<br>- Tỷ lệ hộ có hố xí | - 95%<br>- > 80% | - 96%<br>- > 85% |"]
    assert told(*head, *rows) == [(80.0, 2026), (85.0, 2027), (95.0, 2026), (96.0, 2027)]
    uneven = ["| Y tế | - Tỷ lệ tiêm chủng<br>- Tỷ lệ hộ có hố xí | - 95%<br>- > 80% | - 96%<br>- 85%<br>- 7% |"]
    assert (81.0, 2026) not in told(*head, *uneven)


def test_the_code_of_a_row_is_not_its_name() -> None:
    rows = ["| Mã chỉ tiêu | Nhóm | Chỉ tiêu chủ yếu | ĐVT | Năm 2026 |", "|---|---|---|---|---|"]
    rows += ["| XH01 | II Về xã hội | Tỷ lệ hộ nghèo | % | 1,5 |"]
    assert [(t.population, t.indicator) for t in targets(plan(*rows))] == [("hộ nghèo", "tỷ lệ hộ nghèo")]


def test_a_part_without_a_unit_has_that_of_the_row_above() -> None:
    rows = ["| TT | Chỉ tiêu | ĐVT | Năm 2026 |", "|---|---|---|---|", "| 1 | Tỷ lệ trường đạt chuẩn quốc gia | % | |"]
    assert told(*rows, "| | + Mầm non | | 90 |", "| | + Tiểu học | | 95 |") == [(90.0, 2026), (95.0, 2026)]


def test_results_over_the_years_of_a_flattened_table_are_no_plans() -> None:
    def lines(over: str) -> list[str]:
        years, rows = ["Năm 2026", "Năm 2027", "Năm 2028"], list[str]()
        for number, name in enumerate(("Tỷ lệ hộ nghèo (%)", "Tỷ lệ hộ cận nghèo (%)", "Tỷ lệ hộ khá (%)"), 1):
            rows += [str(number), name, "3", "2", "1"]
        return ["TT", "Chỉ tiêu", over, *years, *rows]

    assert told(*lines("Kết quả đạt được")) == []
    assert len(told(*lines("Lộ trình"))) == 9


def test_a_table_says_again_what_the_text_has_told() -> None:
    rows = ["| TT | Chỉ tiêu | ĐVT | Năm 2026 |", "| --- | --- | --- | --- |"]
    rows += ["| 1 | Tỷ lệ hộ nghèo đa chiều | % | 1,5 |", "| 2 | Tỷ lệ hộ cận nghèo | % | 1,5 |"]
    text = plan("- Tỷ lệ hộ nghèo đa chiều giảm còn 1,5% vào năm 2026.", "", *rows)
    first, again, other = targets(text)
    assert (first.restates, again.restates, other.restates) == (None, first.target_id, None)


def test_a_table_of_places_has_them_for_populations() -> None:
    lines = ["TT", "Tỉnh, thành phố", "Tỷ lệ bao phủ bảo hiểm y tế", "Năm 2026", "Năm 2027", "Toàn quốc", "94%", "95%"]
    lines += ["1", "Tỉnh A", "91%", "93%", "2", "Tỉnh B", "92%", "94%", "3", "Tỉnh C", "90%", "92%"]
    found = targets(plan(*lines))
    assert [(t.population, t.value, t.period_end) for t in found[:3]] == [
        ("Toàn quốc", 94.0, 2026), ("Toàn quốc", 95.0, 2027), ("Tỉnh A", 91.0, 2026),
    ]  # fmt: skip
    assert len(found) == 8


def test_a_figure_alone_in_a_line_is_a_cell_of_a_torn_table() -> None:
    assert told("- Tỷ lệ hộ nghèo dưới 2%.", "100%", "≥ 95%", "Tối thiểu 2%") == [(2.0, 2026)]


def test_a_table_that_lost_its_rows_is_told_and_gives_nothing() -> None:
    lines = ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch 2026", "Kế hoạch 2027", "Ghi chú"]
    lines += [cell for name in ("hộ nghèo", "hộ cận nghèo", "thôn văn hóa") for cell in (f"Tỷ lệ {name}", "%", "1,5")]
    document = parse_bytes(plan(*lines).encode(), "a.txt", RULES)
    assert (document.targets, [w.code for w in document.warnings]) == ((), ["table_unread"])
    assert "“Tỷ lệ hộ nghèo”" in document.warnings[0].message
    for form in FORMS.values():
        made = form[1]()
        whole = parse_bytes(made if isinstance(made, bytes) else made.encode(), form[0], RULES)
        assert "table_unread" not in [w.code for w in whole.warnings]
