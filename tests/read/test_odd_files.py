"""Files that arrive under a false name, padded, turned or half broken: read as what they are, or refused by name."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes
from tests.tools.places import PLANS

PDF = (PLANS / "kim-tra-2026.pdf").read_bytes()
TEXT = "KẾ HOẠCH\nThực hiện Đề án trợ giúp xã hội năm 2026\nI. MỤC TIÊU\n1. Đến năm 2030, đạt 70% số cơ sở."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 3000 + TEXT.encode(),
        TEXT.encode() + b"\0" * 4096,
        TEXT.replace("1. ", "\0\0001. ").encode(),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("I. M", "\fI. M").encode(),
    ],
)
def test_padded_and_unmarked_text(data: bytes) -> None:
    assert read_bytes(data, "x.txt").text == TEXT


def test_one_broken_letter_does_not_turn_a_text_into_another_code() -> None:
    assert TEXT in read_bytes(TEXT.encode() + b" x\xe1\xba\n" + TEXT.encode(), "x.txt").text


def turned(by: list[int]) -> bytes:
    document, out = pypdfium2.PdfDocument(PDF), io.BytesIO()
    for number, page in enumerate(document):
        page.set_rotation(by[number % len(by)])
    document.save(out)
    return out.getvalue()


def test_pages_turned_the_wrong_way_are_read_as_they_are_written() -> None:
    upright = read_bytes(PDF, "x.pdf").text
    assert read_bytes(turned([180]), "x.pdf").text == upright
    assert read_bytes(turned([90, 270, 0]), "x.pdf").text == upright


def test_lines_before_a_pdf_are_passed_over() -> None:
    assert read_bytes(b"Content-Type: application/pdf\r\n" * 90 + PDF, "x.pdf").text == read_bytes(PDF, "x.pdf").text


@pytest.mark.parametrize("name", ["x.docx", "x.doc", "x.pdf", "x.rtf"])
def test_page_under_another_name(name: str) -> None:
    assert read_bytes("<html><body><p>Kế hoạch</p></body></html>".encode(), name).format == "html"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"), "x.docx", "Excel"),
        (zipped("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"), "x.pptx", "PowerPoint"),
        (zipped("plan/a.txt"), "x.zip", "zip"),
        ("TT,Chỉ tiêu,2026\n1,Tỷ lệ,70\n".encode(), "x.csv", "CSV"),
        (OLE + "__substg1.0_1000001F".encode("utf-16-le"), "x.msg", "Outlook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "x.docx", "mật khẩu"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "x.eml", "thư điện tử"),
        (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, "x.lnk", "lối tắt"),
        (b"\x05Nguyen" + b"\0N" * 60, "~$plan.docx", "tệp tạm"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 50, "x.webp", "WebP"),
        (b"\0\0\0\x18ftypheic" + b"\1" * 50, "x.heic", "HEIC"),
        (b"\xef\xbb\xbf", "x.txt", "không có chữ"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>KH</text></svg>', "x.svg", "SVG"),
        (b'<?xml version="1.0"?>\n<!-- a --><svg><text>KH</text></svg>', "x.txt", "SVG"),
        (b'<?xml version="1.0"?><ho><ten>An</ten></ho>', "x.txt", "XML"),
        (b"PK", "x.zip", "zip"),
        (b"PK", "x", "zip"),
        (b"alert(1)", "x.js", "chương trình"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(data: bytes, name: str, told: str) -> None:
    with pytest.raises(ReadError, match=told) as error:
        read_bytes(data, name)
    assert "(" in str(error.value)  # the remedy
