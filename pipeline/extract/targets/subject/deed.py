"""A subject that is a deed: "giải quyết hồ sơ đúng hạn", "bao phủ bảo hiểm y tế": what is done, to whom."""

from __future__ import annotations

import re

from pipeline.extract.targets.subject.wording import VERB_JOINT, Subject, tidy
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_OWNER = re.compile(r"\s(?:của|do)\s(?!mình|chính)")
_PLACE = re.compile(
    r"\s(?:tại|cho|(?:đến|tới)(?!\s+(?:hạn|tuổi|kỳ))|trên địa bàn"
    r"|trên|trong(?!\s+(?:độ tuổi|diện|danh sách))|ở|đối với|vào)\s"
)
_GROUP = re.compile(r"\s(?:trong|ở)\snhóm\s")
_AREA = re.compile(r"\s(?:khu vực|vùng)\s")
_ON_AVERAGE = re.compile(r"\s+(?:(?:bình quân|trung bình)\s+)?(?:các\s+)?")
_HOW = re.compile(r"\s+(?:lại|mới|thêm|được|mạnh|nhanh|đồng bộ|hiệu quả|chia sẻ đồng bộ)(?!\w)")
_GIVE = re.compile(r"\s+(?:cho|đối với)\s+")


def read_action(rest: str, words: TargetWords) -> Subject:
    """ "V N của/tại/cho X": a verb with its object and those it is done by or for."""
    folded = fold(rest)
    covering = words.coverage.match(folded)
    into = re.search(r"\svào\s", folded)
    if into and folded.startswith("đóng góp"):
        return Subject(tidy(rest[into.end() :]), tidy("tỷ lệ " + rest[: into.start()]))
    group = _GROUP.search(folded)
    if group:
        return Subject(tidy(rest[group.end() :]), tidy(rest[: group.start()]))
    give = _GIVE.search(folded)
    if give and not covering:
        return Subject(tidy(rest[give.end() :]), tidy("được " + tidy(rest[: give.start()])))
    owner = None if covering else _OWNER.search(folded)
    if owner:
        end = _verbs_end(folded[: owner.start()], words)
        if end and len(rest[end : owner.start()].split()) > 1 and not _acts_itself(folded[owner.end() :], words):
            return Subject(tidy(rest[end:]), tidy(rest[:end]))
        return Subject(tidy(rest[owner.end() :]), tidy(rest[: owner.start()]))
    place = _PLACE.search(folded)
    if covering:
        named = words.persons.search(folded, covering.end())
        if named and not (place and place.start() < named.start()):
            return Subject(tidy(rest[named.start() :]), tidy(rest[: named.start()]))
        filled = _ON_AVERAGE.match(folded, covering.end())  # "lấp đầy bình quân | các khu công nghiệp"
        if filled and words.bodies.match(folded, filled.end()) and not place:
            return Subject(tidy(rest[covering.end() :]), f"tỷ lệ {tidy(rest)}")
        area = _AREA.search(folded)
        if area and (place is None or area.start() <= place.start()):
            return Subject(tidy(rest[area.start() :]), f"tỷ lệ {tidy(rest)}")
        return Subject(tidy(rest[place.end() :]), tidy(rest[: place.start()])) if place else Subject("", tidy(rest))
    end = _verbs_end(folded, words)
    inner = _PLACE.search(folded, end)
    obj, tail = (rest[end : inner.start()], rest[inner.start() :]) if inner else (rest[end:], "")
    if len(obj.split()) == 1 and not tail:
        return Subject(tidy(obj), tidy(rest))
    done = next((m for m in words.finite.finditer(fold(obj)) if obj[: m.start()].strip()), None)
    if done:
        return Subject(tidy(obj[: done.start()]), tidy(rest[:end] + " " + obj[done.start() :] + tail))
    if obj.strip() and not re.match(
        r"\s*(?:trực tuyến|toàn trình|đúng hạn|trực tiếp|kịp thời|thường xuyên)\s*$", fold(obj)
    ):
        return Subject(tidy(obj), tidy(rest[:end] + tail))
    if inner:
        return Subject(tidy(rest[inner.end() :]), tidy(rest[: inner.start()]))
    return Subject("", tidy(rest))


def _acts_itself(owner: str, words: TargetWords) -> bool:
    """Whether a share "của" somebody is of people or firms that do something, not of what a body has to deal with."""
    return words.persons.match(owner) is not None or owner.startswith(("doanh nghiệp", "các doanh nghiệp"))


def opens_with_action(phrase: str, words: TargetWords) -> bool:
    """Whether a verb of action opens ``phrase``; a lone syllable must be a word ("giao đất", not "giao dịch")."""
    if re.match(r"\w+(?:\s\w+)?\shóa\s", fold(phrase)):
        return True
    match = words.actions.match(fold(phrase))
    if match is None or " " in match[0]:
        return match is not None
    return segment_words(" ".join(phrase.split()[:4]))[0].end == match.end()


def tagged_action(phrase: str, words: TargetWords) -> bool:
    """Whether the tagger takes the first word for a verb that something follows ("điều tra, khám phá án")."""
    folded = fold(phrase)
    if words.persons.match(folded) or words.bodies.match(folded) or len(phrase.split()) < 3:
        return False
    first = segment_words(phrase[:200])[0]
    return first.tag == "V" and first.end < len(phrase)


def _verbs_end(folded: str, words: TargetWords) -> int:
    """The end of the run of verbs that opens ``folded`` ("khai thác, sử dụng lại", "cắt giảm hoặc tự động hóa")."""
    end = 0
    while True:
        joint = VERB_JOINT.match(folded, end)
        at = joint.end() if joint and end else end
        verb = words.actions.match(folded, at)
        after = verb.end() if verb and " " in verb[0] else None if end and at == end else _tagged_at(folded, at)
        if after is None:
            break
        end = after
    again = _HOW.match(folded, end)
    return again.end() if again else end


def _tagged_at(folded: str, at: int) -> int | None:
    """The end of the word at ``at`` where the tagger takes it for a verb."""
    first = next(iter(segment_words(folded[at : at + 80])), None)
    return at + first.end if first and first.tag == "V" else None
