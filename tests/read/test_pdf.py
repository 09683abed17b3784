from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes, read_file

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
PLAN = ROOT / "corpus/plans/kim-tra-2026.pdf"


def test_truncated_pdf_is_text_or_one_clear_error() -> None:
    data = PLAN.read_bytes()
    with pytest.raises(ReadError, match="cat-ngan"):
        read_bytes(data[:3000], "cat-ngan.pdf")


def test_encrypted_pdf_names_the_password() -> None:
    import io

    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen import canvas

    stream = io.BytesIO()
    page = canvas.Canvas(stream, encrypt=pdfencrypt.StandardEncryption("mật khẩu"))
    page.drawString(72, 720, "MAT")
    page.save()
    with pytest.raises(ReadError, match="mật khẩu"):
        read_bytes(stream.getvalue(), "mat.pdf")


def test_every_block_knows_its_page_and_box() -> None:
    document = read_file(PLAN)
    assert {b.page for b in document.blocks} == set(range(1, (document.pages or 0) + 1))
    assert all(b.box for b in document.blocks if document.text[b.start : b.end].startswith("I. "))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared originals are not beside the checkout")
def test_submission_2114_pdf_and_docx_are_the_same_paragraphs() -> None:
    pdf, word = (read_file(SHARED / f"originals/submission-2114.{form}") for form in ("pdf", "docx"))
    assert pdf.text.split("\n") == word.text.split("\n")
