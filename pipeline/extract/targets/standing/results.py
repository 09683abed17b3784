"""What looks like a target and is none: results, statistics, shares of funding, thresholds, sizes of groups."""

from __future__ import annotations

import re

from pipeline.extract.targets.clause import SAID, Reading, without_periods
from pipeline.extract.targets.context import Place
from pipeline.extract.targets.standing.funding import is_funding
from pipeline.extract.targets.standing.goal import Evidence, is_goal
from pipeline.extract.targets.standing.limits import is_threshold
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import bare

_CLOSED = frozenset({"can_cu", "kinh_phi", "noi_nhan", "chu_ky"})
_OVERSHOOT = re.compile(
    r"\s*\(?,?\s*(?:(?:vượt|cao hơn|thấp hơn|tăng|giảm)\s+(?:so với\s+)?\d|(?:tăng|giảm|vượt)\s+được)"
)
_MAKES_UP = re.compile(r"(?<!\w)chiếm(?!\w)[^\d]*$")
_LATER = re.compile(r"(?:phấn đấu\s*)?(?:là|đạt|lên|trên|ít nhất|tối thiểu|từ|\s)*")
_BREAKDOWN = re.compile(r"(?:(?:trên|ít nhất\s)?\d+(?:,\d+)?\s?%\s[^()%,;]{2,40},\s)*")
_REST = re.compile(r"\s[^()%,;]{2,40}(?:,\s\d+(?:,\d+)?\s?%\s[^()%,;]{2,40})*\)")
_GROWN = re.compile(r"\s*(?:tăng|giảm)\s+(?:(?:trên|khoảng|ít nhất|tối thiểu|từ)\s+)?")
_SHARE_BEFORE = re.compile(r"%[^();]{0,120}$")
_CLOSES = re.compile(r"(?:(?:,|\s+và)\s[^()%]{2,40}%)*\)")
_NEXT_OF_LIST = re.compile(r"(?<=%)(?:,|\s+và)\s")
_ONLY = re.compile(r"(?<!\w)(?:mới|đã|chỉ)\s(?:\w+\s){0,3}được\s+(?:(?:hơn|trên|khoảng|gần)\s+)?$")
_SCANT = re.compile(r"(?<!\w)(?<!chứng )chỉ\s+(?:(?:mới|khoảng|có|đạt|chiếm|được|gần|trên|hơn)\s+)*$")
_AMONG = re.compile(r"(?<!\w)trong (?:tổng )?số\s[^,;]*$")  # "trong số người bệnh | đã được phát hiện, …"
_NOW = re.compile(r"(?<!\w)(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!biểu )hiện(?:\s+(?:mới|chỉ|đang|có))*\s*$")


def is_excluded(evidence: Evidence, reading: Reading, words: TargetWords) -> str | None:
    """Why a reading is no target, or None. The reasons are fixed words, for tests and for the reader of the code."""
    place = evidence.place
    goal = is_goal(evidence, reading, words)
    if place.kind in _CLOSED and not (place.kind == "kinh_phi" and reading.cues.has("hope")):
        return "section"
    if not reading.cues.has("hope") and _tells_results(place, words) and not words.hopes.search(bare(evidence.before)):
        return "result section"
    if _is_result(evidence, reading, words, goal):  # in brackets it tells of nothing but its own clause
        return "brackets" if evidence.before.count("(") > evidence.before.count(")") else "result"
    if reading.figure.worded and (not goal or reading.figure.value % 1):  # a third is no percentage
        return "fraction"
    if _in_brackets(evidence, reading, words):
        return "brackets"
    bound = reading.cues.comparators[:1] in ((">=",), ("<=",))
    ahead = evidence.period is not None and not evidence.calendar.is_past(evidence.period)
    if not goal and not bound and not ahead and _MAKES_UP.search(evidence.before) and reading.figure.share:
        return "statistic"
    if is_funding(evidence, reading, words):
        return "funding"
    if is_threshold(evidence, reading, words):
        return "threshold"
    return "bare" if not goal and _is_bare(evidence, reading, words) else None


