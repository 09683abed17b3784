""" "Tỷ lệ X V": the words in front of a figure as population and indicator, by what kind of measure opens them.

A share is of its population ("tỷ lệ hộ dân | được dùng nước sạch"), a weight is weighed against it ("tỷ trọng công
nghiệp trong GRDP"), a rate and a measure belong to it, a deed has it for an object or for those it is done for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject.border import opens_with_predicate, split_predicate
from pipeline.extract.targets.subject.deed import opens_with_action, read_action
from pipeline.extract.targets.subject.wording import Subject, strip_lead, tidy, without_doer
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_PLANS = ("kế hoạch", "chỉ tiêu", "dự toán", "mục tiêu")
_WHOLE = compiled(
    r"\s(?:trên|trong|so với)\s+(?=tổng|toàn bộ|số\s)|\sso với\s+(?!năm|cùng|kế hoạch|chỉ tiêu|dự toán|\d)"
    r"|\s?/\s?(?=(?:tổng|số|dân số|gdp|grdp|nsnn|kế hoạch)(?!\w))"
)
_ABOUT = compiled(r"\s(?:về|đối với|trong|(?<!so )với)\s")
_WEIGHED = compiled(r"\s(?:trong|trên|vào)\s|\s?/\s?(?=[^\W\d_])")
_AGED = compiled(r"(?:trẻ em|trẻ|người|người cao tuổi|dân số|người dân)?\s*(?:từ|dưới|trên)\s+\d+.*tuổi(?:\s+trở lên)?")
_RATE = compiled(
    r"((?:(?:tốc độ|mức|tỷ lệ|tỉ lệ)\s)?(?:tăng trưởng|tăng|giảm)(?:\s(?:bình quân|trung bình))?)"
    r"\s(?!dân số|trưởng)"
)
_MEAN = compiled(r"\s(bình quân|trung bình)(?:\s(?:hằng|hàng|mỗi)?\s*năm)?$")
_BOUND_BEHIND = compiled(r"\strở (?:lên|xuống)$")
_MEAN_OF = compiled(r"^(?:bình quân|trung bình|chung)(?:\s|$)")
_OF = compiled(r"(?<!\w)(?:của|tại|trên(?! địa bàn))\s+")
_FEW = 8  # words of what stands behind a figure


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words in front of a figure without those that lead in, and ``right``, those behind it.

    ``rest`` stands behind the word of a share, ``folded`` is that folded; ``weighed`` tells that the verb is "chiếm".
    """

    text: str
    rest: str
    folded: str
    right: str
    words: TargetWords
    share: bool
    weighed: bool

    def parted(self, start: int, end: int, whole: bool = False) -> Subject:
        """Those meant stand behind ``end`` of the rest, what is told before ``start``, with the share if ``whole``."""
        lead = self.text[: len(self.text) - len(self.rest)] if whole else ""
        return Subject(tidy(self.rest[end:]), tidy(lead + self.rest[:start]))

    @property
    def weight(self) -> bool:
        return self.share and self.words.weights.match(fold(self.text)) is not None

    @property
    def thing(self) -> str:
        """What stands behind the figure, where it can be those meant: few words that tell nothing of anybody."""
        return self.right if len(self.right.split()) <= _FEW else ""


PHRASE = Stage[Phrase, Subject]("phrase")


def read_phrase(head: str, right: str, words: TargetWords, weighed: bool = False) -> Subject:
    """The subject of "tỷ lệ X V đạt N% Y" from the words before the figure and those behind it."""
    text = tidy(re.sub(r"(?<!trở)\s+(?:đến|tới|lên|xuống|với)$", "", strip_lead(tidy(head), words)))
    share = words.shares.match(fold(text))
    rest = text[share.end() :].strip() if share else text
    phrase = Phrase(text, rest, fold(rest), right, words, share is not None, weighed)
    return PHRASE.decide(phrase) or Subject(tidy(rest), tidy(text) if share else "")


def part_and_whole(right: str, words: TargetWords) -> Subject | None:
    """ "100% dịch vụ công trên tổng số thủ tục": a part and its whole behind a figure, None where no whole is told."""
    at = _WHOLE.search(fold(right))
    total = at is not None and fold(right).startswith(("tổng", "số "), at.end())
    return Subject(tidy(right[at.end() :]), tidy(right[: at.start()])) if at and total else None


