"""The review that an officer reads first: the verdict, the targets as a table, what was found and what to write."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Alignment, Directive, Document, Finding, Review, Severity, Status, Target
from pipeline.report.page import Page
from pipeline.report.wording import day, figure, goal, period, place, shorten

if TYPE_CHECKING:
    from rich.text import Text

SEVERITIES: tuple[tuple[Severity, str], ...] = (
    ("error", "bold red"),
    ("warning", "bold yellow"),
    ("info", "bold cyan"),
)
STATUS_STYLES: dict[Status, str] = {
    "below": "bold red",
    "missing": "bold red",
    "behind": "yellow",
    "period_mismatch": "yellow",
    "narrowed": "yellow",
    "not_comparable": "dim",
    "met": "green",
    "on_track": "green",
    "above": "green",
    "added": "cyan",
}
LONGEST_QUOTE = 240


def review_text(review: Review, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False) -> str:
    """-> the whole review as text ``width`` columns wide, ending in a newline."""
    say = messages(rules, lang)
    page = Page(width, colour)
    _head(page, review, say)
    _alignment(page, review, say)
    for severity, style in SEVERITIES:
        _findings(page, review, severity, style, say)
    if review.waived:
        page.heading(say("heading.waived"))
        for finding, reason in review.waived:
            page.bullet(f"{finding.rule_id} {finding.message} — {reason}")
    if review.not_checked:
        page.heading(say("heading.not_checked"), "bold magenta")
        for words in review.not_checked:
            page.bullet(words)
    notices(page, review.draft, say)
    return page.text()


def verdict(review: Review, say: Messages) -> str:
    """-> the review in a sentence or three: how many findings, how the targets stand, what was not checked."""
    found = Counter(f.severity for f in review.findings)
    worst = next((severity for severity, _ in SEVERITIES if found[severity]), None)
    counts = ", ".join(say(f"count.{severity}", n=found[severity]) for severity, _ in SEVERITIES if found[severity])
    sentences = [say("verdict.clean") if worst is None else say(f"verdict.{worst}s", counts=counts)]
    statuses = Counter(a.status for a in review.alignment)
    if statuses:
        counts = ", ".join(f"{statuses[s]} {say(f'status.{s}')}" for s in STATUS_STYLES if statuses[s])
        sentences.append(say("verdict.targets", n=statuses.total(), counts=counts))
    if review.not_checked:
        sentences.append(say("verdict.not_checked", n=len(review.not_checked)))
    return " ".join(sentences)


def title_lines(page: Page, document: Document) -> None:
    """The document's title, then its number, issuer, date and file."""
    frame = document.metadata
    page.line(frame.title or document.source, "bold")
    facts = (frame.number, frame.issuer, day(frame.issued_on), document.source if frame.title else "")
    if any(facts):
        page.line(" · ".join(fact for fact in facts if fact), "dim")


def notices(page: Page, document: Document, say: Messages) -> None:
    """What was not read or not certain in the file."""
    if document.warnings:
        page.heading(say("heading.notices"), "bold magenta")
        for notice in document.warnings:
            where = f" ({say('place.page', page=notice.page)})" if notice.page is not None else ""
            page.bullet(notice.message + where)


def _head(page: Page, review: Review, say: Messages) -> None:
    title_lines(page, review.draft)
    page.line()
    worst = next(
        (style for severity, style in SEVERITIES if any(f.severity == severity for f in review.findings)), None
    )
    page.line(verdict(review, say), worst or "bold green")
    page.line()
    for directive in review.directives:
        page.line(say("against", number=directive.number, title=directive.title))
    if not review.directives:
        page.line(say("against.none"))
    if review.as_of is not None:
        issued = review.draft.metadata.issued_on
        words = "as_of.own" if review.as_of == issued else "as_of.undated" if issued is None else "as_of.given"
        page.line(say(words, day=day(review.as_of)))


def _alignment(page: Page, review: Review, say: Messages) -> None:
    by_directive: dict[str, list[Alignment]] = {}
    for pair in review.alignment:
        by_directive.setdefault(pair.directive_id, []).append(pair)
    known = {d.directive_id: d for d in review.directives}
    for directive_id, pairs in by_directive.items():
        named = _named(known.get(directive_id), directive_id) if len(review.directives) > 1 else ""
        page.heading(say("heading.alignment") + (f" · {named}" if named else ""))
        page.table(
            [
                (say("column.indicator"), 36, 14),
                (say("column.required"), 16, 10),
                (say("column.draft"), 16, 10),
                (say("column.verdict"), 32, 14),
            ],
            [_row(pair, say) for pair in pairs],
        )
    if not by_directive and review.directives:
        page.heading(say("heading.alignment"))
        page.line(say("none.alignment"))


def _named(directive: Directive | None, directive_id: str) -> str:
    return directive.number if directive else directive_id


def _row(pair: Alignment, say: Messages) -> list[Text]:
    from rich.text import Text

    asked = pair.directive_target or pair.draft_target
    status = Text(say(f"status.{pair.status}"), STATUS_STYLES[pair.status])
    if pair.explanation:
        status.append("\n" + pair.explanation, "none")
    return [
        Text(goal(asked) if asked else ""),
        Text(_figure_cell(pair.directive_target, say)),
        Text(_figure_cell(pair.draft_target, say)),
        status,
    ]


def _figure_cell(target: Target | None, say: Messages) -> str:
    if target is None:
        return say("none.figure")
    lines = [figure(target, say), period(target, say)]
    if target.condition:
        lines.append(say("figure.condition", condition=target.condition))
    return "\n".join(line for line in lines if line)


def _findings(page: Page, review: Review, severity: Severity, style: str, say: Messages) -> None:
    found = [f for f in review.findings if f.severity == severity]
    if not found:
        return
    page.heading(f"{say(f'heading.{severity}')} ({len(found)})", style)
    for finding in found:
        page.hanging([(finding.rule_id, style), (finding.message, "bold")], [6], indent=0)
        if finding.quote:
            page.hanging([(f"“{shorten(finding.quote, LONGEST_QUOTE)}”", "italic")], [], indent=7)
        for label, words in _details(review, finding, say):
            page.hanging([(label + ":", "dim"), (words, "")], [9], indent=7)


def _details(review: Review, finding: Finding, say: Messages) -> list[tuple[str, str]]:
    where = place(review.draft, say, section_id=finding.section_id, page=finding.page, start=finding.start)
    parent = finding.directive_id or ""
    if finding.directive_quote:
        parent = f"{parent}: “{shorten(finding.directive_quote, LONGEST_QUOTE)}”".removeprefix(": ")
    details = (
        (say("label.where"), where),
        (say("label.why"), finding.legal_basis),
        (say("label.parent"), parent if finding.directive_quote else ""),
        (say("label.instead"), finding.suggestion),
    )
    return [(label, words) for label, words in details if words]
