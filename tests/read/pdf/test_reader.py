from __future__ import annotations

import pytest

from pipeline.errors import ReadError
from pipeline.read import read_bytes, read_file
from tests.tools.places import PLANS

PLAN = PLANS / "kim-tra-2026.pdf"


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


def test_letters_of_a_second_font_do_not_break_words() -> None:
    """Where a font lacks U+1EA0-1EF9, pdfium reads "Kế" as "K ế": the page is rebuilt by the place of its letters."""
    from tests.tools.make_forms import FONTS, make_sick_pdf, plan_of

    if not FONTS.is_dir():
        pytest.skip("fonts-liberation2 is not installed")
    plan = plan_of("kim-tra-2026")
    document = read_bytes(make_sick_pdf(plan, FONTS), "om.pdf")
    assert set(document.properties["routes"].split(",")) == {"placed"}
    assert document.text.split("\n")[1:] == [p.replace("**", "") for p in plan.body][1:]


def ruled_pdf() -> bytes:
    import io

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    from tests.tools.make_forms import FONTS

    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "LiberationSerif-Regular.ttf")))
    style = ParagraphStyle("p", fontName="Serif", fontSize=12, leading=15)
    rows = [["TT", "Chỉ tiêu", "Đơn vị", "2026", "2030"], ["I", "Đến năm 2030", "", "", ""]]
    rows += [[str(i), f"Tỷ lệ người dân được cung cấp dịch vụ thứ {i}", "%", "70", "≥ 90"] for i in range(1, 40)]
    cells = [[Paragraph(c, style) for c in row] for row in rows]
    table = Table(cells, colWidths=[30, 250, 60, 50, 60], repeatRows=1)
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (1, 1), (4, 1))]))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(
        [Paragraph("PHỤ LỤC", style), table, Paragraph("Hết.", style)]
    )
    return out.getvalue()


def test_ruled_table_goes_on_over_pages_with_its_header_once() -> None:
    from tests.tools.make_forms import FONTS

    if not FONTS.is_dir():
        pytest.skip("fonts-liberation2 is not installed")
    document = read_bytes(ruled_pdf(), "bang.pdf")
    lines = document.text.split("\n")
    assert lines[:3] == ["PHỤ LỤC", "TT | Chỉ tiêu | Đơn vị | 2026 | 2030", "I | Đến năm 2030"]
    assert lines[3] == "1 | Tỷ lệ người dân được cung cấp dịch vụ thứ 1 | % | 70 | ≥ 90"
    assert lines[-2:] == ["39 | Tỷ lệ người dân được cung cấp dịch vụ thứ 39 | % | 70 | ≥ 90", "Hết."]
    assert len(lines) == 43
    assert {b.table for b in document.blocks if b.kind == "cell"} == {0}


def test_a_title_in_capitals_nearly_as_wide_as_the_text_is_one_paragraph() -> None:
    """Each of its lines leaves less room than a centred line does; the plan's years stand in the second."""
    from dataclasses import replace

    from tests.generator.compose import compose
    from tests.generator.pdf import as_pdf, register_fonts
    from tests.generator.world import orders

    try:
        register_fonts()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    title = "THỰC HIỆN CHƯƠNG TRÌNH PHÁT TRIỂN CÔNG TÁC XÃ HỘI GIAI ĐOẠN 2026 - 2030 TRÊN ĐỊA BÀN XÃ MỸ THỦY THƯỢNG"
    plan = replace(compose(orders(1, 7, [2026], ["pdf"])[0]), title=title)
    assert title in read_bytes(as_pdf(plan), "ke-hoach.pdf").text.split("\n")
