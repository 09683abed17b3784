"""What looks like a target and is none: results, statistics, shares of funding, thresholds, sizes of groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.targets_clauses import Reading
from pipeline.extract.targets_context import Place
from pipeline.extract.targets_periods import Period
from pipeline.knowledge.targets import TargetWords, words_pattern
from pipeline.model import Document
from pipeline.text.fold import bare, fold

_CLOSED = frozenset({"can_cu", "kinh_phi", "noi_nhan", "chu_ky"})
_OVERSHOOT = re.compile(
    r"\s*\(?,?\s*(?:(?:vượt|cao hơn|thấp hơn|tăng|giảm)\s+(?:so với\s+)?\d|(?:tăng|giảm|vượt)\s+được)"
)
_RELIEF = re.compile(r"(?<!\w)(?:miễn|giảm|miễn giảm)\s*(?:tối đa|không quá|ít nhất)?\s*$")
_RELIEVED = re.compile(r"\s*(?:đối với|cho)\s+(?:hộ|người|học sinh|trẻ|đối tượng|sinh viên|các đối tượng)(?!\w)")
_PRICED = re.compile(
    r"(?<!\w)(?:lãi suất|mức hưởng|mức hỗ trợ|mức thu|mức giá|mức đóng|thuế suất|mức chi|mức vay)(?:\s+\S+){0,3}?\s*$"
)
_CONDITION = re.compile(r"[^,;]{0,60}?(?<!\w)trở lên\s+(?:là|phải|thì|được|không được|bị)(?!\w)")
_DEFINED = re.compile(r"(?<!\w)là\s(?:\S+\s){1,5}?có\s")
_MEASURED = re.compile(r"(?<!\w)(?:nồng độ|độ ẩm|độ cồn|sai số|độ tin cậy)(?:\s\S+){0,2}\s*$")
_MAKES_UP = re.compile(r"(?<!\w)chiếm(?!\w)[^\d]*$")
_ONLY = re.compile(r"(?<!\w)(?:mới|đã|chỉ)\s(?:\w+\s){0,3}được\s*$")
_NOW = re.compile(r"(?<!\w)(?<!thực )(?<!phát )(?<!thể )(?<!xuất )(?<!biểu )hiện(?:\s+(?:mới|chỉ|đang|có))*\s*$")
_ONLY_THEN = re.compile(r"\s*(?:trở lên\s+)?(?:thì\s+)?mới\s+(?:được|coi|tính)(?!\w)")
_GIVEN = re.compile(r"(?<!\w)(?:đối với|cho|tới|đến)\s*$")
_STILL = re.compile(r"[^,;.]{0,80}?(?<!\w)(?:vẫn(?! duy trì)|hiện (?:đang|vẫn|chưa|còn|nay)|còn chưa|mới chỉ)(?!\w)")
_MUST = re.compile(r"[^,;]{0,80}?(?<!\w)phải\s")
_OWNED = re.compile(r"(?:số\s+)?(?:vốn điều lệ|vốn|cổ phần|phiếu|thành viên|tổng số phiếu)(?!\w)(?! đầu tư)")
_SANCTION = re.compile(
    r"[^;]*?(?<!\w)(?:thì|(?:phải\s+)?bị|không được|phải (?:giải trình|báo cáo|kiểm điểm|bồi thường))(?!\w)"
)
_PERMITTED = re.compile(
    r"(?<!\w)(?:được\s+(?:phép\s+)?(?:dành|vay|hưởng|hỗ trợ|sử dụng|trích|tạm ứng|góp|sở hữu|giữ lại|bố trí)|cho vay)"
    r"(?:\s[^\W\d]+){0,4}\s*$"
)
_ENJOYED = re.compile(r"(?<!\w)được\s+(?:hưởng|miễn|giảm|vay|trích lại|giữ lại)(?:\s+(?:tối đa|không quá|thêm))?\s*$")
_VOTE = re.compile(r"\s*(?:số\s+)?(?:đại biểu|phiếu|thành viên|ủy viên)[^;,]{0,30}(?:tán thành|đồng ý|biểu quyết)")
_RATES = ("tỷ lệ", "tỉ lệ", "mức", "phấn đấu", "bảo đảm", "đảm bảo")
_BEYOND = re.compile(r"(?<!\w)(?:vượt|vượt quá|quá)\s+(?:mức\s+)?$")
_AMOUNT = re.compile(r"\s*(?:từ|ít nhất|tối thiểu|trên|dưới|hơn|đủ|$|\d)")
_EVER = re.compile(r"(?<!\w)không (?:được )?để\s[^,;]*\snào\s")
_UNDER = re.compile(r"(?:theo quy định tại|quy định tại|theo điều|tại điều|tại khoản|theo điểm|theo khoản)\s")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The document's own years: of issue, and its period (None where a term of office is all that its title tells)."""

    issued: int | None
    first: int | None
    last: int | None

    @classmethod
    def of(cls, document: Document) -> Calendar:
        metadata = document.metadata
        issued = metadata.issued_on.year if metadata.issued_on else metadata.period_start
        term = re.search(r"nhiệm kỳ\s+\d{4}", fold(metadata.title or "")) is not None
        return cls(issued, None if term else metadata.period_start, None if term else metadata.period_end)

    def is_past(self, period: Period, among_goals: bool = False) -> bool:
        """Whether ``period`` was over, or running out, when the document was issued."""
        if self.issued is None:
            return False
        if period.last < self.issued or (self.first is not None and period.last < self.first):
            return True
        running_out = period.first is not None and period.first < self.issued and period.first < period.last
        begun = self.first is None or period.first is None or period.first < self.first
        return running_out and begun and not among_goals and period.last <= self.issued + int(period.term)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The folded words around a reading: its unit, those before and behind the figure, ``told``: those of its clause
    before the figure; what stands above; the period told for it; the year the document was issued."""

    unit: str
    before: str
    told: str
    behind: str
    place: Place
    period: Period | None
    calendar: Calendar


def is_hoped(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the words before the figure say that it is striven for."""
    return reading.cluster.has("hope") or words.hopes.search(bare(evidence.before)) is not None


