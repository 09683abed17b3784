"""How fast reading is, each figure beside its yardstick in the same run.

usage: python -m tests.benchmarks.read [docx|pdf|sick|decree|memory]…    (all by default)

docx     files of some 5 pages a second; yardsticks: python-docx's own walk, bare lxml over the same part
pdf      born-digital pages a second and character error rate; yardsticks: pdfplumber's extract_text, pdfium's bare text
sick     the same for a PDF whose toned letters come from a second font
decree   a decree as the government issues them (15,000 paragraphs, 30 tables with 13,000 cells), half of it, twice it
memory   peak of a 500-page PDF
"""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import docx
import pdfplumber
import pypdfium2
from lxml import etree
from rapidfuzz.distance import Levenshtein

from pipeline.read import read_bytes, read_file
from pipeline.read.health import health
from tests.benchmarks.results import Row, keep
from tests.tools.places import PLANS

FONTS = Path("/usr/share/fonts/truetype")
NAMES = {"pdf": "born-digital PDF", "sick": "PDF whose toned letters come from a second font"}
ROWS: list[Row] = []
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def rate(work: Callable[[], Any], at_least: float = 1.5) -> float:
    """Runs a second on one core, warmed up."""
    work()
    began, runs = time.process_time(), 0
    while time.process_time() - began < at_least:
        work()
        runs += 1
    return runs / (time.process_time() - began)


def flat(text: str) -> str:
    return "".join(text.replace("|", "").split())


def error(truth: str, text: str) -> float:
    return 100 * Levenshtein.distance(flat(truth), flat(text)) / len(flat(truth))


def bench_docx() -> None:
    data = (PLANS / "quan-11-2023.docx").read_bytes()

    def walk() -> int:
        found = 0
        for item in docx.Document(io.BytesIO(data)).iter_inner_content():
            found += len(getattr(item, "text", ""))
        return found

    def bare() -> int:
        root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        return sum(len(t.text or "") for t in root.iter(f"{{{W}}}t"))

    print(f"docx    ours {rate(lambda: read_bytes(data, 'x.docx')):8.1f} files/s")
    print(f"        python-docx's walk {rate(walk):8.1f}, bare lxml {rate(bare):8.1f}")


def pages(data: bytes, kind: str, truth: str) -> None:
    count = len(pypdfium2.PdfDocument(data))

    def bare() -> str:
        document = pypdfium2.PdfDocument(data)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text

    def plumber() -> str:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return "\n".join(page.extract_text() for page in document.pages)

    document = read_bytes(data, "x.pdf")
    rounds = [  # in turn, since a busy machine slows one of them and not the other
        [count * rate(work, 0.5) for work in (lambda: read_bytes(data, "x.pdf"), plumber, bare)] for _ in range(5)
    ]
    ours, theirs, pdfium = (median(speeds) for speeds in zip(*rounds, strict=True))
    times = median(r[0] / r[1] for r in rounds)
    ROWS.extend(
        {"file": NAMES[kind], "reader": who, "pages a second": round(speed), "character error %": round(wrong, 2)}
        for who, speed, wrong in (
            ("doichieu", ours, error(truth, document.text)),
            ("pdfplumber", theirs, error(truth, plumber())),
            ("pdfium, bare text", pdfium, error(truth, bare())),
        )
    )
    print(
        f"{kind:7} ours {ours:8.1f} pages/s, CER {error(truth, document.text):.3f} % ({document.properties['routes']})"
    )
    print(f"        pdfplumber {theirs:8.1f} ({times:.1f} times, median of 5), CER {error(truth, plumber()):.3f} %")
    print(
        f"        pdfium's bare text {pdfium:8.1f} ({pdfium / ours:.1f} times ours), CER {error(truth, bare()):.3f} %"
    )
    print(f"        health of pdfium's text: one-letter toned tokens {health(bare()).singles:.4f}")


def bench_pdf() -> None:
    pages((PLANS / "quan-11-2023.pdf").read_bytes(), "pdf", read_file(PLANS / "quan-11-2023.docx").text)


def bench_sick() -> None:
    from tests.tools.make_forms import make_sick_pdf, plan_of

    plan = plan_of("quan-11-2023")
    pages(make_sick_pdf(plan, FONTS / "liberation2"), "sick", "".join(plan.body).replace("**", ""))


def decree(paragraphs: int, tables: int, cells: int) -> bytes:
    """A Word file of that shape, its runs split and dressed as Word splits and dresses them."""
    dress = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>'
    sentence = "Cơ quan có thẩm quyền xem xét, quyết định việc thực hiện chính sách theo quy định tại khoản này; "

    def paragraph(text: str) -> str:
        cut = len(text) // 3
        runs = "".join(
            f'<w:r>{dress}<w:t xml:space="preserve">{part}</w:t></w:r>'
            for part in (text[:cut], text[cut : 2 * cut], text[2 * cut :])
        )
        return f'<w:p w:rsidR="00A1"><w:pPr><w:spacing w:before="120"/><w:jc w:val="both"/></w:pPr>{runs}</w:p>'

    width = 8
    rows = max(1, cells // tables // width)
    cell = f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{paragraph("Chỉ tiêu 12,5%")}</w:tc>'
    table = f"<w:tbl><w:tblPr/>{f'<w:tr>{cell * width}</w:tr>' * rows}</w:tbl>"
    body = []
    for i in range(paragraphs):
        body.append(paragraph(f"{i}. {sentence}"))
        if i % (paragraphs // tables) == 0:
            body.append(table)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
        )
    return out.getvalue()


def bench_decree() -> None:
    for share in (0.5, 1.0, 2.0):
        data = decree(int(15_000 * share), int(30 * share), int(13_000 * share))
        xml = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size / 1e6
        began = time.process_time()
        document = read_bytes(data, "x.docx")
        took = time.process_time() - began
        print(f"decree  {share:3.1f} x: {xml:5.1f} MB of XML, {len(document.blocks):6} blocks, {took:5.2f} s")


def bench_memory() -> None:
    source = pypdfium2.PdfDocument(PLANS / "quan-11-2023.pdf")
    many = pypdfium2.PdfDocument.new()
    while len(many) < 500:
        many.import_pages(source)
    path = Path("/tmp") / "bench-500.pdf"
    many.save(path)
    code = (
        "import re; from pathlib import Path; from pipeline.read import read_file; peak = lambda: "
        "int(re.search('VmHWM:\\\\s+(\\\\d+)', Path('/proc/self/status').read_text())[1]) // 1024; before = peak(); "
        f"document = read_file({str(path)!r}); print(document.pages, before, peak())"
    )
    began = time.perf_counter()
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    print(
        f"memory  {told[0]} pages: {told[1]} MB before, {told[2]} MB at the peak, {time.perf_counter() - began:.1f} s"
    )
    path.unlink()


def main() -> None:
    for name in sys.argv[1:] or ["docx", "pdf", "sick", "decree", "memory"]:
        globals()[f"bench_{name}"]()
    if {row["file"] for row in ROWS} == set(NAMES.values()):
        keep("reading", ROWS)


if __name__ == "__main__":
    main()
