"""Counts of people, bodies and things: which of them bind somebody to reach them."""

from __future__ import annotations

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.standing.case import Case
from pipeline.extract.targets.standing.goal import Evidence
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target
from pipeline.text.patterns import compiled

COUNTED = Stage[Case, bool]("counted")

_GENITIVE = compiled(r"(?<!\w)(?:của|tại|trong|trên|ở|gồm|thuộc|từ|giữa|theo|về|trên địa bàn|nhóm|tốp|top)\s*$")

_HOUR = compiled(r"\d:$")
_GOALS = compiled(r"(?:nhóm )?(?:chỉ tiêu|mục tiêu)(?!\w)")
_REACHED = compiled(r"(?<!\w)(?:đạt|vượt|hoàn thành)(?!\w)")


@COUNTED.rule("Báo cáo trước 15:00 ngày thứ Sáu", needed="telegrams", prevents="hours and numbers of digits")
def no_count(case: Case) -> bool | None:
    """The minutes of an hour, "hai con số", "gồm 8 chỉ tiêu xã hội": figures whose unit counts nothing to be done."""
    if _HOUR.search(case.evidence.before) or case.thing.startswith("con số"):
        return False
    return False if _GOALS.match(case.thing) and not _REACHED.search(case.evidence.before) else None


@COUNTED.rule("Không còn hộ nghèo", needed="programmes by phases")
def none_left(case: Case) -> bool | None:
    """Nothing left of something is a goal among goals and in a clause alone."""
    return case.goal or not case.evidence.place.outlined if case.reading.figure.value == 0 else None


@COUNTED.rule("Phối hợp với 16 phường", prevents="the size of a group as a goal")
def described(case: Case) -> bool | None:
    """A count without a bound behind a genitive, or in a list whose verb it borrows: the size of a group."""
    reading, prior = case.reading, case.prior
    other = prior is not None and (prior.unit != reading.figure.unit or (prior.value or 0) < reading.figure.value)
    part = reading.shared is not None and not other and not reading.cues.has("period")  # never more than its whole
    return False if not _bound(case) and (part or _GENITIVE.search(case.led)) else None


@COUNTED.rule("Hình thành mới 05 khu công nghiệp", needed="plans by phases")
def among_goals(case: Case) -> bool | None:
    """In a section of goals: bounded, made, measured, told by a modifier, or one of a list of counts."""
    if not case.aims:
        return None
    opens = (
        case.reading.shape == "first" and not case.evidence.before.strip() and len(case.evidence.behind.split()) >= 4
    )
    closes = case.evidence.behind.lstrip()[:1] in ("", ",", ".") or case.evidence.before.endswith(", ")
    listed = closes and case.prior is not None and case.prior.unit != "%"
    told = set(case.reading.cues.roles) - {"about", "floor", "compare", "base"}
    return _bound(case) or _done(case) or bool(told) or listed or opens


@COUNTED.rule("Phấn đấu thành lập 03 câu lạc bộ", needed="tasks with counts")
def hoped_for(case: Case) -> bool | None:
    """Outside goals: hoped for and made or linked, or bounded and a goal; any of these in a clause read alone."""
    cues, prior = case.reading.cues, case.prior
    if not case.evidence.place.outlined:
        return _bound(case) or case.goal or cues.has("link", "rise", "fall", "colon")
    sought = case.hoped or (prior is not None and prior.aspirational)
    listed = prior is not None and prior.unit == case.reading.figure.unit and case.evidence.before.endswith(", ")
    return (sought and (_done(case) or listed or cues.has("link", "hope", "level"))) or (_bound(case) and case.goal)


def _bound(case: Case) -> bool:
    return bool(case.reading.cues.comparators) or case.reading.figure.symbol is not None


def _done(case: Case) -> bool:
    """Whether a deed or a measure stands before it: "thành lập mới | 05 hợp tác xã", "sản lượng | 2,1 triệu tấn"."""
    measured = case.words.heads.search(case.led, max(case.led.rfind(", ") + 1, 0))
    return case.reading.shape == "object" or bool(measured or case.words.made.search(case.led))


def counts_as_goal(evidence: Evidence, reading: Reading, words: TargetWords, prior: Target | None) -> bool:
    """Whether a count binds somebody; ``prior`` is the target before it in its paragraph."""
    return COUNTED.holds(Case(evidence, reading, words, prior))
