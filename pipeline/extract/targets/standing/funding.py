"""Shares of money that somebody pays, is spared or enjoys: they bind nobody to reach them.

Their words are data (``funding`` of ``rules/targets.yaml``); here stand the forms they take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.standing.goal import Evidence
from pipeline.knowledge.targets import TargetWords
from pipeline.text.phrases import words_pattern

_RATED = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|chi ngân sách|kinh phí chi)(?!\w)")
_MAKES_UP = re.compile(r"(?<!\w)chiếm\s(?:\D{0,16})$")
_WHOLE = re.compile(r"\s*(?:tổng|trong tổng|so với tổng)\s")
_HOPED_RATE = re.compile(r"(?:tỷ|tỉ) (?:lệ|trọng)")


@dataclass(frozen=True, eq=False)
class _Funding:
    """The forms of a share of money: who pays it, what is paid, relief, prices."""

    given: re.Pattern[str]
    verb: re.Pattern[str]
    thing: re.Pattern[str]
    listed: re.Pattern[str]
    opening: re.Pattern[str]
    source: re.Pattern[str]
    relief: re.Pattern[str]
    relieved: re.Pattern[str]
    priced: re.Pattern[str]
    enjoyed: re.Pattern[str]


@lru_cache(maxsize=8)
def _funding(words: TargetWords) -> _Funding:
    told = words.file.funding
    givers, verbs = words_pattern(told.givers), words_pattern(told.verbs)
    most = r"(?:tối đa|không quá|ít nhất|thêm)"
    return _Funding(
        given=re.compile(rf"{givers}(?:\s+[^\W\d]+){{0,8}}?\s+{verbs}\W*(?:\w+\s+){{0,4}}$"),
        verb=re.compile(rf"{verbs}\W*(?:\w+\s+){{0,7}}$"),
        thing=re.compile(
            rf"\s*(?:tổng\s+|số\s+|toàn bộ\s+|mệnh giá\s+|mức\s+)?(?!giá trị (?!hợp đồng)){words_pattern(told.things)}"
        ),
        listed=re.compile(rf"^(?:nguồn\s+)?{givers}[^.;]{{0,40}}?:?\s*$"),
        opening=re.compile(rf"(?:từ\s+)?(?:nguồn\s+)?{words_pattern(told.sources)}"),
        source=re.compile(rf"(?:và\s+|từ\s+|nguồn\s+)*{words_pattern(told.sources)}"),
        relief=re.compile(rf"{words_pattern(told.relief)}\s*{most}?\s*$"),
        relieved=re.compile(rf"\s*(?:đối với|cho)\s+{words_pattern(told.relieved)}"),
        priced=re.compile(rf"{words_pattern(told.prices)}(?:\s+\S+){{0,6}}?\s*$"),
        enjoyed=re.compile(rf"{words_pattern(told.enjoyed)}(?:\s+{most})?\s*$"),
    )


def is_funding(evidence: Evidence, reading: Reading, words: TargetWords) -> bool:
    """Whether the figure is a share that somebody pays, is spared or enjoys."""
    told = _funding(words)
    before, behind = evidence.before, evidence.behind
    if re.search(r"giải ngân", before):
        return False
    if told.relief.search(before) and told.relieved.match(behind):
        return True
    if told.priced.search(before) or told.enjoyed.search(before):
        return True
    if reading.cues.has("hope") and _HOPED_RATE.match(before):
        return False
    weighed = _MAKES_UP.search(before) and _WHOLE.match(behind)  # "đến năm 2027 vốn ủy thác chiếm 15% tổng nguồn vốn"
    if weighed and evidence.period is not None and evidence.calendar.lies_ahead(evidence.period):
        return False
    cheaper = reading.cues.has("fall") and re.match(r"\s*chi phí", behind)
    capped = "<=" in reading.cues.comparators and evidence.place.kind != "muc_tieu"
    paid = told.thing.match(behind) and (capped or told.verb.search(before))
    if paid and not cheaper and not reading.cues.has("level") and not _HOPED_RATE.match(before):
        return True
    if _RATED.search(before):
        return False
    if told.given.search(before) and not reading.cues.has("rise", "level"):
        return True
    short = len(before.split()) <= 10 and reading.cues.has("colon", "link")
    if short and told.opening.match(before) and told.listed.search(before):
        return True
    source = told.source.match(evidence.told)
    return bool(source and not reading.cues.has("hope", "rise", "fall") and len(evidence.told.split()) <= 10)
