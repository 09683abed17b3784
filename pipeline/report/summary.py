"""A review in short: its headline, the order of severities and verdicts, and what stands beside a finding."""

from __future__ import annotations

from collections import Counter

from pipeline.knowledge.messages import Messages
from pipeline.model import Citation, Document, Finding, Fix, RegistryState, Review, Severity, Status, Target
from pipeline.model.citation import by_document
from pipeline.report.together import together
from pipeline.report.verdicts import verdicts
from pipeline.report.wording import figure_in_words, period, place, shorten

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
_AS_TOLD: tuple[RegistryState, ...] = (
    "confirmed",
    "amended",
    "contradicted",
    "replaced",
    "not_yet_in_force",
    "illegible",
    "unknown",
)
LONGEST_QUOTE = 240


def verdict(review: Review, say: Messages) -> str:
    """-> the review in a few sentences: what of the draft was not read, how many findings, how the targets stand, what
    was not checked."""
    found = Counter(f.severity for f in review.findings)
    worst = next((severity for severity, _ in SEVERITIES if found[severity]), None)
    counts = ", ".join(_count(review, severity, say) for severity, _ in SEVERITIES if found[severity])
    sentences = [say("verdict.unread")] if any(notice.unread for notice in review.draft.warnings) else []
    states = cited(review)
    unsure = review.not_checked or states["unknown"] or states["illegible"]
    decided = review.accepted or review.waived
    clean = "verdict.decided" if decided else "verdict.clean_so_far" if unsure else "verdict.clean"
    sentences += [say(clean) if worst is None else say(f"verdict.{worst}s", counts=counts)]
    if review.accepted:
        sentences.append(say("verdict.accepted", n=len(review.accepted)))
    if review.waived:
        sentences.append(say("verdict.waived", n=len(review.waived)))
    sentences += [pair.explanation for pair in review.alignment if pair.whole]
    statuses = Counter(told.status for told in verdicts(review, say).all)
    if statuses:
        counts = ", ".join(f"{statuses[s]} {say(f'status.{s}')}" for s in STATUS_STYLES if statuses[s])
        sentences.append(say("verdict.targets", n=statuses.total(), counts=counts))
    if states:
        counts = ", ".join(say(f"cited.{state}", n=states[state]) for state in _AS_TOLD if states[state])
        sentences.append(say("verdict.citations", n=states.total(), counts=counts))
    if review.not_checked:
        sentences.append(say("verdict.not_checked", n=len(review.not_checked)))
    return " ".join(sentences)


def _count(review: Review, severity: Severity, say: Messages) -> str:
    """-> "7 gợi ý ở 11 chỗ": hints of one kind count as one."""
    groups, places = together(review.findings, severity), sum(f.severity == severity for f in review.findings)
    words = say(f"count.{severity}", n=len(groups))
    return say("count.places", counted=words, n=places) if places > len(groups) else words


def cited(review: Review) -> Counter[RegistryState]:
    """-> how many documents that the draft cites are in which state; of a document's mentions the worst counts."""
    return Counter(citation.registry for citation in by_document(review.citations))


def held_words(citation: Citation, say: Messages) -> list[str]:
    """-> what stands beside a citation's verdict: what is written and should be, and what it was held against."""
    wrong = citation.registry == "contradicted"
    told = [
        (say("column.found"), citation.found if wrong else None),
        (say("column.expected"), citation.expected if wrong else None),
        (say("column.held_against"), citation.held_against),
        (say("column.attested"), say.word("attested", citation.certainty) if citation.certainty else None),
    ]
    return [*life_words(citation, say), *(f"{label} {words}" for label, words in told if words)]


def life_words(citation: Citation, say: Messages) -> list[str]:
    """-> what replaced or amended the document, or when its life begins, where the verdict is of that."""
    told = citation.expected or citation.found
    lives = citation.registry in ("replaced", "amended", "not_yet_in_force") and told
    return [f"{say(f'cited_by.{citation.registry}')} {told}"] if lives else []


def figure_cell(target: Target | None, say: Messages) -> str:
    """-> figure, period and condition of a target, a line each."""
    if target is None:
        return say("none.figure")
    lines = [figure_in_words(target, say), period(target, say)]
    if target.condition:
        lines.append(say("figure.condition", condition=target.condition))
    return "\n".join(line for line in lines if line)


def correction(draft: Document, fix: Fix) -> tuple[str, str]:
    """-> (what is written, what to write): with the word before where something is only put in or taken out."""
    start = fix.start
    if fix.start == fix.end or not fix.text:
        line = draft.text.rfind("\n", 0, start) + 1
        start = max(line, draft.text.rfind(" ", line, max(start - 1, line)) + 1)
    return draft.text[start : fix.end], draft.text[start : fix.start] + fix.text


def places_more(finding: Finding, say: Messages) -> str:
    """-> "(và 3 chỗ khác)" where a correction is to be made in several places, else nothing."""
    return say("fix.more", n=len(finding.also)) if finding.also else ""


def details(review: Review, finding: Finding, say: Messages) -> list[tuple[str, str]]:
    """-> (label, words): where a finding is, why, what the parent says and what to write instead."""
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
