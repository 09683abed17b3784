"""Sums in đồng and sources of funds, in sentences and in tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.budget import find_budget
from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from tests.segment.outlines import segmented

RULES = load_rules()


def sums(text: str) -> list[tuple[float | None, str | None]]:
    found = find_budget(Document("d", "d", "", "txt", text), RULES)
    assert all(text[b.start : b.end] == b.quote for b in found)
    return [(b.amount, b.source) for b in found]


AMOUNTS = [
    ("gần 29 tỷ đồng", 29e9),
    ("67,4 tỷ đồng cho các Bộ", 67.4e9),
    ("39.632 tỷ đồng", 39_632e9),
    ("82.800 triệu đồng", 82_800e6),
    ("41 tỷ 500 triệu đồng", 41.5e9),
    ("20 nghìn tỷ đồng", 20e12),
    ("186.500.000 đồng (Một trăm tám mươi sáu triệu năm trăm nghìn đồng)", 186_500_000),
    ("4.050.000đ/lớp", 4_050_000),
    ("95.000.000 đ", 95_000_000),
    ("500.000 đồng/người/tháng", 500_000),
    ("25.000 đồng/hộ", 25_000),
    ("300 triệu VNĐ", 300e6),
    ("kinh phí dự kiến 5 tỷ", 5e9),
    ("Tổng cộng: ba mươi bảy tỷ sáu trăm triệu đồng", 37.6e9),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS, ids=[case[0] for case in AMOUNTS])
def test_amount(text: str, amount: float) -> None:
    assert [a for a, _ in sums(text)] == [amount]


@pytest.mark.parametrize("text", ["5 triệu người", "đạt 10 đ trở lên", "15 đồng chí", "02 Đồng bào", "tăng 5 tỷ lượt"])
def test_no_amount(text: str) -> None:
    assert sums(text) == []


def test_the_source_beside_a_sum() -> None:
    assert sums("ngân sách trung ương 300 tỷ đồng; ngân sách địa phương: 650 tỷ đồng.") == [
        (300e9, "ngân sách trung ương"),
        (650e9, "ngân sách địa phương"),
    ]
    assert sums("bổ sung 512 tỷ đồng từ nguồn chi sự nghiệp") == [(512e9, "nguồn chi sự nghiệp")]


SOURCES = [
    ("Tổng kinh phí 64 tỷ đồng: ngân sách tỉnh 60%, xã hội hóa 40%", None),
    ("Tổng kinh phí 64 tỷ đồng, trong đó ngân sách tỉnh 60%", None),
    ("Kinh phí 64 triệu đồng. Nguồn: Ngân sách xã Kim Trà năm 2026", "Ngân sách xã Kim Trà"),
    ("Vốn ngoài ngân sách dự kiến 12 tỷ đồng", "Vốn ngoài ngân sách"),
    ("tổng thu ngân sách nhà nước 10.367 tỷ đồng", None),
    ("chi từ quỹ thi đua, khen thưởng 5.000.000 đồng", "quỹ thi đua, khen thưởng"),
    ("1. Nguồn thu xổ số kiến thiết: 15.000 triệu đồng.", "Nguồn thu xổ số kiến thiết"),
    ("từ nguồn sự nghiệp giáo dục: năm 2026: 120 triệu đồng", "nguồn sự nghiệp giáo dục"),
    ("Nguồn kinh phí thực hiện: 100 triệu đồng", None),
    ("Tăng nguồn thu đạt 500 tỷ đồng", None),
    ("560 tỷ đồng, nguồn thu chủ yếu phát sinh từ hộ kinh doanh", None),
]
SEVERAL = [
    (
        "Từ nguồn thu đóng góp: năm 2027: 10 tỷ đồng; năm 2028: 12 tỷ đồng và năm 2029: 9 tỷ đồng.",
        ["nguồn thu đóng góp"] * 3,
    ),
    ("Ngân sách tỉnh: năm 2027: 10 tỷ đồng; tập huấn: 12 tỷ đồng", ["Ngân sách tỉnh", None]),
    ("Dự kiến 80 tỷ đồng - 90 tỷ đồng từ ngân sách tỉnh", ["ngân sách tỉnh"] * 2),
    (
        "Nhu cầu 30 tỷ đồng (ngân sách tỉnh 10 tỷ đồng, ngân sách xã 20 tỷ đồng)",
        [None, "ngân sách tỉnh", "ngân sách xã"],
    ),
    ("Chi 512 tỷ đồng từ ngân sách tỉnh, 300 tỷ đồng từ xã hội hóa", ["ngân sách tỉnh", "xã hội hóa"]),
    ("5 tỷ đồng, trong đó ngân sách xã 3 tỷ đồng, ngân sách tỉnh 2 tỷ đồng", [None, "ngân sách xã", "ngân sách tỉnh"]),
]


@pytest.mark.parametrize(("text", "wanted"), SEVERAL, ids=[case[0] for case in SEVERAL])
def test_where_each_of_several_sums_comes_from(text: str, wanted: list[str | None]) -> None:
    assert [s for a, s in sums(text) if a is not None] == wanted


def test_a_heading_or_the_line_over_a_list_tells_the_source_of_its_sums() -> None:
    text = """
    KẾ HOẠCH
    Thử
    III. KINH PHÍ THỰC HIỆN
    1. Kinh phí từ ngân sách tỉnh như sau:
    - Năm 2026: 200 triệu đồng;
    - Năm 2027: ngân sách xã 50 triệu đồng.
    2. Vốn đầu tư công
    a) Xây kho: 5 tỷ đồng.
    3. Ngân sách huyện: 90 triệu đồng, trong đó:
    - In tài liệu: 30 triệu đồng.
    4. Đóng góp tự nguyện được dùng mua sách, ngân sách xã trả công:
    - Mua sách: 7 triệu đồng.
    5. Thu ngân sách nhà nước:
    - Thu nội địa: 8 tỷ đồng.
    """
    assert [b.source for b in find_budget(segmented(text), RULES) if b.amount is not None] == [
        "ngân sách tỉnh",
        "ngân sách xã",
        "Vốn đầu tư công",
        "Ngân sách huyện",
        "Ngân sách huyện",
        None,
        None,
    ]


@pytest.mark.parametrize(("text", "source"), SOURCES, ids=[case[0] for case in SOURCES])
def test_where_a_sum_comes_from(text: str, source: str | None) -> None:
    assert [s for a, s in sums(text) if a is not None] == [source]


def test_a_line_of_its_own_tells_the_source_of_the_sums_beside_it() -> None:
    text = """
    KẾ HOẠCH
    Thử
    III. KINH PHÍ THỰC HIỆN
    1. Tổng kinh phí: 120 triệu đồng.
    2. Nguồn kinh phí: Ngân sách phường.
    """
    assert [(b.amount, b.source) for b in find_budget(segmented(text), RULES)] == [
        (120e6, "Ngân sách phường"),
        (None, "Ngân sách phường"),
    ]


def test_names_of_laws_hold_no_source_and_what_is_paid_elsewhere_does() -> None:
    text = """
    KẾ HOẠCH
    Thử
    II. KHEN THƯỞNG
    Tiền thưởng được trích từ quỹ khen thưởng của thành phố.
    III. KINH PHÍ THỰC HIỆN
    Bố trí từ các nguồn vốn hợp pháp khác ngoài ngân sách theo Luật Ngân sách nhà nước, phân cấp ngân sách nhà nước.
    """
    assert [b.source for b in find_budget(segmented(text), RULES)] == [
        "quỹ khen thưởng",
        "các nguồn vốn hợp pháp khác ngoài ngân sách",
    ]


def test_columns_tell_the_source_of_their_sums() -> None:
    text = """
    KẾ HOẠCH
    Thử
    III. NHIỆM VỤ
    TT | Nội dung | Kinh phí (triệu đồng) | Nguồn kinh phí
    1 | Tập huấn | 120 | Ngân sách xã
    2 | Truyền thông | 60 | Xã hội hóa
    Tổng cộng | Hai hoạt động | 180 | Tổng cộng
    """
    assert [b.source for b in find_budget(segmented(text), RULES)] == ["Ngân sách xã", "Xã hội hóa", None]


def table(*rows: str) -> list[tuple[float | None, str | None]]:
    text = "\n".join(["KẾ HOẠCH", "Thử", "III. NHIỆM VỤ", "Đơn vị tính: triệu đồng", *rows])
    return [(b.amount, b.source) for b in find_budget(segmented(text), RULES)]


def test_the_title_of_a_column_is_the_source_of_its_sums() -> None:
    assert table(
        "TT | Nội dung | Tổng cộng | Ngân sách tỉnh | Dân đóng góp",
        "1 | Tập huấn | 100 | 60 | 40",
        "2 | In | 9 | 5 | 4",
    ) == [
        (100e6, None),
        (60e6, "Ngân sách tỉnh"),
        (40e6, "Dân đóng góp"),
        (9e6, None),
        (5e6, "Ngân sách tỉnh"),
        (4e6, "Dân đóng góp"),
    ]


def test_a_group_of_rows_that_is_a_source_is_that_of_its_rows() -> None:
    assert table(
        "TT | Nội dung | Kinh phí năm 2026",
        "I | Nguồn ngân sách tỉnh | 150",
        "1 | Tập huấn | 150",
        "II | Tuyên truyền | 70",
        "1 | In tài liệu | 70",
    ) == [(150e6, "ngân sách tỉnh"), (150e6, "ngân sách tỉnh"), (70e6, None), (70e6, None)]


def test_sources_without_a_sum_are_told_in_sections_on_funding_only() -> None:
    text = """
    KẾ HOẠCH
    Thử
    II. NHIỆM VỤ
    Đẩy mạnh xã hội hóa.
    III. KINH PHÍ THỰC HIỆN
    1. Từ nguồn ngân sách Trung ương và ngân sách địa phương; lồng ghép với Chương trình khác.
    2. Nguồn xã hội hóa và các nguồn hợp pháp khác.
    """
    found = find_budget(segmented(text), RULES)
    assert [(b.source, b.section_id) for b in found] == [
        ("ngân sách Trung ương và ngân sách địa phương", "III.1"),
        ("lồng ghép", "III.1"),
        ("xã hội hóa và các nguồn hợp pháp khác", "III.2"),
    ]


def test_a_money_column_takes_its_unit_from_the_header() -> None:
    text = """
    KẾ HOẠCH
    Thử
    III. NHIỆM VỤ
    TT | Nội dung | Kinh phí (triệu đồng)
    1 | Tập huấn | 120
    2 | Truyền thông | 66,5
    Tổng cộng | Hai hoạt động | 186,5
    """
    assert [b.amount for b in find_budget(segmented(text), RULES)] == [120e6, 66.5e6, 186.5e6]


@given(st.integers(1, 999_999), st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"]))
def test_a_written_sum_is_read_back(figure: int, unit: str) -> None:
    factor = {"đồng": 1, "nghìn đồng": 1e3, "triệu đồng": 1e6, "tỷ đồng": 1e9}[unit]
    written = f"{figure:,}".replace(",", ".")
    assert [a for a, _ in sums(f"Kinh phí {written} {unit}.")] == [figure * factor]
