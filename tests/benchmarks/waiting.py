"""How long a department waits: pages of a long scan a minute on one core and on two, and twenty Word 97 files.

usage: python -m tests.benchmarks.waiting [--pages 40] [--files 20]

The scan is made of the pages of the two corpus plans, each with noise of its own. "again" is the second reading of the
same file, whose pages are kept. The Word 97 files are converted with a LibreOffice started for each, and with one kept
running. ``memory`` is the most that reading held beyond the program itself, in MB, Tesseract not counted.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from PIL import Image

from pipeline.limits import Limits
from pipeline.read import office, read_file
from pipeline.read.office import end_office, office_program, to_docx
from tests.benchmarks.ocr import spoilt
from tests.benchmarks.results import Row, keep, show
from tests.tools.places import PLANS

_WHOLE = Limits(seconds=7200.0)


def long_scan(pages: int) -> bytes:
    """-> a PDF of so many pictures, drawn at 150 dpi."""
    drawn: list[Image.Image] = []
    while len(drawn) < pages:
        for pdf in sorted(PLANS.glob("*.pdf")):
            drawn += [page.render(scale=150 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    images = [spoilt(image, n) for n, image in enumerate(drawn[:pages])]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150, quality=85)
    return out.getvalue()


def read_once(path: str) -> None:
    """In a process of its own: read the scan and print what it took."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    document = read_file(path, _WHOLE)
    spent = time.perf_counter() - begun
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    unread = sum(notice.code == "page_unread" for notice in document.warnings)
    print(document.pages, spent, held, unread)


def scans(pages: int) -> list[Row]:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quet.pdf"
        path.write_bytes(long_scan(pages))
        for cores in (1, 2):
            cache = f"{folder}/{cores}"
            for name in ("first", "again"):
                chosen = sorted(os.sched_getaffinity(0))[:cores]
                told = subprocess.run(
                    ["taskset", "-c", ",".join(map(str, chosen)), sys.executable, "-m", __spec__.name, "--read", path],
                    env={**os.environ, "DOICHIEU_CACHE": cache},
                    capture_output=True,
                    text=True,
                    check=True,
                ).stdout.split()
                seconds = float(told[1])
                rows.append(
                    {
                        "cores": cores,
                        "reading": name,
                        "pages": int(told[0]),
                        "seconds": round(seconds, 1),
                        "pages_a_minute": round(60 * int(told[0]) / seconds),
                        "memory": round(float(told[2])),
                    }
                )
    return rows


def word_97(files: int) -> list[Row]:
    program = office_program()
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        plan = PLANS / "kim-tra-2026.docx"
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder, str(plan)]
        subprocess.run(command, capture_output=True, check=True)
        data = Path(folder, "kim-tra-2026.doc").read_bytes()
    rows: list[Row] = []
    for name, kept in (("for each file", False), ("kept running", True)):
        begun = time.perf_counter()
        for n in range(files):
            if not kept:
                end_office()
                office._office.converted = 0
            to_docx(data, ".doc", f"{n}.doc", _WHOLE)
        rows.append({"office": name, "files": files, "seconds": round(time.perf_counter() - begun, 1)})
    end_office()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--read")
    args = parser.parse_args()
    if args.read:
        read_once(args.read)
        return
    for name, measured in (
        ("waiting_office", lambda: word_97(args.files)),
        ("waiting_scan", lambda: scans(args.pages)),
    ):
        rows = measured()
        show(name, rows)
        keep(name, rows)


if __name__ == "__main__":
    main()
