"""A Word file's first page with its comments in the margin, as Word shows them.

LibreOffice lays the page out. Without a window it draws no comments in the margin, but it writes them into a PDF as
notes: where each stands and what it says. The page is that PDF's own picture; the balloons are drawn beside it.
"""

from __future__ import annotations

import base64
import ctypes
import html
import io
import subprocess
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
SCALE = 1.25  # pixels a point
WIDTH = 400  # pixels of a balloon
STYLE = f"""
body {{ margin: 0; background: #eef0f3; font: 12px/1.35 "Liberation Sans", sans-serif; }}
main {{ position: relative; display: flex; }}
img {{ display: block; flex: none; align-self: start; background: #fff; box-shadow: 0 0 6px #0003; }}
aside {{ width: {WIDTH}px; padding: 0 12px 0 28px; }}
article {{ background: #fff; border: 1px solid #c9ced6; border-radius: 4px; padding: 5px 9px; }}
article {{ border-left: 4px solid #b3261e; }}
b, p {{ display: block; margin: 0 0 2px; }}
svg {{ position: absolute; inset: 0; width: 100%; height: 100%; }}
path {{ fill: none; stroke: #b3261e; stroke-dasharray: 4 3; }}
"""
PLACED = """
const marks = JSON.parse(document.body.dataset.marks), lines = document.querySelector("svg");
let floor = -8;
document.querySelectorAll("article").forEach((note, n) => {
  const [x, y] = marks[n], top = Math.max(floor, y - 14);
  note.style.marginTop = `${top - floor + 8}px`;
  const box = note.getBoundingClientRect();
  lines.innerHTML += `<path d="M${x} ${y - 4}V${y + 9}H${box.left - 14}L${box.left} ${box.top + 14}"/>`;
  floor = box.bottom;
});
document.querySelector("main").style.height = `${Math.max(floor + 8, document.querySelector("img").height)}px`;
"""


def to_pdf(word: Path) -> Path:
    """-> the file as LibreOffice lays it out, its comments as notes."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", NOTES, "--outdir", str(word.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return word.with_suffix(".pdf")


def notes_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, str]]:
    """-> (x, y, words) of every note of a page, from the top; pixels of the picture."""
    height = page.get_height()
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_TEXT:
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(note, box)
            size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            words = ctypes.create_string_buffer(size)
            pointer = ctypes.cast(words, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFAnnot_GetStringValue(note, b"Contents", pointer, size)
            text = words.raw.decode("utf-16-le").rstrip("\x00")
            found.append((box.left * SCALE, (height - (box.top + box.bottom) / 2) * SCALE, text))
        pdfium.FPDFPage_CloseAnnot(note)
    return sorted(found, key=lambda note: (note[1], note[0]))


def with_comments(pdf: Path) -> str:
    """-> a page for the browser: the first page's picture, balloons beside it, a line from each to its place."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture = io.BytesIO()
    page.render(scale=SCALE, draw_annots=False).to_pil().save(picture, "PNG")
    notes = notes_of(page)
    balloons = ""
    for _, _, text in notes:
        head, *rest = (html.escape(line) for line in text.replace("\r", "\n").split("\n"))
        balloons += f"<article><b>{head}</b>{''.join(f'<p>{line}</p>' for line in rest)}</article>"
    image = base64.b64encode(picture.getvalue()).decode()
    marks = [[round(x), round(y)] for x, y, _ in notes]
    return (
        f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style><body data-marks='{marks}'><main>"
        f"<img src='data:image/png;base64,{image}'><aside>{balloons}</aside><svg></svg></main><script>{PLACED}</script>"
    )
