"""Population, indicator and condition of a reading: of whom how much of what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets_clauses import Reading
from pipeline.extract.targets_periods import find_periods
from pipeline.extract.targets_predicates import split_predicate
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.words import segment_words

_EDGE = " \t\u00a0,;:.-–•*+/"
_NUMBERS_OF = re.compile(r"^(?:(?:tổng số|tổng|số lượng|một số|số)\s+)(?=\w)")
_LISTED = re.compile(r"\s*\([^()]*(?:,|\s\S+\s\S+\s)[^()]*\)")
_OWNER = re.compile(r"\s(?:của|do)\s(?!mình|chính)")
_TOTAL = re.compile(r"\s(?:trên|trong|so với)\s+(?=tổng|toàn bộ|số\s)|\s?/\s?(?=tổng|số\s)")
_PLACE = re.compile(r"\s(?:tại|cho|đến|tới|trên địa bàn|trên|trong|ở|đối với|vào)\s")
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
    text = " ".join(text.split()).strip(_EDGE)
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


def read_subject(text: str, folded: str, reading: Reading, group: list[Reading], words: TargetWords) -> Subject:
    """The subject of ``reading``; ``group`` are all readings of its unit, for those it shares words with."""
    head = without_periods(text[slice(*reading.head)])
    right = without_periods(text[slice(*reading.right)])
    condition = None
    right, condition = _take_condition(right, words)
    changed = reading.cluster.has("rise", "fall") and not reading.cluster.has("level")
    if reading.shape == "subject":
        subject = read_phrase(head, right, words, changed, _manner(reading, text, folded))
    elif reading.shape == "object":
        subject = _given(head, right, words)
    elif changed:
        subject = Subject(tidy(right), _manner(reading, text, folded))
    else:
        population, predicate = split_predicate(right, words)
        population = _LISTED.sub("", population)
        if not predicate and reading.shared is not None:
            other = read_subject(text, folded, group[reading.shared], group, words)
            predicate = other.indicator
            population = population or other.population
        subject = Subject(tidy(_NUMBERS_OF.sub("", population)), tidy(predicate))
        folded_population = fold(population)
        if _NUMBERS_OF.match(folded_population):
            cut = _NUMBERS_OF.match(folded_population)
            assert cut is not None
            subject = Subject(tidy(population[cut.end() :]), tidy(predicate))
    return Subject(subject.population, subject.indicator, condition)


def _take_condition(right: str, words: TargetWords) -> tuple[str, str | None]:
    found = list(words.conditions.finditer(fold(right)))
    if not found:
        return right, None
    last = found[-1]
    closing = right[last.end() :].strip(" )")
    if closing and right[last.start() - 1 : last.start()] != "(":
        return right, None
    if right[: last.start()].strip(" (") == "":
        return right, None
    kept = right[: last.start()].rstrip(" (,") + right[last.end() :].lstrip(" )")
    return kept, right[last.start() : last.end()]


def _manner(reading: Reading, text: str, folded: str) -> str:
    """ "tăng bình quân": the words of change in the cluster."""
    cluster = folded[reading.cluster.start : reading.figure.start]
    kept = re.search(
        r"(?:cắt giảm|kéo giảm|rút ngắn|gia tăng|tăng|giảm|hạ)(?:\s+(?:thêm|bình quân|trung bình|trưởng))*", cluster
    )
    return kept[0] if kept else ""


def strip_lead(phrase: str, words: TargetWords) -> str:
    """``phrase`` without the words that open a target ("phấn đấu", "đảm bảo", "nâng")."""
    lead = words.leads.match(fold(phrase))
    return phrase[lead.end() :] if lead and phrase[lead.end() :].strip() else phrase


def read_phrase(head: str, right: str, words: TargetWords, changed: bool = False, manner: str = "") -> Subject:
    """The subject of "tỷ lệ X V đạt N% Y" from the words before the figure and those behind it."""
    head = tidy(head)
    stripped = tidy(strip_lead(head, words))
    if changed or (words.changes.match(fold(head)) and manner):
        return Subject(_unshared(stripped, words), manner) if manner else Subject(stripped, "")
    folded = fold(stripped)
    share = words.shares.match(folded)
    if share:
        return _read_share(stripped, share.end(), right, words)
    ending = re.search(r"\s((?:tăng|giảm)(?:\s+(?:bình quân|trung bình|thêm))*)$", folded)
    if ending:
        return Subject(tidy(stripped[: ending.start()]), ending[1])
    slash = _SLASH.search(folded)
    if slash and len(folded[slash.end() :].split()) <= 4:
        return Subject(tidy(stripped[slash.end() :]), tidy(stripped[: slash.start()]))
    if right and not find_periods(fold(right)) and len(right.split()) <= 8 and not words.predicates.match(fold(right)):
        indicator = f"tỷ trọng {stripped}" if "chiếm" not in folded and not words.heads.match(folded) else stripped
        return Subject(tidy(right), indicator)
    if _opens_with_action(stripped, words):
        return _read_action(stripped, words)
    population, predicate = split_predicate(stripped, words)
    if right and not predicate:
        predicate = right
    if not predicate and words.heads.match(folded):
        return _read_measure(stripped, words)
    return Subject(tidy(population), tidy(predicate))


def _unshared(phrase: str, words: TargetWords) -> str:
    """The population of a change: what grows or falls, "tỷ lệ" included as the text has it."""
    return tidy(phrase)


def _read_share(phrase: str, after: int, right: str, words: TargetWords) -> Subject:
    rest = phrase[after:].strip()
    folded = fold(rest)
    weighed = bool(words.weights.match(fold(phrase)))
    right = right if len(right.split()) <= 8 and not find_periods(fold(right)) else ""
    total = _TOTAL.search(folded)
    if total:
        return Subject(
            tidy(rest[total.end() :]), tidy(phrase[: after + 1 + total.start()] if weighed else rest[: total.start()])
        )
    if weighed:
        where = _WEIGHED.search(folded)
        if where:
            return Subject(tidy(rest[where.end() :]), tidy(phrase[: len(phrase) - len(rest) + where.start()]))
    if weighed:
        return Subject(tidy(right), tidy(phrase))
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
        return Subject(tidy(population), tidy(predicate))
    if right:
        return Subject(tidy(right), tidy(phrase))
    if _AGED.fullmatch(folded):
        return Subject("dân số", tidy(phrase))
    return Subject(tidy(rest), tidy(phrase))


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
        named = rest[covering.end() :].strip()
        if words.persons.match(fold(named)):
            return Subject(tidy(named), tidy(rest[: covering.end()]))
        return Subject(tidy(rest[place.end() :]), tidy(rest[: place.start()])) if place else Subject("", tidy(rest))
    end = _verbs_end(folded, words)
    inner = _PLACE.search(folded, end)
    obj, tail = (rest[end : inner.start()], rest[inner.start() :]) if inner else (rest[end:], "")
    if len(obj.split()) >= 2 and not re.match(r"\s*(?:trực tuyến|toàn trình|đúng hạn)\s*$", fold(obj)):
        return Subject(tidy(obj), tidy(rest[:end] + tail))
    if inner:
        return Subject(tidy(rest[inner.end() :]), tidy(rest[: inner.start()]))
    return Subject("", tidy(rest))


def _opens_with_action(phrase: str, words: TargetWords) -> bool:
    """Whether a verb of action opens ``phrase``; a lone syllable must be a word ("giao đất", not "giao dịch")."""
    match = words.actions.match(fold(phrase))
    if match is None or " " in match[0]:
        return match is not None
    return segment_words(" ".join(phrase.split()[:4]))[0].end == match.end()


def _verbs_end(folded: str, words: TargetWords) -> int:
    """The end of the run of verbs that opens ``folded`` ("khai thác, sử dụng lại", "cắt giảm hoặc tự động hóa")."""
    end = 0
    while True:
        joint = re.compile(r"\s*(?:,|và|hoặc)?\s*").match(folded, end)
        at = joint.end() if joint else end
        verb = words.actions.match(folded, at)
        if not verb:
            break
        end = verb.end()
    again = re.compile(r"\s+(?:lại|mới|thêm|được|đồng bộ|hiệu quả|chia sẻ đồng bộ)(?!\w)").match(folded, end)
    return again.end() if again else end


def _read_measure(phrase: str, words: TargetWords) -> Subject:
    """ "Độ che phủ rừng": the measure is the indicator, what it measures the population."""
    head = words.heads.match(fold(phrase))
    rest = phrase[head.end() :].strip() if head else ""
    owner = re.search(r"(?<!\w)(?:của|tại|trên)\s+", fold(rest))
    population = rest[owner.end() :] if owner else rest
    return Subject(tidy(population), tidy(phrase))


def _given(head: str, right: str, words: TargetWords) -> Subject:
    """ "Bồi dưỡng … cho N% X": what is done is the indicator, in the passive; a predicate of X's own comes first."""
    population, predicate = split_predicate(right, words)
    lead = tidy(strip_lead(head, words))
    done = re.sub(r"\s*(?:cho|đối với|tới|đến|với|của|trong|tại)$", "", lead)
    if not re.match(r"(?:(?:đều|phải|sẽ)\s+)?được(?!\w)", fold(predicate)):
        population, predicate = right, f"được {tidy(done)}" if done else predicate
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
