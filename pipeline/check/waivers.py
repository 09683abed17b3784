"""Living with findings: waivers that somebody answers for, and a baseline for plans that are already out.

A waiver stands in the draft's side file (``ke-hoach.waivers.yaml`` beside ``ke-hoach.docx``) or in the office's own
file, and names rule, place, reason, who accepted it and until when. A baseline is a set of fingerprints of findings
that are known; only what is new is then told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import Field, model_validator

from pipeline.knowledge.load import Schema, load_file
from pipeline.model import Decision, Finding, Lang, Review, Severity
from pipeline.saying import own_messages
from pipeline.text.fold import fold

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")


class Waiver(Schema):
    """One accepted finding. ``place`` is words of its quote or message; without it the whole rule is meant."""

    rule: str
    reason: str = Field(min_length=5)
    who: str = Field(min_length=2)
    place: str | None = None
    draft: str | None = None
    until: date | None = None


class WaiverFile(Schema):
    """What people wrote and, under ``decisions``, what ``pipeline.check.decisions`` wrote for them."""

    waivers: tuple[Waiver, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _blank_is_empty(cls, data: object) -> object:
        return {} if data is None else data


def side_file(draft: str | Path) -> Path:
    """-> where a draft's own waivers stand: ``ke-hoach.docx`` -> ``ke-hoach.waivers.yaml``."""
    return Path(draft).with_suffix(".waivers.yaml")


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """-> the waivers of a file. Raises RulesError with file and line."""
    return load_file(path, WaiverFile).waivers


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """-> the decisions of a waiver file, the oldest first. Raises RulesError with file and line."""
    return load_file(path, WaiverFile).decisions


def waive(review: Review, waivers: Sequence[Waiver], day: date | None = None, lang: Lang = "vi") -> Review:
    """-> the review with accepted findings moved to ``waived``; ended and idle waivers are named in ``not_checked``.

    ``day`` decides which waivers have ended: the day of the check; without it the review's own.
    """
    today, say = day or review.as_of, own_messages(lang)
    kept: list[Finding] = []
    moved: list[tuple[Finding, str]] = []
    used: set[int] = set()
    for finding in review.findings:
        for place, waiver in enumerate(waivers):
            if _covers(waiver, finding, review):
                used.add(place)
                if not _ended(waiver, today):
                    moved.append((finding, f"{waiver.reason} ({waiver.who})"))
                    break
        else:
            kept.append(finding)
    said = [
        say("waiver.ended" if _ended(w, today) else "waiver.idle", rule=w.rule, who=w.who, until=w.until)
        for place, w in enumerate(waivers)
        if _ended(w, today) or (place not in used and w.draft in (None, review.draft.metadata.number))
    ]
    return replace(
        review,
        findings=tuple(kept),
        waived=(*review.waived, *moved),
        not_checked=(*review.not_checked, *said),
    )


def _ended(waiver: Waiver, day: date | None) -> bool:
    return waiver.until is not None and day is not None and waiver.until < day


def _covers(waiver: Waiver, finding: Finding, review: Review) -> bool:
    if waiver.rule.lower() not in (finding.rule_id.lower(), finding.rule):
        return False
    if waiver.draft is not None and waiver.draft != review.draft.metadata.number:
        return False
    words = fold(f"{finding.quote or ''}\n{finding.message}\n{finding.directive_quote or ''}")
    return waiver.place is None or fold(waiver.place) in words


def fingerprint(finding: Finding) -> str:
    """-> what a finding is known by when the text around it moves: rule, parent and words, not offsets (16 hex)."""
    words = finding.quote if finding.quote is not None else finding.message
    known = "\x1f".join((finding.rule_id, finding.directive_id or "", " ".join(fold(words).split())))
    return hashlib.sha256(known.encode("utf-8")).hexdigest()[:16]


def less_baseline(review: Review, baseline: Iterable[str]) -> Review:
    """-> the review with only those findings whose fingerprints are not in ``baseline``."""
    known = set(baseline)
    return replace(review, findings=tuple(f for f in review.findings if fingerprint(f) not in known))


def at_least(review: Review, severity: Severity) -> Review:
    """-> the review without findings weaker than ``severity``."""
    worst = _ORDER.index(severity)
    return replace(review, findings=tuple(f for f in review.findings if _ORDER.index(f.severity) <= worst))
