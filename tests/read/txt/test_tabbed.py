"""Text copied out of a sheet: rows parted by tabs are a table; the two columns of a letterhead are not."""

from __future__ import annotations

from pipeline.read import read_bytes
from pipeline.read.txt.tabbed import with_bars

ROWS = "TT\tChỉ tiêu\tNăm 2027\n1\tHộ dùng nước sạch (%)\t92\n2\tHộ nghèo (%)\t\n"


def test_rows_with_tabs_are_cells() -> None:
    document = read_bytes(ROWS.encode(), "bang.txt")
    cells = [document.text[b.start : b.end] for b in document.blocks if b.kind == "cell"]
    assert cells == ["TT", "Chỉ tiêu", "Năm 2027", "1", "Hộ dùng nước sạch (%)", "92", "2", "Hộ nghèo (%)"]


def test_a_letterhead_a_list_set_in_and_a_table_with_bars_stay() -> None:
    for lines in (
        [
            "UBND PHƯỜNG AN BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 15/KH-UBND\tĐộc lập - Tự do - Hạnh phúc",
            "\t***",
        ],
        ["\t\tRà soát hộ nghèo;", "\t\tCập nhật danh sách;", "\t\tBáo cáo kết quả."],
        ["a\t|\tb\t|\tc"] * 3,
    ):
        assert with_bars(lines) == lines
