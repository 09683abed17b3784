"""Makes PDFs as e-offices sign them: what was stamped on a plan lies in annotations, not in its page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from tests.tools.make_forms import FONTS

HEADER = (
    (60, 780, "ỦY BAN NHÂN DÂN"),
    (60, 764, "PHƯỜNG AN HÒA"),
    (60, 748, "Số:           /KH-UBND"),
    (300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (340, 764, "Độc lập - Tự do - Hạnh phúc"),
    (330, 748, "An Hòa, ngày         tháng 3 năm 2026"),
    (260, 700, "KẾ HOẠCH"),
    (180, 684, "Phát triển công tác xã hội năm 2026"),
)
BODY = ("I. MỤC TIÊU", "Nâng cao chất lượng dịch vụ công tác xã hội.", "II. TỔ CHỨC THỰC HIỆN", "Giao Trạm Y tế.")
NUMBER = (82, 747)
DAY = (404, 747)


@dataclass(frozen=True)
class Mark:
    """An annotation: where it begins, what it prints; ``value`` instead of an appearance; ``kind`` its subtype."""

    x: float
    y: float
    text: tuple[str, ...]
    kind: str = "Widget"
    drawn: bool = True
    width: float = 60


def stamped_pdf(
    marks: tuple[Mark, ...],
    *,
    turned: int = 0,
    header: tuple[tuple[float, float, str], ...] = HEADER,
    seal: bytes = b"",
) -> bytes:
    """-> one page with its header, a short body and the annotations; ``turned``: lies so in the file, and is shown
    upright. ``seal``: the DER of a signature by which the first of them is signed.
    """
    from reportlab.pdfbase import pdfdoc, pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "LiberationSerif-Regular.ttf")))
    out = io.BytesIO()
    size = (595.0, 842.0) if turned % 180 == 0 else (842.0, 595.0)
    page = canvas.Canvas(out, pagesize=size, invariant=1)
    page.setPageRotation(turned)
    page.saveState()
    _lay(page, turned, size)
    page.setFont("Serif", 12)
    for x, y, text in header:
        page.drawString(x, y, text)
    for i, text in enumerate(BODY):
        page.drawString(60, 640 - 18 * i, text)
    page.restoreState()
    fields: list[Any] = []
    for n, mark in enumerate(marks):
        entry = _annotation(page, n, mark, turned, size, pdfdoc)
        if n == 0 and seal:
            entry["FT"] = pdfdoc.PDFName("Sig")
            entry["V"] = pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Sig"),
                    "Filter": pdfdoc.PDFName("Adobe.PPKLite"),
                    "M": pdfdoc.PDFString("D:20260312151437+07'00'"),
                    "ByteRange": pdfdoc.PDFArray([0, 1, 2, 3]),
                    "Contents": pdfdoc.PDFString(seal, enc="raw"),
                }
            )
        page._addAnnotation(pdfdoc.PDFDictionary(entry))
        fields.append(page._annotationrefs[-1])
    if any(mark.kind == "Widget" for mark in marks):
        page._doc.Catalog.AcroForm = pdfdoc.PDFDictionary({"Fields": pdfdoc.PDFArray(fields)})
    page.showPage()
    page.save()
    return out.getvalue()


def _lay(page: Any, turned: int, size: tuple[float, float]) -> None:
    if turned == 90:
        page.translate(size[0], 0)
        page.rotate(90)
    elif turned == 270:
        page.translate(0, size[1])
        page.rotate(-90)


def _annotation(page: Any, n: int, mark: Mark, turned: int, size: tuple[float, float], pdfdoc: Any) -> dict[str, Any]:
    height = 14.0 * len(mark.text)
    x0, y0, x1, y1 = mark.x, mark.y - 3 - 14 * (len(mark.text) - 1), mark.x + mark.width, mark.y + 11
    if turned == 90:
        x0, y0, x1, y1 = size[0] - y1, x0, size[0] - y0, x1
    elif turned == 270:
        x0, y0, x1, y1 = y0, size[1] - x1, y1, size[1] - x0
    entry: dict[str, Any] = {
        "Type": pdfdoc.PDFName("Annot"),
        "Subtype": pdfdoc.PDFName(mark.kind),
        "Rect": pdfdoc.PDFArray([x0, y0, x1, y1]),
        "F": 4,
        "T": pdfdoc.PDFString(f"f{n}"),
    }
    if mark.kind == "Widget":
        entry["FT"] = pdfdoc.PDFName("Tx")
    if not mark.drawn:
        key = "V" if mark.kind == "Widget" else "Contents"
        return entry | {key: pdfdoc.PDFString(" ".join(mark.text)), "DA": pdfdoc.PDFString("/Helv 12 Tf 0 g")}
    page.beginForm(f"look{n}", 0, 0, x1 - x0, y1 - y0)
    page.saveState()
    _lay(page, turned, (x1 - x0, y1 - y0))
    page.setFont("Serif", 12)
    for i, line in enumerate(mark.text):
        page.drawString(0, height - 11 - 14 * i, line)
    page.restoreState()
    page.endForm()
    look = pdfdoc.PDFObjectReference(page._doc.getXObjectName(f"look{n}"))
    return entry | {"AP": pdfdoc.PDFDictionary({"N": look})}
