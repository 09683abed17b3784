"""What a proofreader found, for whoever corrects the text: the words in their sentence, what to write, why."""

from __future__ import annotations

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import messages
from pipeline.model import Document, Finding, Fix, Review
from pipeline.report.summary import SEVERITIES
from pipeline.report.terminal import Terminal
from pipeline.report.text import notices, title_lines
from pipeline.report.wording import place

_AROUND = 45  # characters of the sentence on either side
_SHOWN = 4  # places of one slip that are shown in their sentence


def proof_text(review: Review, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False) -> str:
    """-> the slips as they stand in the text, ending in a newline."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    title_lines(page, review.draft)
    page.line()
    count = sum(1 + len(finding.also) for finding in review.findings)
    page.line(say("proof.found", n=count) if count else say("proof.none"), "bold")
    styles: dict[str, str] = dict(SEVERITIES)
    for finding in sorted(review.findings, key=_start):
        page.line()
        style = styles[finding.severity]
        fix = finding.fix
        head = f"{finding.quote} → {fix.text}" if fix else str(finding.quote)
        page.hanging([(finding.rule_id, style), (head, "bold")], [6], indent=0)
        places = _places(finding)
        for one in places[:_SHOWN]:
            where = place(review.draft, say, section_id=finding.section_id, page=finding.page, start=one.start)
            page.hanging([(_in_sentence(review.draft, one), "")], [], indent=7)
            if one is places[0]:
                page.hanging([(where, "dim")], [], indent=7)
        if len(places) > _SHOWN:
            page.hanging([(say("proof.more", n=len(places) - _SHOWN), "dim")], [], indent=7)
        page.hanging([(finding.message, "")], [], indent=7)
    notices(page, review.draft, say)
    return page.text()


def _start(finding: Finding) -> int:
    return finding.start or 0


def _places(finding: Finding) -> list[Fix]:
    return [finding.fix, *finding.also] if finding.fix else []


def _in_sentence(document: Document, at: Fix) -> str:
    """-> "… bố trí [kính phí] để …": the words in brackets, within their line."""
    text = document.text
    first = max(text.rfind("\n", 0, at.start) + 1, at.start - _AROUND)
    end = text.find("\n", at.end)
    last = min(end if end >= 0 else len(text), at.end + _AROUND)
    before, after = text[first : at.start], text[at.end : last]
    if first and text[first - 1] not in "\n ":
        before = before[before.find(" ") + 1 :]
    if last < len(text) and text[last] not in "\n ":
        after = after[: after.rfind(" ") + 1] if " " in after else after
    return f"…{before}[{text[at.start : at.end]}]{after}…"
