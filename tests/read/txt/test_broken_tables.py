"""Tables whose bars stand on lines of their own: which cells are theirs, and where the text goes on behind them."""

from __future__ import annotations

import pytest

from pipeline.read.txt.broken_tables import broken_cells, find_broken_table

LETTERHEAD = (
    [["**UBND XÃ A**"], ["**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**"]],
    [["Số: 12/KH-UBND"], ["*A, ngày 2/3/2026*"]],
)
HEAD = [["TT"], ["Nội dung"], ["Chủ trì"], ["Sản phẩm"]]


def rows_of(*rows: list[list[str]]) -> list[str]:
    """The lines of a table as a crawl leaves them: a bar before each row, one behind each cell."""
    return [line for row in rows for line in ("|", *(part for cell in row for part in (*cell, "|")))]


def read(lines: list[str]) -> tuple[list[int], str]:
    """-> how many cells each row of the table at the head of ``lines`` has, and the line behind it."""
    end = find_broken_table(lines, 0)
    return [len(row) for row in broken_cells(lines[:end])], lines[end] if end < len(lines) else ""


def test_text_right_below_a_letterhead_is_no_cell_of_it() -> None:
    lines = [*rows_of(*LETTERHEAD), "**KẾ HOẠCH**", "I. MỤC TIÊU", *rows_of([["Nơi nhận:"], ["TM. UBND"]]), "PHỤ LỤC"]
    assert read(lines) == ([2, 2], "**KẾ HOẠCH**")
    foot = lines.index("Nơi nhận:") - 1
    assert read(lines[foot:]) == ([2], "PHỤ LỤC")


def test_a_letterhead_right_below_other_cells_is_a_table_of_its_own() -> None:
    lines = [*rows_of([["Tình trạng:"], ["Đã biết"]]), "Tóm tắt của trang", *rows_of(*LETTERHEAD), "KẾ HOẠCH"]
    end = find_broken_table(lines, 0)
    assert lines[end + 1] == "**UBND XÃ A**"
    assert read(lines[end:]) == ([2, 2], "KẾ HOẠCH")


def test_text_right_below_a_table_ends_it_at_the_full_row() -> None:
    row = [["1"], ["Tuyên truyền"], ["Phòng Kinh tế"], ["Báo cáo"]]
    lines = [*rows_of(HEAD, row, row), "Tổ chức thực hiện", *rows_of([["STT"], ["Tên"], ["Mức"]])]
    assert read(lines) == ([4, 4, 4], "Tổ chức thực hiện")


def test_an_empty_last_cell_shifts_no_row() -> None:
    open_ended = [["1"], ["Tuyên truyền"], ["Phòng Kinh tế"], []]
    lines = [*rows_of(HEAD, open_ended, open_ended, [["3"], ["Kiểm tra"], ["Công an xã"], ["Biên bản"]]), "Hết bảng"]
    assert read(lines) == ([4, 4, 4, 4], "Hết bảng")


def test_short_rows_below_merged_cells_stay_apart() -> None:
    row = [["1"], ["Phòng Kinh tế"], ["Tuyên truyền"], ["Báo cáo"], ["Quý I"]]
    lines = rows_of(
        [["STT"], ["Chủ trì"], ["Nội dung"], ["Sản phẩm"], ["Hạn"]],
        row,
        [["Kiểm tra"], ["Quý II"]],
        [["Sơ kết"], ["Quý III"]],
    )
    assert read(lines)[0] == [5, 5, 2, 2]


def test_rows_left_out_behind_dots_leave_one_table() -> None:
    row = [["1"], ["Tuyên truyền"], ["Phòng Kinh tế"], ["Báo cáo"]]
    lines = [*rows_of(HEAD, row, row), "….........", *rows_of([["9"], ["Kiểm tra"], ["Công an xã"], ["Biên bản"]])]
    assert read(lines) == ([4, 4, 4, 4], "")


@pytest.mark.parametrize("merged", [2, 3])
def test_a_head_of_merged_cells_does_not_cut_the_wider_rows_below(merged: int) -> None:
    head = [[f"Cột {n}"] for n in range(merged)]
    row = [["1"], ["Tuyên truyền"], ["10"], ["20"], ["30"]]
    assert read(rows_of(head, head, row, row))[0] == [merged, merged, 5, 5]
