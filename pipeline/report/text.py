"""The review that an officer reads first: the verdict, the targets as a table, what was found and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Alignment, Directive, Document, Review, Severity
from pipeline.report.summary import (
    LONGEST_QUOTE,
    SEVERITIES,
    STATUS_STYLES,
    correction,
    details,
    figure_cell,
    places_more,
    verdict,
)
from pipeline.report.terminal import Terminal
from pipeline.report.wording import day, goal, judged_on, shorten

if TYPE_CHECKING:
    from rich.text import Text

LONG_LIST = 12  # targets of one directive; a shorter table is read whole


def review_text(review: Review, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False) -> str:
    """-> the whole review as text ``width`` columns wide, ending in a newline."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    _head(page, review, say)
    _alignment(page, review, say, rules)
    for severity, style in SEVERITIES:
        _findings(page, review, severity, style, say)
    if review.accepted:
        page.heading(f"{say('heading.accepted')} ({len(review.accepted)})")
        for finding in review.accepted:
            if finding.fix is not None:
                old, new = correction(review.draft, finding.fix)
                page.bullet(f"{finding.rule_id} “{old}” → “{new}” {places_more(finding, say)}".rstrip())
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


def title_lines(page: Terminal, document: Document) -> None:
    """The document's title, then its number, issuer, date and file."""
    frame = document.metadata
    page.line(frame.title or document.source, "bold")
    facts = (frame.number, frame.issuer, day(frame.issued_on), document.source if frame.title else "")
    if any(facts):
        page.line(" · ".join(fact for fact in facts if fact), "dim")


def notices(page: Terminal, document: Document, say: Messages) -> None:
    """What was not read or not certain in the file."""
    if document.warnings:
        page.heading(say("heading.notices"), "bold magenta")
        for notice in document.warnings:
            where = f" ({say('place.page', page=notice.page)})" if notice.page is not None else ""
            page.bullet(notice.say(say.lang) + where)


def _head(page: Terminal, review: Review, say: Messages) -> None:
    title_lines(page, review.draft)
    page.line()
    worst = next(
        (style for severity, style in SEVERITIES if any(f.severity == severity for f in review.findings)), None
    )
    page.line(verdict(review, say), worst or "bold green")
    page.line()
    for directive in review.directives:
        untitled = directive.title in ("", directive.number)
        page.line(say("against.untitled" if untitled else "against", number=directive.number, title=directive.title))
    if not review.directives:
        page.line(say("against.none"))
    if review.as_of is not None:
        change = "" if review.draft.metadata.issued_on else f" ({say('as_of.change')})"
        page.line(judged_on(review, say) + change)


def _alignment(page: Terminal, review: Review, say: Messages, rules: Rules) -> None:
    by_directive: dict[str, list[Alignment]] = {}
    for pair in review.alignment:
        by_directive.setdefault(pair.directive_id, []).append(pair)
    known = {d.directive_id: d for d in review.directives}
    for directive_id, pairs in by_directive.items():
        number = _named(known.get(directive_id), directive_id)
        page.heading(say("heading.alignment") + (f" · {number}" if len(review.directives) > 1 else ""))
        folded = _folded(pairs)
        shown = [pair for pair in pairs if not (folded and pair.status == "missing")]
        if shown:
            page.table(
                [
                    (say("column.indicator"), 36, 14),
                    (say("column.required"), 16, 10),
                    (say("column.draft"), 16, 10),
                    (say("column.verdict"), 32, 14),
                ],
                [_row(pair, say, rules) for pair in shown],
            )
        if folded:
            page.line()
            page.line(say("heading.folded", n=len(folded), number=number), STATUS_STYLES["missing"])
            for asked in (pair.directive_target for pair in folded):
                if asked is not None:
                    page.bullet(f"{goal(asked, rules=rules)}: {', '.join(figure_cell(asked, say).splitlines())}")
    if not by_directive and review.directives:
        page.heading(say("heading.alignment"))
        page.line(say("none.alignment"))


def _folded(pairs: list[Alignment]) -> list[Alignment]:
    """-> the missing targets where they are most of a long list: a parent of another level, or of a wider field."""
    missing = [pair for pair in pairs if pair.status == "missing"]
    return missing if len(pairs) >= LONG_LIST and 2 * len(missing) > len(pairs) else []


def _named(directive: Directive | None, directive_id: str) -> str:
    return directive.number if directive else directive_id


def _row(pair: Alignment, say: Messages, rules: Rules) -> list[Text]:
    from rich.text import Text

    asked = pair.directive_target or pair.draft_target
    status = Text(say(f"status.{pair.status}"), STATUS_STYLES[pair.status])
    if pair.explanation:
        status.append("\n" + pair.explanation, "none")
    return [
        Text(goal(asked, rules=rules) if asked else ""),
        Text(figure_cell(pair.directive_target, say)),
        Text(figure_cell(pair.draft_target, say)),
        status,
    ]


def _findings(page: Terminal, review: Review, severity: Severity, style: str, say: Messages) -> None:
    found = [f for f in review.findings if f.severity == severity]
    if not found:
        return
    page.heading(f"{say(f'heading.{severity}')} ({len(found)})", style)
    for finding in found:
        page.hanging([(finding.rule_id, style), (finding.message, "bold")], [6], indent=0)
        if finding.quote:
            page.hanging([(f"“{shorten(finding.quote, LONGEST_QUOTE)}”", "italic")], [], indent=7)
        for label, words in details(review, finding, say):
            page.hanging([(label + ":", "dim"), (words, "")], [9], indent=7)
