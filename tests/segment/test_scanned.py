"""Of a scan's number, day, issuer and title only what OCR read for certain is told; the rest is left out, aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.segment import segment
from tests.segment.outlines import read_lines

SCAN = """
UBND TỈNH ĐÔNG SƠN
SỞ Y TẾ
Số: 155/KH-SYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đông Sơn, ngày 17 tháng 11 năm 2026
KẾ HOẠCH
Khảo sát tình hình sử dụng giường bệnh
I. MỤC ĐÍCH
Nắm rõ số liệu.
"""


def scan(text: str, doubtful: str = "") -> Document:
    """Every line read with certainty, but those that hold ``doubtful``."""
    document = read_lines(text)
    blocks = [
        replace(b, confidence=0.4 if doubtful and doubtful in document.text[b.start : b.end] else 0.93)
        for b in document.blocks
    ]
    return segment(replace(document, blocks=tuple(blocks), ocr=True), load_rules())


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.warnings]


def test_a_scan_that_reads_well_is_told_as_it_is() -> None:
    document = scan(SCAN)
    meta = document.metadata
    assert (meta.number, str(meta.issued_on)) == ("155/KH-SYT", "2026-11-17")
    assert (meta.issuer, meta.title) == ("Sở Y tế tỉnh Đông Sơn", "Khảo sát tình hình sử dụng giường bệnh")
    assert codes(document) == []


@pytest.mark.parametrize("number", ["2/55/KH-SYT", "4 46 /KH-SYT", "3/%1⁄KH-SYT", "/KH-SYT"])
def test_a_number_by_hand_is_none_and_said(number: str) -> None:
    document = scan(SCAN.replace("155/KH-SYT", number), "SYT")
    assert document.metadata.number is None
    assert codes(document) == ["own_number_unread"]


def test_a_number_that_has_no_form_of_one_is_none_however_sure_ocr_is() -> None:
    assert scan(SCAN.replace("155/KH-SYT", "2/55/KH-SYT")).metadata.number is None


def test_a_day_by_hand_is_none_and_said() -> None:
    document = scan(SCAN, "tháng 11")
    assert (document.metadata.issued_on, document.metadata.issued_in) == (None, None)
    assert codes(document) == ["own_issued_on_unread"]
    unread = scan(SCAN.replace("ngày 17 tháng", "ngày {D tháng"))
    assert (unread.metadata.issued_in, codes(unread)) == ("2026-11", ["own_issued_on_unread"])


def test_the_noise_of_a_stamp_is_no_issuer_and_no_title() -> None:
    document = scan(SCAN.replace("SỞ Y TẾ", "SỞ Y TẾ QTX VHẬC ĂỌ").replace("giường bệnh", "giưrng bẹnhj gưà"))
    assert (document.metadata.issuer, document.metadata.title) == (None, None)
    assert codes(document) == ["own_issuer_unread", "own_title_unread"]


def test_a_draft_that_is_typed_may_leave_its_number_blank() -> None:
    document = segment(read_lines(SCAN.replace("155/", "   /")), load_rules())
    assert (document.metadata.number, document.warnings) == (None, ())
