"""Counts of people, bodies and things: which of them bind somebody to reach them."""

from __future__ import annotations

import re

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.standing.case import Case
from pipeline.extract.targets.standing.goal import Evidence
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target

COUNTED = Stage[Case, bool]("counted")

_GENITIVE = re.compile(r"(?<!\w)(?:của|tại|trong|trên|ở|gồm|thuộc|từ|giữa|theo|về|trên địa bàn|nhóm|tốp|top)\s*$")


@COUNTED.rule("Báo cáo trước 15:00 ngày thứ Sáu", needed="telegrams", prevents="hours and numbers of digits")
def no_count(case: Case) -> bool | None:
    """The minutes of an hour, "hai con số": figures whose unit counts nothing."""
    return False if case.evidence.before.endswith(":") or case.thing.startswith("con số") else None


@COUNTED.rule("Không còn hộ nghèo", needed="programmes by phases")
def none_left(case: Case) -> bool | None:
    """Nothing left of something is a goal among goals and in a clause alone."""
    return case.goal or not case.evidence.place.outlined if case.reading.figure.value == 0 else None


@COUNTED.rule("Phối hợp với 16 phường", prevents="the size of a group as a goal")
def described(case: Case) -> bool | None:
    """A count that only sizes a group: behind a genitive, or in a list whose verb it borrows."""
    cues, reading, prior = case.reading.cues, case.reading, case.prior
    if cues.comparators or reading.figure.symbol is not None:
        return None
    larger = prior is not None and (prior.value or 0) < reading.figure.value  # a part is never more than its whole
    fresh = cues.has("period") or larger or (prior is not None and prior.unit != reading.figure.unit)
    return False if (reading.shared is not None and not fresh) or _GENITIVE.search(case.led) else None


@COUNTED.rule("Hình thành mới 05 khu công nghiệp", needed="plans by phases")
def among_goals(case: Case) -> bool | None:
    """In a section of goals: bounded, made, measured, told by a link, or one of a list of counts."""
    cues, behind = case.reading.cues, case.evidence.behind
    if not case.aims:
        return None
    told = case.reading.shape == "object" or cues.has(
        "link", "goal", "hope", "rise", "fall", "level", "colon", "pace", "period", "join"
    )
    listed = (
        case.prior is not None
        and case.prior.unit != "%"
        and (behind.lstrip()[:1] in ("", ",", ".") or case.evidence.before.endswith(", "))
    )
    opens = case.reading.shape == "first" and not case.evidence.before.strip() and len(behind.split()) >= 4
    return case.bound or case.made or case.measured or told or listed or opens


@COUNTED.rule("Phấn đấu thành lập 03 câu lạc bộ", needed="tasks with counts")
def hoped_for(case: Case) -> bool | None:
    """Outside goals: hoped for and made or linked, or bounded and a goal; any of these in a clause read alone."""
    if not case.evidence.place.outlined:
        return case.bound or case.goal or case.reading.cues.has("link", "rise", "fall", "colon")
    sought = case.hoped or (case.prior is not None and case.prior.aspirational)
    listed = (
        case.prior is not None and case.prior.unit == case.reading.figure.unit and case.evidence.before.endswith(", ")
    )
    told = case.made or case.reading.shape == "object" or case.reading.cues.has("link", "hope", "level")
    told = told or case.measured or listed
    return (sought and told) or (case.bound and case.goal)


def counts_as_goal(evidence: Evidence, reading: Reading, words: TargetWords, prior: Target | None) -> bool:
    """Whether a count binds somebody; ``prior`` is the target before it in its paragraph."""
    return COUNTED.holds(Case(evidence, reading, words, prior))
