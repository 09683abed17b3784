""" "Tỷ lệ X V": the words in front of a figure as population and indicator, by what kind of measure opens them.

A share is of its population ("tỷ lệ hộ dân | được dùng nước sạch"), a weight is weighed against it ("tỷ trọng công
nghiệp trong GRDP"), a deed has it for an object or for those it is done for, a measure belongs to it.
"""

from __future__ import annotations

import re

from pipeline.extract.periods import find_periods
from pipeline.extract.targets.subject.deed import opens_with_action, read_action, tagged_action
from pipeline.extract.targets.subject.predicate import split_predicate
from pipeline.extract.targets.subject.wording import Subject, strip_lead, tidy, without_doer
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold

_DOUBLED = re.compile(r"(?:tỷ|tỉ) lệ (?=độ (?:che )?phủ|mức độ )", re.IGNORECASE)  # "tỷ lệ độ che phủ rừng"
_GIVEN_BASE = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?!\w)")
_TOTAL = re.compile(
    r"\s(?:trên|trong|so với)\s+(?=tổng|toàn bộ|số\s)"
    r"|\sso với\s+(?!năm|cùng|kế hoạch|chỉ tiêu|dự toán|\d)|\s?/\s?(?=tổng|số\s)"
)
_WORKING = re.compile(r"\slàm việc trong\s(?!tổng)")
_ABOUT = re.compile(r"\s(?:về|đối với|trong|(?<!so )với)\s")
_PLEASED = re.compile(r"((?:mức độ\s)?hài lòng)\scủa\s")
_WEIGHED = re.compile(r"\s(?:trong|trên|vào)\s|\s?/\s?(?=[^\W\d_])")
_SLASH = re.compile(r"(?<=[\w)])\s?/\s?(?=(?:tổng|số|dân số|gdp|grdp|nsnn|kế hoạch)(?!\w))")
_SAME_NOUN = re.compile(r"((\w+)\s.+?)\strên\s(?=\2\s)(.+)")  # "tỷ lệ đất giao thông trên đất xây dựng đô thị"
_AGED = re.compile(r"(?:trẻ em|trẻ|người|dân số|người dân)?\s*(?:từ|dưới|trên)\s+\d+.*tuổi(?:\s+trở lên)?")


def read_phrase(head: str, right: str, words: TargetWords, weighed: bool = False) -> Subject:
    """The subject of "tỷ lệ X V đạt N% Y" from the words before the figure and those behind it."""
    stripped = tidy(re.sub(r"(?<!trở)\s+(?:đến|tới|lên|xuống)$", "", strip_lead(tidy(head), words)))
    folded = fold(stripped)
    if words.baseless.match(folded):
        return Subject(tidy(right), _DOUBLED.sub("", stripped))
    stripped = _DOUBLED.sub("", stripped)
    folded = fold(stripped)
    share = words.shares.match(folded)
    if share and weighed and right and len(right.split()) <= 8 and not _GIVEN_BASE.match(fold(right)):
        return Subject(tidy(right), stripped)
    if share:
        return _read_share(stripped, share.end(), right, words)
    base = bool(_GIVEN_BASE.match(fold(right)))
    slash = _SLASH.search(folded)
    if slash and len(folded[slash.end() :].split()) <= 4:
        return Subject(tidy(stripped[slash.end() :]), tidy(stripped[: slash.start()]))
    if right and not base and re.match(r"(?:tổng số|tổng)\s", fold(right)):
        return Subject(tidy(right), stripped)
    said = words.predicates.match(fold(right)) or re.match(r"(?:được|có)\s", fold(right))
    if right and not base and len(right.split()) <= 8 and not said:
        if weighed:
            return Subject(tidy(right), stripped if words.heads.match(folded) else f"tỷ trọng {stripped}")
        return Subject(tidy(right), without_doer(stripped, words))
    if words.heads.match(folded) and not re.search(r"\s(?:được|có)\s", folded):
        return _read_measure(stripped, words)
    if opens_with_action(stripped, words):
        subject = read_action(stripped, words)
        return Subject(subject.population or (tidy(right) if base else ""), subject.indicator)
    population, predicate = split_predicate(stripped, words)
    if right and not predicate and not base:
        predicate = right
    return Subject(tidy(population), tidy(predicate)) if predicate or not base else Subject(tidy(right), stripped)


