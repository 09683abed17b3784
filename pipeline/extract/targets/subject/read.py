"""Population, indicator and condition of a reading: of whom how much of what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.targets.clause import SET_AGAINST, Reading
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject.border import split_predicate
from pipeline.extract.targets.subject.in_turn import group_in_front, named_in_front, own_subject
from pipeline.extract.targets.subject.phrase import part_and_whole, read_phrase
from pipeline.extract.targets.subject.wording import (
    Subject,
    plain_right,
    strip_lead,
    take_condition,
    tidy,
    without_doer,
    without_periods,
)
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_MOVED = compiled(r"(?<!trở)\s(?=(?:vào|lên|sang|khỏi)\s)")
_CHANGING = compiled(
    r"(?:tốc độ\s+)?(?:cắt giảm|kéo giảm|giảm thiểu|giảm dần|rút ngắn|gia tăng|tăng|giảm|gấp|vượt)"
    r"(?:\s+(?:thêm|bình quân|trung bình|trưởng))*(?!\w)"
)
_PARTS = frozenset(["trong đó", "cụ thể", "gồm", "bao gồm"])
_AGAINST = compiled(r"\s*so với\s+(?=tổng|dân số|số\s|toàn\s)")
_OF_WHOM = compiled(r"(?:riêng\s+)?(?:đối với|tại|ở)\s+")
_PLACES = ("trên ", "ở ", "tại ", "trong ", "về ")
_AMONG = compiled(r"(?:trong|trên)\s(?=(?:tổng số|tổng|số)\s(?!(?:đó|này|trên|ấy)(?!\w))[^:]*$)")
_GIVING_END = compiled(r"\s+(?:cho|đối với|tới|đến|với)$")
_COUNT_TOLD = compiled(r"\s(?:dự kiến\s)?(?:đạt|là|có)\s.*\d.*,\s(?=tăng|giảm|tốc độ)")


@dataclass(frozen=True, slots=True)
class Told:
    """One reading with the words in front of its figure (``head``) and behind it (``right``), made plain.

    ``whose`` is the group in front that figures told in turn are of, ``topic`` the words in front of a colon.
    """

    text: str
    folded: str
    reading: Reading
    group: list[Reading]
    words: TargetWords
    topic: str
    whose: str
    head: str
    right: str
    change: Change | None

    @property
    def verb(self) -> str:
        """The folded words right in front of the figure."""
        return self.folded[self.reading.cues.start : self.reading.figure.start]

    @property
    def counted(self) -> str:
        """The counted noun with what follows it, or ""."""
        noun = self.reading.figure.noun
        return "" if noun is None else self.text[noun : max(self.reading.right[1], self.reading.figure.end)]


SUBJECT = Stage[Told, Subject]("subject")


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
    head = head if whose else own_subject(head, reading, group, folded)
    noun = reading.figure.noun
    if noun is not None and reading.head[0] == reading.head[1]:
        head = text[reading.start : reading.cues.start].strip()
    behind = reading.right
    if noun is not None and reading.shape != "subject":  # the counted noun is the population's head
        behind = noun, max(behind[1], reading.figure.end)
    right, condition = take_condition(plain_right(text[slice(*behind)], words), words)
    told = Told(text, folded, reading, group, words, topic, whose, head, right, change)
    subject = SUBJECT.decide(told) or Subject("", "")
    return replace(subject, condition=condition)


def topic_of(text: str, reading: Reading) -> str:
    """The words in front of a colon inside the subject ("Tỷ lệ trường đạt chuẩn: mầm non 70%"), or ""."""
    main, colon, part = text[slice(*reading.head)].partition(": ")
    alone = reading.shared is None and reading.shape == "subject" and 0 < len(part.split()) <= 6
    alone = alone and fold(main) not in _PARTS  # "…, trong đó: hồ sơ đất đai 100%" goes on with what stands before
    return main if colon and alone else ""


@SUBJECT.rule("giá trị xuất khẩu đạt 10 triệu USD, tốc độ tăng bình quân 6%/năm", needed="plans of trade")
def rate_behind_a_value(told: Told) -> Subject | None:
    """A rate told behind the value that grows so."""
    at = _COUNT_TOLD.search(fold(told.head))
    rate = _CHANGING.search(fold(told.head), at.end()) if at else _CHANGING.match(told.verb)
    if rate is None or (at is None and not rate[0].startswith("tốc độ")):
        return None
    whose = told.head[: at.start()] if at else told.head
    whose = re.sub(r"\s(?:dự kiến|phấn đấu)$", "", strip_lead(whose, told.words))
    return Subject(tidy(whose), tidy(rate[0])) if whose.strip() else None


@SUBJECT.rule("giảm 5% số vụ cháy", needed="plans of every kind")
def changed(told: Told) -> Subject | None:
    """A change is of what stands behind the verb of change, else of what stands before it."""
    if told.change is None or (told.reading.shape == "first" and not told.reading.cues.has("rise", "fall")):
        return None
    head = SET_AGAINST.sub("", told.head)
    behind = told.right and told.reading.cues.has("rise", "fall") and not fold(told.right).startswith(_PLACES)
    population = told.right if behind else strip_lead(head, told.words)
    if not population and told.reading.shared is not None:  # "giảm 25% và đến năm 2030 giảm 50% số vụ …"
        population = plain_right(told.text[slice(*_lender(told.reading, told.group).right)], told.words)
    return Subject(tidy(population), _manner(told))


@SUBJECT.rule("đối với thành phố lớn, 100% xe buýt sử dụng năng lượng sạch", needed="programmes of the Government")
def placed(told: Told) -> Subject | None:
    """ "Đối với X" in front is the place where a noun follows the figure, else those meant; so "trong số X"."""
    among = _AMONG.match(fold(told.head)) if told.right else None
    if among:
        return Subject(tidy(told.head[among.end() :]), tidy(told.right))
    at = _OF_WHOM.match(fold(told.head))
    if at is None or not told.right or told.reading.cues.has("link", "level", "rise", "fall") or told.whose:
        return None
    population, predicate = split_predicate(told.right, told.words)
    return Subject(tidy(population or told.head[at.end() :]), tidy(predicate))


@SUBJECT.rule("mỗi xã có ít nhất 02 mô hình", needed="programmes of rural development")
def each(told: Told) -> Subject | None:
    """ "Mỗi X" in front of a count: each has it or does it."""
    does = told.words.clauses.each_does.match(fold(told.head))
    if does and told.reading.shape != "first":
        deed = f"{told.head[does.end(1) :]} {told.right if told.reading.shape == 'object' else told.counted}"
        return Subject(tidy(told.head[does.start(1) : does.end(1)]), tidy(deed))
    has = fold(told.head).startswith("mỗi ") and told.counted and len(told.head.split()) <= 8
    return Subject(tidy(told.head), tidy(f"có {told.counted}")) if has else None


@SUBJECT.rule("cơ cấu kinh tế: nông nghiệp chiếm 27%", needed="yearly plans")
def part_behind_a_colon(told: Told) -> Subject | None:
    """Parts behind a colon share the indicator in front of it; parts of a structure are shares of the whole."""
    if told.reading.shape != "subject" or told.whose:
        return None
    own = topic_of(told.text, told.reading)
    part = told.head.partition(": ")[2] if own else told.head
    main = without_periods(own or told.topic)
    if fold(main).startswith("cơ cấu ") and not told.reading.cues.has("rise", "fall"):
        return Subject(tidy(main), tidy(part))
    plain = len(part.split()) <= 6 and not told.reading.cues.has("link", "rise", "fall")
    if not own and not (main and plain and not told.words.heads.match(fold(part))):
        return None
    return Subject(tidy(part), read_phrase(main, "", told.words).indicator or tidy(main))


@SUBJECT.rule("hộ nuôi tôm và hộ trồng màu, tỷ lệ tham gia hợp tác xã lần lượt đạt 85% và 90%", needed="programmes")
def in_turn(told: Told) -> Subject | None:
    """Groups in front that figures are told of in turn."""
    if not told.whose or told.reading.shape != "subject":
        return None
    share = told.words.shares.match(fold(told.head))
    subject = read_phrase(told.head, told.right, told.words)
    own = subject.population in ("", told.whose)
    return Subject(told.whose, subject.indicator if own else tidy(told.head[share.end() if share else 0 :]))


@SUBJECT.rule("tỷ lệ hộ dân dùng nước sạch đạt 98%", needed="plans of every kind")
def in_front(told: Told) -> Subject | None:
    """The subject stands in front of its verb."""
    if told.reading.shape != "subject":
        return None
    against = _AGAINST.match(fold(told.text[slice(*told.reading.right)]))
    right = tidy(told.text[told.reading.right[0] + against.end() : told.reading.right[1]]) if against else told.right
    whom = _OF_WHOM.match(fold(right))
    subject = read_phrase(told.head, "" if whom else right, told.words, "chiếm" in told.verb)
    if whom and fold(subject.population) in fold(subject.indicator):
        return replace(subject, population=tidy(right[whom.end() :]))
    return subject


@SUBJECT.rule("tập huấn cho 90% cán bộ xã", needed="plans of every kind")
def given(told: Told) -> Subject | None:
    """What is done to those behind the figure, or given to them ("cho"); their own "được …" goes before it."""
    if told.reading.shape != "object":
        return None
    right, words = told.right, told.words
    done = without_doer(tidy(strip_lead(told.head, words)), words)
    population, predicate = split_predicate(right, words)
    moved = _MOVED.search(fold(right)) if not predicate and words.moving.search(fold(done)) else None
    if moved:  # "đưa 80% người nghiện vào cai nghiện"
        return Subject(tidy(right[: moved.start()]), tidy(f"{done} {right[moved.end() :]}"))
    giving = _GIVING_END.search(fold(done))
    deed = done[: giving.start()] if giving else done
    if fold(predicate).startswith("được "):
        return Subject(_up_to_deed(population, words), tidy(predicate))
    causing = words.causing.fullmatch(fold(deed)) if giving else words.causing.search(fold(deed))
    if causing and predicate:
        return Subject(_up_to_deed(population, words), tidy(f"{done} {predicate}"))
    return Subject(_up_to_deed(right, words), f"được {tidy(deed)}" if giving else tidy(deed))


@SUBJECT.rule("100% xã đạt chuẩn", needed="plans of every kind")
def behind(told: Told) -> Subject | None:
    """ "N% X V": those meant up to their predicate, or up to the predicate they share with another figure."""
    reading, group, words, right = told.reading, told.group, told.words, told.right
    whole = part_and_whole(right, words)
    if whole is not None or words.shares.match(fold(right)):  # "đạt 10% | tỷ trọng kinh tế xanh trên GRDP"
        return whole or read_phrase(right, "", words)
    borrows = reading.shared is not None and reading.shared > group.index(reading)  # nothing is said of it alone
    population, predicate = (right, "") if told.verb.startswith("chiếm") or borrows else split_predicate(right, words)
    if not predicate and reading.shared is not None:
        other = read_subject(told.text, told.folded, _lender(group[reading.shared], group), group, words)
        return Subject(tidy(population or other.population), other.indicator)
    if not population and predicate:
        population = _named_in_front(told)
    return Subject(tidy(population), tidy(predicate))


def _up_to_deed(population: str, words: TargetWords) -> str:
    """Those meant without the next deed behind a comma."""
    folded = fold(population)
    seams = (m.start() for m in re.finditer(r",\s+", folded) if words.actions.match(folded, m.end()))
    return tidy(population[: next(seams, len(population))])


def _named_in_front(told: Told) -> str:
    """ "Các công trường trên địa bàn, yêu cầu 100% phải che chắn": bodies or people named in front of the figure."""
    head = strip_lead(told.head, told.words)
    parts = (head, head.rpartition(" và ")[2])  # "kiểm soát nhà máy và các công trường, yêu cầu 100% phải …"
    nouns = (told.words.bodies, told.words.persons)
    named = next((part for part in parts if any(noun.match(fold(part)) for noun in nouns)), "")
    return named or named_in_front(told.text, told.folded, told.reading.cues.start)


def _lender(reading: Reading, group: list[Reading]) -> Reading:
    """The reading that ``reading`` borrows its words from in the end: a chain of bare figures is walked, not read."""
    seen = 0
    while reading.shared is not None and reading.right[0] == reading.right[1] and seen < len(group):
        reading, seen = group[reading.shared], seen + 1
    return reading


def _manner(told: Told) -> str:
    """ "tăng bình quân": the words of change, of the cues or else of the head, with their pace."""
    cues = told.folded[slice(*told.reading.verb)]
    kept = _CHANGING.search(cues) or _CHANGING.match(fold(told.head))
    if kept is None:
        return ""
    pace = re.search(r"(?<!\w)(?:bình quân|trung bình)(?!\w)", cues)
    return f"{kept[0]} {pace[0]}" if pace and pace[0] not in kept[0] else kept[0]
