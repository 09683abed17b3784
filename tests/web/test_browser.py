"""The web page in a real browser, from the choice of a file to the download; nothing asked of any other machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import docx
import pytest

from tests.tools.chromium import ABSENT, HERE, requested, serious, sized, started, unsized
from tests.web.visitor import Server, Visitor, serving

pytest.importorskip("selenium")
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.tools.places import PLANS
from tests.web.steps import hand_in, home, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HERE, reason=ABSENT)]
WIDTHS = [390, 1400]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve"), "--max-size", "2", "--jobs", "1") as running:
        yield running


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[Chrome]:
    driver = started(downloads=str(downloads))
    yield driver
    driver.quit()


def test_from_the_choice_of_a_file_to_the_download(browser: Chrome, server: Server, downloads: Path) -> None:
    home(browser, server)
    requested(browser)
    hand_in(browser, PLANS / "kim-tra-2026.docx")
    until(browser, "iframe")
    assert browser.find_element(By.TAG_NAME, "h1").text == "kim-tra-2026.docx"
    browser.switch_to.frame(browser.find_element(By.TAG_NAME, "iframe"))
    until(browser, "#shown:not(:empty)")
    cards = browser.find_elements(By.CSS_SELECTOR, ".finding")
    browser.find_element(By.CSS_SELECTOR, "button[data-severity=info]").click()
    assert 0 < sum(card.is_displayed() for card in cards) < len(cards)
    link = browser.find_element(By.CSS_SELECTOR, ".finding.error blockquote a")
    browser.execute_script("arguments[0].click()", link)  # within a frame it can lie below the window's edge
    assert "lit" in browser.find_element(By.CSS_SELECTOR, "aside a.error").get_attribute("class")
    assert browser.execute_script("return self.origin") == "null"  # no way from the review to the site
    browser.switch_to.default_content()
    browser.find_element(By.CSS_SELECTOR, 'a[href$="/docx"]').click()
    made = downloads / "kim-tra-2026.review.docx"
    WebDriverWait(browser, 30).until(lambda _: made.is_file())
    assert {comment.author for comment in docx.Document(str(made)).comments} == {"doichieu"}
    assert browser.get_log("browser") == []
    asked = {urlsplit(url).netloc for url in requested(browser) if not url.startswith("data:")}
    assert asked == {f"127.0.0.1:{server.port}"}


def test_a_list_of_drafts_follows_their_progress_and_lets_go(browser: Chrome, server: Server, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    home(browser, server)
    hand_in(browser, PLANS / "quan-11-2023.docx", broken)
    until(browser, "#drafts tr.failed")
    WebDriverWait(browser, 60).until(lambda page: not page.find_elements(By.CSS_SELECTOR, "[data-open]"))
    before = len(browser.find_elements(By.CSS_SELECTOR, "#drafts tr[data-draft]"))
    browser.find_element(By.CSS_SELECTOR, "#drafts tr.failed a").click()
    assert "hỏng.docx" in browser.find_element(By.CSS_SELECTOR, ".verdict").text
    browser.find_element(By.CSS_SELECTOR, "button.quiet").click()
    until(browser, "#drafts")
    assert len(browser.find_elements(By.CSS_SELECTOR, "#drafts tr[data-draft]")) == before - 1
    assert browser.get_log("browser") == []


def test_findings_are_accepted_edited_and_dismissed_and_the_page_fits_a_phone(browser: Chrome, server: Server) -> None:
    def choose(css: str, words: str = "") -> None:
        before = len(browser.find_elements(By.CSS_SELECTOR, "article.decided"))
        browser.execute_script("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        button = browser.find_element(By.CSS_SELECTOR, f"article:not(.decided) {css}")
        if words:
            field = button.find_element(By.XPATH, "./ancestor::form//*[self::textarea or @name='reason']")
            field.clear()
            field.send_keys(words)
        browser.execute_script("arguments[0].click()", button)
        WebDriverWait(browser, 60).until(
            lambda page: len(page.find_elements(By.CSS_SELECTOR, "article.decided")) == before + 1
        )

    home(browser, server)
    hand_in(browser, PLANS / "kim-tra-2026.docx")
    until(browser, "iframe")
    sized(browser, 390)
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    browser.get(browser.find_element(By.CSS_SELECTOR, 'a[href$="/findings"]').get_attribute("href"))
    choose("button[value=accepted]")
    choose("button[value=edited]", "lời khác")
    choose("button[value=dismissed]", "không phải lỗi")
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert serious(browser) == []
    undo = browser.find_element(By.CSS_SELECTOR, "article.decided button[value=undo]")
    browser.execute_script("arguments[0].click()", undo)
    WebDriverWait(browser, 60).until(lambda page: len(page.find_elements(By.CSS_SELECTOR, "article.decided")) == 2)
    unsized(browser)


def test_a_file_that_is_too_large_is_told_before_it_is_sent(browser: Chrome, server: Server, tmp_path: Path) -> None:
    heavy = tmp_path / "nặng.txt"
    heavy.write_bytes(b"a" * (2 * 2**20 + 1))
    home(browser, server)
    hand_in(browser, heavy)
    assert "nặng.txt" in browser.find_element(By.ID, "wrong").text
    assert browser.current_url.endswith("/?lang=vi")


def test_it_works_without_script(browser: Chrome, server: Server) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        home(browser, server)
        hand_in(browser, PLANS / "kim-tra-2026.txt")
        until(browser, "iframe")  # the page that waits asks again by itself
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Chrome, server: Server, tmp_path: Path, width: int, scheme: str
) -> None:
    slow, broken = tmp_path / "dài.txt", tmp_path / "hỏng.docx"
    slow.write_text((PLANS / "kim-tra-2026.txt").read_text(encoding="utf-8") * 60, encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 nothing")
    try:
        for files, shown in (((), "#hand-in"), ((slow,), ".stages"), ((broken,), ".verdict"),
                             ((PLANS / "quan-11-2023.docx",), "iframe")):  # fmt: skip
            sized(browser, width, scheme=scheme)
            home(browser, server)
            if files:
                hand_in(browser, *files)
            until(browser, shown)
            assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), shown
            assert serious(browser) == [], shown
            if shown == ".stages":
                browser.find_element(By.CSS_SELECTOR, "button.quiet").click()
                until(browser, "#hand-in")  # a page asked for while the deletion is on its way would be lost
    finally:
        unsized(browser)


def test_a_deleted_review_is_gone_from_the_page_that_waits(browser: Chrome, server: Server) -> None:
    visitor = Visitor(server.port)
    address = visitor.send(("a.txt", (PLANS / "kim-tra-2026.txt").read_bytes() * 60)).headers["location"]
    browser.get(f"http://127.0.0.1:{server.port}{address}")
    until(browser, ".stages")
    visitor.ask("POST", f"{address}/delete", f"token={visitor.token()}".encode())
    until(browser, ".verdict.error")


def test_a_page_that_is_being_left_does_not_load_itself_again(browser: Chrome, server: Server) -> None:
    visitor = Visitor(server.port)
    address = visitor.send(("a.txt", (PLANS / "kim-tra-2026.txt").read_bytes() * 60)).headers["location"]
    browser.get(f"http://127.0.0.1:{server.port}{address}")
    until(browser, ".stages")
    requested(browser)
    browser.execute_script("dispatchEvent(new Event('beforeunload'))")  # what a form or a link does first
    visitor.ask("POST", f"{address}/delete", f"token={visitor.token()}".encode())
    asked: list[str] = []

    def asked_twice(page: Chrome) -> bool:
        asked.extend(requested(page))
        return len(asked) > 1

    WebDriverWait(browser, 30).until(asked_twice)
    assert set(asked) == {f"http://127.0.0.1:{server.port}{address}/status"}
