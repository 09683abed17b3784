"""The grammar of number and symbol: every form the sources write comes to the form the law wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.load import load_rules
from pipeline.knowledge.symbols import find_symbols, normal_number

RULES = load_rules()

NORMAL = [
    ("112/QĐ-TTg", "112/QĐ-TTg"),
    ("189 /KH-UBND", "189/KH-UBND"),  # a blank before the slash
    ("154 /KH- UBND", "154/KH-UBND"),
    ("57- NQ/TW", "57-NQ/TW"),
    ("217/2025/NĐ-\nCP", "217/2025/NĐ-CP"),  # broken over two lines
    ("71-CTR/TU", "71-CTr/TU"),  # capitals of a heading
    ("1437/QĐ-TTG", "1437/QĐ-TTg"),
    ("112/QĐ.TTg", "112/QĐ-TTg"),
    ("112/QĐ/TTg", "112/QĐ-TTg"),
    ("112/QD-TTg", "112/QĐ-TTg"),  # no stroke through the D
    ("112/QÐ-TTg", "112/QĐ-TTg"),  # the Icelandic letter
    ("27/CTTg", "27/CT-TTg"),
    ("27/NQ- TW", "27-NQ/TW"),  # a Party number in the State's form
    ("20-NQ/TƯ", "20-NQ/TW"),
    ("24/NQ/TW", "24-NQ/TW"),
    ("30/2017/TT LT-BLĐTBXH-BNV", "30/2017/TTLT-BLĐTBXH-BNV"),  # a scan's blank inside the kind
    ("11/2011/TTLT/BTC-BLĐTBXH", "11/2011/TTLT-BTC-BLĐTBXH"),
    ("8935/BNV-CTTN&BĐG", "8935/BNV-CTTN&BĐG"),
    ("37/TTr-SGD&ĐT", "37/TTr-SGD&ĐT"),
    ("30a/2008/NQ-CP", "30a/2008/NQ-CP"),
    ("1/2021/TT-BYT", "01/2021/TT-BYT"),
    ("3679/QĐ-BNN-KH", "3679/QĐ-BNN-KH"),
    ("01-KH/BCĐ", "01-KH/BCĐ"),
    ("403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"),
    ("76/2025/UBTVQH15", "76/2025/UBTVQH15"),
    ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP"),  # the seventh of a series
    ("4.065/UBND-VX", "4065/UBND-VX"),  # thousands
    ("123/qđ-ubnd", "123/QĐ-UBND"),
]


@pytest.mark.parametrize(("written", "normal"), NORMAL)
def test_a_number_in_its_lawful_form(written: str, normal: str) -> None:
    assert normal_number(written, RULES) == normal
    text = f"theo Công văn số {written} ngày 01/01/2026"
    (symbol,) = find_symbols(text, RULES)
    assert text[symbol.start : symbol.end] == written
    assert symbol.canonical == normal


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7, hoàn thành 12/12 chỉ tiêu, 5.813/8.227 xã",
        "QCVN 01:2021/BYT; bản đồ 1/500; COVID-19; giai đoạn 2021-2030",
        "đường số 5/12 Trần Phú; điện thoại 0234.3822/123; 15%/năm; 3 người/xã; 20 km/h",
        "trang Ke-hoach-165-KH-UBND-2025-thuc-hien.aspx",
    ],
)
def test_figures_that_are_no_numbers_of_documents(text: str) -> None:
    assert [s for s in find_symbols(text, RULES) if not s.weak] == []


def test_a_draft_leaves_the_number_blank() -> None:
    (symbol,) = find_symbols("Nghị định số          /2022/NĐ-CP ngày", RULES)
    assert (symbol.number, symbol.stem, symbol.year, symbol.kind) == (None, None, 2022, "nghi_dinh")


@given(
    st.integers(1, 9999),
    st.one_of(st.none(), st.integers(1990, 2099)),
    st.sampled_from(["NĐ-CP", "QĐ-TTg", "KH-UBND", "TT-BYT", "NQ-HĐND", "CTr-UBND", "TTr-SNV"]),
    st.sampled_from(["", " "]),
    st.booleans(),
)
def test_any_number_is_read_back(stem: int, year: int | None, symbol: str, blank: str, capitals: bool) -> None:
    number = f"{stem:02d}/{f'{year}/' if year else ''}{symbol}"
    written = f"{stem:02d}{blank}/{f'{year}/' if year else ''}{symbol.upper() if capitals else symbol}"
    assert normal_number(written, RULES) == number
