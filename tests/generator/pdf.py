"""A plan as a born-digital PDF, laid out as Decree 30/2020/NĐ-CP wants."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.generator.files import MADE_UP, MOTTO
from tests.generator.lines import Grid, Line, Plan

_DEBIAN = Path("/usr/share/fonts/truetype")
_DRAWING = find_spec("matplotlib")  # carries a family of its own: what a machine without fonts has
_CARRIED = Path(_DRAWING.origin).parent / "mpl-data" / "fonts" / "ttf" if _DRAWING and _DRAWING.origin else _DEBIAN
_KINDS = ("Regular", "Bold", "Italic", "BoldItalic")
FONTS = (
    (_DEBIAN / "liberation2", "LiberationSerif-{}.ttf", _KINDS),
    (_DEBIAN / "liberation", "LiberationSerif-{}.ttf", _KINDS),
    (_DEBIAN / "dejavu", "DejaVuSerif{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic")),
    (_CARRIED, "DejaVuSerif{}.ttf", ("", "-Bold", "-Italic", "-BoldItalic")),
)
_TONED = "ẠỹỮ"  # letters that old fonts lack


@cache
def register_fonts() -> None:
    """Name the first family of FONTS that has all Vietnamese letters "Plan". Raises FileNotFoundError."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    names = ("Plan", "Plan-B", "Plan-I", "Plan-BI")
    for folder, form, kinds in FONTS:
        if not all((folder / form.format(kind)).is_file() for kind in kinds):
            continue
        fonts = [TTFont(name, str(folder / form.format(kind))) for name, kind in zip(names, kinds, strict=True)]
        if all(ord(letter) in fonts[0].face.charToGlyph for letter in _TONED):
            for font in fonts:
                pdfmetrics.registerFont(font)
            pdfmetrics.registerFontFamily("Plan", *names)
            return
    raise FileNotFoundError("no font with Vietnamese letters: sudo apt install fonts-liberation2")


def as_pdf(plan: Plan) -> bytes:
    """.pdf with page numbers above and the mark of a generated text below."""
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer, Table, TableStyle

    register_fonts()
    centre, small = _style(13, alignment=TA_CENTER), _style(11)
    body, bold = _style(14, alignment=TA_JUSTIFY, firstLineIndent=1.27 * cm), _style(14, alignment=TA_CENTER)
    head = _style(14, firstLineIndent=1.27 * cm)
    flat = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    lined = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])

    def table(grid: Grid) -> Any:
        first, middle = _style(12), _style(12, alignment=TA_CENTER)
        cells = [[_text(cell, middle, "b") for cell in grid.rows[0]]]
        cells += [[_text(cell, first if k == 1 else middle) for k, cell in enumerate(row)] for row in grid.rows[1:]]
        return Table(cells, colWidths=[width * cm for width in grid.widths], style=lined, repeatRows=1)

    def flow(item: Line | Grid) -> list[Any]:
        if isinstance(item, Grid):
            return [table(item), Spacer(1, 8)]
        if item.style in ("title", "centre", "note"):
            turn = [PageBreak()] if item.style == "title" else []
            return [*turn, _text(item.text, bold, "i" if item.style == "note" else "b")]
        heading = item.style in ("head", "subhead")
        return [_text(item.typed, head if heading else body, "b" if heading else "")]

    left = [_text(line, centre, "b" if n else "") for n, line in enumerate(plan.issuer)]
    left.append(_text(plan.number, centre))
    right = [_text(line, centre, "b") for line in MOTTO]
    right.append(_text(plan.place_date, centre, "i"))
    story: list[Any] = [Table([[left, right]], colWidths=[6.2 * cm, 9.8 * cm], style=flat), Spacer(1, 12)]
    story += [_text("KẾ HOẠCH", bold, "b"), _text(plan.title, bold, "b"), Spacer(1, 6)]
    for item in [*plan.grounds, *plan.body]:
        story += flow(item)
    recipients = [_text("Nơi nhận:", _style(12), "b"), *(_text(line, small) for line in plan.recipients)]
    signature = [_text(line, bold, "b") for line in plan.signature[:-1]]
    signature += [Spacer(1, 60), _text(plan.signature[-1], bold, "b")]
    story.append(Table([[recipients, signature]], colWidths=[8 * cm, 8 * cm], style=flat))
    for item in plan.annex:
        story += flow(item)

    def margins(canvas: Any, document: Any) -> None:
        canvas.setFont("Plan", 9)
        canvas.drawCentredString(A4[0] / 2, 1 * cm, MADE_UP)
        if document.page > 1:
            canvas.setFont("Plan", 14)
            canvas.drawCentredString(A4[0] / 2, A4[1] - 1.4 * cm, str(document.page))

    out = io.BytesIO()
    SimpleDocTemplate(
        out, pagesize=A4, topMargin=2 * cm, bottomMargin=2 * cm, leftMargin=3 * cm, rightMargin=2 * cm,
        invariant=1, title="", author="",
    ).build(story, onFirstPage=margins, onLaterPages=margins)  # fmt: skip
    return out.getvalue()


def _style(size: int, **more: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle("p", fontName="Plan", fontSize=size, leading=size * 1.25, spaceAfter=6, **more)


def _text(text: str, style: Any, mark: str = "") -> Any:
    from xml.sax.saxutils import escape

    from reportlab.platypus import Paragraph

    said = escape(text)
    return Paragraph(f"<{mark}>{said}</{mark}>" if mark else said, style)
