"""The page in a real browser: filters, jumps both ways, no request to elsewhere, nothing that axe calls serious."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reviews import RULES, corpus_review, hostile_review
from test_page_html import large_review

from pipeline.model import Review
from pipeline.report.html import review_html

pytest.importorskip("selenium")
from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="Chromium and ChromeDriver are not installed"),
]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1400,1000",
)  # fmt: skip
Opened = Callable[[Review], webdriver.Chrome]


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
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


def requests(browser: webdriver.Chrome) -> list[str]:
    import json

    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


@pytest.mark.parametrize("make", [lambda: corpus_review("kim-tra-2026.docx"), hostile_review], ids=["plan", "hostile"])
def test_no_error_and_no_request_to_elsewhere(opened: Opened, make: Callable[[], Review]) -> None:
    page = opened(make())
    assert page.get_log("browser") == []
    assert all(url.startswith(("file:", "data:")) for url in requests(page))


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
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")
        axe = Axe(page)
        axe.inject()
        found = axe.run()["violations"]
        assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == [], axe.report(found)
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


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
