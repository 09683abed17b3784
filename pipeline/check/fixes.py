"""Corrections of a review: which of them are to be made, and the draft's text with them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.model import Finding, Fix, Review

Which = Literal["safe", "all"]


def fixes_of(finding: Finding) -> tuple[Fix, ...]:
    """-> all places of a finding that are to be written otherwise; () where a person must write."""
    return (finding.fix, *finding.also) if finding.fix is not None else ()


def corrected(text: str, fixes: Iterable[Fix]) -> str:
    """-> ``text`` with ``fixes`` made, each once. Raises ValueError where two of them overlap."""
    made, at = [], 0
    for start, end, words in sorted({(fix.start, fix.end, fix.text) for fix in fixes}):
        if start < at:
            raise ValueError(Fix(start, end, words))
        made += [text[at:start], words]
        at = end
    return "".join([*made, text[at:]])


def corrected_text(review: Review) -> str:
    """-> the draft's text with the corrections of ``review.accepted``."""
    return corrected(review.draft.text, (fix for finding in review.accepted for fix in fixes_of(finding)))


def accept(review: Review, wanted: Sequence[Finding]) -> Review:
    """-> the review with the corrections of ``wanted`` (of its findings, perhaps with another ``fix``) accepted.

    A finding of which some places are not wanted, or lie in another's correction, stays with those places alone.
    """
    line = _Line(fix for finding in review.accepted for fix in fixes_of(finding))
    made = {_same(finding): [fix for fix in fixes_of(finding) if line.takes(fix)] for finding in wanted}
    kept: list[Finding] = []
    taken: list[Finding] = list(review.accepted)
    for finding in review.findings:
        mine = made.get(_same(finding), [])
        done = {fix.start for fix in mine}
        left = [fix for fix in fixes_of(finding) if fix.start not in done]
        if mine:
            taken.append(_of(finding, mine, review.draft.text))
        if left or not mine:
            kept.append(_of(finding, left, review.draft.text) if left and mine else finding)
    return replace(review, findings=tuple(kept), accepted=tuple(taken))


def accept_all(review: Review, which: Which) -> Review:
    """-> the review with every correction accepted that is safe, or every one that there is."""
    wanted = []
    for finding in sorted(review.findings, key=lambda f: not (f.fix and f.fix.safe)):
        fixes = [fix for fix in fixes_of(finding) if fix.safe or which == "all"]
        if fixes:
            wanted.append(replace(finding, fix=fixes[0], also=tuple(fixes[1:])))
    return accept(review, wanted)


def _of(finding: Finding, fixes: Sequence[Fix], text: str) -> Finding:
    """-> the finding with these of its places; it stands where its first one does where that has moved."""
    if finding.fix is not None and fixes[0].start == finding.fix.start:
        return replace(finding, fix=fixes[0], also=tuple(fixes[1:]))
    first = fixes[0]
    moved = replace(finding, start=first.start, end=first.end, quote=text[first.start : first.end])
    return replace(moved, fix=first, also=tuple(fixes[1:]))


def _same(finding: Finding) -> tuple[object, ...]:
    return finding.rule_id, finding.start, finding.end, finding.message


class _Line:
    """The places of a text that are taken, each once."""

    def __init__(self, fixes: Iterable[Fix]) -> None:
        self._taken: list[tuple[int, int, str]] = []
        for fix in fixes:
            self.takes(fix)

    def takes(self, fix: Fix) -> bool:
        """Whether a fix has its place to itself, or is one that was made already."""
        one = (fix.start, fix.end, fix.text)
        at = bisect_left(self._taken, one)
        if at < len(self._taken) and self._taken[at] == one:
            return True
        before = at == 0 or (self._taken[at - 1][1] <= fix.start and self._taken[at - 1][:2] != one[:2])
        behind = at == len(self._taken) or (fix.end <= self._taken[at][0] and self._taken[at][:2] != one[:2])
        if before and behind:
            insort(self._taken, one)
        return before and behind
