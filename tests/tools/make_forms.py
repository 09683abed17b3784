"""Makes the Word and PDF forms of the two corpus plans from their text, laid out as Decree 30/2020/NĐ-CP wants.

usage: python -m tests.tools.make_forms [FONT_DIR]    (FONT_DIR holds LiberationSerif-*.ttf, by default Debian's)

The same text gives the same bytes: no clock, no random ids. The paragraphs of the three forms are the same.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools.places import PLANS

FONTS = Path("/usr/share/fonts/truetype/liberation2")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
ISSUERS = {"kim-tra-2026": ("ỦY BAN NHÂN DÂN", "PHƯỜNG KIM TRÀ"), "quan-11-2023": ("ỦY BAN NHÂN DÂN", "QUẬN 11")}
_ROMAN = re.compile(r"[IVX]+\. ")
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\. ")


@dataclass
class Plan:
    """The parts of a plan: header lines, title, body (Markdown bold kept), recipients, signature."""

    issuer: tuple[str, ...]
    number: str
    place_date: str
    title: str
    body: list[str]
    recipients: list[str]
    signature: list[str]


def paragraphs(text: str) -> list[str]:
    """Paragraphs of the plan's text; one that a page break cut in mid-sentence is whole again."""
    result: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        for line in block.split("\n"):
            if result and line[:1].islower() and not re.search(r"[.;:]$", result[-1]):
                result[-1] += " " + line.strip()
            else:
                result.append(line.strip())
    return [p for p in result if p]


def plan_of(stem: str) -> Plan:
    found = paragraphs((PLANS / f"{stem}.txt").read_text(encoding="utf-8"))
    at = found.index("KẾ HOẠCH")
    end = found.index("Nơi nhận:")
    tail = found[end + 1 :]
    recipients = [p for p in tail if p.startswith("-")]
    signature = [p.replace("**", "") for p in tail if not p.startswith("-")]
    head = found[:at]
    return Plan(
        ISSUERS[stem],
        next((p for p in head if p.startswith("Số:")), ""),
        next((p for p in head if "ngày" in p), ""),
        found[at + 1],
        found[at + 2 : end],
        recipients,
        signature,
    )


def is_heading(paragraph: str) -> bool:
    return bool(_ROMAN.match(paragraph)) or (bool(_NUMBERED.match(paragraph)) and not paragraph.endswith((".", ";")))


def runs(paragraph: str) -> list[tuple[str, bool]]:
    """Text and whether it is bold, by Markdown stars."""
    heading = is_heading(paragraph)
    return [(text, heading or i % 2 == 1) for i, text in enumerate(paragraph.split("**")) if text]


# --- Word


