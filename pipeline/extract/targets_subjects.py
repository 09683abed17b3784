"""Population, indicator and condition of a reading: of whom how much of what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets_clauses import Reading
from pipeline.extract.targets_periods import find_periods
from pipeline.extract.targets_predicates import split_predicate
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_EDGE = " \t\u00a0,;:.-–•*+/"
_NUMBERS_OF = re.compile(r"^(?:(?:tổng số|tổng|số lượng|một số|số)\s+)(?=\w)")
_LISTED = re.compile(r"\s*\((?!trừ|quy mô|từ\s|dưới|trên|không)[^()]*(?:,|\s\S+\s\S+\s)[^()]*\)", re.I)
_OWNER = re.compile(r"\s(?:của|do)\s(?!mình|chính)")
_TOTAL = re.compile(r"\s(?:trên|trong|so với)\s+(?=tổng|toàn bộ|số\s)|\s?/\s?(?=tổng|số\s)")
_PLACE = re.compile(r"\s(?:tại|cho|đến|tới|trên địa bàn|trên|trong(?!\s+(?:độ tuổi|diện|danh sách))|ở|đối với|vào)\s")
_COMPARED = re.compile(r"(?<!\w)so\s+(?:với\s+)?")
_RATE = re.compile(
    r"(?:^|\s)(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng)\s*$|^(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng)(?!\w)"
)
_CHANGING = re.compile(
    r"(?:cắt giảm|kéo giảm|rút ngắn|gia tăng|tăng|giảm)(?:\s+(?:thêm|bình quân|trung bình|trưởng))*(?!\w)"
)
_VERB_JOINT = re.compile(r"\s*(?:,|(?:và|hoặc)(?!\w))?\s*")
_GIVING_END = re.compile(r"\s+(?:cho|đối với|tới|đến|với)$")
_EACH = re.compile(r"(?:trong đó,?\s+)?(mỗi\s.+?)\s+(?:có|thành lập|xây dựng|bố trí|duy trì|tổ chức)(?!\w)")
_GIVEN_BASE = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?!\w)")
_WEIGHED = re.compile(r"\s(?:trong|trên|vào)\s|\s?/\s?(?=[^\W\d_])")
_SLASH = re.compile(r"(?<=[\w)])\s?/\s?(?=(?:tổng|số|dân số|gdp|grdp|nsnn|kế hoạch)(?!\w))")
_AGED = re.compile(r"(?:trẻ em|trẻ|người|dân số|người dân)?\s*(?:từ|dưới|trên)\s+\d+.*tuổi(?:\s+trở lên)?")
_GIVE = re.compile(r"\s+(?:cho|đối với)\s+")
_ENDS = re.compile(r"\s(?:đạt|chiếm|là|bằng|với|ở mức|còn|bình quân|trung bình|ước|khoảng|tăng|giảm|lên|xuống)\s*$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is said of."""

    population: str
    indicator: str
    condition: str | None = None


def tidy(text: str) -> str:
    """One blank between words, no punctuation at the edges, no capital where only the sentence gave it one."""
    text = re.sub(r"\s(?:hằng|hàng|mỗi) năm$", "", " ".join(text.split()).strip(_EDGE))
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
    return text.strip(_EDGE)


