"""What a run says at its end: documents, rows, failures by reason, the slowest."""

from __future__ import annotations

import re

from pipeline.batch.grid import SIGNS, Grid, grids
from pipeline.batch.run import Report
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.report.naming import target_name
from pipeline.report.terminal import Terminal
from pipeline.report.wording import number, shorten
from pipeline.tables.folder import Folder
from pipeline.tables.stored import Entry

REASONS = 20
ISSUERS = 40  # in a table for the eye, those with most to mend


def summary_text(report: Report, output: str, rules: Rules, lang: str, width: int = 100, colour: bool = False) -> str:
    """-> the summary as text ``width`` columns wide."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
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
        rate = number(round(report.finished / report.elapsed, 1), say) if report.elapsed else "?"
        page.line(say("ingest.time", seconds=number(round(report.elapsed, 1), say), rate=rate))
    page.heading(say("ingest.records"))
    for table, rows in report.rows.items():
        page.line(f"  {table:<18}{number(rows, say):>12}")
    _failures(page, report.failures, say)
    for grid in grids(Folder(output)):
        _grid(page, grid, rules, say)
    if report.slowest:
        page.heading(say("ingest.slowest"))
        for seconds, source in report.slowest:
            page.line(f"  {number(round(seconds, 2), say):>8} s  {_shown(source)}")
    return page.text()


def _shown(words: str) -> str:
    """A name in one line: what would move or colour a terminal is shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)


def _failures(page: Terminal, entries: list[Entry], say: Messages) -> None:
    """By reason, the most frequent first, each with an example."""
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for entry in entries:
        for source, stage, error, message in entry.told():
            words = message.removeprefix(f"{source}: ")
            reasons.setdefault((stage, error, re.sub(r"\d[\d.,]*", "#", words)), []).append(f"{source}: {words}")
    if not reasons:
        return
    page.heading(f"{say('ingest.failures')} ({sum(map(len, reasons.values()))})", "bold red")
    ranked = sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    for (stage, error, _), told in ranked[:REASONS]:
        page.line(f"  {number(len(told), say):>6}  {stage}: {error}")
        page.line(f"          {_shown(min(told))}")
    if len(ranked) > REASONS:
        page.line(say("ingest.more_reasons", n=len(ranked) - REASONS))


def _grid(page: Terminal, grid: Grid, rules: Rules, say: Messages) -> None:
    """Issuers down, targets across; those first that have most to mend."""
    page.heading(say("ingest.grid", directive=grid.directive_id))
    names = list(grid.targets)
    ranked = sorted(grid.issuers, key=lambda issuer: (-grid.problems(issuer), issuer))
    rows = [
        [issuer or say("ingest.unnamed"), *(SIGNS.get(grid.issuers[issuer].get(name, ""), "") for name in names)]
        for issuer in ranked[:ISSUERS]
    ]
    total = [" ".join(f"{count}{sign}" for sign, count in grid.counts(name)) for name in names]
    page.grid([say("ingest.issuer"), *names], [*rows, [say("ingest.all"), *total]])
    if len(ranked) > ISSUERS:
        page.line(say("ingest.more_issuers", n=len(ranked) - ISSUERS))
    page.line(say("ingest.signs"), "dim")
    for name, target in grid.targets.items():
        page.line(f"  {name}: {shorten(target_name(target, rules), 160)}")
