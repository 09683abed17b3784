from __future__ import annotations

import io
from typing import Any

import docx
import pypdfium2
import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes, read_file
from pipeline.read.pdf.ocr import _roman, ocr_program, skew
from tests.tools.places import PLANS

PLAN = PLANS / "kim-tra-2026.pdf"
needs_ocr = pytest.mark.skipif(ocr_program() is None, reason="Tesseract with Vietnamese is not installed")


def picture(page: int = 0, dpi: int = 150) -> Any:
    return pypdfium2.PdfDocument(PLAN)[page].render(scale=dpi / 72).to_pil().convert("L")


def bound(images: list[Any]) -> bytes:
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return out.getvalue()


def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pipeline.read.pdf.reader", "pipeline.read.pdf.pictures"):
        monkeypatch.setattr(f"{module}.ocr_program", lambda: None)


def test_without_tesseract_a_scan_is_an_error_that_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    with pytest.raises(ReadError, match="sudo apt install tesseract-ocr tesseract-ocr-vie"):
        read_bytes(bound([picture()]), "quet.pdf")


def test_without_tesseract_the_other_pages_are_read_and_the_scans_named(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tesseract(monkeypatch)
    mixed = pypdfium2.PdfDocument(PLAN)
    mixed.import_pages(pypdfium2.PdfDocument(bound([picture()])), index=1)
    out = io.BytesIO()
    mixed.save(out)
    document = read_bytes(out.getvalue(), "tron.pdf")
    assert "I. MỤC TIÊU" in document.text
    assert [(w.code, w.page) for w in document.warnings] == [("page_unread", 2)]
    assert "trang 2" in document.warnings[0].message
    assert "apt install" in document.warnings[0].message


@pytest.mark.parametrize("angle", [-1.5, 0.0, 0.8])
def test_skew_is_found(angle: float) -> None:
    turned = picture().rotate(angle, fillcolor=255)
    assert skew(turned) == pytest.approx(-angle, abs=0.2)


def test_roman_numbers_of_headings() -> None:
    assert _roman("H. NỘI DUNG HOẠT ĐỘNG") == "II. NỘI DUNG HOẠT ĐỘNG"
    assert _roman("HI. KINH PHÍ") == "III. KINH PHÍ"
    assert _roman("1. PHÒNG KINH TẾ") == "1. PHÒNG KINH TẾ"
    assert _roman("H. Nguyễn") == "H. Nguyễn"


@pytest.mark.slow
@needs_ocr
def test_scan_with_a_stamp_as_its_only_text_is_read_by_ocr() -> None:
    """A digitally signed scan has a text layer of three lines, which is not the document."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    from tests.benchmarks.ocr import error_rate

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawImage(ImageReader(picture(0, 200)), 0, 0, *A4)
    canvas.drawString(400, 800, "Signature Not Verified")
    canvas.save()
    document = read_bytes(out.getvalue(), "ky-so.pdf")
    first = "\n".join(read_file(PLAN).text[b.start : b.end] for b in read_file(PLAN).blocks if b.page == 1)
    assert document.ocr
    assert error_rate(first, document.text[: len(first)]) < 0.05


@pytest.mark.slow
@needs_ocr
def test_picture_and_picture_in_word() -> None:
    png = io.BytesIO()
    picture(0, 200).save(png, "PNG")
    document = read_bytes(png.getvalue(), "quet.png")
    assert "I. MỤC TIÊU" in document.text.split("\n")
    holder = docx.Document()
    png.seek(0)
    holder.add_picture(png)
    out = io.BytesIO()
    holder.save(out)
    pasted = read_bytes(out.getvalue(), "dan.docx")
    assert (pasted.text, pasted.ocr, pasted.format) == (document.text, True, "docx")