def read_subject(
    text: str,
    folded: str,
    reading: Reading,
    group: list[Reading],
    words: TargetWords,
    change: Change | None = None,
    topic: str = "",
) -> Subject:
    """The subject of ``reading``; ``group`` are all readings of its unit, for those it shares words with.

    ``topic`` are the words in front of a colon that rule this unit too ("Cơ cấu kinh tế: nông nghiệp 40%; …").
    """
    head = without_periods(text[slice(*reading.head)])
    behind = reading.right
    if reading.figure.noun is not None and reading.shape != "subject":  # the counted noun is the population's head
        behind = reading.figure.noun, max(behind[1], reading.figure.end)
    right, condition = _take_condition(_plain_right(text[slice(*behind)], words), words)
    if change is not None:
        manner = _manner(reading, head, folded)
        population = right if right and reading.cluster.has("rise", "fall") else strip_lead(head, words)
        return Subject(tidy(population), manner, condition)
    each = _EACH.match(fold(head))
    if each and reading.shape != "first":
        deed = f"{head[each.end(1) :]} {right}" if reading.shape == "object" else head[each.end(1) :]
        subject = Subject(tidy(head[each.start(1) : each.end(1)]), tidy(deed))
    elif reading.shape == "subject":
        subject = _read_listed(head, right, reading, text, words, topic)
    elif reading.shape == "object":
        subject = _given(head, right, words)
    else:
        subject = _read_first(right, reading, group, text, folded, words)
    return Subject(_LISTED.sub("", subject.population), subject.indicator, condition)


def _plain_right(right: str, words: TargetWords) -> str:
    """The words behind a figure without years, bounds ("trở lên"), rates ("mỗi năm") and what it is compared with."""
    right = without_periods(right)
    for pattern, _ in words.after:
        hit = pattern.match(fold(right))
        right = right[hit.end() :].strip(_EDGE) if hit else right
    compared = _COMPARED.search(fold(right))
    right = right[: compared.start()] if compared else right
    return _RATE.sub("", right).strip(_EDGE)


def _read_first(
    right: str, reading: Reading, group: list[Reading], text: str, folded: str, words: TargetWords
) -> Subject:
    """ "100% X V": the population up to its predicate, or up to the predicate it shares with the next figure."""
    population, predicate = split_predicate(right, words)
    population = _LISTED.sub("", population)
    if not predicate and reading.shared is not None:
        other = read_subject(text, folded, group[reading.shared], group, words)
        predicate = other.indicator
        population = population or other.population
    elif population and not predicate and not re.search(r"\s", population.strip()):
        predicate = ""
    elif not population and predicate and group.index(reading):
        population = _population_before(reading, group, text, folded, words)
    cut = _NUMBERS_OF.match(fold(population))
    return Subject(tidy(population[cut.end() :] if cut else population), tidy(predicate))


def _population_before(reading: Reading, group: list[Reading], text: str, folded: str, words: TargetWords) -> str:
    before = group[group.index(reading) - 1]
    return read_subject(text, folded, before, group, words).population


def topic_of(text: str, reading: Reading) -> str:
    """The words in front of a colon inside the subject ("Tỷ lệ trường đạt chuẩn: mầm non 70%"), or ""."""
    if reading.shared is not None:
        return ""
    main, colon, part = text[slice(*reading.head)].partition(": ")
    return main if colon and reading.shape == "subject" and 0 < len(part.split()) <= 6 else ""


def _read_listed(head: str, right: str, reading: Reading, text: str, words: TargetWords, topic: str) -> Subject:
    """ "Tỷ lệ trường đạt chuẩn: mầm non 70%, tiểu học 80%": parts named behind a colon share its indicator."""
    weighed = "chiếm" in fold(text[reading.cluster.start : reading.figure.start])
    own = topic_of(text, reading)
    part = head.partition(": ")[2] if own else head
    plain = (
        len(part.split()) <= 6 and not reading.cluster.has("link", "rise", "fall") and not words.heads.match(fold(part))
    )
    if own or (topic and plain):
        main = without_periods(own or topic)
        return Subject(tidy(part), read_phrase(main, "", words).indicator or tidy(main))
    return read_phrase(head, right, words, weighed)


def _take_condition(right: str, words: TargetWords) -> tuple[str, str | None]:
    """``right`` without its condition ("khi có nhu cầu", "(nếu có)") and the condition."""
    found = list(words.conditions.finditer(fold(right)))
    if not found or not right[: found[-1].start()].strip(" ("):
        return right, None
    last = found[-1]
    closing = right[last.end() :].strip(" )")
    plain = last[0].startswith(("khi ", "nếu ", "trong trường hợp"))
    if closing and right[last.start() - 1 : last.start()] != "(" and not plain:
        return right, None
    kept = right[: last.start()].rstrip(" (,") + " " + right[last.end() :].lstrip(" )")
    return kept.strip(), right[last.start() : last.end()]


