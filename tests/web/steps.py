"""What a visitor does in a browser, for the tests that follow one through the page."""

from __future__ import annotations

from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.web.visitor import Server


def home(browser: Chrome, server: Server) -> None:
    browser.get_log("browser")
    browser.get(f"http://127.0.0.1:{server.port}/?lang=vi")
    until(browser, "#hand-in")


def hand_in(browser: Chrome, *paths: Path) -> None:
    browser.find_element(By.ID, "draft").send_keys("\n".join(map(str, paths)))
    browser.find_element(By.CSS_SELECTOR, "button.go").click()


def until(browser: Chrome, selector: str) -> None:
    WebDriverWait(browser, 60).until(lambda page: page.find_elements(By.CSS_SELECTOR, selector))


def decide(browser: Chrome, finding: str, choice: str, words: str = "") -> None:
    """Click as a clerk does: open what is folded, write, press; the page comes back with the finding moved."""
    article = browser.find_element(By.ID, finding)
    button = article.find_element(By.CSS_SELECTOR, f"button[value={choice}]")
    if folded := button.find_elements(By.XPATH, "./ancestor::details"):
        folded[0].find_element(By.TAG_NAME, "summary").click()
    if words:
        field = button.find_element(By.XPATH, "./ancestor::form//*[self::textarea or @name='reason']")
        field.clear()
        field.send_keys(words)
    button.click()
    moved = "article:not(.decided)" if choice == "undo" else "article.decided"
    until(browser, f"{moved}[id='{finding}']")
