"""Population, indicator and condition of a reading: of whom how much of what."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.targets.clause import BOUND_BEHIND, SET_AGAINST, Reading
from pipeline.extract.targets.subject.in_turn import group_in_front, own_subject
from pipeline.extract.targets.subject.predicate import split_predicate
from pipeline.extract.targets.subject.share_or_measure import read_phrase
from pipeline.extract.targets.subject.wording import Subject, strip_lead, tidy, without_doer, without_periods
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change
from pipeline.text.fold import fold

_EDGE = " \t\u00a0,;:.-–•*+/"
_NUMBERS_OF = re.compile(r"^(?:(?:tổng số|số lượng|một số|số)\s+)(?=\w)")
_LISTED = re.compile(r"\s*\((?!trừ|quy mô|từ\s|dưới|trên|không)[^()]*(?:,|\s\S+\s\S+\s)[^()]*\)", re.I)
_COMPARED = re.compile(r"(?<!\w)so\s+(?:với\s+)?")
_RATE = re.compile(
    r"(?:^|\s)(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng)\s*$|^(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng)(?!\w)"
    r"|\s(?:qua|theo)?\s?từng\s+năm\s*$"
)
_EVERY_YEAR = re.compile(r"\s(?:mỗi|hằng|hàng)\s+năm\s+(?=(?:tham gia|được|đạt|đi|có|hoàn thành|thực hiện)(?!\w))")
_RATIO_TOLD = re.compile(r"\s*(?:\([^()]*%\s*\)|,\s[^(),]*?\d(?:,\d+)?\s?%\s?,?)\s*")
_PASSIVE = re.compile(r"(?<!\w)được\s")
_MOVED = re.compile(r"(?<!trở)\s(?=(?:vào|lên|sang|ra khỏi|khỏi)\s)")
_CHANGING = re.compile(
    r"(?:cắt giảm|kéo giảm|giảm thiểu|giảm dần|rút ngắn|gia tăng|tăng|giảm|gấp|vượt)"
    r"(?:\s+(?:thêm|bình quân|trung bình|trưởng))*(?!\w)"
)
_AGAINST = re.compile(r"\s*so với\s+(?=tổng|dân số|số\s|toàn\s)")
_OF_WHOM = re.compile(r"(?:đối với|ở)\s+")
_IN_TURN = re.compile(r"\s*lần lượt(?:\s(?:vào|trong|là|ở))?(?:\scác)?\s*$", re.IGNORECASE)
_MORE = re.compile(r"\s+thêm\s*$", re.IGNORECASE)
_EXCEPTING = re.compile(r"^\s*\(trừ\s[^()]*\)$", re.IGNORECASE)
_ON_ALL = re.compile(r"^(?:(?:trên|ở|về)\s)?cả\s(?:\d+|hai|ba)\s(?:tiêu chí|mặt)(?!\w)", re.IGNORECASE)
_PARTS_OF = re.compile(r"(?:trong đó|cụ thể|gồm|bao gồm)(?!\w)")
_PARTS_END = re.compile(r",?\s+(?:trong đó|cụ thể(?: như sau)?|gồm|bao gồm)$")
_SWAPPING = re.compile(r"(?<!\w)(?:thay thế|thay|chuyển đổi|chuyển)\s*$")
_SWAPPED = re.compile(r"\s(?:bằng|sang|thành)\s")
_HELD = re.compile(r"(?:đều\s+|phải\s+)?có\s+")
_AMONG = re.compile(r"(trong\s)(?:tổng số|tổng|số)\s(?!(?:đó|này|trên|ấy)(?!\w))[^:]*$")
_COUNTED = re.compile(r"(?:(?:tổng số|tổng|số)\s+)?")
_GIVING_END = re.compile(r"\s+(?:cho|đối với|tới|đến|với)$")
_PER_BODY = re.compile(r"\s(mỗi\s\S+(?:\s\S+)?)$")
_WHEN = re.compile(r"(?<!trước )(?<!sau )(?<!trong )(?<!ngay )(?<!đến )(?<!\w)(?:khi|nếu)\s(?=\w)")
_SAID_LATER = re.compile(r"(?<!\w)được\s")


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
    whose = group_in_front(text, folded, reading, group)
    head = without_periods(text[slice(*reading.head)])
    head = _IN_TURN.sub("", head) if whose else own_subject(head, reading, group, folded)
    if reading.figure.noun is not None and reading.head[0] == reading.head[1]:
        head = text[reading.start : reading.cues.start].strip()
    behind = reading.right
    if reading.figure.noun is not None and reading.shape != "subject":  # the counted noun is the population's head
        behind = reading.figure.noun, max(behind[1], reading.figure.end)
    if reading.figure.share and reading.figure.noun is not None:
        told = _RATIO_TOLD.sub(" ", text[slice(*behind)], count=1)
    else:
        told = text[slice(*behind)]
    right, condition = _take_condition(_plain_right(told, words), words)
    added = change is not None and reading.shape == "first" and not reading.cues.has("rise", "fall")
    if change is not None and not added:  # "mỗi năm có thêm 5% số hộ xây dựng tủ sách" is read as a share of them
        head = _MORE.sub("", SET_AGAINST.sub("", head))
        manner = _manner(reading, head, folded)
        whole = topic_of(text, reading)
        if words.changes.match(fold(whole)):  # "giảm tiêu hao năng lượng: thép 5%, nhựa 7%"
            return Subject(tidy(head.partition(": ")[2]), tidy(f"{manner} {strip_lead(whole, words)}"), condition)
        if not right and fold(head).startswith("tốc độ "):  # "tốc độ tăng trưởng GRDP … tăng 7%": of GRDP
            return replace(read_phrase(head, "", words), condition=condition)
        population = right if right and reading.cues.has("rise", "fall") else strip_lead(head, words)
        if not population and reading.shared is not None:  # "đến năm 2026 giảm 25% và đến năm 2030 giảm 50% số vụ …"
            lender = _lender(group[reading.shared], group)
            population = _plain_right(text[slice(*lender.right)], words)
        return Subject(tidy(population), manner, condition)
    among = _AMONG.match(fold(head))
    if among and right:
        return Subject(tidy(head[among.end(1) :]), tidy(right), condition)
    each = words.clauses.each_does.match(fold(head))
    if each and reading.shape != "first":
        noun = reading.figure.noun
        counted = text[noun : max(reading.right[1], reading.figure.end)] if noun is not None else ""
        deed = f"{head[each.end(1) :]} {right if reading.shape == 'object' else counted}"
        subject = Subject(tidy(head[each.start(1) : each.end(1)]), tidy(deed))
    elif reading.figure.noun is not None and reading.shape == "first" and (per := _PER_BODY.search(right)):
        subject = Subject(tidy(per[1]), tidy(right[: per.start()]))
    elif fold(head).startswith("mỗi ") and reading.figure.noun is not None and len(head.split()) <= 8:
        subject = Subject(
            tidy(head), tidy(f"có {text[reading.figure.noun : max(reading.right[1], reading.figure.end)]}")
        )
    elif reading.shape == "subject":
        against = _AGAINST.match(text[slice(*behind)].lower())
        right = tidy(text[behind[0] + against.end() : behind[1]]) if against else right
        whom = _OF_WHOM.match(fold(right))
        subject = _read_listed(head, "" if whom else right, reading, text, words, topic)
        if whose:
            share = words.shares.match(fold(head))
            told = subject.indicator if subject.population in ("", whose) else head[share.end() if share else 0 :]
            subject = Subject(whose, tidy(told))
        if whom and fold(subject.population) in fold(subject.indicator):
            subject = Subject(tidy(right[whom.end() :]), subject.indicator)
    elif reading.shape == "object":
        subject = _given(head, right, words)
    else:
        subject = _read_first(right, reading, group, text, folded, words)
    return Subject(_LISTED.sub("", subject.population), subject.indicator, condition)


def _plain_right(right: str, words: TargetWords) -> str:
    """The words behind a figure without years, bounds ("trở lên"), rates ("mỗi năm") and what it is compared with."""
    right = _IN_TURN.sub("", without_periods(right))
    behind = BOUND_BEHIND.match(fold(right))
    if behind:  # "80% chi đoàn trở lên tổ chức …"
        right = right[: behind.end("noun")].rstrip() + right[behind.end() :]
    for pattern, _ in words.after:
        number = _COUNTED.match(fold(right))
        at = number.end() if number else 0
        noun = words.persons.match(fold(right), at) or words.bodies.match(fold(right), at)
        hit = pattern.match(fold(right)) or (pattern.match(fold(right), noun.end() + 1) if noun else None)
        right = (right[: hit.start()] + right[hit.end() :].lstrip()).strip(_EDGE) if hit else right
    compared = _COMPARED.search(fold(right))
    right = right[: compared.start()] if compared else right
    right = _EVERY_YEAR.sub(" ", _RATE.sub("", right)).strip(_EDGE)
    return _EXCEPTING.sub("", _ON_ALL.sub("", right)).strip(_EDGE)


def _read_first(
    right: str, reading: Reading, group: list[Reading], text: str, folded: str, words: TargetWords
) -> Subject:
    """ "100% X V": the population up to its predicate, or up to the predicate it shares with the next figure."""
    verb = folded[reading.cues.start : reading.figure.start]
    moved = _MOVED.search(fold(right)) if words.moving.match(verb) else None
    if moved and not _PASSIVE.search(fold(right), 0, moved.start()):  # "đưa 80% người nghiện | vào cai nghiện"
        deed = words.moving.match(verb)
        return Subject(tidy(right[: moved.start()]), tidy(f"{deed[0] if deed else ''} {right[moved.end() :]}"))
    weighed = verb.startswith("chiếm")
    if words.shares.match(fold(right)):  # "đạt 10% | tỷ trọng kinh tế xanh trên GRDP"
        return read_phrase(right, "", words)
    borrows = reading.shared is not None and reading.shared > group.index(reading)  # nothing is said of it alone
    population, predicate = (right, "") if weighed or borrows else split_predicate(right, words)
    population = _LISTED.sub("", population)
    if not predicate and reading.shared is not None:
        other = read_subject(text, folded, _lender(group[reading.shared], group), group, words)
        predicate = other.indicator
        population = population or other.population
    elif population and not predicate and not re.search(r"\s", population.strip()):
        predicate = ""
    elif not population and predicate and group.index(reading):
        population = _population_before(reading, group, text, folded, words)
    cut = _NUMBERS_OF.match(fold(population))
    return Subject(tidy(population[cut.end() :] if cut else population), tidy(predicate))


def _lender(reading: Reading, group: list[Reading]) -> Reading:
    """The reading that ``reading`` borrows its words from in the end: a chain of bare figures is walked, not read."""
    seen = 0
    while reading.shared is not None and reading.right[0] == reading.right[1] and seen < len(group):
        reading, seen = group[reading.shared], seen + 1
    return reading


def _population_before(reading: Reading, group: list[Reading], text: str, folded: str, words: TargetWords) -> str:
    """The population of a reading further in front, by its own words: what it borrows may come from behind it."""
    place = group.index(reading)
    before = _lender(group[place - 1], group)
    at = min(group.index(before), place - 1)
    own = replace(group[at], shared=None)
    return read_subject(text, folded, own, [*group[:at], own, *group[at + 1 :]], words).population


def topic_of(text: str, reading: Reading) -> str:
    """The words in front of a colon inside the subject ("Tỷ lệ trường đạt chuẩn: mầm non 70%"), or ""."""
    if reading.shared is not None:
        return ""
    main, colon, part = text[slice(*reading.head)].partition(": ")
    if _PARTS_OF.fullmatch(fold(main)):  # "…, trong đó: hồ sơ đất đai 100%; …" goes on with what stands before
        return ""
    main = _PARTS_END.sub("", main)
    return main if colon and reading.shape == "subject" and 0 < len(part.split()) <= 6 else ""


def _read_listed(head: str, right: str, reading: Reading, text: str, words: TargetWords, topic: str) -> Subject:
    """ "Tỷ lệ trường đạt chuẩn: mầm non 70%, tiểu học 80%": parts named behind a colon share its indicator."""
    weighed = "chiếm" in fold(text[reading.cues.start : reading.figure.start])
    own = topic_of(text, reading)
    parts = _PARTS_OF.match(fold(head))
    head = head[parts.end() :].lstrip(": ") if parts and head[parts.end() :].startswith(":") else head
    part = head.partition(": ")[2] if own else head
    plain = (
        len(part.split()) <= 6 and not reading.cues.has("link", "rise", "fall") and not words.heads.match(fold(part))
    )
    if own or (topic and plain):
        main = without_periods(own or topic)
        return Subject(tidy(part), read_phrase(main, "", words).indicator or tidy(main))
    return read_phrase(head, right, words, weighed)


def _take_condition(right: str, words: TargetWords) -> tuple[str, str | None]:
    """``right`` without its condition ("khi có nhu cầu", "(nếu có)") and the condition."""
    when = _WHEN.search(fold(right))
    if when and when.start() and not _SAID_LATER.search(fold(right)[when.end() :]):
        end = right.find(")", when.start()) if right[when.start() - 1] == "(" else len(right)
        end = len(right) if end < 0 else end
        kept = f"{right[: when.start()].rstrip(' ,(')}{right[end + 1 :]}"
        return kept, right[when.start() : end].strip(" ,()")
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
    """ "tăng bình quân": the words of change, of the cues or else of the head, with their pace."""
    cues = folded[slice(*reading.verb)]
    kept = _CHANGING.search(cues) or _CHANGING.match(fold(head))
    if kept is None:
        return ""
    pace = re.search(r"(?<!\w)(?:bình quân|trung bình)(?!\w)", cues)
    return f"{kept[0]} {pace[0]}" if pace and pace[0] not in kept[0] else kept[0]


def _given(head: str, right: str, words: TargetWords) -> Subject:
    """ "Bồi dưỡng … cho N% X": what is done to X, in the passive; "giải tỏa N% X": the deed; X's own "được …" first."""
    done = without_doer(tidy(strip_lead(head, words)), words)
    swapped = _SWAPPED.search(fold(right)) if _SWAPPING.search(fold(done)) else None
    if swapped:
        return Subject(tidy(right[: swapped.start()]), tidy(f"{done} {right[swapped.start() :]}"))
    spent = words.clauses.spent.match(fold(right)) if words.clauses.spending.match(fold(done)) else None
    if spent:
        return Subject(tidy(right[: spent.end(1)]), tidy(f"{done} {right[spent.end(1) :]}"))
    population, predicate = split_predicate(right, words)
    giving = _GIVING_END.search(fold(done))
    if giving:
        done = f"được {tidy(done[: giving.start()])}"
    if not re.match(r"(?:(?:đều|phải|sẽ)\s+)?được(?!\w)", fold(predicate)):
        held = _HELD.match(fold(predicate))
        qualified = fold(predicate).startswith("bị ") or (
            held is not None and words.attributes.match(fold(predicate), held.end()) is not None
        )
        deed = fold(done).removeprefix("được ") if giving else fold(done)
        causing = (words.causing.fullmatch(deed) if giving else words.causing.search(deed)) is not None
        moved = _MOVED.search(fold(right)) if words.moving.match(fold(done)) else None
        if moved and fold(predicate).startswith("tốt nghiệp"):  # "thu hút 45% học sinh tốt nghiệp … | vào …"
            causing = False
        if causing and predicate and not qualified:
            predicate = f"{done.removeprefix('được ') if giving else done} {predicate}"
        elif moved:
            population, predicate = right[: moved.start()], f"{done} {right[moved.end() :]}"
        else:
            population, predicate = right, done
    folded = fold(population)
    for seam in re.finditer(r",\s+", folded):
        if words.actions.match(folded, seam.end()):
            population = population[: seam.start()]
            break
    cut = _NUMBERS_OF.match(fold(population))
    return Subject(tidy(population[cut.end() :] if cut else population), tidy(predicate))
