"""Documents, reviews and comparisons as an assistant needs them: verdicts with quotations and places, and nothing
that it would have to guess; what was not read or not checked is always among them."""

from __future__ import annotations

from typing import Any

from pipeline.compare.versions import Versions
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import RegisteredDocument
from pipeline.model import Document, Finding, Review, Target
from pipeline.report.diff import versions_to_dict
from pipeline.report.json import document_to_dict, record
from pipeline.report.summary import verdict
from pipeline.report.wording import figure_in_words, goal, period, place

Answer = dict[str, Any]
_FRAME = ("number", "issuer", "place", "issued_on", "title", "period_start", "period_end", "signer")
_PARTS = ("targets", "tasks", "deadlines", "budget", "legal_references")
_SPAN = ("section_id", "page", "start", "end")


def review_answer(review: Review, rules: Rules, lang: str) -> Answer:
    """-> headline, findings, how each target of the parents stands, and what could not be checked."""
    say = messages(rules, lang)
    draft = review.draft
    return {
        "draft": _frame(draft),
        "held_against": [directive.directive_id for directive in review.directives],
        "headline": verdict(review, say),
        "findings": [_finding(finding, draft, say) for finding in review.findings],
        "targets": [
            {
                "directive": pair.directive_id,
                "status": pair.status,
                "asked": _target(pair.directive_target, None, say),
                "draft": _target(pair.draft_target, draft, say),
                "explanation": pair.explanation,
            }
            for pair in review.alignment
            if pair.status != "added"
        ],
        "accepted_by_the_office": [{"message": f.message, "reason": reason} for f, reason in review.waived],
        "not_checked": list(review.not_checked),
        "not_read": [notice.say(lang) for notice in draft.warnings],
    }


def plan_answer(document: Document, rules: Rules, lang: str) -> Answer:
    """-> what was read out of one document, each record with its quotation and place."""
    say = messages(rules, lang)
    whole = document_to_dict(document, lang)
    return {
        "document": _frame(document),
        "characters": len(document.text),
        **{
            part: [
                {name: value for name, value in one.items() if value not in (None, [], "") and name not in _SPAN}
                | {"where": place(document, say, section_id=one["section_id"], page=one["page"], start=one["start"])}
                for one in whole[part]
            ]
            for part in _PARTS
        },
        "not_read": [notice.say(lang) for notice in document.warnings],
    }


def documents_answer(found: list[RegisteredDocument], most: int) -> Answer:
    """-> the documents known of some words, with how well each is attested; unknown ones are not invented."""
    names = {"number", "doc_type", "issued_on", "issuer", "title", "in_force_from", "in_force_until", "certainty"}
    return {
        "found": len(found),
        "documents": [document.model_dump(mode="json", include=names | {"relations"}) for document in found[:most]],
    }


def versions_answer(found: Versions) -> Answer:
    """-> what has changed between two versions, without what stands as it was."""
    whole = versions_to_dict(found)
    for part in ("targets", "legal_references", "sections", "paragraphs"):
        whole[part] = [one for one in whole[part] if one["changes"]]
    return whole


def _frame(document: Document) -> Answer:
    frame = record(document.metadata)
    return {"file": document.source, "format": document.format, "pages": document.pages} | {n: frame[n] for n in _FRAME}


def _finding(finding: Finding, draft: Document, say: Messages) -> Answer:
    return {
        "rule": finding.rule_id,
        "severity": finding.severity,
        "message": finding.message,
        "quote": finding.quote,
        "where": place(draft, say, section_id=finding.section_id, page=finding.page, start=finding.start),
        "instead": finding.fix.text if finding.fix else finding.suggestion,
        "why": finding.legal_basis,
        "directive": finding.directive_id,
        "directive_quote": finding.directive_quote,
    }


def _target(target: Target | None, document: Document | None, say: Messages) -> Answer | None:
    if target is None:
        return None
    told: Answer = {
        "about": goal(target),
        "figure": figure_in_words(target, say),
        "period": period(target, say),
        "quote": target.quote,
    }
    if document is not None:
        told["where"] = place(document, say, section_id=target.section_id, page=target.page, start=target.start)
    else:
        told["certainty"] = target.certainty
    return told