def is_goal(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the context says outright that this is to be reached."""
    if (
        reading.cluster.has("hope", "goal")
        or words.hopes.search(bare(evidence.before))
        or words.goals.search(evidence.before)
    ):
        return True
    return evidence.place.kind == "muc_tieu" or "mục tiêu" in evidence.place.lead or "chỉ tiêu" in evidence.place.lead


def is_excluded(evidence: Evidence, reading: Reading, words: TargetWords) -> str | None:
    """Why a reading is no target, or None. The reasons are fixed words, for tests and for the reader of the code."""
    place = evidence.place
    goal = is_goal(evidence, reading, words)
    if place.kind in _CLOSED:
        return "section"
    if (
        not reading.cluster.has("hope")
        and _tells_results(place, words)
        and not words.hopes.search(bare(evidence.before))
    ):
        return "result section"
    if _is_result(evidence, reading, words, goal):  # in brackets it tells of nothing but its own clause
        return "brackets" if evidence.before.count("(") > evidence.before.count(")") else "result"
    if reading.figure.worded and (not goal or reading.figure.value % 1):  # a third is no percentage
        return "fraction"
    if _in_brackets(evidence, reading):
        return "brackets"
    bound = reading.cluster.comparators[:1] in ((">=",), ("<=",))
    if not goal and not bound and _MAKES_UP.search(evidence.before) and reading.figure.share:
        return "statistic"
    if _is_funding(evidence, reading, words):
        return "funding"
    if _is_threshold(evidence, reading, words):
        return "threshold"
    return None


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
    if reading.cluster.has("base"):  # "từ mức 61% hiện nay lên 95%": what is, said only to tell from where
        before = before[: max(len(before) - (reading.figure.start - reading.cluster.start), 0)]
    hoped = reading.cluster.has("hope") or words.hopes.search(bare(before))
    near = max(before.rfind(", ", 0, max(len(before) - len(evidence.told), 0)), 0)
    for hit in words.results.finditer(before):
        if hit.start() < near and hit.start() > 40:
            continue
        if hit[0] == "đã" and hit.start() < near:
            continue
        if hit[0] == "đã" and re.match(
            r"\s*(?:được|qua|có trình độ|đăng ký|cấp|hoàn thành|và đang)(?!\w)", before[hit.end() :]
        ):
            if reading.shape == "subject" and not reading.cluster.has("link"):
                return True
            continue
        if not hoped:
            return True
    if not goal and not hoped and _STILL.match(evidence.behind):
        return True
    if (_ONLY.search(before) or _NOW.search(before)) and not hoped:
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


def _in_brackets(evidence: Evidence, reading: Reading) -> bool:
    before = evidence.before
    if before.count("(") <= before.count(")"):
        return False
    inner = before[before.rfind("(") + 1 :]
    if evidence.place.kind == "muc_tieu" and reading.figure.value == 100 and not inner.strip():
        return not evidence.behind.startswith(")")  # "bao phủ toàn dân (100%)"
    return not re.match(r"\s*(?:riêng|trong đó|phấn đấu|[^:]{2,40}:\s*$)", inner)


@lru_cache(maxsize=8)
def _funding(words: TargetWords) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    givers, verbs = words_pattern(words.file.funding.givers), words_pattern(words.file.funding.verbs)
    things = words_pattern(words.file.funding.things)
    near = r"[^.;]{0,40}?"
    return (
        re.compile(rf"{givers}(?:\s+[^\W\d]+){{0,8}}?\s+{verbs}\W*(?:\w+\s+){{0,4}}$"),
        re.compile(rf"{verbs}\W*(?:\w+\s+){{0,4}}$"),
        re.compile(rf"\s*(?:tổng\s+|số\s+|toàn bộ\s+|mệnh giá\s+|mức\s+)?(?!giá trị (?!hợp đồng)){things}"),
        re.compile(rf"^(?:nguồn\s+)?{givers}{near}:?\s*$"),
    )


def _is_funding(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    given, verb, thing, list_item = _funding(words)
    before, behind = evidence.before, evidence.behind
    if re.search(r"giải ngân", before):
        return False
    if _RELIEF.search(before) and _RELIEVED.match(behind):
        return True
    if _PRICED.search(before) or _ENJOYED.search(before):
        return True
    if reading.cluster.has("hope") and re.match(r"(?:tỷ|tỉ) (?:lệ|trọng)", before):
        return False
    cheaper = reading.cluster.has("fall") and re.match(r"\s*chi phí", behind)
    if thing.match(behind) and verb.search(before) and not cheaper and not reading.cluster.has("level"):
        return True
    if re.search(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|chi ngân sách|kinh phí chi)(?!\w)", before):
        return False
    if given.search(before) and not reading.cluster.has("rise"):
        return True
    opening = re.match(r"(?:từ\s+)?(?:nguồn\s+)?(?:vốn|ngân sách|kinh phí|quỹ)(?!\w)", before)
    if opening and list_item.search(before) and reading.cluster.has("colon", "link") and len(before.split()) <= 10:
        return True
    source = re.match(r"(?:và\s+|từ\s+|nguồn\s+)*(?:vốn|ngân sách|kinh phí|quỹ)(?!\w)", evidence.told)
    return bool(source and not reading.cluster.has("hope", "rise", "fall") and len(evidence.told.split()) <= 10)


@lru_cache(maxsize=8)
def _threshold(words: TargetWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    about, openers = words.file.thresholds.about, words.file.thresholds.openers
    return re.compile(words_pattern(about) + r"[^,;]{0,40}$"), re.compile(words_pattern(openers) + r"[^;]{0,120}$")


def _is_threshold(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    about, opener = _threshold(words)
    before, figure = evidence.before, reading.figure
    behind_words = evidence.behind.lstrip()
    trailing = behind_words.startswith(("trở lên", "trở xuống"))
    if (
        about.search(before)
        and (trailing or reading.cluster.has("floor", "compare"))
        and not reading.cluster.has("link", "hope")
    ):
        return True
    if (trailing and _DEFINED.search(before)) or (_MEASURED.search(before) and not _GIVEN.search(before)):
        return True
    if _VOTE.match(behind_words) or _ONLY_THEN.match(evidence.behind):
        return True
    limited = reading.cluster.has("compare", "floor") or before.rstrip().endswith("vượt quá")
    hopeful = reading.cluster.has("hope", "goal", "rise", "fall", "level")
    if limited and not hopeful and not before.startswith(_RATES) and _sanctions(evidence, reading, words):
        return True
    if "<=" in reading.cluster.comparators and _PERMITTED.search(before):
        return True
    if reading.cluster.has("compare", "floor") and _OWNED.match(behind_words):
        return True
    led = before[: max(len(before) - (figure.start - reading.cluster.start), 0)].strip()
    if led and reading.cluster.has("floor", "compare") and _CONDITION.match(evidence.behind):
        return True
    if _EVER.search(before):
        return True
    if _UNDER.search(evidence.unit) and (trailing or figure.symbol) and not is_goal(evidence, reading, words):
        return True
    hit = next((h for h in opener.finditer(before) if not _is_condition(before, h.start(), words)), None)
    bounded = trailing or reading.cluster.has("compare", "floor")
    return bool(
        hit
        and bounded
        and not reading.cluster.has("hope", "level")
        and reading.shape == "subject"
        and _goes_on(evidence)
    )


def _is_condition(before: str, at: int, words: TargetWords) -> bool:
    """Whether words like an opener's only qualify a deed: "được hỗ trợ khi có nhu cầu", "quản lý trường hợp"."""
    told = words.conditions.match(before, at)
    return before.endswith("quản lý ", 0, at) or (told is not None and not _AMOUNT.match(before, told.end()))


def _sanctions(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the bound tells whom a sanction hits: "đơn vị giải ngân dưới 90% … không được xét thi đua"."""
    clause = re.split(r"[,;]\s", evidence.before)[-1]
    if "<" in reading.cluster.comparators and words.blamed.search(clause):
        return True
    if words.blamed.search(clause) and not reading.cluster.has("link"):
        return True
    beyond = _BEYOND.search(evidence.before) and _MUST.match(evidence.behind)
    return evidence.place.kind != "muc_tieu" and bool(beyond or _SANCTION.match(evidence.behind))


def _goes_on(evidence: Evidence) -> bool:
    """Whether words of substance follow the figure: a threshold is said in passing, a target closes its clause."""
    rest = re.sub(r"^\s*(?:trở lên|trở xuống)", "", evidence.behind)
    return len(re.findall(r"\w+", rest)) >= 3 or evidence.before.startswith(("nếu", "trường hợp", "đối với"))
