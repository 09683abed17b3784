"""How a target is called: in the order of its own words, never "GDP quy mô kinh tế số"."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.knowledge.load import load_rules
from pipeline.model import Target
from pipeline.report.naming import target_name

RULES = load_rules()


def name(population: str, indicator: str, quote: str, unit: str = "%") -> str:
    return target_name(Target(quote, 0, 0, 50.0, unit, ">=", population=population, indicator=indicator), RULES)


@pytest.mark.parametrize(
    ("population", "indicator", "quote", "unit", "words"),
    [
        ("hộ nghèo", "được vay vốn", "80% hộ nghèo được vay vốn", "%", "hộ nghèo được vay vốn"),
        ("GDP", "quy mô kinh tế số", "10 | Quy mô kinh tế số | % GDP | ≥ 30", "% GDP", "quy mô kinh tế số"),
        ("GRDP", "tỷ trọng kinh tế số", "Kinh tế số chiếm 20% GRDP", "%", "tỷ trọng kinh tế số trên GRDP"),
        ("hộ nghèo", "tỷ lệ hộ nghèo", "Tỷ lệ hộ nghèo còn dưới 1%", "%", "tỷ lệ hộ nghèo"),
        ("người dân", "mức độ hài lòng", "Mức độ hài lòng đạt 90%", "%", "mức độ hài lòng của người dân"),
        ("GRDP", "tỷ trọng dịch vụ", "đạt 30%", "%", "tỷ trọng dịch vụ trong GRDP"),
        ("tăng trưởng", "tỷ lệ đóng góp", "Tỉ lệ đóng góp vào tăng trưởng 55%", "%", "tỷ lệ đóng góp vào tăng trưởng"),
        ("khu phố", "duy trì mô hình tại", "duy trì mô hình tại 100% khu phố", "%", "duy trì mô hình tại khu phố"),
        ("doanh nghiệp", "thu hút thêm tại Việt Nam", "Thu hút thêm 3 doanh nghiệp tại Việt Nam", "doanh nghiệp",
         "thu hút thêm doanh nghiệp tại Việt Nam"),
        ("trẻ em", "tiêm đủ mũi", "Tỷ lệ tiêm đủ mũi ở trẻ em đạt 95%", "%", "tỷ lệ tiêm đủ mũi ở trẻ em"),
        ("tổng số người nghiện", "số người được cai nghiện", "Số người được cai nghiện đạt 80% tổng số người nghiện",
         "%", "số người được cai nghiện trên tổng số người nghiện"),
        ("dịch vụ công", "số hóa", "số hóa 100% dịch vụ công", "%", "số hóa dịch vụ công"),
        ("thôn", "đạt chuẩn thôn kiểu mẫu", "ba thôn đạt chuẩn thôn kiểu mẫu", "thôn", "thôn đạt chuẩn thôn kiểu mẫu"),
        ("khoa học được xếp hạng", "tổ chức", "19 | Tổ chức khoa học được xếp hạng | Tổ chức | 40", "Tổ chức",
         "tổ chức khoa học được xếp hạng"),
        ("GRDP", "kinh phí nghiên cứu (R&D)", "Kinh phí nghiên cứu (R&D)/GRDP 2%", "%",
         "kinh phí nghiên cứu (R&D) trên GRDP"),
        ("", "tỷ lệ che phủ rừng", "x", "%", "tỷ lệ che phủ rừng"),
        ("", "", "đạt 50%", "%", "đạt 50%"),
    ],
)  # fmt: skip
def test_a_target_is_called_as_a_reader_would(
    population: str, indicator: str, quote: str, unit: str, words: str
) -> None:
    assert name(population, indicator, quote, unit) == words


WORDS = st.text("ađỷ ỉ0%|/.,()[]+*\\", max_size=30)


@given(WORDS, WORDS, WORDS)
def test_no_word_of_the_indicator_is_lost_whatever_the_letters(population: str, indicator: str, quote: str) -> None:
    """Signs of the pattern language are letters like others."""
    said = Counter(re.findall(r"\w+", name(population, indicator, quote)))
    assert not Counter(re.findall(r"\w+", indicator)) - said