def make_docx(plan: Plan) -> bytes:
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    for kind, text in (("begin", None), (None, " PAGE "), ("end", None)):
        run = number.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)

    def write(
        where: Any, text: str, *, bold: bool = False, italic: bool = False, size: int = 14, align: Any = None
    ) -> Any:
        paragraph = where.add_paragraph() if where.__class__.__name__ != "_Cell" or where.text else where.paragraphs[0]
        for part, part_bold in runs(text):
            run = paragraph.add_run(part)
            run.bold, run.italic, run.font.size = (part_bold or bold) or None, italic or None, Pt(size)
        paragraph.alignment = align
        return paragraph

    header = document.add_table(1, 2)
    left, right = header.rows[0].cells
    for i, line in enumerate(plan.issuer):
        write(left, line, bold=i > 0 or len(plan.issuer) == 1, size=13, align=ALIGN.CENTER)
    if plan.number:
        write(left, plan.number, size=13, align=ALIGN.CENTER)
    for line in MOTTO:
        write(right, line, bold=True, size=13, align=ALIGN.CENTER)
    if plan.place_date:
        write(right, plan.place_date, italic=True, align=ALIGN.CENTER)
    write(document, "KẾ HOẠCH", bold=True, align=ALIGN.CENTER)
    write(document, plan.title, bold=True, align=ALIGN.CENTER)
    for text in plan.body:
        paragraph = write(document, text, align=ALIGN.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    footer = document.add_table(1, 2)
    left, right = footer.rows[0].cells
    write(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for text in plan.recipients:
        write(left, text, size=11)
    for text in plan.signature:
        write(right, text, bold=True, align=ALIGN.CENTER)
    document.core_properties.author = ""
    stream = io.BytesIO()
    document.save(stream)
    return _still(stream.getvalue())


def _still(data: bytes) -> bytes:
    """The same zip with the time stamps of its members set to the format's first day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            new.writestr(info, old.read(name))
    return out.getvalue()


# --- PDF


def make_pdf(plan: Plan, fonts: Path) -> bytes:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    for name, file in (("", "Regular"), ("-B", "Bold"), ("-I", "Italic"), ("-BI", "BoldItalic")):
        pdfmetrics.registerFont(TTFont(f"Serif{name}", str(fonts / f"LiberationSerif-{file}.ttf")))
    pdfmetrics.registerFontFamily("Serif", "Serif", "Serif-B", "Serif-I", "Serif-BI")

    def style(size: int = 14, **more: Any) -> ParagraphStyle:
        return ParagraphStyle("p", fontName="Serif", fontSize=size, leading=size * 1.25, spaceAfter=6, **more)

    def text(source: str, how: ParagraphStyle, *, bold: bool = False, italic: bool = False) -> Any:
        marked = "".join(f"<b>{_escape(t)}</b>" if b or bold else _escape(t) for t, b in runs(source))
        return Paragraph(f"<i>{marked}</i>" if italic else marked, how)

    centre, small = style(13, alignment=TA_CENTER), style(11)
    left = [text(line, centre, bold=i > 0) for i, line in enumerate(plan.issuer)]
    left += [text(plan.number, centre)] if plan.number else []
    right = [text(line, centre, bold=True) for line in MOTTO]
    right += [text(plan.place_date, centre, italic=True)] if plan.place_date else []
    flat = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    story: list[Any] = [Table([[left, right]], colWidths=[6.2 * cm, 9.8 * cm], style=flat), Spacer(1, 12)]
    title = style(alignment=TA_CENTER)
    story += [text("KẾ HOẠCH", title, bold=True), text(plan.title, title, bold=True), Spacer(1, 6)]
    body = style(alignment=TA_JUSTIFY, firstLineIndent=1.27 * cm)
    story += [text(p, body) for p in plan.body]
    recipients = [text("Nơi nhận:", style(12), bold=True, italic=True), *(text(p, small) for p in plan.recipients)]
    signature = [text(p, style(alignment=TA_CENTER), bold=True) for p in plan.signature[:-1]]
    signature += [Spacer(1, 60), *(text(p, style(alignment=TA_CENTER), bold=True) for p in plan.signature[-1:])]
    story.append(Table([[recipients, signature if plan.signature else ""]], colWidths=[8 * cm, 8 * cm], style=flat))

    def number(canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont("Serif", 14)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 1.4 * cm, str(document.page))

    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=A4,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        leftMargin=3 * cm,
        rightMargin=2 * cm,
        invariant=1,
        title="",
        author="",
    ).build(story, onLaterPages=number)
    return out.getvalue()


def make_sick_pdf(plan: Plan, fonts: Path, *, apart: float = 1.8) -> bytes:
    """The body of a plan as an office's printer gives it whose font lacks U+1EA0-1EF9: each such letter is drawn by
    itself from a second font, ``apart`` points off its neighbours, so that readers take it for a word of its own.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name, file in (("First", "Serif-Regular"), ("Second", "Sans-Regular")):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"Liberation{file}.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    left, right, indent, size = 3 * cm, A4[0] - 2 * cm, 1.27 * cm, 14
    y = A4[1] - 2 * cm

    def pieces(word: str) -> list[tuple[str, str]]:
        return [
            ("Second" if "\u1ea0" <= p[0] <= "\u1ef9" else "First", p) for p in re.split("([\u1ea0-\u1ef9])", word) if p
        ]

    def width(word: str) -> float:
        drawn = pieces(word)
        return sum(pdfmetrics.stringWidth(p, font, size) for font, p in drawn) + apart * (len(drawn) - 1)

    for paragraph in plan.body:
        x = left + indent
        for word in paragraph.replace("**", "").split():
            if x + width(word) > right:
                x, y = left, y - 1.25 * size
            if y < 2 * cm:
                canvas.showPage()
                y = A4[1] - 2 * cm
            for font, piece in pieces(word):
                canvas.setFont(font, size)
                canvas.drawString(x, y, piece)
                x += pdfmetrics.stringWidth(piece, font, size) + apart
            x += pdfmetrics.stringWidth(" ", "First", size) - apart
        y -= 1.25 * size + 6
    canvas.save()
    return out.getvalue()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def main() -> None:
    fonts = Path(sys.argv[1]) if len(sys.argv) > 1 else FONTS
    for stem in ISSUERS:
        plan = plan_of(stem)
        (PLANS / f"{stem}.docx").write_bytes(make_docx(plan))
        (PLANS / f"{stem}.pdf").write_bytes(make_pdf(plan, fonts))


if __name__ == "__main__":
    main()
