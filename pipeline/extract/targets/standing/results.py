"""What has been reached already, and what only repeats it in brackets."""

from __future__ import annotations

import re

from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.standing.case import Case
from pipeline.text.patterns import compiled

REACHED = Stage[Case, str]("reached")

_CLOSED = frozenset({"can_cu", "kinh_phi", "noi_nhan", "chu_ky"})
_AIMED = ("mục tiêu", "nhiệm vụ", "giải pháp")  # headings of these tell no results
_PASSIVE = compiled(r"\s*(?:được|qua|có trình độ|đăng ký|cấp|hoàn thành|và đang)(?!\w)")
_DONE = compiled(r"\s*(?:đạt|có|được|giảm|tăng|hoàn thành)(?!\w)")
_QUALIFIES = compiled(r"hiện có\s*(?:và|hoặc|,|;|\))")  # "30% số đối tượng hiện có và 50% …"
_AMONG = compiled(r"(?<!\w)trong (?:tổng )?số\s[^,;]*$")  # "trong số người bệnh | đã được phát hiện, …"
_NAMED = compiled(r"\s*(?:riêng|trong đó|phấn đấu|[^:]{2,40}:\s*$)")
_SUMMED = compiled(
    r"(?<!\w)(?:đạt|là|được)\s(?:gần\s|hơn\s|khoảng\s|trên\s)?\d[\d.,]*\s?(?:nghìn|ngàn|triệu|tỷ|tỉ|tấn)\s[^;.:%]{0,40}"
    r",\s(?:tăng|giảm|bằng)\s(?:bằng\s)?(?:gần\s|hơn\s)?$"
)
OF_COUNT = compiled(  # "169 (", "240 đại biểu đồng ý, chiếm ", "226, đạt tỷ lệ "
    r"(?<![\d.,/])\d[\d.]*(?:\s[^\W\d]+){0,8}(?:\s*\(|,\s(?:đạt|chiếm)\s)(?:(?:đạt|chiếm)\s)?(?:tỷ lệ\s|tỉ lệ\s)?$"
)
_CLOSES = compiled(r"(?:(?:,|\s+và)\s[^()%]{2,40}%)*\)")


@REACHED.rule("Kết quả đạt được: 85% hộ có nước sạch", needed="yearly plans", prevents="results, grounds as targets")
def section(case: Case) -> str | None:
    """A section of grounds, funds or signatures, of results and facts, binds nobody to what is not hoped for."""
    place, results, goals = case.evidence.place, case.words.result_headings, case.words.goals
    aimed = place.kind == "can_cu" and any(word in place.lead for word in _AIMED)  # "Căn cứ …, mục tiêu như sau:"
    if place.kind in _CLOSED and not aimed and not (place.kind == "kinh_phi" and case.reading.cues.has("hope")):
        return "section"
    lead = results.search(place.lead) and not goals.search(place.lead)
    told = lead or any(results.search(h) and not any(word in h for word in _AIMED) for h in place.headings)
    return "result section" if told and not case.hoped and not case.aims else None


@REACHED.rule("Đến nay, toàn xã có 95% hộ dùng nước sạch", needed="yearly plans", prevents="results as targets")
def told_as_reached(case: Case) -> str | None:
    """A word of results before the figure in its clause or early in its sentence: "đã", "đến nay", "theo số liệu"."""
    before = case.led if case.reading.cues.has("base") else case.evidence.before
    near = max(before.rfind(", ", 0, max(len(before) - len(case.evidence.told), 0)), 0)
    hits = () if case.hoped else case.words.results.finditer(before)
    told = any(not 40 < hit.start() < near and _tells(case, before, hit, near) for hit in hits)
    return case.reached if told else None


def _tells(case: Case, before: str, hit: re.Match[str], near: int) -> bool:
    """Whether a word of results tells one: not as a part of another word, nor "đã" where it qualifies a noun."""
    if hit[0] != "đã":
        return not _in_compound(case, hit.start()) and _QUALIFIES.match(before, hit.start()) is None
    if hit.start() < near or _AMONG.search(before, 0, hit.start()):
        return False
    if case.aims:  # "các dự án đã quy hoạch với tổng công suất …"
        return _DONE.match(before, hit.end()) is not None
    return _PASSIVE.match(before, hit.end()) is None


