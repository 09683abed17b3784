"""Decisions that stay: a finding accepted, edited or dismissed is known again by its words in the next version.

They stand under ``decisions`` in the draft's waiver file or the office's, beside the waivers that people write.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date

from pipeline.check.fixes import accept
from pipeline.errors import DoichieuError
from pipeline.model import Choice, Decision, Finding, Fix, Review
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_FEW = 5  # words of a quote below which those around it count too
_AROUND = 3  # words on either side
_OURS = compiled(r"^decisions:.*?(?=^[^\s#-]|\Z)", re.MULTILINE | re.DOTALL)


def key_of(finding: Finding, text: str) -> str:
    """-> what a finding is called by in one version of a draft and, where its words are the same, in the next."""
    words, before, after = _content(finding, text)
    known = "\x1f".join(
        (finding.rule_id, finding.directive_id or "", _plain(words), _plain(before), _plain(after))
    )  # fmt: skip
    return hashlib.sha256(known.encode("utf-8")).hexdigest()[:16]


def decision(
    finding: Finding,
    draft_text: str,
    choice: Choice,
    *,
    text: str | None = None,
    reason: str | None = None,
    who: str | None = None,
    on: date | None = None,
) -> Decision:
    """-> a finding decided. ``text`` is what an edited one is to say instead of its correction, or of its words.

    Raises DoichieuError where there is no correction to accept, no place or no text to edit, no reason to dismiss.
    """
    if choice == "accepted" and finding.fix is None:
        raise DoichieuError(finding.rule_id, "decide.no_fix")
    if choice == "edited" and (text is None or finding.start is None):
        raise DoichieuError(finding.rule_id, "decide.no_place" if text is not None else "decide.no_text")
    if choice == "dismissed" and len((reason or "").strip()) < _FEW:
        raise DoichieuError(finding.rule_id, "decide.no_reason")
    words, before, after = _content(finding, draft_text)
    written = finding.fix.text if choice == "accepted" and finding.fix else text if choice == "edited" else None
    return Decision(
        key_of(finding, draft_text), finding.rule_id, choice, words, finding.directive_id, before, after,
        written, reason, who, on,
    )  # fmt: skip


def decide(review: Review, decisions: Iterable[Decision]) -> Review:
    """-> the review as decided: dismissed findings ``waived``, accepted and edited ones ``accepted`` with their fix.

    Of two decisions on the same words the later counts. A correction that the program would write otherwise by now is
    asked for again.
    """
    known = _by_words(decisions)
    if not known:
        return review
    kept, wanted, waived = [], [], list(review.waived)
    for finding in review.findings:
        made = _decided(finding, review.draft.text, known)
        if made is not None and made.choice == "dismissed":
            waived.append((finding, " ".join(w for w in (made.reason, made.who and f"({made.who})") if w)))
            continue
        kept.append(finding)
        fixed = _fixed(finding, made, review.draft.text) if made is not None else None
        if fixed is not None:
            wanted.append(fixed)
    return accept(replace(review, findings=tuple(kept), waived=tuple(waived)), wanted)


def deciding(finding: Finding, text: str, decisions: Iterable[Decision]) -> Decision | None:
    """-> the decision on a finding of a draft of this text; None where it is open."""
    return _decided(finding, text, _by_words(decisions))


def with_decision(decisions: Sequence[Decision], one: Decision) -> tuple[Decision, ...]:
    """-> the decisions with ``one`` in the place of what was decided about the same finding."""
    return (*without(decisions, one.key), one)


def without(decisions: Sequence[Decision], key: str) -> tuple[Decision, ...]:
    """-> the decisions without that on ``key``: it is undone."""
    return tuple(other for other in decisions if other.key != key)


def as_yaml(decisions: Sequence[Decision], old: str = "") -> str:
    """-> the text of a waiver file with these decisions; what else stands in ``old`` stays letter by letter."""
    import yaml

    rows = [{k: v for k, v in asdict(one).items() if v not in (None, "")} for one in decisions]
    ours = yaml.safe_dump({"decisions": rows}, allow_unicode=True, sort_keys=False, width=100) if rows else ""
    rest = _OURS.sub("", old).rstrip("\n")
    return "\n".join(part for part in (rest, ours) if part).rstrip("\n") + "\n"


def _content(finding: Finding, text: str) -> tuple[str, str, str]:
    """-> the words that a finding is about, and the few on either side of them where they are too few."""
    if finding.quote is None or finding.start is None or finding.end is None:
        return finding.quote or finding.directive_quote or finding.message, "", ""
    if len(finding.quote.split()) >= _FEW:
        return finding.quote, "", ""
    line, end = text.rfind("\n", 0, finding.start) + 1, text.find("\n", finding.end)
    before = text[line : finding.start].split()[-_AROUND:]
    after = text[finding.end : end if end >= 0 else len(text)].split()[:_AROUND]
    return finding.quote, " ".join(before), " ".join(after)


def _by_words(decisions: Iterable[Decision]) -> dict[tuple[str, str], list[Decision]]:
    known: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        known.setdefault((one.rule, _plain(one.words)), []).append(one)
    return known


def _plain(words: str) -> str:
    return " ".join(fold(words).split())


def _decided(finding: Finding, text: str, known: dict[tuple[str, str], list[Decision]]) -> Decision | None:
    words, *around = _content(finding, text)
    for one in reversed(known.get((finding.rule_id, _plain(words)), [])):
        sides = [(_plain(a), _plain(b)) for a, b in zip(around, (one.before, one.after), strict=True)]
        alike = not any(a for side in sides for a in side) or any(a == b != "" for a, b in sides)
        if alike and one.directive == finding.directive_id:
            return one
    return None


def _fixed(finding: Finding, made: Decision, text: str) -> Finding | None:
    """-> the finding with the correction that was decided; None where that is not the program's any more."""
    if made.choice == "accepted":
        return finding if finding.fix is not None and finding.fix.text == made.text else None
    if finding.start is None or finding.end is None or made.text is None:
        return None
    place = finding.fix or Fix(finding.start, finding.end, "")
    same = [fix for fix in finding.also if text[fix.start : fix.end] == text[place.start : place.end]]
    edited = [replace(fix, text=made.text, safe=False) for fix in (place, *same)]
    return replace(finding, fix=edited[0], also=tuple(edited[1:]))
