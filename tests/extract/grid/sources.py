"""One table of a yearly plan in every form in which offices and crawls hand it on."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx import Document as Word

HEAD = "KẾ HOẠCH\nPhát triển kinh tế - xã hội xã Hòa Mẫu 03 năm 2026 - 2028\nI. MỤC TIÊU"
TITLES = [
    ["STT", "Nội dung", "Đơn vị tính", "Năm hiện hành 2025", "", "Năm 2026", "Năm 2027", "Năm 2028"],
    ["", "", "", "Kế hoạch", "Ước thực hiện", "", "", ""],
]
ROWS = [
    ["1", "Tốc độ tăng trưởng giá trị sản xuất", "%", "8,0", "7,9", "9,0", "9,5", "10,0"],
    ["2", "Cơ cấu kinh tế", "", "", "", "", "", ""],
    ["", "- Nông nghiệp", "%", "35,0", "34,5", "33,0", "32,0", "30,0"],
    ["", "- Dịch vụ", "%", "30,0", "30,5", "32,0", "33,0", "35,0"],
    ["3", "Tỷ lệ hộ nghèo", "%", "3,1", "3,0", "2,5", "", "1,5"],
    ["4", "Số hợp tác xã", "Hợp tác xã", "4", "4", "5", "6", "7"],
]
_SPANS = {(0, 3): (1, 2), **{(0, c): (2, 1) for c in (0, 1, 2, 5, 6, 7)}}  # (row, column): rows and columns covered


def word() -> bytes:
    """Word, its heads merged as Word merges them."""
    document = Word()
    for line in HEAD.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(rows=8, cols=8)
    table.style = "Table Grid"
    for r, row in enumerate([*TITLES, *ROWS]):
        for c, cell in enumerate(row):
            if cell:
                table.cell(r, c).text = cell
    for (r, c), (down, across) in _SPANS.items():
        table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))
    document.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("Các đơn vị báo cáo hằng quý.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def html() -> bytes:
    """A web page with its spans."""
    rows = []
    for r, row in enumerate([*TITLES, *ROWS]):
        cells = []
        for c, cell in enumerate(row):
            if (r == 0 and c == 4) or (r == 1 and not cell):
                continue
            down, across = _SPANS.get((r, c), (1, 1)) if r == 0 else (1, 1)
            cells.append(f'<td rowspan="{down}" colspan="{across}">{cell}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    lines = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    end = "<p>II. TỔ CHỨC THỰC HIỆN</p><p>Các đơn vị báo cáo hằng quý.</p>"
    return f"<html><body>{lines}<table border=1>{''.join(rows)}</table>{end}</body></html>".encode()


def markdown() -> bytes:
    """Markdown whose merged cells are left blank."""
    rows = ["| " + " | ".join(row) + " |" for row in [*TITLES, *ROWS]]
    rows.insert(1, "|" + " --- |" * 8)
    return "\n".join([HEAD, "", *rows, "", "II. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo hằng quý."]).encode()


def shifted() -> bytes:
    """Bars whose merged cells are gone: the second row of titles begins at the left."""
    rows = ["| " + " | ".join(cell for cell in row if cell) + " |" for row in TITLES]
    rows += ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join([HEAD, "", *rows, "", "II. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo hằng quý."]).encode()


def crawled() -> bytes:
    """Bars on lines of their own, as crawls of law sites write them."""
    lines = [HEAD, ""]
    for row in [
        [c for c in TITLES[0] if c],
        [c for c in TITLES[1] if c],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        *ROWS,
    ]:
        for cell in row:
            lines += ["|", cell] if cell else ["|"]
        lines += ["|"]
    return "\n".join([*lines, "", "II. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo hằng quý."]).encode()


FORMS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "word": ("ke-hoach.docx", word),
    "html": ("ke-hoach.html", html),
    "markdown": ("ke-hoach.md", markdown),
    "shifted": ("ke-hoach.md", shifted),
    "crawled": ("ke-hoach.txt", crawled),
}