@PHRASE.rule("độ che phủ rừng", needed="plans of provinces with forests")
def baseless(phrase: Phrase) -> Subject | None:
    """A share of something that is not told is all indicator, and said of what covers."""
    covered = phrase.words.baseless.match(fold(phrase.text))
    if covered is None:
        return None
    at = fold(phrase.text).rindex("phủ ", 0, covered.end()) + len("phủ ")
    return Subject(tidy(phrase.right or phrase.text[at:].removeprefix("của ")), tidy(phrase.text))


@PHRASE.rule("chi đầu tư phát triển đạt 100% kế hoạch", needed="yearly plans of finance")
def of_a_plan(phrase: Phrase) -> Subject | None:
    """What is done of a plan, a quota or an estimate: the plan is the whole."""
    plan = _BOUND_BEHIND.sub("", phrase.right)
    return Subject(tidy(plan), tidy(phrase.text)) if fold(plan).startswith(_PLANS) else None


@PHRASE.rule("tỷ lệ nữ giám đốc doanh nghiệp", needed="programmes of equality")
def sex(phrase: Phrase) -> Subject | None:
    """A share of women or men among the holders of an office: the holders are meant."""
    told = re.match(r"(nữ|nam)\s(?!giới|thanh niên|sinh|trong)", phrase.folded) if phrase.share else None
    if told is None or _WHOLE.search(phrase.folded) or opens_with_predicate(phrase.rest[told.end() :], phrase.words):
        return None
    return Subject(tidy(phrase.rest[told.end() :]), f"là {told[1]}")


@PHRASE.rule("tỷ lệ kinh phí xã hội hóa trên tổng kinh phí", needed="programmes of science and finance")
def of_a_whole(phrase: Phrase) -> Subject | None:
    """A part and, behind "trên", "so với" or a stroke, the whole that it is part of."""
    at = _WHOLE.search(phrase.folded)
    if at and (phrase.share or (phrase.folded[at.start() : at.end()].strip() == "/" and not phrase.right)):
        return phrase.parted(*at.span(), whole=phrase.weight)
    return None


@PHRASE.rule("tỷ lệ mắc mới lao ở trẻ em", needed="programmes of health")
def befallen(phrase: Phrase) -> Subject | None:
    """What befalls people, told with "ở"."""
    at = re.search(r"\sở\s+", phrase.folded) if phrase.share else None
    people = (
        at and phrase.words.persons.match(phrase.folded, at.end()) and not phrase.words.persons.match(phrase.folded)
    )
    return phrase.parted(*at.span(), whole=True) if at and people else None


@PHRASE.rule("tỷ trọng kinh tế số trong GRDP", needed="plans of the economy")
def weight(phrase: Phrase) -> Subject | None:
    """What is weighed stays in the indicator; what it is weighed against is meant, else whom a process befalls."""
    if not phrase.weight:
        return None
    process = phrase.words.coverage.match(phrase.folded)
    if process and phrase.words.persons.match(phrase.folded, process.end() + 1):
        return Subject(tidy(phrase.rest[process.end() :]), tidy(phrase.text))
    at = _WEIGHED.search(phrase.folded)
    if at and phrase.folded[: at.start()].endswith("làm việc"):  # "lao động làm việc trong nông nghiệp"
        return Subject(tidy(phrase.rest[: at.start() - len(" làm việc")]), tidy(phrase.text))
    if at:
        return phrase.parted(*at.span(), whole=True)
    return Subject(tidy(phrase.thing or phrase.rest), tidy(phrase.text))  # no whole is named: the part


@PHRASE.rule("kinh tế số đạt 20% GRDP", needed="plans of the economy")
def part_of_what_is_behind(phrase: Phrase) -> Subject | None:
    """The thing in front of the figure is a part of the thing behind it."""
    if phrase.share or not phrase.right or (opens_with_predicate(phrase.right, phrase.words)):
        return None
    if fold(phrase.right).startswith("tổng "):
        return Subject(tidy(phrase.right), tidy(phrase.text))
    if len(phrase.right.split()) > _FEW:
        return None
    if phrase.weighed:
        named = phrase.words.heads.match(phrase.folded)
        return Subject(tidy(phrase.right), phrase.text if named else f"tỷ trọng {phrase.text}")
    return Subject(tidy(phrase.right), without_doer(phrase.text, phrase.words))


