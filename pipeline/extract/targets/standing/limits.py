"""Figures that only draw a line or are paid: thresholds, votes, sanctions, prices, pay, doses, forecasts.

Their words are data (``funding`` and ``thresholds`` of ``rules/targets.yaml``); here stand their forms.
"""

from __future__ import annotations

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.standing.case import Case
from pipeline.extract.targets.standing.goal import Evidence
from pipeline.extract.targets.standing.results import OF_COUNT, REACHED
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled

LIMITS = Stage[Case, str]("limits")

_RATED = compiled(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|chi ngân sách|kinh phí chi|giải ngân)(?!\w)")
_BOUNDS = (" từ", " ít nhất", " tối thiểu", " trên", " dưới", " đủ")
_PAY = compiled(r"(?:mức |tiền )?(?:lương|công)(?!\w)")
_EARNED = compiled(r"(?<!\w)(?:nhận|hưởng|trả|được trả|bằng)(?:\s(?:ít nhất|tối thiểu|thêm))*\s*$")
_MAKES_UP = compiled(r"(?<!\w)chiếm(?!\w)[^\d]*$")


@LIMITS.rule("Nữ chiếm 46% tổng số đảng viên", prevents="the make-up of a population as a target")
def statistic(case: Case) -> str | None:
    """ "Chiếm" without a bound, a goal or a year to come tells what is."""
    evidence, bound = case.evidence, case.reading.cues.comparators[:1]
    ahead = evidence.period is not None and not evidence.calendar.is_past(evidence.period)
    open_ = case.goal or ahead or bound in ((">=",), ("<=",)) or not case.reading.figure.share
    return "statistic" if not open_ and _MAKES_UP.search(evidence.before) else None


@LIMITS.rule("Nợ công có thể vượt ngưỡng cảnh báo khoảng 5% GDP", needed="resolutions on growth", prevents="warnings")
def foretold(case: Case) -> str | None:
    """A level at which one is warned, a forecast of the world or of debt; the plan's own forecasts stay."""
    return "threshold" if not case.aims and case.words.standing.foretold.search(case.evidence.before) else None


@LIMITS.rule("Được trên 50% cử tri có mặt tín nhiệm", needed="plans of elections", prevents="votes, quorums, owners")
def held(case: Case) -> str | None:
    """A share of those who vote, are present or called up; of capital, of points; of those counted on a side."""
    before = case.evidence.before
    if OF_COUNT.search(before) and case.words.standing.tallied.search(before):
        return "result"
    binds = case.bounded or not case.aims
    return "threshold" if binds and case.words.standing.held_behind.match(case.thing) else None


@LIMITS.rule("Lãi suất bằng 50% lãi suất cho vay hộ nghèo", needed="decisions on support", prevents="prices and pay")
def rate(case: Case) -> str | None:
    """A price, pay, a dose or a measure of a thing right before the figure; relief; what one may have at most."""
    cues, before = case.reading.cues, case.evidence.before
    if "<=" in cues.comparators and case.words.standing.permitted_end.search(before):
        return "threshold"
    told = cues.has("hope", "rise", "fall", "level")
    return "funding" if not told and case.words.standing.rate_end.search(before) else None


@LIMITS.rule("Ngân sách hỗ trợ 100% mức đóng bảo hiểm", needed="decisions on support", prevents="support as a target")
def paid(case: Case) -> str | None:
    """A share of money behind a verb of giving or as a ceiling; a share behind the one who pays it."""
    before, told, cues, words = case.evidence.before, case.evidence.told, case.reading.cues, case.words.standing
    if _RATED.search(before) or cues.has("level", "hope"):
        return None
    if _PAY.match(case.thing) and (case.reading.figure.value > 100 or _EARNED.search(before)):
        return "funding"  # "làm việc vào ngày lễ: nhận ít nhất 400% lương"
    if words.source.match(told) and len(told.split()) <= 10 and not cues.has("rise", "fall") and not case.ahead:
        return "funding"
    cheaper = cues.has("fall") and case.thing.startswith("chi phí")
    if cheaper or (case.ahead and _MAKES_UP.search(before)) or not words.paid_behind.match(case.evidence.behind):
        return None
    capped = "<=" in cues.comparators and not case.aims
    return "funding" if capped or words.paying.search(before) else None


@LIMITS.rule("Đơn vị giải ngân dưới 90% không được xét thi đua", needed="yearly plans", prevents="whom a sanction hits")
def called_for(case: Case) -> str | None:
    """Behind a bounded figure stands what it calls for, or before it a measure that hits those below."""
    before, cues = case.evidence.before, case.reading.cues
    if not case.bounded or cues.has("hope", "level", "goal") or case.words.shares.match(before):
        return None
    blamed = case.words.standing.blamed_end.search(before) and ("<" in cues.comparators or not cues.has("link"))
    called = case.words.standing.called_behind.match(case.evidence.behind) if case.led.strip() else None
    return "threshold" if blamed or (called and (not case.aims or "phải" in called[0])) else None


@LIMITS.rule("Người suy giảm khả năng lao động từ 61% trở lên", needed="social work", prevents="degrees as targets")
def degree(case: Case) -> str | None:
    """A bounded degree of injury, behind no share of persons: whom a rule is about."""
    before, share = case.evidence.before, case.words.shares.match(case.evidence.before)
    rated = share is not None and case.words.persons.match(before, share.end() + 1) is not None
    told = case.bounded and not rated and not case.reading.cues.has("link", "hope", "level")
    return "threshold" if told and case.words.standing.about_end.search(before) else None


@LIMITS.rule("Xã có tỷ lệ hộ nghèo trên 20% được ưu tiên vốn", needed="plans for poor areas", prevents="conditions")
def condition(case: Case) -> str | None:
    """A bounded figure in passing behind "nếu", "xã có tỷ lệ", "khi đạt"; a step of marks."""
    before, behind = case.evidence.before, case.evidence.behind
    if before.endswith("% đến dưới ") or behind.startswith((" đến dưới", " mới được")):
        return "threshold"
    if case.reading.shape != "subject" or not case.bounded or case.reading.cues.has("hope", "level"):
        return None
    opened = next((h[0] for h in case.words.standing.opener.finditer(before) if not _qualifies(case, h.start())), "")
    passing = len(behind.split()) >= 3 or case.trailing or opened.startswith(("nếu", "trường hợp", "đối với", "khi"))
    return "threshold" if opened and passing else None


def _qualifies(case: Case, at: int) -> bool:
    """Whether words like an opener's only qualify a deed: "được hỗ trợ khi có nhu cầu", not "nếu có từ 5 hộ"."""
    told = case.words.conditions.match(case.evidence.before, at)
    return told is not None and not case.evidence.before.startswith(_BOUNDS, told.end())


@LIMITS.rule("Cồn 70% để khử khuẩn", needed="tasks with counts", prevents="things and their figures as targets")
def bare(case: Case) -> str | None:
    """A thing and its figure, with no word that says that it is to be reached."""
    reading, told = case.reading, case.evidence.told
    said = reading.shape != "subject" or reading.cues.roles or reading.shared is not None or reading.figure.symbol
    patterns = (case.words.heads, case.words.predicates, case.words.actions)
    return "bare" if not case.goal and not said and not any(p.search(told) for p in patterns) else None


def is_excluded(evidence: Evidence, reading: Reading, words: TargetWords) -> str | None:
    """Why a reading is no target, or None. The reasons are fixed words, for tests and for the reader of the code."""
    case = Case(evidence, reading, words)
    return REACHED.decide(case) or LIMITS.decide(case)
