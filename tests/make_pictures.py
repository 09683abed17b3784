"""The pictures of README.md, made anew: ``python tests/make_pictures.py`` (needs Chromium, LibreOffice, poppler-utils).

The page at the width of a desk and of a phone, the draft's own Word file with its comments, and the one-page form.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "tests" / "pictures"
PLAN = "corpus/plans/kim-tra-2026.docx"
NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
SCREENS = {"page.png": (1400, 900, "#w-f1"), "page-phone.png": (390, 844, "#targets")}
PAPERS = {"word.png": "review.docx", "phieu.png": "review.phieu.docx"}


def main() -> None:
    from pipeline.cli import main as doichieu

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        made = Path(folder)
        formats = ("--format", "html", "--format", "docx", "--format", "phieu")
        when = ("--against", "112/QĐ-TTg", "--as-of", "2026-11-22", "--fail-on", "never")
        doichieu(["check", PLAN, *when, *formats, "-o", str(made / "review")])
        for name, (width, height, place) in SCREENS.items():
            screen(made / "review.html", PICTURES / name, width, height, place)
        for name, source in PAPERS.items():
            paper(made / source, PICTURES / name)


def screen(page: Path, picture: Path, width: int, height: int, place: str) -> None:
    """A picture of the window, jumped to ``place``."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
    for flag in (*flags, "--disable-component-update", "--disable-sync", "--disable-quic", "--hide-scrollbars"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        motion = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", motion)
        driver.get(page.as_uri() + place)
        driver.save_screenshot(str(picture))
    finally:
        driver.quit()


def paper(word: Path, picture: Path) -> None:
    """A picture of the first page on paper; comments are LibreOffice's note signs."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", NOTES, "--outdir", str(word.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    options = ["-r", "80", "-png", "-singlefile"]
    target = str(picture.with_suffix(""))
    subprocess.run(["pdftoppm", *options, str(word.with_suffix(".pdf")), target], check=True, capture_output=True)


if __name__ == "__main__":
    main()