@PHRASE.rule("tốc độ tăng trưởng GRDP bình quân", needed="plans of the economy")
def rate(phrase: Phrase) -> Subject | None:
    """A named rate of growth is of what grows."""
    told = None if phrase.share else _RATE.match(phrase.folded)
    mean = _MEAN.search(phrase.folded) if told else None
    end = mean.start() if mean else len(phrase.text)
    if told is None or told.end() >= end:
        return None
    return Subject(tidy(phrase.text[told.end() : end]), tidy(f"{phrase.text[: told.end()]} {mean[1] if mean else ''}"))


@PHRASE.rule("mức độ hài lòng của người dân", needed="plans of administrative reform")
def measure(phrase: Phrase) -> Subject | None:
    """A measure is of what it is said of: behind "của", else of the words that follow its name."""
    pleased = phrase.folded.startswith("hài lòng của ")
    head = phrase.words.heads.match(fold(phrase.text)) if pleased or not phrase.share else None
    if head is None or re.search(r"\s(?:được|có)\s", phrase.folded):
        return None
    rest = phrase.text[head.end() :].strip()
    rest = re.sub(r"^(?:tăng trưởng|tăng|giảm|phát triển|độ)(?:\s+|$)", "", rest)
    owner = _OF.search(fold(rest))
    if owner is None:
        whose = phrase.text if phrase.folded == "tăng trưởng" else "" if fold(rest).startswith("hài lòng") else rest
        return Subject(tidy(whose), tidy(phrase.text))
    about = _ABOUT.search(fold(rest), owner.end())
    end = about.start() if about else len(rest)
    kept = phrase.text[: len(phrase.text) - len(rest) + owner.start()] if phrase.text.endswith(rest) else phrase.text
    return Subject(tidy(rest[owner.end() : end]), tidy(f"{kept} {rest[end:]}"))


@PHRASE.rule("tỷ lệ giải quyết hồ sơ đúng hạn", needed="plans of every kind")
def share_of_a_deed(phrase: Phrase) -> Subject | None:
    """A share of what is done or of what befalls; those behind the figure are meant where they are named there."""
    noun = phrase.words.bodies.match(phrase.folded) or phrase.words.persons.match(phrase.folded)
    deed = phrase.words.coverage.match(phrase.folded) or (opens_with_action(phrase.rest, phrase.words) and not noun)
    if not phrase.share or not deed:
        return None
    if phrase.thing:
        return Subject(tidy(phrase.right), tidy(phrase.rest))
    subject = read_action(phrase.rest, phrase.words)
    if subject.population:
        return subject
    process = phrase.words.coverage.match(phrase.folded)
    thing = _MEAN_OF.sub("", phrase.rest[process.end() :].strip()) if process else ""
    return Subject(tidy(thing), tidy(phrase.text))


@PHRASE.rule("tỷ lệ hộ dân được dùng nước sạch", needed="plans of every kind")
def share_with_predicate(phrase: Phrase) -> Subject | None:
    """A share of those of whom something is true, else of what stands behind the figure."""
    population, predicate = split_predicate(phrase.rest, phrase.words) if phrase.share else ("", "")
    if predicate:
        return Subject(tidy(population or phrase.thing), tidy(predicate))
    return Subject(tidy(phrase.right), tidy(phrase.text)) if phrase.share and phrase.thing else None


@PHRASE.rule("tỷ lệ người từ 65 tuổi trở lên", needed="programmes on population")
def of_an_age(phrase: Phrase) -> Subject | None:
    """A share of people of an age is of the population."""
    return Subject("dân số", tidy(phrase.text)) if phrase.share and _AGED.fullmatch(phrase.folded) else None


@PHRASE.rule("thu gom rác thải sinh hoạt", needed="plans of every kind")
def deed(phrase: Phrase) -> Subject | None:
    """A deed that opens the phrase."""
    acts = not phrase.share and opens_with_action(phrase.text, phrase.words)
    return read_action(phrase.text, phrase.words) if acts else None


@PHRASE.rule("hộ dân dùng nước sạch", needed="plans of every kind")
def with_predicate(phrase: Phrase) -> Subject | None:
    """Those meant with what is true of them; it may stand behind the figure."""
    population, predicate = ("", "") if phrase.share else split_predicate(phrase.text, phrase.words)
    return None if phrase.share else Subject(tidy(population), tidy(predicate or phrase.right))
