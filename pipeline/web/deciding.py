"""What a person decides of a draft's findings: asked of a process that holds the review, kept for the whole session.

A decision is known again by its words (``pipeline.check.decisions``), so the next version shows only what is new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from pipeline.errors import DoichieuError
from pipeline.model import Choice, Decision, Lang
from pipeline.saying import Said, to_say
from pipeline.web.kept import OPEN, state_of

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.model import Finding, Review

Asking: TypeAlias = Choice | Literal["undo"]
CHOICES: tuple[str, ...] = (*get_args(Choice), "undo")


@dataclass(frozen=True, slots=True)
class Asked:
    """One choice about the finding that is called ``key``. ``review`` is the file of its undecided review, and
    ``decisions`` are those made before."""

    review: Path
    key: str
    choice: Asking
    text: str
    reason: str
    who: str
    on: date
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``one`` decision to be kept, None where one is taken back; ``keys``: the finding's, and of what was decided."""

    keys: tuple[str, ...]
    one: Decision | None


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as the page shows it. ``choice`` and ``reason`` where it is decided, ``text`` what would be written.

    ``instead`` is left out where ``text`` says it."""

    key: str
    severity: str
    rule_id: str
    message: str
    quote: str
    where: str
    why: str
    instead: str
    old: str  # the words that ``text`` would replace
    text: str | None
    placed: bool
    reasoning: str  # why the rule exists
    choice: Choice | None = None
    reason: str = ""
    who: str = ""
    state: str = OPEN


def answered(asked: Asked) -> Answer | Said:
    """-> what is to be kept, or why it cannot be."""
    from pipeline.check.decisions import deciding, decision, key_of
    from pipeline.web.renderer import stored

    review = stored(asked.review)
    finding = next((f for f in review.findings if key_of(f, review.draft.text) == asked.key), None)
    if finding is None:
        return to_say("web.refused.gone")
    before = deciding(finding, review.draft.text, asked.decisions)
    keys = (asked.key,) if before is None else tuple(dict.fromkeys((asked.key, before.key)))
    if asked.choice == "undo":
        return Answer(keys, None)
    edited = asked.text if asked.choice == "edited" and asked.text.strip() else None
    try:
        made = decision(
            finding, review.draft.text, asked.choice,
            text=edited, reason=asked.reason.strip() or None, who=asked.who.strip() or None, on=asked.on,
        )  # fmt: skip
        return Answer(keys, made)
    except DoichieuError as error:
        return error.said


def items(review: Review, decisions: tuple[Decision, ...], rules: Rules, lang: Lang) -> list[Item]:
    """-> every finding of an undecided review, the gravest first, with what was decided of it."""
    from pipeline.check.decisions import deciding, key_of
    from pipeline.knowledge.checks import check_rules
    from pipeline.report.summary import SEVERITIES
    from pipeline.report.wording import place
    from pipeline.saying import own_messages

    say, text = own_messages(lang), review.draft.text
    reasons = {rule.id: rule.why.in_language(lang) for rule in check_rules(rules)}
    rank = [severity for severity, _ in SEVERITIES]

    def item(finding: Finding) -> Item:
        made = deciding(finding, text, decisions)
        spot = place(review.draft, say, section_id=finding.section_id, page=finding.page, start=finding.start)
        proposed = finding.fix.text if finding.fix else None
        written = made.text if made and made.text is not None else proposed
        instead = finding.suggestion or ""
        return Item(
            key=key_of(finding, text),
            severity=finding.severity,
            rule_id=finding.rule_id,
            message=finding.message,
            quote=finding.quote or "",
            where=spot,
            why=finding.legal_basis or "",
            instead="" if written and written in instead else instead,
            old=text[finding.fix.start : finding.fix.end] if finding.fix else finding.quote or "",
            text=written,
            placed=finding.start is not None,
            reasoning=reasons.get(finding.rule_id, ""),
            choice=made.choice if made else None,
            reason=(made.reason or "") if made else "",
            who=(made.who or "") if made else "",
            state=state_of(made),
        )

    return [item(finding) for finding in sorted(review.findings, key=lambda f: rank.index(f.severity))]
