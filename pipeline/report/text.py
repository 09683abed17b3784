"""The review that an officer reads first: the verdict, the targets as a table, what was found and what to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Alignment, Document, Finding, Review, Severity
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
from pipeline.report.together import are_slips, together
from pipeline.report.verdicts import Told, name_of, verdicts, words_of
from pipeline.report.wording import day, judged_on, shorten

if TYPE_CHECKING:
    from rich.text import Text

SHORT_NAME = 100  # letters of a target's name in a bullet
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
    found = verdicts(review, say)
    whole = any(pair.whole for pair in review.alignment)
    if not found.all and not found.lines and (whole or not review.directives):
        return
    page.heading(say("heading.alignment"))
    for line in found.lines:
        page.bullet(line.words)
    if found.fine:
        page.line(say("heading.fine", n=len(found.fine)), "green")
        _short(page, found.fine, review, say, rules)
    folded = _folded(found.rows)
    shown = [told for told in found.rows if told not in folded]
    if shown:
        page.table(
            [
                (say("column.indicator"), 36, 14),
                (say("column.required"), 16, 10),
                (say("column.draft"), 16, 10),
                (say("column.verdict"), 32, 14),
            ],
            [_row(told, review, say, rules) for told in shown],
        )
    if folded:
        page.line()
        number = ", ".join(dict.fromkeys(_number(review, pair) for told in folded for pair in told.pairs))
        page.line(say("heading.folded", n=len(folded), number=number), STATUS_STYLES["missing"])
        for told in folded:
            figures = ", ".join(figure_cell(told.target, say).splitlines())
            page.bullet(f"{name_of(told, rules)}: {figures}")
    if found.unsure:
        page.line(say("heading.unsure", n=len(found.unsure)), STATUS_STYLES["not_comparable"])
        _short(page, found.unsure, review, say, rules)
    if not found.all and not found.lines:
        page.line(say("none.alignment"))


def _short(page: Terminal, rows: Sequence[Told], review: Review, say: Messages, rules: Rules) -> None:
    """A bullet each: what needs nothing, or cannot be said, takes no table."""
    for told in rows:
        page.bullet(f"{name_of(told, rules, SHORT_NAME)}. {' '.join(words_of(told, review, say))}")


def _folded(rows: Sequence[Told]) -> list[Told]:
    """-> the missing targets where they are most of a long list: a parent of another level, or of a wider field."""
    missing = [told for told in rows if told.status == "missing"]
    return missing if len(rows) >= LONG_LIST and 2 * len(missing) > len(rows) else []


def _number(review: Review, pair: Alignment) -> str:
    return next((d.number for d in review.directives if d.directive_id == pair.directive_id), pair.directive_id)


def _row(told: Told, review: Review, say: Messages, rules: Rules) -> list[Text]:
    from rich.text import Text

    status = Text(say(f"status.{told.status}"), STATUS_STYLES[told.status])
    words = words_of(told, review, say)
    if words:
        status.append("\n" + " ".join(words), "none")
    asked = dict.fromkeys(figure_cell(pair.directive_target, say) for pair in told.pairs)
    said = dict.fromkeys(figure_cell(pair.draft_target, say) for pair in told.pairs)
    return [Text(name_of(told, rules)), Text("\n".join(asked)), Text("\n".join(said)), status]


def _findings(page: Terminal, review: Review, severity: Severity, style: str, say: Messages) -> None:
    groups = together(review.findings, severity)
    if not groups:
        return
    page.heading(f"{say(f'heading.{severity}')} ({len(groups)})", style)
    for group in groups:
        if len(group) == 1:
            _finding(page, review, group[0], style, say)
        else:
            _group(page, review, group, style, say)


def _finding(page: Terminal, review: Review, finding: Finding, style: str, say: Messages) -> None:
    page.hanging([(finding.rule_id, style), (finding.message, "bold")], [6], indent=0)
    if finding.quote:
        page.hanging([(f"“{shorten(finding.quote, LONGEST_QUOTE)}”", "italic")], [], indent=7)
    _details(page, details(review, finding, say), 7)


def _group(page: Terminal, review: Review, group: tuple[Finding, ...], style: str, say: Messages) -> None:
    """Hints of one kind: each with its words and its place, what they share once below them."""
    head = say("together.slips" if are_slips(group) else "together.places", n=len(group))
    ids = list(dict.fromkeys(finding.rule_id for finding in group))
    page.hanging([(ids[0] if len(ids) == 1 else "", style), (head, "bold")], [6], indent=0)
    told = [details(review, finding, say) for finding in group]
    shared = [detail for detail in told[0] if all(detail in one for one in told)]
    for finding, one in zip(group, told, strict=True):
        mark, width = ("-", 1) if len(ids) == 1 else (finding.rule_id, 6)
        page.hanging([(mark, style), (finding.message, "bold")], [width], indent=7 if len(ids) == 1 else 0)
        if finding.quote and finding.quote not in finding.message:
            page.hanging([(f"“{shorten(finding.quote, LONGEST_QUOTE)}”", "italic")], [], indent=9)
        own = [detail for detail in one if detail not in shared]
        _details(
            page, [(label, words) for label, words in own if not _says(label, finding, say)], 9 if len(ids) == 1 else 7
        )
    _details(page, shared, 7)


def _says(label: str, finding: Finding, say: Messages) -> bool:
    """Whether a slip's message says already what to write."""
    return are_slips((finding,)) and finding.fix is not None and label == say("label.instead")


def _details(page: Terminal, rows: Sequence[tuple[str, str]], indent: int) -> None:
    for label, words in rows:
        page.hanging([(label + ":", "dim"), (words, "")], [9], indent=indent)
