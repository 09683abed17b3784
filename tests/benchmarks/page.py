"""How soon a page answers: the review of a plan of 100 pages with 500 findings, and a draft on the web page.

usage: python -m tests.benchmarks.page     (needs Chromium and ChromeDriver)

review   its size; until it is interactive, and until a filter and a jump are laid out, on this machine and on one four
         times slower (a phone); medians of 5
web      from handing a draft in to its review, one alone and 20 at once, all formats written
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.results import Row, keep, show
from tests.tools.places import PLANS

TIMES = 5
TIMED = "const t = performance.now(); {act}; document.documentElement.offsetHeight; return performance.now() - t"
FILTER = TIMED.format(act="document.querySelector('button[data-severity=info]').click()")
JUMP = TIMED.format(act="document.querySelector('#f250 blockquote a').click()")
READY = "return performance.getEntriesByType('navigation')[0].domInteractive"


def bench_review() -> list[Row]:
    from pipeline.report.html import review_html
    from tests.report.html.test_review import large_review
    from tests.report.reviews import RULES
    from tests.tools.chromium import started

    page = review_html(large_review(), rules=RULES)
    rows: list[Row] = [
        {"what": "review, 100 pages, 500 findings: size (MB)", "figure": round(len(page.encode()) / 1e6, 2)}
    ]
    browser = started()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "review.html"
            path.write_text(page, encoding="utf-8")
            for name, rate in (("this machine", 1), ("four times slower", 4)):
                browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": rate})
                taken: dict[str, list[float]] = {"interactive": [], "filter": [], "jump": []}
                for _ in range(TIMES):
                    browser.get(path.as_uri())
                    for what, script in (("interactive", READY), ("filter", FILTER), ("jump", JUMP)):
                        taken[what].append(float(browser.execute_script(script)))
                rows += [{"what": f"{what}, {name} (ms)", "figure": round(median(ms))} for what, ms in taken.items()]
    finally:
        browser.quit()
    return rows


def bench_web() -> list[Row]:
    from tests.web.visitor import Visitor, serving

    data = (PLANS / "kim-tra-2026.docx").read_bytes()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        visitor = Visitor(server.port)
        visitor.reviewed("warm.docx", data)
        alone = [timed(visitor, data, 1) for _ in range(TIMES)]
        together = timed(visitor, data, 20)
    return [
        {"what": "web page: a draft of 5 pages, from handing in to review (s)", "figure": round(median(alone), 2)},
        {"what": "web page: 20 such drafts at once, two processes (s)", "figure": round(together, 1)},
    ]


def timed(visitor: Any, data: bytes, count: int) -> float:
    """-> seconds until ``count`` copies of a draft are reviewed."""
    began = time.perf_counter()
    visitor.send(*[(f"{n}.docx", data) for n in range(count)])
    while b'"ended":false' in visitor.get("/status").body:
        time.sleep(0.02)
    return time.perf_counter() - began


if __name__ == "__main__":
    rows = [*bench_review(), *bench_web()]
    keep("pages", rows)
    show("pages", rows)
