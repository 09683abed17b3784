"""The rules of a PDF page as pdfium has them are those that pdfplumber reads from the content itself."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from pipeline.limits import Limits
from pipeline.read.pdf import read_pdf
from pipeline.read.pdf.chars import page_chars
from pipeline.read.pdf.objects import drawn_on
from pipeline.read.pdf.ruling import may_be_ruled, page_rules

GRID = "".join(f"72 {y} m 432 {y} l S " for y in (700, 660, 620)) + "".join(
    f"{x} 700 m {x} 620 l S " for x in (72, 192, 432)
)
DRAWN = {
    "lines": GRID,
    "frames": "72 600 120 40 re S 192 600 120 40 re S 72 640 240 -0.5 re f 300 500 -80 30 re B* " * 2,
    "filled areas are no rules": "72 600 120 40 re f 72 500 300 2 re f 72 400 1 90 re f " * 3,
    "several in one path": "72 600 120 40 re 192 600 120 40 re 72 560 m 312 560 l 5 5 m S " * 6,
    "open and closed outlines": (
        "72 700 m 172 700 l 172 650 l S 72 600 m 172 600 l 172 550 l 72 550 l h S "
        "72 500 m 172 500 l 172 450 l 72 450 l 72 500 l S 72 400 m 172 400 l 172 350 l 72 350 l 72 400 l h S "
        "72 300 m 172 300 l h S 72 250 m 172 250 l 72 250 l S 72 200 m 172 230 l S 72 150 m 172 150 l 120 90 l s "
    ),
    "curves": "72 700 m 90 720 120 720 150 700 c 250 700 l S 72 600 m 90 620 172 600 v 172 550 l h f " * 3,
    "moved, scaled and turned": (
        f"q 0.5 0 0 0.75 30 40 cm {GRID} Q q 0 1 -1 0 600 10 cm {GRID} Q q 1 0 0 -1 0 800 cm {GRID} Q"
    ),
    "clipped and unpainted": f"q 0 0 90 900 re W n {GRID} Q 10 10 m 500 10 l n 20 20 50 50 re n",
    "forms in forms": f"{GRID} q 0.5 0 0 0.5 100 20 cm /Outer Do Q /Inner Do",
}


def pdf_of(content: str, boxes: str = "/MediaBox [0 0 595 842]") -> bytes:
    """A PDF of one page, which may draw two forms, one in the other, and write in Helvetica."""
    inner = b"0 0 200 60 re S 0 30 m 200 30 l S 100 0 m 100 60 l S"
    outer = b"0 0 300 90 re S q 1 0 0 1 10 10 cm /Inner Do Q"
    form = "/Type /XObject /Subtype /Form /BBox [0 0 300 300]"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {boxes} /Contents 4 0 R /Resources << /Font << /F 7 0 R >> "
        "/XObject << /Inner 5 0 R /Outer 6 0 R >> >> >>".encode(),
        f"<< /Length {len(content)} >> stream\n{content}\nendstream".encode(),
        f"<< {form} /Matrix [1 0 0 1 50 100] /Length {len(inner)} >> stream\n".encode() + inner + b"\nendstream",
        f"<< {form} /Matrix [0 1 -1 0 200 0] /Resources << /XObject << /Inner 5 0 R >> >> "
        f"/Length {len(outer)} >> stream\n".encode()
        + outer
        + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"xref\n0 8\n0000000000 65535 f \n%btrailer << /Size 8 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        index,
        len(made),
    )


def by_pdfplumber(data: bytes) -> list[dict[str, Any]]:
    """The edges that it finds tables by, but those of filled areas."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        page = document.pages[0].filter(
            lambda o: o["object_type"] != "rect" or o["width"] < 3 or o["height"] < 3 or o["stroke"]
        )
        return [e for e in page.edges if e["orientation"] and e["height" if e["orientation"] == "v" else "width"] >= 1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", DRAWN)
def test_rules_are_those_that_pdfplumber_reads(drawn: str, turn: int) -> None:
    data = pdf_of(DRAWN[drawn], f"/MediaBox [0 0 595 842] /Rotate {turn}")
    page = pypdfium2.PdfDocument(data)[0]
    assert may_be_ruled(drawn_on(page))
    found, known = page_rules(drawn_on(page), page_chars(page)), by_pdfplumber(data)
    assert [edge["orientation"] for edge in found] == [edge["orientation"] for edge in known]
    for name in ("x0", "x1", "top", "bottom"):
        assert [edge[name] for edge in found] == pytest.approx([edge[name] for edge in known], abs=0.01)


@pytest.mark.parametrize(
    "boxes",
    [
        "/MediaBox [0 0 595 842]",
        "/MediaBox [-40 -300 555 842]",
        "/MediaBox [0 0 900 900] /CropBox [50 500 500 800]",
        "/MediaBox [0 0 595 842] /Rotate 90",
    ],
)
def test_a_table_is_found_wherever_the_page_has_its_origin_and_however_a_scanner_turned_it(boxes: str) -> None:
    words = {(80, 675): "STT", (200, 675): "Noi dung chi tieu", (80, 635): "1", (200, 635): "Tap huan can bo"}
    written = "".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET " for (x, y), text in words.items())
    read = read_pdf(pdf_of(GRID + written, boxes), "a.pdf", Limits())
    cells = [(p.row, p.column, p.text) for p in read.paragraphs if p.kind == "cell"]
    assert cells == [(0, 0, "STT"), (0, 1, "Noi dung chi tieu"), (1, 0, "1"), (1, 1, "Tap huan can bo")]