def _read_share(phrase: str, after: int, right: str, words: TargetWords) -> Subject:
    rest = phrase[after:].strip()
    folded = fold(rest)
    weighed = bool(words.weights.match(fold(phrase)))
    right = right if len(right.split()) <= 8 and not find_periods(fold(right)) else ""
    if re.match(r"(?:có|được|không|chưa)\s", folded):
        return Subject("", tidy(phrase))
    pleased = _PLEASED.match(folded)
    if pleased:
        about = _ABOUT.search(folded, pleased.end())
        whom = rest[pleased.end() : about.start() if about else len(rest)]
        return Subject(tidy(whom), tidy(f"{rest[: pleased.end(1)]} {rest[about.start() :] if about else ''}"))
    total = _TOTAL.search(folded)
    if total:
        return Subject(
            tidy(rest[total.end() :]), tidy(phrase[: after + 1 + total.start()] if weighed else rest[: total.start()])
        )
    if weighed:
        return _read_weight(phrase, rest, right, words)
    within = _SAME_NOUN.match(folded)
    if within:
        return Subject(tidy(rest[within.start(3) :]), tidy(phrase[: len(phrase) - len(rest) + within.end(1)]))
    befallen = re.search(r"\sở\s+", folded)
    if befallen and words.persons.match(folded, befallen.end()) and not words.persons.match(folded):
        return Subject(tidy(rest[befallen.end() :]), tidy(phrase[: len(phrase) - len(rest) + befallen.start()]))
    slash = _SLASH.search(folded)
    if slash and len(folded[slash.end() :].split()) <= 4:
        return Subject(tidy(rest[slash.end() :]), tidy(rest[: slash.start()]))
    covering = words.coverage.match(folded) is not None
    if covering or (
        opens_with_action(rest, words) and not words.bodies.match(folded) and not words.persons.match(folded)
    ):
        subject = read_action(rest, words)
        if not subject.population:
            subject = Subject("", tidy(phrase))
        return Subject(tidy(right), tidy(re.sub(r"\s*(?:trên|tại)\s+địa bàn.*$", "", rest))) if right else subject
    population, predicate = split_predicate(rest, words)
    if predicate:
        return Subject(tidy(population or right), tidy(predicate))
    if right:
        return Subject(tidy(right), tidy(phrase))
    named = next((m.start() for m in words.predicates.finditer(folded) if words.counted.search(folded[: m.start()])), 0)
    if named and len(folded[named:].split()) >= 3:  # "sản phẩm | ứng dụng công nghệ cao": no other verb is left
        return Subject(tidy(rest[:named]), tidy(rest[named:]))
    if _AGED.fullmatch(folded):
        return Subject("dân số", tidy(phrase))
    if tagged_action(rest, words):
        return read_action(rest, words)
    return Subject(tidy(rest), tidy(phrase))


def _read_weight(phrase: str, rest: str, right: str, words: TargetWords) -> Subject:
    """ "Tỷ trọng A trong B": what is weighed stays in the indicator, what it is weighed against is the population."""
    folded = fold(rest)
    process = words.coverage.match(folded)
    if process and words.persons.match(folded[process.end() :].lstrip()):
        return Subject(tidy(rest[process.end() :]), tidy(phrase))
    if words.persons.match(folded) and (working := _WORKING.search(folded)):
        return Subject(tidy(rest[: working.start()]), tidy(phrase))
    where = _WEIGHED.search(folded)
    if where:
        return Subject(tidy(rest[where.end() :]), tidy(phrase[: len(phrase) - len(rest) + where.start()]))
    return Subject(tidy(right), tidy(phrase))


def _read_measure(phrase: str, words: TargetWords) -> Subject:
    """ "Độ che phủ rừng": the measure is the indicator, what it measures the population."""
    head = words.heads.match(fold(phrase))
    rest = phrase[head.end() :].strip() if head else ""
    growth = re.match(r"(?:tăng trưởng|tăng|giảm|phát triển|độ)(?:\s+|$)", fold(rest))
    rest = rest[growth.end() :] if growth else rest
    rest = re.sub(r"\s+(?:bình quân|trung bình)(?:\s+(?:hằng|hàng|mỗi)?\s*năm)?$", "", rest)
    owner = re.search(r"(?<!\w)(?:của|tại|trên(?! địa bàn))\s+", fold(rest))
    if owner is None:
        return Subject("" if fold(rest).startswith("hài lòng") else tidy(rest), tidy(phrase))
    about = _ABOUT.search(fold(rest)[owner.end() :])
    population = rest[owner.end() : owner.end() + about.start()] if about else rest[owner.end() :]
    kept = phrase[: len(phrase) - len(rest) + owner.start()] if rest and phrase.endswith(rest) else phrase
    return Subject(tidy(population), tidy(f"{kept} {rest[owner.end() + about.start() :] if about else ''}"))
