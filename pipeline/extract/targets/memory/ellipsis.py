"""What the clause before lends to one that says less: "trong đó người nghèo đạt 100%", "riêng nông thôn 80%".

Its population goes to a bare predicate, its indicator to a bare population, its figure's noun to a named rate.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.figures import find_counts
from pipeline.extract.targets.memory.contrast import contrasted
from pipeline.extract.targets.subject import Subject
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target
from pipeline.text.fold import fold

_AMONG = re.compile(r"^(?:trong đó|riêng)(?!\w)", re.IGNORECASE)
SAME_RATE = re.compile(
    r"(?<!\w)(?:(?:các|những)\s)?(?:tỷ lệ|tỉ lệ|con số|mức|chỉ tiêu)(?: nói)? (?:này|trên|đó|ấy)"
    r"(?=\s*(?:$|,|là|đạt|tăng|giảm|nâng|lần lượt|tương ứng|đều|phải|đến|tới|vào|trên|dưới|tối thiểu|ít nhất|khoảng))"
)
_WHOSE = re.compile(r"(?<!\w)(?:đối với|riêng(?: đối với)?|tại|ở)\s+([^,;.]{2,70}?),?\s*$", re.IGNORECASE)
_REACH = 80
_FOR = re.compile(r"^đối với\s+", re.IGNORECASE)
_ONLY = re.compile(r"^riêng\s+(?:đối với\s+)?", re.IGNORECASE)
_SPOKEN = re.compile(r"(?<!\w)(?:được|có|đạt|qua)\s")
_OBJECTLESS = re.compile(r"\s*$|\s+(?:tại|theo|đúng|kịp|trực tiếp|qua|bằng|ở)\s")
_OF_HAVING = re.compile(r"(?:tỷ|tỉ) lệ (?:có|được) ")
_OUTER = ("số ", "trong ", "ở ", "tại ")
_NEAR = 40  # characters between the clauses
_LONGEST = 7  # words of a bare part


def fill_ellipsis(
    prior: Target | None,
    subject: Subject,
    reading: Reading,
    changed: bool,
    text: str,
    previous: str,
    bracketed: bool,
    words: TargetWords,
) -> Subject:
    """``subject`` with what ``prior``, the target before it in the paragraph, lends.

    ``changed`` tells that the figure is a change, ``text`` is the document's, ``previous`` are the folded words of the
    unit before; ``bracketed``: the figure stands in brackets.
    """
    written = text[slice(*reading.head)]
    head = fold(written)
    if not subject.population and reading.shape == "subject" and words.shares.match(fold(subject.indicator)):
        if _OF_HAVING.match(fold(subject.indicator)):  # "tỷ lệ có việc làm": of people, not of what was counted
            return subject
        return replace(subject, population=_counted_before(previous, words))
    if prior is None or changed:
        return subject
    if reading.shape == "subject" and words.groups.match(head) and len(head.split()) <= _LONGEST and prior.indicator:
        whom = _FOR.sub("", written)  # "(khu vực miền núi dưới 28%)"
        return replace(subject, population=whom, indicator=prior.indicator)
    if bracketed and reading.shape == "first" and not subject.indicator and reading.figure.unit == prior.unit:
        named = any(p.match(fold(subject.population)) for p in (words.persons, words.bodies, words.groups))
        if not named and len(subject.population.split()) <= _LONGEST:  # "(70% Tốt, 25% Khá)"
            return replace(subject, population=prior.population, indicator=subject.population)
    own = _ONLY.sub("", written).strip(" ,:")
    if reading.shape == "subject" and own != written and prior.indicator and len(own.split()) <= _LONGEST:
        named = any(p.match(fold(own)) for p in (words.persons, words.bodies))
        if named and not _SPOKEN.search(fold(own)):  # "riêng người thụ hưởng trợ cấp là 92%"
            return replace(subject, population=own, indicator=prior.indicator)
    people = words.persons.match(fold(prior.population))
    if reading.shape == "subject" and people and reading.figure.share and words.finite.match(head):
        return replace(subject, population=prior.population, indicator=written)
    same = SAME_RATE.search(head)
    if same and reading.shape == "subject":  # "đối với cây ăn quả, tỷ lệ này là trên 45%"
        of_whom = _WHOSE.search(text[max(0, reading.head[0] - _REACH) : reading.head[0]] + written[: same.start()])
        return replace(subject, population=of_whom[1] if of_whom else prior.population, indicator=prior.indicator)
    if reading.shape == "subject" and _says_more_of(prior, subject, reading, head, words):
        return replace(subject, population=prior.population, indicator=_AMONG.sub("", written).strip(" ,:"))
    if not subject.population and not subject.indicator:
        return replace(
            subject, population=prior.population, indicator=prior.population if prior.change else prior.indicator
        )
    if not subject.population and reading.figure.share:
        told = fold(subject.indicator)
        said = reading.shape == "first" or words.predicates.match(told) or told.startswith(("được ", "có "))
        return replace(subject, population=prior.population) if said else subject
    if fold(subject.population).startswith("đối với "):  # "(đối với học sinh trung học cơ sở là 90%)"
        subject = replace(subject, population=subject.population[len("đối với ") :])
    alike = reading.figure.share and prior.unit == reading.figure.unit
    if not subject.indicator and prior.change is None and alike:
        return contrasted(subject, prior, words) or replace(subject, indicator=prior.indicator)
    return subject


def _says_more_of(prior: Target, subject: Subject, reading: Reading, head: str, words: TargetWords) -> bool:
    """Whether a bare part tells another thing or deed of those that ``prior`` is about.

    "Lao động qua đào tạo 60%, trong đó đào tạo nghề 40%"; "hộ dùng nước hợp vệ sinh 98%, nước sạch 70%"; "rác được thu
    gom 95%, phân loại tại nguồn 50%".
    """
    own, whose = _AMONG.sub("", head).strip(" ,:"), fold(prior.population)
    others = (words.heads, words.persons, words.bodies, words.changes, *words.contrasts)
    if reading.start - prior.end > _NEAR or prior.change or prior.unit != reading.figure.unit or not whose:
        return False
    if not 0 < len(own.split()) <= _LONGEST or any(p.match(own) for p in others):
        return False
    verb = words.actions.match(own)
    told = fold(subject.population)
    if verb and len(told.split()) == 1 and _AMONG.match(head) and words.persons.match(whose):
        return told in fold(subject.indicator)
    if verb:
        return _OBJECTLESS.match(own, verb.end()) is not None
    if own.startswith(_OUTER) or not (words.persons.match(whose) or words.bodies.match(whose)):
        return False
    first = own.split()[0]
    return len(own.split()) > 1 and first in fold(prior.indicator).split() and first not in whose.split()


def _counted_before(previous: str, words: TargetWords) -> str:
    """The thing counted in the clause before ("Hình thành mới 05 Khu công nghiệp …"), for "tỷ lệ lấp đầy"."""
    counts = find_counts(previous, 0, len(previous), words)
    return counts[0].unit if counts and "/" not in counts[0].unit else ""