def _is_bare(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """ "Cồn 70%" in a task: a thing and its figure, with no word that says that it is to be reached."""
    told = reading.shape != "subject" or reading.cues.roles or reading.shared is not None or reading.figure.symbol
    patterns = (words.heads, words.predicates, words.actions)
    return not told and not SAID.search(evidence.told) and not any(p.search(evidence.told) for p in patterns)


def _tells_results(place: Place, words: TargetWords) -> bool:
    if place.kind == "muc_tieu":
        return False
    lead = words.result_headings.search(place.lead) and not words.goals.search(place.lead)
    return bool(lead) or any(
        words.result_headings.search(h) and not re.search(r"(?<!\w)(?:mục tiêu|nhiệm vụ|giải pháp)(?!\w)", h)
        for h in place.headings
    )


def _is_result(evidence: Evidence, reading: Reading, words: TargetWords, goal: bool) -> bool:
    before = evidence.before
    if reading.cues.has("base"):  # "từ mức 61% hiện nay lên 95%": what is, said only to tell from where
        before = before[: max(len(before) - (reading.figure.start - reading.cues.start), 0)]
    hoped = reading.cues.has("hope") or words.hopes.search(bare(before))
    near = max(before.rfind(", ", 0, max(len(before) - len(evidence.told), 0)), 0)
    compounds = [m.span() for m in words.result_compounds.finditer(before)]
    for hit in words.results.finditer(before):
        if (hit.start() < near and hit.start() > 40) or any(a <= hit.start() < b for a, b in compounds):
            continue
        if hit[0] == "đã" and (hit.start() < near or _AMONG.search(before, 0, hit.start())):
            continue
        level = reading.cues.has("link", "colon", "level") and reading.shape == "subject"
        if hit[0] == "đã" and goal and level and _of_noun(before, hit.end(), reading):
            continue
        if hit[0] == "đã" and re.match(
            r"\s*(?:được|qua|có trình độ|đăng ký|cấp|hoàn thành|và đang)(?!\w)", before[hit.end() :]
        ):
            if reading.shape == "subject" and not reading.cues.has("link"):
                return True
            continue
        if not hoped:
            return True
    if not goal and not hoped and words.still.match(evidence.behind):
        return True
    if (_ONLY.search(before) or _NOW.search(before)) and not hoped:
        return True
    if _SCANT.search(before) and not hoped and not words.goals.search(before):  # "còn yếu, chỉ khoảng 42% biết …"
        return True
    if words.results_after.match(evidence.behind.lstrip(" ,(")) and not goal:
        return True
    if words.results_after.match(evidence.behind.lstrip()) and "chỉ tiêu" in evidence.behind[:24] and not hoped:
        return True
    over = _OVERSHOOT.match(evidence.behind)
    if over and ((reading.shape == "subject" and not goal) or over[0].endswith("được")) and not hoped:
        return True
    if reading.figure.share and reading.figure.noun is not None and not goal:  # "18/20 xã (90%) đạt chuẩn"
        return True
    if reading.figure.total is not None and not goal:
        done = reading.figure.unit in words.file.results.counted or not evidence.behind.strip()
        if done:
            return True
    if (
        re.search(r"\d\s*%?\s*,\s*(?:vượt|tăng|giảm)(?:\s+được)?\s*$", before)
        and not hoped
        and not goal
        and reading.shared is not None
    ):
        return True
    return bool(evidence.period and not hoped and evidence.calendar.is_past(evidence.period, goal))


def _of_noun(before: str, at: int, reading: Reading) -> bool:
    """ "Tỷ lệ sử dụng lại dữ liệu đã số hóa | đạt 80%": whether "đã" has a verb before the figure's cues."""
    led = len(before) - (reading.figure.start - reading.cues.start)
    return len(before[at:led].split()) >= 2


def _in_brackets(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    before = evidence.before
    if before.count("(") <= before.count(")"):
        return False
    inner = before[before.rfind("(") + 1 :]
    if evidence.place.kind == "muc_tieu" and reading.figure.value == 100 and not inner.strip():
        return not evidence.behind.startswith(")")  # "bao phủ toàn dân (100%)"
    outside = before[: before.rfind("(")]
    if _BREAKDOWN.fullmatch(inner) and _SHARE_BEFORE.search(outside) and _REST.match(evidence.behind):
        return evidence.place.kind != "muc_tieu"  # "100% giáo viên đạt chuẩn (70% Tốt, 25% Khá, 5% Đạt)"
    period = evidence.period
    later = period is not None and (period.first is None or evidence.calendar.lies_ahead(period))
    if _LATER.fullmatch(without_periods(inner, 0, len(inner))) and _SHARE_BEFORE.search(outside):
        return not (evidence.behind.startswith(")") and later)  # "70% … (đến năm 2030 là 100%)"
    if evidence.place.kind == "muc_tieu" and _GROWN.fullmatch(inner) and words.clauses.large_sum_end.search(outside):
        return False  # "kim ngạch 3,1 tỷ USD (tăng 10,7%)"
    last = _NEXT_OF_LIST.split(inner)[-1].lstrip()  # "(khối trường học 75%, khối nông thôn 50%)"
    group = any(names.match(last) for names in (words.groups, words.persons, words.bodies))
    if group and _SHARE_BEFORE.search(outside) and _CLOSES.match(evidence.behind) and len(last.split()) <= 14:
        return False  # "đạt 96% (khu vực đô thị 99%)"
    return not re.match(r"\s*(?:riêng|trong đó|phấn đấu|[^:]{2,40}:\s*$)", inner)