def _manner(reading: Reading, head: str, folded: str) -> str:
    """ "tăng bình quân": the words of change, of the cluster or else of the head, with their pace."""
    cluster = folded[slice(*reading.verb)]
    kept = _CHANGING.search(cluster) or _CHANGING.match(fold(head))
    if kept is None:
        return ""
    pace = re.search(r"(?<!\w)(?:bình quân|trung bình)(?!\w)", cluster)
    return f"{kept[0]} {pace[0]}" if pace and pace[0] not in kept[0] else kept[0]


def strip_lead(phrase: str, words: TargetWords) -> str:
    """``phrase`` without the words that open a target ("phấn đấu", "đảm bảo", "nâng")."""
    lead = words.leads.match(fold(phrase))
    if lead and lead[0].rstrip().endswith("tăng") and fold(phrase)[lead.end() :].startswith("trưởng"):
        lead = words.leads.match(fold(phrase)[: lead.end() - len("tăng ")])
    return phrase[lead.end() :] if lead and phrase[lead.end() :].strip() else phrase


def read_phrase(head: str, right: str, words: TargetWords, weighed: bool = False) -> Subject:
    """The subject of "tỷ lệ X V đạt N% Y" from the words before the figure and those behind it."""
    stripped = tidy(re.sub(r"(?<!trở)\s+(?:đến|tới|lên|xuống)$", "", strip_lead(tidy(head), words)))
    folded = fold(stripped)
    share = words.shares.match(folded)
    if share:
        return _read_share(stripped, share.end(), right, words)
    base = bool(_GIVEN_BASE.match(fold(right)))
    slash = _SLASH.search(folded)
    if slash and len(folded[slash.end() :].split()) <= 4:
        return Subject(tidy(stripped[slash.end() :]), tidy(stripped[: slash.start()]))
    if right and not base and len(right.split()) <= 8 and not words.predicates.match(fold(right)):
        return Subject(tidy(right), f"tỷ trọng {stripped}" if weighed and not words.heads.match(folded) else stripped)
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
    total = _TOTAL.search(folded)
    if total:
        return Subject(
            tidy(rest[total.end() :]), tidy(phrase[: after + 1 + total.start()] if weighed else rest[: total.start()])
        )
    if weighed:
        return _read_weight(phrase, rest, right, words)
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
    where = _WEIGHED.search(folded)
    if where:
        return Subject(tidy(rest[where.end() :]), tidy(phrase[: len(phrase) - len(rest) + where.start()]))
    return Subject(tidy(right), tidy(phrase))


def _read_action(rest: str, words: TargetWords) -> Subject:
    """ "V N của/tại/cho X": a verb with its object and those it is done by or for."""
    folded = fold(rest)
    covering = words.coverage.match(folded)
    into = re.search(r"\svào\s", folded)
    if into:
        return Subject(tidy(rest[into.end() :]), tidy("tỷ lệ " + rest[: into.start()]))
    give = _GIVE.search(folded)
    if give and not covering:
        return Subject(tidy(rest[give.end() :]), tidy("được " + tidy(rest[: give.start()])))
    owner = None if covering else _OWNER.search(folded)
    if owner:
        return Subject(tidy(rest[owner.end() :]), tidy(rest[: owner.start()]))
    place = _PLACE.search(folded)
    if covering:
        named = words.persons.search(folded, covering.end())
        if named and not (place and place.start() < named.start()):
            return Subject(tidy(rest[named.start() :]), tidy(rest[: named.start()]))
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
    again = re.compile(r"\s+(?:lại|mới|thêm|được|đồng bộ|hiệu quả|chia sẻ đồng bộ)(?!\w)").match(folded, end)
    return again.end() if again else end


