"""A job that goes through pages has more time with each, here and where it is waited for."""

from __future__ import annotations

from pipeline.process import stage
from pipeline.process.beside import Beside
from pipeline.process.job import Done
from pipeline.process.pool import run_isolated


def three_pages(name: str) -> list[float | None]:
    """-> the seconds left, in quarters of a page's, at the start and after each page."""
    stage.at("read")
    found = [stage.left()]
    for n in range(1, 4):
        stage.page(n, 3)
        found.append(stage.left())
    return [None if left is None else round(left / stage.PAGE_SECONDS, 1) for left in found]


def test_every_page_adds_its_seconds_and_is_heard_of_beside_the_command() -> None:
    heard: list[tuple[str, str]] = []
    with Beside(
        three_pages, timeout=10 * stage.PAGE_SECONDS, memory=None, watch=lambda *told: heard.append(told)
    ) as one:
        assert one.call("quet.pdf", "") == Done("quet.pdf", [10.0, 11.0, 12.0, 13.0])
    assert heard == [("quet.pdf", "1/3"), ("quet.pdf", "2/3"), ("quet.pdf", "3/3")]


def test_and_in_the_processes_of_ingest() -> None:
    heard: list[tuple[str, str]] = []
    outcomes = run_isolated(
        three_pages,
        [("a", "")],
        workers=1,
        timeout=10 * stage.PAGE_SECONDS,
        watch=lambda *told: heard.append(told),
    )
    assert list(outcomes) == [Done("a", [10.0, 11.0, 12.0, 13.0])]
    assert [pages for _, pages in heard] == ["1/3", "2/3", "3/3"]


def test_a_job_that_nobody_bounds_has_all_the_time() -> None:
    stage.begin()
    stage.page(1, 3)
    assert stage.left() is None
    assert stage.of_page("read") == ("read", "")
