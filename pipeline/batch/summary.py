"""What a run says at its end: documents, rows, failures by reason, the slowest."""

from __future__ import annotations

import re

from pipeline.batch.department import Department, collected
from pipeline.batch.department.records import BEHIND, DROPPED, OTHER, SIGNS
from pipeline.batch.department.wording import goal_names, unit_words
from pipeline.batch.run import Report
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.report.terminal import Terminal
from pipeline.report.wording import number
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
    _grids(page, output, rules, say)
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


def _grids(page: Terminal, output: str, rules: Rules, say: Messages) -> None:
    """A table for each directive and year that plans were held against."""
    found = collected(Folder(output), rules, say.lang)
    for directive_id in sorted(found.verdicts):
        for year in found.years(directive_id):
            grid(page, found.department(directive_id, year), rules, say, output)


def grid(page: Terminal, made: Department, rules: Rules, say: Messages, output: str) -> None:
    """Units down, targets across; those first that have most to mend."""
    page.heading(say("ingest.grid", directive=made.directive_id, year=made.year))
    keys = list(made.goals)
    ranked = sorted(made.rows, key=lambda row: (-len(row.with_sign(BEHIND, OTHER, DROPPED)), row.unit))
    rows = [
        [unit_words(row.paper, say), *(row.answers[key].sign if key in row.answers else "" for key in keys)]
        for row in ranked[:ISSUERS]
    ]
    signs = dict.fromkeys(SIGNS.values())
    total = [" ".join(f"{n}{sign}" for sign in signs if (n := made.count(key, sign))) for key in keys]
    page.grid([say("ingest.issuer"), *keys], [*rows, [say("ingest.all"), *total]])
    if len(ranked) > ISSUERS:
        more = len(ranked) - ISSUERS
        page.line(say("ingest.more_issuers", n=more, output=output, directive=made.directive_id, year=made.year))
    page.line(say("ingest.signs"), "dim")
    for key, name in goal_names(made, rules).items():
        page.line(f"  {key}: {name}")
