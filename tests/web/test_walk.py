"""One clerk's day in a real browser: sixty drafts in, three findings decided, the Word file back, the next version."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from pipeline.model import Lang
from pipeline.text.fold import fold
from tests.report.word.changes import marks, settle
from tests.tools.chromium import ABSENT, HERE, pictured, serious, sized, started
from tests.tools.make_corpus import main as make_corpus
from tests.web.test_working_day import FAULTY, RULES, archived, docx_of
from tests.web.visitor import Server, serving

pytest.importorskip("selenium")
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.steps import decide, hand_in, home, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HERE, reason=ABSENT)]
WIDTHS = (1400, 390)
PATIENCE = 400
DRAFT, NEXT = "du-thao.docx", "du-thao-2.docx"
NEW = "2. Tổ chức các các lớp tập huấn cho cán bộ.\nII. KINH PHÍ"
LANG: Lang = "vi"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """59 invented plans in Word, PDF and plain text."""
    folder = tmp_path_factory.mktemp("plans")
    assert make_corpus([str(folder), "--count", "59", "--years", "2026"]) == 0
    return [folder / json.loads(line)["file"] for line in (folder / "truth.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve"), "--jobs", "2") as running:
        yield running


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Chrome]:
    driver = started(downloads=str(tmp_path))
    yield driver
    driver.quit()


def stop(browser: Chrome, folder: Path) -> Callable[[str], None]:
    """-> what looks at a page at the widths of a desk and a phone: it fits, axe finds nothing serious, a picture."""

    def look(name: str) -> None:
        for width in WIDTHS:
            sized(browser, width)
            pictured(browser, folder / f"{name}-{width}.png")
            assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), (name, width)
            assert serious(browser) == [], (name, width)
        sized(browser, WIDTHS[0])

    return look


def column(browser: Chrome, css: str) -> list[str]:
    return [cell.text for cell in browser.find_elements(By.CSS_SELECTOR, f"#drafts tbody tr {css}")]


def sort_by(browser: Chrome, number: int) -> None:
    browser.find_elements(By.CSS_SELECTOR, "#drafts th button.sort")[number].click()


def rules_of(browser: Chrome, css: str) -> list[tuple[str, str]]:
    """-> rule and key of each finding of a part of the page."""
    found = browser.find_elements(By.CSS_SELECTOR, css)
    return [(one.find_element(By.CLASS_NAME, "rule").text, str(one.get_attribute("id"))) for one in found]


def all_ended(browser: Chrome) -> None:
    told = f"Đã xong {len(column(browser, 'th'))} trong"
    WebDriverWait(browser, PATIENCE).until(lambda page: told in page.find_element(By.ID, "count").text)
    until(browser, "a[href='/results']")


def fetched(browser: Chrome, css: str, path: Path) -> bytes:
    browser.find_element(By.CSS_SELECTOR, css).click()
    WebDriverWait(browser, 60).until(lambda _: path.is_file() and path.stat().st_size)
    return path.read_bytes()


def test_sixty_drafts_in_decided_fetched_and_the_next_version(
    browser: Chrome, server: Server, plans: list[Path], tmp_path: Path
) -> None:
    look = stop(browser, tmp_path)
    home(browser, server)
    look("start")
    zipped = tmp_path / "gửi.zip"
    names = [f"{number:02}-{path.name}" for number, path in enumerate(plans)]
    files = [(name, path.read_bytes()) for name, path in zip(names, plans, strict=True)]
    zipped.write_bytes(archived(*files, (DRAFT, docx_of(FAULTY))))
    hand_in(browser, zipped)
    until(browser, "#drafts tr[data-open]")
    overview = browser.current_url
    assert len(column(browser, "th")) == 60
    look("overview-progress")
    browser.find_element(By.CSS_SELECTOR, "tr[data-open] th a").click()
    until(browser, ".stages")
    look("progress")
    browser.get(overview)
    sort_by(browser, 0)
    all_ended(browser)
    assert column(browser, "th") == sorted([*names, DRAFT], key=fold)  # what is done meanwhile moves no row
    assert "failed" not in [row.get_attribute("class") for row in browser.find_elements(By.CSS_SELECTOR, "#drafts tr")]
    browser.find_element(By.CSS_SELECTOR, "a[href='/results']").click()
    until(browser, "#gathering")
    look("results")
    WebDriverWait(browser, PATIENCE).until(lambda page: page.find_elements(By.ID, "ready"))
    look("results-ready")
    packed = zipfile.ZipFile(io.BytesIO(fetched(browser, "#ready", tmp_path / "doichieu.zip")))
    assert len({name.partition("/")[0] for name in packed.namelist() if "/" in name}) == 60
    browser.get(overview)

    sort_by(browser, 1)
    ranks = [int(cell.get_attribute("data-order") or 0) for cell in browser.find_elements(By.CSS_SELECTOR, "td.state")]
    assert ranks == sorted(ranks)
    assert "lỗi" in column(browser, ".state")[0]
    look("overview")
    browser.find_element(By.CSS_SELECTOR, "p.table a[href*='.html']").click()
    until(browser, "table")
    look("department")
    browser.get(overview)

    browser.find_element(By.LINK_TEXT, DRAFT).click()
    until(browser, "iframe")
    look("review")
    address = browser.current_url
    browser.find_element(By.CSS_SELECTOR, "a[href$='/findings']").click()
    until(browser, "article")
    look("findings")
    found = rules_of(browser, "article")
    first = dict(found)
    decide(browser, first["DC201"], "accepted")
    decide(browser, first["DC613"], "edited", "Phấn đấu để")
    decide(browser, first["DC404"], "dismissed", "kế hoạch nhỏ")
    decide(browser, first["DC404"], "undo")
    decide(browser, first["DC404"], "dismissed", "kế hoạch nhỏ, không cần dự toán")
    for rule, key in found:
        if rule not in RULES:
            decide(browser, key, "dismissed", "đã xem, để nguyên")
    assert rules_of(browser, "article:not(.decided)") == []
    look("findings-decided")

    word = fetched(browser, "a[href$='/docx']", tmp_path / "du-thao.review.docx")
    written = {words for kind, words, _ in marks(word) if kind == "ins"}
    assert written == {"112/QĐ-TTg", "để"}
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(settle(word, "accept"))).paragraphs)
    assert "112/QĐ-TTg ngày 22" in text
    assert "112/2021" not in text
    assert "Phấn đấu để đạt 70%" in text
    old = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(settle(word, "reject"))).paragraphs)
    assert old.split() == FAULTY.split()
    assert "DC404" not in "".join(comment.text for comment in docx.Document(io.BytesIO(word)).comments)

    after = tmp_path / NEXT
    after.write_bytes(docx_of(FAULTY.replace("II. KINH PHÍ", NEW)))
    home(browser, server)
    hand_in(browser, after)
    until(browser, "iframe")
    browser.find_element(By.CSS_SELECTOR, "a[href$='/findings']").click()
    until(browser, "article")
    assert [rule for rule, _ in rules_of(browser, "article:not(.decided)")] == ["DC613"]
    assert "các các" in browser.find_element(By.CSS_SELECTOR, "article:not(.decided)").text
    look("findings-next")
    assert address != browser.current_url
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_sixty_files_are_as_good_as_a_zip(browser: Chrome, server: Server, plans: list[Path], tmp_path: Path) -> None:
    one = tmp_path / DRAFT
    one.write_bytes(docx_of(FAULTY))
    sized(browser, WIDTHS[0])
    home(browser, server)
    hand_in(browser, *plans, one)
    until(browser, "#drafts tr[data-draft]")
    assert len(column(browser, "th")) == 60
    all_ended(browser)
    assert browser.get_log("browser") == []
