"""What the clause before lends to one that says less: "trong đó người nghèo đạt 100%", "riêng nông thôn 80%".

Its population goes to a bare predicate, its indicator to a bare population, its figure's noun to a named rate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.targets.clause import Reading
from pipeline.extract.targets.figures import find_counts
from pipeline.extract.targets.ledger import Stage
from pipeline.extract.targets.memory.contrast import contrasted
from pipeline.extract.targets.subject import Subject
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Target
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

SAME_RATE = compiled(
    r"(?<!\w)(?:(?:(?:các|những)\s)?(?:tỷ lệ|tỉ lệ|con số|mức|chỉ tiêu)(?: nói)? (?:này|trên|đó|ấy)"
    r"|cơ cấu(?=\stương ứng))"
    r"(?=\s*(?:$|,|là|đạt|tăng|giảm|nâng|lần lượt|tương ứng|đều|phải|đến|tới|vào|trên|dưới|tối thiểu|ít nhất|khoảng))"
)
_WHOSE = compiled(r"(?<!\w)(?:đối với|riêng(?: đối với)?|tại|ở)\s+([^,;.]{2,70}?),?\s*$", re.IGNORECASE)
_AMONG = compiled(r"^(?:trong đó|riêng)(?!\w)(?:\s+đối với(?!\w))?|^đối với(?!\w)", re.IGNORECASE)
_REACH = 80  # characters before a figure in which its group is named
_NEAR = 40  # characters between the clauses
_LONGEST = 7  # words of a bare part


@dataclass(frozen=True, slots=True)
class Bare:
    """A subject that may lack something, the target before it, and ``written``, the words in front of its figure.

    ``own`` are those without "trong đó", "riêng", "đối với"; ``bracketed``: the figure stands in brackets.
    """

    prior: Target
    subject: Subject
    reading: Reading
    text: str
    written: str
    bracketed: bool
    words: TargetWords

    @property
    def own(self) -> str:
        return _AMONG.sub("", self.written).strip(" ,:")

    @property
    def in_front(self) -> bool:
        return self.reading.shape == "subject"

    @property
    def alike(self) -> bool:
        return self.reading.figure.share and self.prior.unit == self.reading.figure.unit

    def few(self, words: str) -> bool:
        return 0 < len(words.split()) <= _LONGEST

    def of_the_same(self, indicator: str) -> Subject:
        return replace(self.subject, population=self.prior.population, indicator=indicator)


LENT = Stage[Bare, Subject]("lent")


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
    told = fold(subject.indicator)
    if not subject.population and reading.shape == "subject" and (share := words.shares.match(told)):
        if told.startswith(
            ("có ", "được "), share.end() + 1
        ):  # "tỷ lệ có việc làm": of people, not of what was counted
            return subject
        return replace(subject, population=_counted_before(previous, words))
    if prior is None or changed:
        return subject
    return LENT.decide(Bare(prior, subject, reading, text, text[slice(*reading.head)], bracketed, words)) or subject


@LENT.rule("người dân hài lòng đạt 90%, riêng người hưởng trợ cấp 92%", needed="plans of reform")
def singled_out(bare: Bare) -> Subject | None:
    """People or bodies singled out ("riêng", "đối với") take the indicator of all."""
    own = fold(bare.own)
    named = bare.words.persons.match(own) or bare.words.bodies.match(own)
    told = any(f" {verb} " in f"{own} " for verb in ("được", "có", "đạt", "qua"))
    among = bare.own == bare.written or fold(bare.written).startswith("trong đó")
    if not bare.in_front or among or not named or told or not bare.few(own) or not bare.prior.indicator:
        return None
    return replace(bare.subject, population=bare.own, indicator=bare.prior.indicator)


@LENT.rule("đối với cây ăn quả, tỷ lệ này là 45%", needed="programmes by phases")
def same_rate(bare: Bare) -> Subject | None:
    """ "Tỷ lệ này": the indicator before, of those named in front or of the same."""
    same = SAME_RATE.search(fold(bare.written)) if bare.in_front else None
    if same is None:
        return None
    before = bare.text[max(0, bare.reading.head[0] - _REACH) : bare.reading.head[0]]
    whom = _WHOSE.search(before + bare.written[: same.start()])
    return replace(bare.of_the_same(bare.prior.indicator), **({"population": whom[1]} if whom else {}))


@LENT.rule("lao động qua đào tạo 60%, trong đó đào tạo nghề 40%", needed="yearly plans of communes")
def more_of_the_same(bare: Bare) -> Subject | None:
    """A bare part that takes up a word of the indicator before, or a deed without object, is of those before."""
    own, whose, words, prior = fold(bare.own), fold(bare.prior.population), bare.words, bare.prior
    apart = bare.reading.start - prior.end > _NEAR or prior.change or prior.unit != bare.reading.figure.unit
    others = (words.heads, words.persons, words.bodies, words.changes, *words.contrasts)
    if not bare.in_front or apart or not whose or not bare.few(own) or any(p.match(own) for p in others):
        return None
    first, deed = own.split()[0], words.actions.match(own)
    again = first in fold(prior.indicator).split() and first not in whose.split()
    alone = deed and own[deed.end() + 1 :].startswith(("tại ", "theo ", "đúng ", "qua "))
    return bare.of_the_same(bare.own) if again or alone else None


@LENT.rule("70% hộ dùng nước sạch, đến năm 2030 đạt 90%", needed="programmes by phases")
def nothing_told(bare: Bare) -> Subject | None:
    """A figure alone is of the same."""
    if bare.subject.population or bare.subject.indicator:
        return None
    return bare.of_the_same(bare.prior.population if bare.prior.change else bare.prior.indicator)


@LENT.rule("98% dân số dùng nước hợp vệ sinh, trong đó 65% được dùng nước sạch", needed="programmes of health")
def predicate_alone(bare: Bare) -> Subject | None:
    """A predicate is of those before."""
    told = fold(bare.subject.indicator)
    if bare.subject.population or not bare.reading.figure.share:
        return None
    said = not bare.in_front or bare.words.predicates.match(told) or told.startswith(("được ", "có "))
    return bare.of_the_same(bare.subject.indicator) if said else None


@LENT.rule("tiểu học đạt 97%, trung học cơ sở đạt 88%", needed="plans of schools")
def population_alone(bare: Bare) -> Subject | None:
    """Those of whom nothing is told take the indicator before, or the place of those they stand against."""
    subject = replace(bare.subject, population=re.sub(r"^đối với\s+", "", bare.subject.population))
    if subject.indicator or bare.prior.change is not None or not bare.alike or not subject.population:
        return subject if subject.population else None
    return contrasted(subject, bare.prior, bare.words) or replace(subject, indicator=bare.prior.indicator)


def _counted_before(previous: str, words: TargetWords) -> str:
    """The thing counted in the clause before ("Hình thành mới 05 Khu công nghiệp …"), for "tỷ lệ lấp đầy"."""
    counts = () if "%" in previous else find_counts(previous, 0, len(previous), words)
    return counts[0].unit if counts and "/" not in counts[0].unit else ""
