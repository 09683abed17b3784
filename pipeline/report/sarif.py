"""SARIF 2.1.0 (OASIS, 27 March 2020): the findings for code hosts and editors that show static analysis.

Offsets and lines count in the canonical text, which stands in the artifact's ``contents``: a line is a paragraph.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.check.fixes import fixes_of
from pipeline.check.waivers import fingerprint
from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Document, Finding, Review, Severity
from pipeline.report.wording import section_path

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def reviews_sarif(reviews: Sequence[Review], *, rules: Rules, lang: str = "vi") -> str:
    """-> one log with one run: an artifact a draft, a result a finding; what was accepted or waived is suppressed."""
    say = messages(rules, lang)
    said = {f.rule_id for r in reviews for f in (*r.findings, *r.accepted, *(w for w, _ in r.waived))}
    catalogue = [rule for rule in check_rules(rules) if rule.id in said]
    known = {rule.id: place for place, rule in enumerate(catalogue)}
    driver = {
        "name": "doichieu",
        "version": __version__,
        "semanticVersion": __version__,
        "language": say.lang,
        "rules": [
            {
                "id": rule.id,
                "name": rule.name,
                "shortDescription": {"text": rule.title.in_language(lang)},
                "fullDescription": {"text": rule.why.in_language(lang)},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
                "properties": {"family": rule.family},
            }
            for rule in catalogue
        ],
    }
    results = []
    for place, review in enumerate(reviews):
        starts = _line_starts(review.draft.text)
        results += [_result(review.draft, finding, place, known, starts, say) for finding in review.findings]
        for finding, reason in review.waived:
            accepted = {"suppressions": [{"kind": "external", "justification": reason}]}
            results.append(_result(review.draft, finding, place, known, starts, say) | accepted)
        for finding in review.accepted:
            accepted = {"suppressions": [{"kind": "external", "justification": say("fix.accepted")}]}
            results.append(_result(review.draft, finding, place, known, starts, say) | accepted)
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(review.draft) for review in reviews],
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _artifact(document: Document) -> dict[str, Any]:
    return {
        "location": {"uri": _uri(document)},
        "hashes": {"sha-256": document.sha256},
        "contents": {"text": document.text},
    }


def _uri(document: Document) -> str:
    return quote(document.source.replace("\\", "/"))


def _result(
    draft: Document, finding: Finding, place: int, known: dict[str, int], starts: list[int], say: Messages
) -> dict[str, Any]:
    advice = f"{say('label.instead')}: {finding.suggestion}" if finding.suggestion else ""
    result: dict[str, Any] = {"ruleId": finding.rule_id}
    if finding.rule_id in known:
        result["ruleIndex"] = known[finding.rule_id]
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(draft), "index": place}}
    if finding.start is not None and finding.end is not None:
        physical["region"] = _region(draft, finding.start, finding.end, starts)
    location: dict[str, Any] = {"physicalLocation": physical}
    section = next((s for s in draft.sections if s.section_id == finding.section_id), None)
    if section is not None:
        location["logicalLocations"] = [{"name": section_path(draft, section), "kind": "element"}]
    if finding.fix is not None:
        result["fixes"] = [_fix(draft, finding, physical["artifactLocation"], starts, advice)]
    return result | {
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(words for words in (finding.message, advice) if words)},
        "locations": [location],
        "partialFingerprints": {"doichieu/v1": fingerprint(finding)},
    }


def _fix(draft: Document, finding: Finding, artifact: dict[str, Any], starts: list[int], advice: str) -> dict[str, Any]:
    """-> all places of a correction as one fix (3.55); a viewer makes them together or not at all."""
    replacements = [
        {"deletedRegion": _region(draft, fix.start, fix.end, starts), "insertedContent": {"text": fix.text}}
        for fix in fixes_of(finding)
    ]
    made: dict[str, Any] = {"description": {"text": advice}} if advice else {}
    return made | {"artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}]}


def _region(draft: Document, start: int, end: int, starts: list[int]) -> dict[str, Any]:
    first, last = (bisect_right(starts, offset) - 1 for offset in (start, end))
    return {
        "startLine": first + 1,
        "startColumn": start - starts[first] + 1,
        "endLine": last + 1,
        "endColumn": end - starts[last] + 1,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": draft.text[start:end]},
    }


def _line_starts(text: str) -> list[int]:
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return starts
