"""A subject that is a deed: "giải quyết hồ sơ đúng hạn", "bao phủ bảo hiểm y tế": what is done, to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.subject.border import split_predicate
from pipeline.extract.targets.subject.tags import opens_with_verb
from pipeline.extract.targets.subject.wording import VERB_JOINT, Subject, tidy
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_OWNER = compiled(r"\s(?:của|do)\s(?!mình|chính)")
_PLACE = compiled(
    r"\s(?:tại|cho|(?:đến|tới)(?!\s+(?:hạn|tuổi|kỳ))|trên địa bàn"
    r"|trên|trong(?!\s+(?:độ tuổi|diện|danh sách))|ở|đối với|vào)\s"
)
_GIVE = compiled(r"\s(?:cho|đối với)\s")
_HOW = (" lại", " mới", " thêm", " được")
_MANNERS = frozenset(["trực tuyến", "toàn trình", "đúng hạn", "trực tiếp", "kịp thời", "thường xuyên"])


@dataclass(frozen=True, slots=True)
class Deed:
    """The words of a deed, folded too; ``done`` is the end of the verbs that open it, ``tail`` where a place begins."""

    text: str
    folded: str
    words: TargetWords
    process: re.Match[str] | None
    done: int
    tail: int

    @property
    def object(self) -> str:
        return self.text[self.done : self.tail]

    def parted(self, at: re.Match[str]) -> Subject:
        """Those meant stand behind ``at``, what is told of them before it."""
        return Subject(tidy(self.text[at.end() :]), tidy(self.text[: at.start()]))


DEED = Stage[Deed, Subject]("deed")


def read_action(text: str, words: TargetWords) -> Subject:
    """ "V N của/tại/cho X": a verb with its object and those it is done by or for."""
    folded = fold(text)
    done = _verbs_end(folded, words)
    place = _PLACE.search(folded, done)
    deed = Deed(text, folded, words, words.coverage.match(folded), done, place.start() if place else len(text))
    return DEED.decide(deed) or Subject("", tidy(text))


@DEED.rule("đóng góp của kinh tế số vào GRDP", needed="plans of the economy")
def into(deed: Deed) -> Subject | None:
    """What is given into a whole is a share of the whole."""
    whole = re.search(r"\svào\s", deed.folded) if deed.folded.startswith("đóng góp") else None
    return Subject(deed.parted(whole).population, f"tỷ lệ {deed.parted(whole).indicator}") if whole else None


@DEED.rule("suy dinh dưỡng ở trẻ em dưới 5 tuổi", needed="programmes of health")
def befalling(deed: Deed) -> Subject | None:
    """A process that befalls: those it befalls are people named in it, else what stands behind its place."""
    if deed.process is None:
        return None
    place = _PLACE.search(deed.folded)
    if deed.words.groups.match(deed.folded, deed.process.end() + 1):
        return Subject(tidy(deed.text[deed.process.end() :]), tidy(f"tỷ lệ {deed.text}"))
    named = deed.words.persons.search(deed.folded, deed.process.end())
    if named and not (place and place.start() < named.start()):
        return Subject(tidy(deed.text[named.start() :]), tidy(deed.text[: named.start()]))
    return deed.parted(place) if place else Subject("", tidy(deed.text))


@DEED.rule("cấp sổ theo dõi sức khỏe cho người cao tuổi", needed="programmes of health")
def giving(deed: Deed) -> Subject | None:
    """Those for whom something is done get it done."""
    give = _GIVE.search(deed.folded)
    return Subject(deed.parted(give).population, f"được {deed.parted(give).indicator}") if give else None


@DEED.rule("giải quyết hồ sơ của cấp xã", needed="plans of administrative reform")
def owning(deed: Deed) -> Subject | None:
    """A deed of a body is of its object; one of people or firms is of them."""
    owner = _OWNER.search(deed.folded)
    if owner is None:
        return None
    acts = deed.words.persons.match(deed.folded, owner.end()) or deed.folded.startswith(
        ("doanh nghiệp", "các doanh nghiệp"), owner.end()
    )
    if 0 < deed.done < owner.start() and len(deed.text[deed.done : owner.start()].split()) > 1 and not acts:
        return Subject(tidy(deed.text[deed.done :]), tidy(deed.text[: deed.done]))
    return deed.parted(owner)


@DEED.rule("thanh toán không dùng tiền mặt trong thương mại điện tử", needed="plans of the digital economy")
def without(deed: Deed) -> Subject | None:
    """A deed done without something: the deed, where it is done, is what the share is of."""
    if not fold(deed.object).strip().startswith(("không ", "chưa ")):
        return None
    return Subject(tidy(deed.text[: deed.done] + deed.text[deed.tail :]), tidy(deed.object))


@DEED.rule("giải quyết hồ sơ tại bộ phận một cửa", needed="plans of every kind")
def its_object(deed: Deed) -> Subject | None:
    """The object of the deed, up to what is told of it; a lone syllable stays in the deed too."""
    if not deed.object.strip() or " ".join(fold(deed.object).split()) in _MANNERS:
        return None
    people = deed.words.persons.match(fold(deed.object).strip())
    among, told = split_predicate(deed.object, deed.words) if people else ("", "")
    if told:  # "huy động trẻ 5 tuổi | ra lớp"
        return Subject(tidy(among), tidy(f"{deed.text[: deed.done]} {told} {deed.text[deed.tail :]}"))
    lone = len(deed.object.split()) == 1 and deed.tail == len(deed.text)
    return Subject(tidy(deed.object), tidy(deed.text if lone else deed.text[: deed.done] + deed.text[deed.tail :]))


@DEED.rule("đăng ký trực tuyến tại trường học", needed="plans of digital transformation")
def its_place(deed: Deed) -> Subject | None:
    """What stands behind the place of a deed without object."""
    place = _PLACE.match(deed.folded, deed.tail)
    return deed.parted(place) if place else None


def opens_with_action(phrase: str, words: TargetWords) -> bool:
    """Whether a verb of action opens ``phrase``."""
    return words.actions.match(fold(phrase)) is not None


def _verbs_end(folded: str, words: TargetWords) -> int:
    """The end of the run of verbs that opens ``folded`` ("khai thác, sử dụng lại", "cắt giảm hoặc tự động hóa")."""
    end = 0
    while True:
        joint = VERB_JOINT.match(folded, end)
        at = joint.end() if joint and end else end
        verb = words.actions.match(folded, at)
        tagged = 0 if (end and at == end) or (verb and " " in verb[0]) else opens_with_verb(folded[at:])
        after = verb.end() if verb and " " in verb[0] else at + tagged if tagged else end
        if after <= end:
            break
        end = after
    return end + next((len(how) for how in _HOW if folded.startswith(f"{how} ", end)), 0)
