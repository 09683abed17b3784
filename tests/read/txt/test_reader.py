from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import read_bytes, read_file
from tests.tools.places import SHARED


def lines(text: str) -> list[str]:
    return read_bytes(text.encode(), "plan.txt").text.split("\n")


def test_sentence_cut_by_a_page_break_is_one_paragraph() -> None:
    assert lines("- Phát triển đội ngũ cộng tác viên và hướng\n\nmức phụ cấp hàng tháng;\n\n2. Yêu cầu") == [
        "- Phát triển đội ngũ cộng tác viên và hướng mức phụ cấp hàng tháng;",
        "2. Yêu cầu",
    ]


def test_heading_cut_by_a_page_break_is_one_heading() -> None:
    assert lines("1. Đẩy mạnh tuyên truyền và thực\n\nhiện các văn bản\n\nTổ chức thực hiện tốt.") == [
        "1. Đẩy mạnh tuyên truyền và thực hiện các văn bản",
        "Tổ chức thực hiện tốt.",
    ]


def test_items_stay_apart_even_without_punctuation() -> None:
    text = "V. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\na) Chủ trì\n\nb) Phối hợp\n\n- báo cáo"
    assert lines(text) == [line for line in text.split("\n") if line]


def test_bold_marks_become_flags() -> None:
    document = read_bytes("**I. MỤC TIÊU**\n\nĐạt *70%* cơ sở.\n\n## 2. Yêu cầu\n\n**Trước** ngày 5".encode(), "x.md")
    assert document.text == "I. MỤC TIÊU\nĐạt 70% cơ sở.\n2. Yêu cầu\nTrước ngày 5"
    assert [b.bold for b in document.blocks] == [True, False, True, False]


def test_pipe_table_is_a_line_a_row() -> None:
    document = read_bytes(
        "| TT | Chỉ tiêu | ĐVT |\n|---|---|---|\n| **I** | **Đến 2030** | |\n| 1 | Tỷ lệ | % |".encode(), "x.txt"
    )
    assert document.text.split("\n") == ["TT | Chỉ tiêu | ĐVT", "I | Đến 2030", "1 | Tỷ lệ | %"]
    assert [(b.row, b.column, b.header) for b in document.blocks][:4] == [
        (0, 0, True),
        (0, 1, True),
        (0, 2, True),
        (1, 0, False),
    ]


def closed(*rows: list[str]) -> str:
    return "\n".join(line for row in rows for cell in row for line in (cell, "|"))


def test_cells_closed_by_bars_are_rows_of_the_width_that_their_numbers_tell() -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Kế hoạch"],
        ["1", "Tỷ lệ hộ\nnghèo", "2%"],
        ["2", "Nước sạch", ""],
        ["", "- Xã A", "90%"],
    ]
    text = read_bytes((closed(*rows) + "\nĐoạn sau bảng.").encode(), "a.txt").text
    assert text.splitlines()[:2] == ["STT | Chỉ tiêu | Kế hoạch", "1 | Tỷ lệ hộ nghèo | 2%"]
    assert "- Xã A | 90%\nĐoạn sau bảng." in text
    head = [["STT", "Chỉ tiêu", "Năm", "2026", "2027"], ["1", "Hộ nghèo", "2%", "1%"], ["2", "Nước sạch", "90%", "95%"]]
    assert "STT | Chỉ tiêu | Năm | 2026" not in read_bytes(closed(*head).encode(), "a.txt").text


def test_table_with_bars_on_their_own_lines() -> None:
    table = "|\n**TT**\n|\n**Chỉ tiêu**\n|\n**Chủ trì**\n|\n|\n**I**\n|\n**Kinh tế\nsố**\n|\n|"
    table += "\n1\n|\nTỷ lệ đạt\n60%\n|\n|\n|\n2\n|\nTỷ lệ\n|\nSở Y tế\n|"
    text = "PHỤ LỤC\n\n" + table
    assert lines(text) == [
        "PHỤ LỤC",
        "TT | Chỉ tiêu | Chủ trì",
        "I | Kinh tế số",
        "1 | Tỷ lệ đạt 60%",
        "2 | Tỷ lệ | Sở Y tế",
    ]


def test_missing_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_bytes(b"\n \n")
    for name in ("khong-co.txt", "rong.txt", "."):
        with pytest.raises(ReadError) as caught:
            read_file(tmp_path / name)
        assert "\n" not in str(caught.value)


def blocks_hold(document: Document) -> None:
    assert "\n\n" not in document.text
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[end : block.start].strip(" |\n") == ""
        end = block.end
    assert end == len(document.text)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts are not beside the checkout")
@pytest.mark.parametrize(
    "path", sorted(SHARED.glob("gold/dev/*.txt")) + sorted(SHARED.glob("corpus/*.txt")), ids=lambda p: p.stem
)
def test_blocks_cover_the_text(path: Path) -> None:
    blocks_hold(read_file(path))


def test_the_years_of_a_title_that_a_line_end_cut_off_belong_to_it() -> None:
    assert lines("**KẾ HOẠCH**\n\nPHÁT TRIỂN KINH TẾ SỐ XÃ AN LẠC GIAI ĐOẠN\n2026 - 2030\n\nCăn cứ Luật Giá;\n")[
        1:
    ] == [
        "PHÁT TRIỂN KINH TẾ SỐ XÃ AN LẠC GIAI ĐOẠN 2026 - 2030",
        "Căn cứ Luật Giá;",
    ]