def _in_compound(case: Case, at: int) -> bool:
    """Whether the word is a part of another: "phát hiện", "chứng chỉ"."""
    return any(m.start() <= at < m.end() for m in case.words.result_compounds.finditer(case.evidence.before))


@REACHED.rule("Toàn huyện chỉ có 38% xã đạt chuẩn", needed="yearly plans", prevents="results as targets")
def held_against(case: Case) -> str | None:
    """ "Chỉ" or "hiện" right before the figure, or "so với cùng kỳ", "vẫn còn" behind it, tell what is."""
    scant = None if case.hoped else case.words.standing.scant_end.search(case.evidence.before)
    if scant and not _in_compound(case, scant.start()):
        return case.reached
    behind = None if case.goal else case.words.standing.result_behind.match(case.evidence.behind)
    return "result" if behind and case.reading.shape != "object" else None


@REACHED.rule("Kim ngạch xuất khẩu đạt 41,2 tỷ USD, tăng 2,5%", needed="resolutions of the Party; articles")
def amount_with_change(case: Case) -> str | None:
    """A sum that something came to, and how much that is more, less or of a plan, outside goals."""
    summed = None if case.goal or case.ahead or case.aims else _SUMMED.search(case.evidence.before)
    return "result" if summed and case.reading.figure.share else None


def tells_news(case: Case) -> bool:
    """Whether an article only tells what happened: no goal, no bound, no item of a list, no year to come."""
    return not (case.goal or case.aims or case.bounded or case.ahead or ":" in case.evidence.before)


@REACHED.rule("18/20 xã (90%) đạt chuẩn nông thôn mới", needed="programmes", prevents="a share of what was counted")
def counted_out(case: Case) -> str | None:
    """A number of a total, outside goals, is what was counted; "hai phần ba" is no percentage."""
    figure = case.reading.figure
    if figure.worded and (not case.goal or figure.value % 1):
        return "fraction"
    counted = figure.unit in case.words.file.results.counted or not case.evidence.behind.strip()
    told = (figure.share and figure.noun is not None) or (figure.total is not None and counted)
    told = told or (figure.share and not case.aims and OF_COUNT.search(case.evidence.before) is not None)
    return "result" if told and not case.goal else None


@REACHED.rule("Năm 2024, tỷ lệ hộ nghèo là 3,2%", needed="plans with their starting level", prevents="base years")
def past(case: Case) -> str | None:
    """Its period was over when the document was issued."""
    period = case.evidence.period
    over = period is not None and not case.hoped and case.evidence.calendar.is_past(period, case.goal)
    return case.reached if over else None


@REACHED.rule("Toàn huyện có 12 xã (chiếm 60%)", needed="yearly plans", prevents="asides as targets")
def bracketed(case: Case) -> str | None:
    """A figure in brackets, unless it restates the goal before them, or is told for a part of it."""
    inner, behind = case.inner, case.evidence.behind
    if inner is None or case.reading.cues.has("goal"):  # "(bảo đảm không quá 3.000 dự án)"
        return None
    outside = case.evidence.before[: len(case.evidence.before) - len(inner) - 1]
    restated = len(case.led) <= len(outside) + 1 and case.reading.figure.share
    if case.aims and restated and (inner.strip() or behind.startswith(")")):
        return None  # "đạt mục tiêu của Chương trình (giảm hơn 3%/năm)", "bao phủ toàn dân (100%)"
    if "%" in outside[-120:] and (_restates_later(case) if restated else _is_part(case, inner)):
        return None
    return None if _NAMED.match(inner) else "brackets"


def _restates_later(case: Case) -> bool:
    """ "Đạt 80% (đến năm 2030 là 100%)"."""
    period = case.evidence.period
    ahead = period is not None and (period.first is None or case.ahead)
    return ahead and case.evidence.behind.startswith(")")


def _is_part(case: Case, inner: str) -> bool:
    """ "Đạt 96% (khu vực đô thị 99%, nông thôn 92%)": whether a group is named last before the figure."""
    part = inner.rpartition("%, ")[2].rpartition("% và ")[2].lstrip()
    named = any(p.match(part) for p in (case.words.groups, case.words.persons, case.words.bodies))
    return named and len(part.split()) <= 14 and _CLOSES.match(case.evidence.behind) is not None