def _tagged_at(folded: str, at: int) -> int | None:
    """The end of the word at ``at`` where the tagger takes it for a verb."""
    first = next(iter(segment_words(folded[at : at + 80])), None)
    return at + first.end if first and first.tag == "V" else None


def _read_measure(phrase: str, words: TargetWords) -> Subject:
    """ "Độ che phủ rừng": the measure is the indicator, what it measures the population."""
    head = words.heads.match(fold(phrase))
    rest = phrase[head.end() :].strip() if head else ""
    growth = re.match(r"(?:tăng trưởng|tăng|giảm|phát triển|độ)\s+", fold(rest))
    rest = rest[growth.end() :] if growth else rest
    rest = re.sub(r"\s+(?:bình quân|trung bình)(?:\s+(?:hằng|hàng|mỗi)?\s*năm)?$", "", rest)
    owner = re.search(r"(?<!\w)(?:của|tại|trên(?! địa bàn))\s+", fold(rest))
    if owner is None:
        return Subject(tidy(rest), tidy(phrase))
    about = re.search(r"\s(?:về|đối với|trong)\s", fold(rest)[owner.end() :])
    population = rest[owner.end() : owner.end() + about.start()] if about else rest[owner.end() :]
    kept = phrase[: len(phrase) - len(rest) + owner.start()] if rest and phrase.endswith(rest) else phrase
    return Subject(tidy(population), tidy(f"{kept} {rest[owner.end() + about.start() :] if about else ''}"))


def _given(head: str, right: str, words: TargetWords) -> Subject:
    """ "Bồi dưỡng … cho N% X": what is done to X, in the passive; "giải tỏa N% X": the deed; X's own "được …" first."""
    population, predicate = split_predicate(right, words)
    done = tidy(strip_lead(head, words))
    giving = _GIVING_END.search(fold(done))
    if giving:
        done = f"được {tidy(done[: giving.start()])}"
    if not re.match(r"(?:(?:đều|phải|sẽ)\s+)?được(?!\w)", fold(predicate)):
        if giving or not predicate:
            population, predicate = right, done
        else:
            predicate = f"{done} {predicate}"
    folded = fold(population)
    for seam in re.finditer(r",\s+", folded):
        if words.actions.match(folded, seam.end()):
            population = population[: seam.start()]
            break
    cut = _NUMBERS_OF.match(fold(population))
    return Subject(tidy(population[cut.end() :] if cut else population), tidy(predicate))


def split_members(population: str, words: TargetWords) -> tuple[str, ...]:
    """The population as a list: heads distribute over what only qualifies them ("trẻ em mồ côi, bị bỏ rơi")."""
    phrase = population
    pieces: list[str] = []
    for chunk in re.split(r"\s*[,;]\s*(?:và\s+)?", re.sub(r"\([^)]*\)", "", phrase)):
        pieces += _halves(chunk, bool(pieces) or "," in phrase, words) if chunk.strip() else []
    members: list[str] = []
    head = ""
    for piece in pieces:
        folded = fold(piece)
        noun = words.persons.match(folded) or words.bodies.match(folded)
        if noun:
            head = piece[: noun.end()]
        elif head and re.match(
            r"(?:bị|được|có|không|là|nhiễm|mồ côi|khuyết tật|đang|thuộc|dưới|từ|trên)(?!\w)", folded
        ):
            piece = f"{head} {piece}"
        members.append(tidy(piece))
    return tuple(dict.fromkeys(m for m in members if m))


def _halves(chunk: str, listed: bool, words: TargetWords) -> list[str]:
    for joint in re.finditer(r"\s+(?:và|hoặc)\s+", chunk):
        left, right = fold(chunk[: joint.start()]), fold(chunk[joint.end() :])
        opens = words.persons.match(right) or words.bodies.match(right)
        if opens and (listed or words.persons.match(left) or words.bodies.match(left)):
            return [chunk[: joint.start()], *_halves(chunk[joint.end() :], True, words)]
    return [chunk]
