"""The pictures of README.md, made anew.

usage: python -m tests.tools.make_pictures    (needs Chromium, LibreOffice, poppler-utils)

The page at the width of a desk and of a phone, the draft's own Word file with its comments, the one-page form, and the
web page of ``doichieu serve`` before and after a draft was handed in; heat map and lineage of the notebooks' demo.
"""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from tests.tools.chromium import sized, started
from tests.tools.places import ROOT
from tests.tools.word_picture import to_pdf, with_comments

PICTURES = ROOT / "tests" / "pictures"
DAY = "2026-11-22"
PLAN = "corpus/plans/kim-tra-2026.docx"
SCREENS = {"page.png": (1400, 900, "#w-f1"), "page-phone.png": (390, 844, "#targets")}


def main() -> None:
    from pipeline.cli import main as doichieu

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        made = Path(folder)
        formats = ("--format", "html", "--format", "docx", "--format", "phieu")
        when = ("--against", "112/QĐ-TTg", "--as-of", DAY, "--fail-on", "never")
        doichieu(["check", PLAN, *when, *formats, "-o", str(made / "review")])
        for name, (width, height, place) in SCREENS.items():
            screen(made / "review.html", PICTURES / name, width, height, place)
        commented(made / "review.docx", PICTURES / "word.png")
        paper(made / "review.phieu.docx", PICTURES / "phieu.png")
        site(made)
        notebooks(made)
    for picture in PICTURES.glob("*.png"):
        Image.open(picture).convert("RGB").quantize(200, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            picture, optimize=True
        )


def notebooks(folder: Path) -> None:
    """Two figures of the demo corpus."""
    import pipeline
    from pipeline import notebook as nb

    tables = pipeline.tables(nb.demo(folder / "demo"))
    for name, figure in (("heatmap.png", nb.heatmap(tables, year=2026)), ("lineage.png", nb.lineage(tables))):
        figure.savefig(PICTURES / name, dpi=96, bbox_inches="tight", pad_inches=0.15)


def screen(page: Path, picture: Path, width: int, height: int, place: str) -> None:
    """A picture of the window, jumped to ``place``."""
    driver = started("--hide-scrollbars")
    try:
        sized(driver, width, height)
        driver.get(page.as_uri() + place)
        driver.save_screenshot(str(picture))
    finally:
        driver.quit()


def site(folder: Path) -> None:
    """The first page on a phone, the page of a reviewed draft on a desk."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    from tests.web.visitor import serving

    driver = started("--hide-scrollbars")
    try:
        with serving(folder) as server:
            sized(driver, 390, 844)
            driver.get(f"http://127.0.0.1:{server.port}/")
            driver.save_screenshot(str(PICTURES / "web-phone.png"))
            sized(driver, 1400, 900)
            driver.find_element(By.ID, "draft").send_keys(str(ROOT / PLAN))
            driver.execute_script("document.querySelector('[name=as_of]').value = arguments[0]", DAY)
            driver.find_element(By.CSS_SELECTOR, "button.go").click()
            frame = WebDriverWait(driver, 60).until(lambda page: page.find_element(By.TAG_NAME, "iframe"))
            driver.switch_to.frame(frame)
            WebDriverWait(driver, 60).until(lambda page: page.find_element(By.ID, "shown").text)
            driver.switch_to.default_content()
            driver.save_screenshot(str(PICTURES / "web.png"))
    finally:
        driver.quit()


def paper(word: Path, picture: Path) -> None:
    """A picture of the first page on paper."""
    options = ["-r", "80", "-png", "-singlefile"]
    target = str(picture.with_suffix(""))
    subprocess.run(["pdftoppm", *options, str(to_pdf(word)), target], check=True, capture_output=True)


def commented(word: Path, picture: Path) -> None:
    """A picture of the first page with its comments beside it."""
    shown = word.with_suffix(".comments.html")
    shown.write_text(with_comments(to_pdf(word)), encoding="utf-8")
    screen(shown, picture, 1184, 1060, "")


if __name__ == "__main__":
    main()
