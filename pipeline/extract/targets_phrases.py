""" "Tỷ lệ X V": the words in front of a figure as population and indicator, by what kind of measure opens them.

A share is of its population ("tỷ lệ hộ dân | được dùng nước sạch"), a weight is weighed against it ("tỷ trọng công
nghiệp trong GRDP"), a deed has it for an object or for those it is done for, a measure belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets_periods import find_periods
from pipeline.extract.targets_predicates import split_predicate
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_EDGE = " \t\u00a0,;:.-–•*+/…"
_NOTE = re.compile(r"\[\d{1,3}\]")  # a footnote's mark
_DOUBLED = re.compile(r"(?:tỷ|tỉ) lệ (?=độ (?:che )?phủ|mức độ )", re.IGNORECASE)  # "tỷ lệ độ che phủ rừng"
_VERB_JOINT = re.compile(r"\s*(?:,|(?:và|hoặc)(?!\w))?\s*")
_GIVEN_BASE = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?!\w)")
_OWNER = re.compile(r"\s(?:của|do)\s(?!mình|chính)")
_TOTAL = re.compile(
    r"\s(?:trên|trong|so với)\s+(?=tổng|toàn bộ|số\s)"
    r"|\sso với\s+(?!năm|cùng|kế hoạch|chỉ tiêu|dự toán|\d)|\s?/\s?(?=tổng|số\s)"
)
_PLACE = re.compile(
    r"\s(?:tại|cho|(?:đến|tới)(?!\s+(?:hạn|tuổi|kỳ))|trên địa bàn"
    r"|trên|trong(?!\s+(?:độ tuổi|diện|danh sách))|ở|đối với|vào)\s"
)
_WORKING = re.compile(r"\slàm việc trong\s(?!tổng)")
_ABOUT = re.compile(r"\s(?:về|đối với|trong|(?<!so )với)\s")
_PLEASED = re.compile(r"((?:mức độ\s)?hài lòng)\scủa\s")
_GROUP = re.compile(r"\s(?:trong|ở)\snhóm\s")
_AREA = re.compile(r"\s(?:khu vực|vùng)\s")
_WEIGHED = re.compile(r"\s(?:trong|trên|vào)\s|\s?/\s?(?=[^\W\d_])")
_SLASH = re.compile(r"(?<=[\w)])\s?/\s?(?=(?:tổng|số|dân số|gdp|grdp|nsnn|kế hoạch)(?!\w))")
_SAME_NOUN = re.compile(r"((\w+)\s.+?)\strên\s(?=\2\s)(.+)")  # "tỷ lệ đất giao thông trên đất xây dựng đô thị"
_AGED = re.compile(r"(?:trẻ em|trẻ|người|dân số|người dân)?\s*(?:từ|dưới|trên)\s+\d+.*tuổi(?:\s+trở lên)?")
_PACE = re.compile(r"^(?:bình quân\s|trung bình\s)?(?:mỗi|hằng|hàng)\s(?:năm|quý|tháng|tuần),?\s+(?=\S)", re.I)
_LEVEL = re.compile(r"(?:cấp|các cấp|tuyến) (?:tỉnh|huyện|xã|cơ sở)\s")
_EVERY_ONE = re.compile(r"(?:mỗi|từng|các)\s")
_TASK_OF = re.compile(r"(?<!\w)(?:quản lý|phụ trách|để|và|cho|được|việc|công tác)\s$")
_GIVE = re.compile(r"\s+(?:cho|đối với)\s+")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is said of."""

    population: str
    indicator: str
    condition: str | None = None


def tidy(text: str) -> str:
    """One blank between words, no punctuation at the edges, no capital where only the sentence gave it one."""
    text = _NOTE.sub("", " ".join(text.split())).strip(_EDGE)
    text = re.sub(r"\s(?:hằng|hàng|mỗi) năm$", "", text)
    if text.count("(") < text.count(")"):
        text = text.rstrip(")")
    if text.count("(") > text.count(")"):
        text = (text + ")") if text.rfind("(") > len(text) // 2 else text.replace("(", "", 1)
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or len(first) == 1 else text


def without_periods(text: str) -> str:
    """``text`` without its years ("đến năm 2030", "so với năm 2020")."""
    for period in reversed(find_periods(fold(text))):
        text = text[: period.start].rstrip(" ,") + " " + text[period.end :].lstrip()
    return re.sub(r"\s*\(\s*\)", "", text).strip(_EDGE)


def strip_lead(phrase: str, words: TargetWords) -> str:
    """``phrase`` without the words that open a target ("phấn đấu", "đảm bảo", "nâng")."""
    lead = words.leads.match(fold(phrase))
    if lead and lead[0].rstrip().endswith("tăng") and fold(phrase)[lead.end() :].startswith("trưởng"):
        lead = words.leads.match(fold(phrase)[: lead.end() - len("tăng ")])
    return phrase[lead.end() :] if lead and phrase[lead.end() :].strip() else phrase


def without_doer(done: str, words: TargetWords) -> str:
    """ "Cấp xã | kiểm tra, hướng dẫn": the deeds without the body that does them."""
    done = _PACE.sub("", done)
    folded = fold(done)
    each = _EVERY_ONE.match(folded)
    body = words.bodies.match(folded) or (words.bodies.match(folded, each.end()) if each else None)
    if not _LEVEL.match(folded) and (words.actions.match(folded) or body is None):
        return done
    at = ended = 0
    for deed in words.actions.finditer(folded):
        if not deed.start() or _TASK_OF.search(folded, 0, deed.start()):
            continue
        at = at if at and _VERB_JOINT.fullmatch(folded, ended, deed.start()) else deed.start()
        ended = deed.end()
    return done[at:]


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
    if _opens_with_action(stripped, words):
        subject = _read_action(stripped, words)
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
        _opens_with_action(rest, words) and not words.bodies.match(folded) and not words.persons.match(folded)
    ):
        subject = _read_action(rest, words)
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
    if _tagged_action(rest, words):
        return _read_action(rest, words)
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


def _read_action(rest: str, words: TargetWords) -> Subject:
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
        filled = re.compile(r"\s+(?:(?:bình quân|trung bình)\s+)?(?:các\s+)?").match(folded, covering.end())
        if (
            filled and words.bodies.match(folded, filled.end()) and not place
        ):  # "lấp đầy bình quân | các khu công nghiệp"
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


def _opens_with_action(phrase: str, words: TargetWords) -> bool:
    """Whether a verb of action opens ``phrase``; a lone syllable must be a word ("giao đất", not "giao dịch")."""
    if re.match(r"\w+(?:\s\w+)?\shóa\s", fold(phrase)):
        return True
    match = words.actions.match(fold(phrase))
    if match is None or " " in match[0]:
        return match is not None
    return segment_words(" ".join(phrase.split()[:4]))[0].end == match.end()


def _tagged_action(phrase: str, words: TargetWords) -> bool:
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
        joint = _VERB_JOINT.match(folded, end)
        at = joint.end() if joint and end else end
        verb = words.actions.match(folded, at)
        after = verb.end() if verb and " " in verb[0] else None if end and at == end else _tagged_at(folded, at)
        if after is None:
            break
        end = after
    again = re.compile(r"\s+(?:lại|mới|thêm|được|mạnh|nhanh|đồng bộ|hiệu quả|chia sẻ đồng bộ)(?!\w)").match(folded, end)
    return again.end() if again else end


def _tagged_at(folded: str, at: int) -> int | None:
    """The end of the word at ``at`` where the tagger takes it for a verb."""
    first = next(iter(segment_words(folded[at : at + 80])), None)
    return at + first.end if first and first.tag == "V" else None


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
