"""The page in a real browser: filters, jumps both ways, no request to elsewhere, nothing that axe calls serious."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.model import Review
from pipeline.report.html import review_html
from tests.report.html.test_review import large_review
from tests.report.reviews import RULES, corpus_review, hostile_review
from tests.tools.chromium import ABSENT, HERE, requested, serious, sized, started, unsized

pytest.importorskip("selenium")
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HERE, reason=ABSENT)]
Opened = Callable[[Review], webdriver.Chrome]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    driver = started()
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: webdriver.Chrome, tmp_path: Path) -> Opened:
    def show(review: Review) -> webdriver.Chrome:
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get_log("performance")
        path = tmp_path / "review.html"
        path.write_text(review_html(review, rules=RULES), encoding="utf-8")
        browser.get(path.as_uri())
        return browser

    return show


@pytest.mark.parametrize("make", [lambda: corpus_review("kim-tra-2026.docx"), hostile_review], ids=["plan", "hostile"])
def test_no_error_and_no_request_to_elsewhere(opened: Opened, make: Callable[[], Review]) -> None:
    page = opened(make())
    assert page.get_log("browser") == []
    assert all(url.startswith(("file:", "data:")) for url in requested(page))


def test_filters_hide_cards_and_say_how_many_are_left(opened: Opened) -> None:
    review = corpus_review("kim-tra-2026.docx")
    page = opened(review)
    cards = page.find_elements(By.CSS_SELECTOR, ".finding")
    page.find_element(By.CSS_SELECTOR, "button[data-severity=info]").click()
    left = [card for card in cards if card.is_displayed()]
    assert len(left) == sum(f.severity != "info" for f in review.findings)
    assert str(len(left)) in page.find_element(By.ID, "shown").text
    page.find_element(By.CSS_SELECTOR, "button[data-severity=info]").click()
    page.find_element(By.ID, "search").send_keys("phan dau")  # letters without their marks find "Phấn đấu"
    assert 0 < sum(card.is_displayed() for card in cards) < len(cards)


def test_jumps_lead_to_the_words_and_back_by_keyboard(opened: Opened) -> None:
    page = opened(corpus_review("kim-tra-2026.docx"))
    page.find_element(By.CSS_SELECTOR, "#f1 blockquote a").send_keys(Keys.ENTER)
    assert page.execute_script("return location.hash") == "#w-f1"
    words = page.find_element(By.CSS_SELECTOR, "aside a[data-r~=f1]")
    assert "lit" in words.get_attribute("class")
    assert page.execute_script("return document.activeElement.id") == "w-f1"
    words.send_keys(Keys.ENTER)
    assert page.execute_script("return document.activeElement.id") == "f1"


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Opened, width: int, scheme: str) -> None:
    page = opened(corpus_review("quan-11-2023.docx"))
    sized(page, width, scheme=scheme)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        assert serious(page) == []
    finally:
        unsized(page)


def test_a_large_plan_answers(opened: Opened) -> None:
    begun = time.monotonic()
    page = opened(large_review())
    print(f"100 pages, 500 findings: opened in {time.monotonic() - begun:.2f} s;", end=" ")
    ready = page.execute_script("return performance.timing.domInteractive - performance.timing.navigationStart")
    print(f"interactive after {ready} ms")
    page.find_element(By.CSS_SELECTOR, "button[data-severity=info]").click()
    assert not page.find_element(By.CSS_SELECTOR, ".finding.info").is_displayed()


def test_it_prints_on_a4(opened: Opened, tmp_path: Path) -> None:
    import base64

    page = opened(corpus_review("kim-tra-2026.docx"))
    made = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    sizes = {tuple(round(side) for side in document[i].get_size()) for i in range(len(document))}
    assert sizes == {(595, 842)} or sizes == {(596, 842)}
    assert 3 <= len(document) <= 12
