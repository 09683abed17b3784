"""What a run says at its end: documents, rows, failures by reason, the slowest."""

from __future__ import annotations

from collections import Counter

from pipeline.batch.run import Report
from pipeline.knowledge.messages import Messages
from pipeline.report.page import Page
from pipeline.tables.stored import Entry


def summary_text(report: Report, output: str, say: Messages, *, width: int = 100, colour: bool = False) -> str:
    """-> the summary as text ``width`` columns wide."""
    page = Page(width, colour)
    plan = report.plan
    counts = {name: getattr(plan, name) for name in ("new", "changed", "again", "unchanged", "vanished")}
    page.line(say("ingest.headline", all=report.documents, output=output, **counts), "bold")
    for name in ("copies", "elsewhere"):
        if getattr(plan, name):
            page.line(say(f"ingest.{name}", n=getattr(plan, name)))
    if report.broken:
        page.line(say("ingest.broken", n=report.broken))
    if not report.written:
        page.line(say("ingest.nothing"))
    elif report.finished:
        rate = f"{report.finished / report.elapsed:.1f}" if report.elapsed else "?"
        page.line(say("ingest.time", seconds=f"{report.elapsed:.1f}", rate=rate))
    page.heading(say("ingest.records"))
    for table, rows in report.rows.items():
        page.line(f"  {table:<18}{rows:>12,}")
    _failures(page, report.failures, say)
    if report.slowest:
        page.heading(say("ingest.slowest"))
        for seconds, source in report.slowest:
            page.line(f"  {seconds:8.2f} s  {source}")
    return page.text()


def _failures(page: Page, entries: list[Entry], say: Messages) -> None:
    """By stage and error, the most frequent first, each with an example."""
    told = [(failure, entry.source) for entry in entries for failure in entry.failures]
    if not told:
        return
    page.heading(f"{say('ingest.failures')} ({len(told)})", "bold red")
    counts = Counter((stage, error) for (stage, error, _), _ in told)
    for (stage, error), count in counts.most_common():
        source, words = min((source, message) for (s, e, message), source in told if (s, e) == (stage, error))
        page.line(f"  {count:>6,}  {stage}: {error}")
        page.line(f"          {words if source in words else f'{source}: {words}'}")
