"""Text copied out of a sheet: rows parted by tabs are a table; the two columns of a letterhead are not."""

from __future__ import annotations

from pipeline.read import read_bytes
from pipeline.read.txt.loose_rows import with_bars

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


def test_rows_with_bars_between_cells_alone_keep_an_empty_first_cell() -> None:
    lines = [
        "Thời gian | Nội dung | Thực hiện",
        " |  | Chủ trì | Phối hợp",
        "10/2026 | Soạn thảo | Sở Y tế | Sở Nội vụ",
    ]
    lines += [" | Lấy ý kiến | Sở Y tế | Công an tỉnh"]
    document = read_bytes("\n".join(lines).encode(), "bang.txt")
    cells = {(b.row, b.column): document.text[b.start : b.end] for b in document.blocks if b.kind == "cell"}
    assert cells[1, 2] == "Chủ trì"
    assert cells[3, 1] == "Lấy ý kiến"


def test_a_table_within_markdown_as_html_keeps_its_merged_cells() -> None:
    markup = "<table>\n<tr><th>Chỉ tiêu</th><th>2027</th></tr>\n<tr><td rowspan='2'>Nước sạch</td><td>92%</td></tr>\n"
    document = read_bytes(f"## Chỉ tiêu\n\n{markup}<tr><td>95%</td></tr>\n</table>\n\nHết.".encode(), "bang.md")
    cells = {(b.row, b.column): document.text[b.start : b.end] for b in document.blocks if b.kind == "cell"}
    assert (cells[0, 1], cells[1, 0], cells[2, 1]) == ("2027", "Nước sạch", "95%")
    assert document.text.endswith("Hết.")
