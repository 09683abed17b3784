"""Figures that only draw a line: thresholds that define a group, a condition, a vote or a sanction.

Their words are data (``thresholds`` of ``rules/targets.yaml``); here stand the forms they take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.targets.clause import SAID, Reading
from pipeline.extract.targets.standing.goal import Evidence, is_goal
from pipeline.knowledge.targets import TargetWords
from pipeline.text.phrases import words_pattern

_CONDITION = re.compile(r"[^,;]{0,60}?(?<!\w)trở lên\s+(?:là|phải|thì|được|không được|bị)(?!\w)")
_DEFINED = re.compile(r"(?<!\w)là\s(?:\S+\s){1,5}?có\s")
_ONLY_THEN = re.compile(r"\s*(?:trở lên\s+)?(?:thì\s+)?mới\s+(?:được|coi|tính)(?!\w)")
_ONLY_WHEN = re.compile(r"(?<!\w)chỉ\s(?:[^\W\d]+\s){1,4}khi\s[^,;]*$")  # "chỉ xem xét khi tỷ lệ lấp đầy đạt 60%"
_GIVEN = re.compile(r"(?<!\w)(?:đối với|cho|tới|đến)\s*$")
_MUST = re.compile(r"[^,;]{0,80}?(?<!\w)phải\s")
_BEYOND = re.compile(r"(?<!\w)(?:vượt|vượt quá|quá)\s+(?:mức\s+)?$")
_AMOUNT = re.compile(r"\s*(?:từ|ít nhất|tối thiểu|trên|dưới|hơn|đủ|$|\d)")
_BAND = re.compile(r"\s+đến dưới\s+\d")  # "khá: từ 70% đến dưới 90%"
_BAND_END = re.compile(r"\d\s?%\s+đến dưới\s+$")
_EVER = re.compile(r"(?<!\w)không (?:được )?để\s[^,;]*\snào\s")
_RATE_OF = re.compile(r"(?:tỷ|tỉ) lệ\s+")


@dataclass(frozen=True, eq=False)
class _Threshold:
    """The forms of a figure that only draws a line."""

    about: re.Pattern[str]
    opener: re.Pattern[str]
    measured: re.Pattern[str]
    owned: re.Pattern[str]
    vote: re.Pattern[str]
    answered: re.Pattern[str]
    sanction: re.Pattern[str]
    permitted: re.Pattern[str]
    under: re.Pattern[str]
    rates: re.Pattern[str]


@lru_cache(maxsize=8)
def _threshold(words: TargetWords) -> _Threshold:
    told = words.file.thresholds
    return _Threshold(
        about=re.compile(words_pattern(told.about) + r"(?:(?!\svà\s)[^,;]){0,40}$"),
        opener=re.compile(
            r"(?<!đạt )(?<!đủ )(?<!đảm )(?<!ứng )(?<!đúng )" + words_pattern(told.openers) + r"[^;]{0,120}$"
        ),
        measured=re.compile(words_pattern(told.measured) + r"(?:\s\S+){0,2}(?:\skhông\s\S+\squá)?\s*$"),
        owned=re.compile(rf"(?:số\s+)?{words_pattern(told.owned)}(?! đầu tư)"),
        vote=re.compile(rf"\s*(?:số\s+)?{words_pattern(told.voters)}[^;,]{{0,30}}{words_pattern(told.votes)}"),
        answered=re.compile(rf"[^,;.]{{0,60}}?(?<!\w)phải\s{words_pattern(told.answers)}"),
        sanction=re.compile(rf"[^;,]*?,?\s*(?<!trang )(?<!thiết )(?<!chuẩn ){words_pattern(told.sanctions)}"),
        permitted=re.compile(words_pattern(told.permitted) + r"(?:\s[^\W\d]+){0,4}\s*$"),
        under=re.compile(words_pattern(told.under) + r"\s"),
        rates=re.compile(words_pattern(told.rates)),
    )


def is_threshold(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the figure only tells whom a rule, a vote or a sanction is about."""
    told = _threshold(words)
    before, figure = evidence.before, reading.figure
    behind_words = evidence.behind.lstrip()
    trailing = behind_words.startswith(("trở lên", "trở xuống"))
    bounded = trailing or reading.cues.has("compare", "floor")
    rate = _RATE_OF.match(before) if reading.cues.has("colon") else None
    rated = rate is not None and words.persons.match(before, rate.end()) is not None
    if told.about.search(before) and bounded and not rated and not reading.cues.has("link", "hope", "level"):
        return True
    if (trailing and _DEFINED.search(before)) or (told.measured.search(before) and not _GIVEN.search(before)):
        return True
    if figure.value < 100 and bounded and told.answered.match(evidence.behind):
        return True
    if _ONLY_WHEN.search(before):
        return True
    if (_BAND.match(evidence.behind) and before.endswith("từ ")) or _BAND_END.search(before):
        return True
    if told.vote.match(behind_words) or _ONLY_THEN.match(evidence.behind):
        return True
    limited = reading.cues.has("compare", "floor") or before.rstrip().endswith("vượt quá")
    hopeful = reading.cues.has("hope", "goal", "rise", "fall", "level")
    if limited and not hopeful and not told.rates.match(before) and _sanctions(evidence, reading, words):
        return True
    if "<=" in reading.cues.comparators and told.permitted.search(before):
        return True
    said = SAID.search(behind_words[:60])  # "trên 90% thành viên được tập huấn" is no share of votes
    if reading.cues.has("compare", "floor") and told.owned.match(behind_words) and not said:
        return True
    led = before[: max(len(before) - (figure.start - reading.cues.start), 0)].strip()
    if led and reading.cues.has("floor", "compare") and _CONDITION.match(evidence.behind):
        return True
    if _EVER.search(before):
        return True
    if told.under.search(evidence.unit) and (trailing or figure.symbol) and not is_goal(evidence, reading, words):
        return True
    hit = any(not _is_condition(before, h.start(), words) for h in told.opener.finditer(before))
    passing = reading.shape == "subject" and not reading.cues.has("hope", "level")
    return hit and bounded and passing and _goes_on(evidence)


def _is_condition(before: str, at: int, words: TargetWords) -> bool:
    """Whether words like an opener's only qualify a deed: "được hỗ trợ khi có nhu cầu", "quản lý trường hợp"."""
    told = words.conditions.match(before, at)
    return before.endswith("quản lý ", 0, at) or (told is not None and not _AMOUNT.match(before, told.end()))


def _sanctions(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the bound tells whom a sanction hits: "đơn vị giải ngân dưới 90% … không được xét thi đua"."""
    clause = re.split(r"[,;]\s", evidence.before)[-1]
    if words.blamed.search(clause) and ("<" in reading.cues.comparators or not reading.cues.has("link")):
        return True
    beyond = _BEYOND.search(evidence.before) and _MUST.match(evidence.behind)
    return evidence.place.kind != "muc_tieu" and bool(beyond or _threshold(words).sanction.match(evidence.behind))


def _goes_on(evidence: Evidence) -> bool:
    """Whether words of substance follow the figure: a threshold is said in passing, a target closes its clause."""
    rest = re.sub(r"^\s*(?:trở lên|trở xuống)", "", evidence.behind)
    return len(re.findall(r"\w+", rest)) >= 3 or evidence.before.startswith(("nếu", "trường hợp", "đối với"))
