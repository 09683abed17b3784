"""Labels as offices type them, and lines that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.labels import parse_label, roman_value

SEEN = [
    ("I. MỤC TIÊU", "I", "roman", (1,), "MỤC TIÊU"),
    ("I/ MỤC TIÊU", "I", "roman", (1,), "MỤC TIÊU"),
    ("II - NỘI DUNG", "II", "roman", (2,), "NỘI DUNG"),
    ("II- NỘI DUNG", "II", "roman", (2,), "NỘI DUNG"),
    ("IV.TỔ CHỨC", "IV", "roman", (4,), "TỔ CHỨC"),
    ("Il. NHIỆM VỤ", "Il", "roman", (2,), "NHIỆM VỤ"),
    ("Ⅲ. KINH PHÍ", "Ⅲ", "roman", (3,), "KINH PHÍ"),
    ("I MỤC TIÊU", "I", "roman", (1,), "MỤC TIÊU"),
    ("A. ĐẶC ĐIỂM", "A", "upper", (1,), "ĐẶC ĐIỂM"),
    ("C. KINH PHÍ", "C", "upper", (3,), "KINH PHÍ"),
    ("1. Mục tiêu chung:", "1", "arabic", (1,), "Mục tiêu chung:"),
    ("1.Mục đích", "1", "arabic", (1,), "Mục đích"),
    ("1/ Mục đích", "1", "arabic", (1,), "Mục đích"),
    ("1- Mục đích", "1", "arabic", (1,), "Mục đích"),
    ("1 - Mục đích", "1", "arabic", (1,), "Mục đích"),
    ("1: Mục đích", "1", "arabic", (1,), "Mục đích"),
    ("1) Mục đích", "1", "arabic)", (1,), "Mục đích"),
    ("12. Ngân hàng nhà nước", "12", "arabic", (12,), "Ngân hàng nhà nước"),
    ("1. 100% các xã", "1", "arabic", (1,), "100% các xã"),
    ("2.1. Giai đoạn", "2.1", "arabic", (2, 1), "Giai đoạn"),
    ("2.1 Giai đoạn", "2.1", "arabic", (2, 1), "Giai đoạn"),
    ("6.2 Đối với đơn vị", "6.2", "arabic", (6, 2), "Đối với đơn vị"),
    ("2.1.3. Hạ tầng", "2.1.3", "arabic", (2, 1, 3), "Hạ tầng"),
    ("2.1) Hạ tầng", "2.1", "arabic", (2, 1), "Hạ tầng"),
    ("II.1. Mục tiêu", "II.1", "mixed", (2, 1), "Mục tiêu"),
    ("a) Kiểm tra", "a", "letter", (1,), "Kiểm tra"),
    ("a/. Tên công ty:", "a", "letter", (1,), "Tên công ty:"),
    ("đ) Tham mưu", "đ", "letter", (5,), "Tham mưu"),
    ("e. Tham mưu", "e", "letter", (6,), "Tham mưu"),
    ("f) Thị trường châu Mỹ", "f", "letter", (7,), "Thị trường châu Mỹ"),
    ("Mẫu biểu số 01", "Mẫu biểu số 01", "form", (1,), ""),
    ("a.1) Phòng", "a.1", "letter", (1, 1), "Phòng"),
    ("i) Phòng", "i", "letter", (9,), "Phòng"),
    ("ii) Phòng", "ii", "small_roman", (2,), "Phòng"),
    ("(1) Phòng", "1", "(arabic)", (1,), "Phòng"),
    ("(ii) Phòng", "ii", "small_roman", (2,), "Phòng"),
    ("- Đạt 70%", "-", "bullet", (), "Đạt 70%"),
    ("– Đạt 70%", "-", "bullet", (), "Đạt 70%"),
    ("-Đạt 70%", "-", "bullet", (), "Đạt 70%"),
    ("+ Phòng", "+", "bullet", (), "Phòng"),
    ("* Phòng", "*", "bullet", (), "Phòng"),
    ("\uf0b7 Phòng", "•", "bullet", (), "Phòng"),
    ("o Phòng", "•", "bullet", (), "Phòng"),
    ("o Đào tạo", "•", "bullet", (), "Đào tạo"),
    ("[1] Chương trình số 30", "[1]", "note", (1,), "Chương trình số 30"),
    ("Phần thứ nhất", "Phần thứ nhất", "part", (1,), ""),
    ("PHẦN I. ĐẶC ĐIỂM", "PHẦN I", "part", (1,), "ĐẶC ĐIỂM"),
    ("PHẦN THỨ HAI MỤC TIÊU", "PHẦN THỨ HAI", "part", (2,), "MỤC TIÊU"),
    ("Chương II", "Chương II", "chapter", (2,), ""),
    ("Chương 2. QUY ĐỊNH", "Chương 2", "chapter", (2,), "QUY ĐỊNH"),
    ("Mục 1. TRÁCH NHIỆM", "Mục 1", "division", (1,), "TRÁCH NHIỆM"),
    ("Điều 5. Tổ chức thực hiện", "Điều 5", "article", (5,), "Tổ chức thực hiện"),
    ("Điều 1: Ban hành", "Điều 1", "article", (1,), "Ban hành"),
    ("PHỤ LỤC", "PHỤ LỤC", "annex", (), ""),
    ("PHỤ LỤC I", "PHỤ LỤC I", "annex", (1,), ""),
    ("Phụ lục số 01:", "Phụ lục số 01", "annex", (1,), ""),
    ("PHỤ LỤC 2 DANH MỤC NHIỆM VỤ", "PHỤ LỤC 2", "annex", (2,), "DANH MỤC NHIỆM VỤ"),
    ("PHỤ LỤC DANH MỤC NHIỆM VỤ", "PHỤ LỤC", "annex", (), "DANH MỤC NHIỆM VỤ"),
    ("Biểu 01: BÁO CÁO", "Biểu 01", "form", (1,), "BÁO CÁO"),
]
NONE = [
    "",
    "-------",
    "***",
    "- - -",
    "Mục tiêu chung",
    "Mục 1 Kế hoạch này quy định",
    "Điều 5 Luật Trẻ em quy định",
    "Phần lớn hộ dân",
    "Chương trình phát triển công tác xã hội",
    "Phụ lục kèm theo Kế hoạch này",
    "2030 là năm cuối",
    "1.5 triệu đồng",
    "1.000 người",
    "12.5% dân số",
    "5-10% số hộ",
    "70% số cơ quan",
    "100% trẻ em",
    "15/11 hằng năm",
    "05/KH-UBND",
    "16 phường",
    "3.000.000 đồng",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "Việc làm",
    "Y tế",
    "o đào tạo",
    "V/v hướng dẫn thực hiện",
    "I hôm nay",
    "1/11 xã",
    "A-B-C",
    "2.045 xã đạt chuẩn",
]


@pytest.mark.parametrize(("line", "text", "style", "numbers", "rest"), SEEN, ids=[case[0] for case in SEEN])
def test_label(line: str, text: str, style: str, numbers: tuple[int, ...], rest: str) -> None:
    label = parse_label(line)
    assert label is not None
    assert (label.text, label.style, label.numbers, line[label.end :]) == (text, style, numbers, rest)


@pytest.mark.parametrize("line", NONE)
def test_no_label(line: str) -> None:
    assert parse_label(line) is None


def test_a_capital_that_is_both_has_both_readings() -> None:
    label = parse_label("I. Nội dung")
    assert label is not None
    assert label.other is not None
    assert (label.other.style, label.other.numbers) == ("upper", (9,))


@given(st.integers(1, 39))
def test_roman_numerals_are_read_back(number: int) -> None:
    written = "X" * (number // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
    assert roman_value(written) == number


@given(st.text(alphabet="IVX1a.đ)(- -–+*/%|Mục PhầnĐiều0", max_size=20))
def test_spans_stay_inside_the_line(line: str) -> None:
    label = parse_label(line)
    if label is not None:
        assert 0 <= label.start < label.end <= len(line)
        assert label.style == "bullet" or line[label.start : label.end].startswith((label.text, "("))
