"""What an e-office stamps on a plan stands in its text, at its place; what its signature says is metadata."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.knowledge.load import load_rules
from pipeline.model import Document
from pipeline.parse import parse_bytes
from tests.read.pdf.stamped import DAY, HEADER, NUMBER, Mark, stamped_pdf
from tests.tools.make_forms import FONTS

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="fonts-liberation2 is not installed")
ISSUED = date(2026, 3, 24)


def read(data: bytes) -> Document:
    return parse_bytes(data, "da-ky.pdf", load_rules())


def marks(number: str = "447", day: str = "24", kind: str = "Widget", *, drawn: bool = True) -> tuple[Mark, ...]:
    return Mark(*NUMBER, (number,), kind, drawn), Mark(*DAY, (day,), kind, drawn)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: stamped_pdf(marks()), id="a widget with an appearance only"),
        pytest.param(lambda: stamped_pdf(marks(), turned=90), id="on a page that lies on its side"),
        pytest.param(lambda: stamped_pdf(marks(), turned=270), id="on its other side"),
        pytest.param(lambda: stamped_pdf(marks("4 4 7", "2 4")), id="digits set apart"),
        pytest.param(lambda: stamped_pdf((*marks(), *marks())), id="stamped twice"),
        pytest.param(lambda: stamped_pdf(marks(kind="FreeText", drawn=False)), id="a note that nothing draws"),
        pytest.param(lambda: stamped_pdf(marks(drawn=False)), id="a field that nothing draws"),
        pytest.param(lambda: stamped_pdf(marks(kind="Stamp")), id="a stamp"),
    ],
)
def test_number_and_day_stand_where_they_were_stamped(data: object) -> None:
    assert callable(data)
    document = read(data())
    assert (document.metadata.number, document.metadata.issued_on) == ("447/KH-UBND", ISSUED)
    assert "An Hòa, ngày 24 tháng 3 năm 2026\n" in document.text
    assert document.text.count("447") == 1


def test_the_dots_of_a_blank_give_way_to_what_fills_it() -> None:
    header = tuple((x, y, text.replace(":           ", ":..........")) for x, y, text in HEADER)
    assert read(stamped_pdf(marks(), header=header)).metadata.number == "447/KH-UBND"


def test_the_fields_of_a_filled_form_stand_in_their_lines() -> None:
    header = (*HEADER, (60, 560, "Họ và tên người lập:                               Chức vụ:"))
    form = (Mark(170, 560, ("Trần Văn Mẫu",), width=100), Mark(314, 560, ("Chuyên viên",), width=80))
    text = read(stamped_pdf(form, header=header)).text
    assert "Họ và tên người lập: Trần Văn Mẫu" in text
    assert "Chức vụ: Chuyên viên" in text


def test_two_numbers_at_one_place_are_none_and_said() -> None:
    document = read(stamped_pdf((*marks(), *marks("512"))))
    assert document.metadata.number is None
    assert "447" not in document.text
    assert any("447”, “512" in notice.message for notice in document.warnings)


def test_a_signature_note_is_metadata_and_its_day_stands_in_for_a_missing_one() -> None:
    box = ("Người ký: Trần Văn Mẫu", "Email: mau@anhoa.example", "Thời gian ký: 24.03.2026 15:14:37 +07:00")
    document = read(stamped_pdf((marks()[0], Mark(330, 520, box, width=220))))
    meta = document.metadata
    assert (meta.signed_by, meta.signed_at) == ("Trần Văn Mẫu", "2026-03-24T15:14:37")
    assert "Trần Văn Mẫu" not in document.text
    assert meta.issued_on == ISSUED
    assert [notice.code for notice in document.warnings] == ["dated_by_signature"]


def certificate(issuer: str, subject: str) -> bytes:
    def name(words: str) -> bytes:
        text = words.encode()
        return b"\x06\x03\x55\x04\x03\x0c" + bytes([len(text)]) + text

    return name(issuer) + b"\x30\x1e\x17\x0d260101000000Z\x17\x0d280101000000Z" + name(subject)


def test_the_signer_is_the_one_by_whom_no_certificate_was_issued() -> None:
    seal = certificate("Gốc", "Cơ quan chứng thực") + certificate("Cơ quan chứng thực", "Trần Văn Mẫu")
    meta = read(stamped_pdf(marks(), seal=seal)).metadata
    assert (meta.signed_by, meta.signed_at) == ("Trần Văn Mẫu", "2026-03-12T15:14:37+07:00")
    assert meta.issued_on == ISSUED  # the text's own day


def test_a_page_without_stamps_says_nothing_of_a_signer() -> None:
    meta = read(stamped_pdf(())).metadata
    assert (meta.number, meta.issued_on, meta.signed_by, meta.signed_at) == (None, None, None, None)
