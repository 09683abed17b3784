"""Cut a paragraph into the clauses that each hold one figure with its population and predicate.

A *unit* is what stands between full stops and semicolons. Inside it every figure gets a ``Reading``: figure first
("100% X V"), subject first ("tỷ lệ X V đạt N%") or object ("V cho N% X"), with the words that are its subject and the
words behind it. Figures that share a subject (two milestones) or a predicate ("80% A và 90% B được …") know it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extract.periods import PACE, find_periods
from pipeline.extract.targets.clause.coordination import coordinate, predicates_in
from pipeline.extract.targets.clause.cues import cues_before
from pipeline.extract.targets.clause.head import (
    SAID,
    object_of,
    subject_start,
    tail_of,
    unlabelled,
    until_next,
    without_periods,
)
from pipeline.extract.targets.clause.reading import Reading, is_bracketed
from pipeline.extract.targets.clause.seam import JOINT_END, seam, without_bases
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.ledger import Stage
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled
from pipeline.text.words import segment_words

_BOUNDS = {"compare", "about", "floor"}
_BASES = ("kế hoạch", "chỉ tiêu", "dự toán", "so với", "mục tiêu")
# "10% (thành thị), 5% (nông thôn)", "5% đối với nông thôn và 10% đối với thành thị"
_OF_A_GROUP = compiled(r"\s*(?:\([^()%\d]{2,40}\)|(?:đối với|ở|tại)\s[^,;()%\d]{2,40}?)(?:\s*,|\s+và)?\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A reading before its shape is known. ``own`` are the words of its head without years, ``behind`` those behind the
    figure, which a comma or bracket may have ``parted`` from it; ``tail`` are those of them that still belong to the
    figure, ``full`` all up to the next clause; ``before`` is the reading in front."""

    folded: str
    reading: Reading
    before: Reading | None
    index: int
    words: TargetWords
    own: str
    behind: str
    parted: bool
    tail: Span
    full: Span

    @property
    def moved(self) -> bool:
        return self.reading.cues.has("rise", "fall") and not self.reading.cues.has("level")

    @property
    def colon(self) -> bool:
        return self.reading.cues.roles[-1:] == ("colon",)

    @property
    def named(self) -> bool:
        """Whether a share or measure, a link or a turn says that the head is a subject."""
        driven = self.reading.cues.has("link", "level", "rise", "fall", "colon", "rate")
        return driven or self.words.heads.search(self.own) is not None

    def first(self, head: Span, start: int) -> Reading:
        """The reading as one that opens its clause with the figure."""
        full = object_of(self.folded, self.full, self.words) if self.moved and not self.own else self.full
        full = until_next(self.folded, full, self.words)
        end = max(full[1], self.reading.figure.end)
        return replace(self.reading, start=start, end=end, shape="first", head=head, right=full)

    def given(self, start: int) -> Reading:
        """The reading as one whose figure tells how many a deed is done to."""
        full = until_next(self.folded, self.full, self.words)
        head = (start, self.reading.head[1])
        return replace(self.reading, start=start, end=full[1], shape="object", head=head, right=full)


SHAPE = Stage[Clause, Reading]("shape")


def read_unit(folded: str, unit: Span, figures: list[Figure], words: TargetWords) -> list[Reading]:
    """One reading for each figure of the unit that is no starting level, in order."""
    readings: list[Reading] = []
    floor = unit[0]
    based = list(without_bases(folded, figures))
    for i, (figure, base) in enumerate(based):
        cues = cues_before(folded, floor, figure, words, base, later=bool(i))
        until = (based[i + 1][1] or (based[i + 1][0].start,))[0] if i + 1 < len(based) else unit[1]
        cut = floor
        if i:
            cut = seam(folded, floor, cues, (figure.end, until), words)
            right = trim(folded, floor, min(cut, cues.start))
            joint = next((len(j) for j in (" và", " hoặc") if folded[slice(*right)].endswith(j)), 0)
            readings[-1] = replace(readings[-1], right=(right[0], right[1] - joint))
        head = trim(folded, cut, cues.start)
        head = head if i else unlabelled(folded, head, words)
        verb = (cues.start, figure.start)
        readings.append(
            Reading(
                figure,
                cues,
                cues.start,
                figure.end,
                "first",
                head,
                (figure.end, _shut(folded, unit[0], figure, until)),
                verb=verb,
                base=base or (0, 0),
            )
        )
        floor = figure.end
    shaped: list[Reading] = []
    for i, reading in enumerate(readings):
        at = _antecedent(folded, unit[0], readings, i)
        prior = shaped[at] if i else None
        shaped.append(_shape(folded, _ruled(folded, reading, prior), prior, at, words))
    return coordinate(folded, shaped, words)


def _shut(folded: str, start: int, figure: Figure, until: int) -> int:
    """Where the words behind a figure end: with its brackets, if it stands in any."""
    close = folded.find(")", figure.end, until) if is_bracketed(folded, start, figure.start) else -1
    return close if close >= 0 and folded.find("(", figure.end, close) < 0 else until


def _antecedent(folded: str, start: int, readings: list[Reading], place: int) -> int:
    """The reading that the one at ``place`` goes on from: the last, or the one before the brackets between them
    ("dưới 17% (miền núi dưới 28%) vào năm 2025 và | dưới 15% …")."""
    outside = not is_bracketed(folded, start, readings[place].figure.start)
    place -= 1
    while outside and place > 0 and is_bracketed(folded, start, readings[place].figure.start):
        place -= 1
    return place


def _ruled(folded: str, reading: Reading, before: Reading | None) -> Reading:
    """ "Giảm 30% thời gian, 30% chi phí": a bare figure behind a comma is ruled by the change in front of the first."""
    own = reading.cues.roles
    if before is None or not set(own) <= _BOUNDS or not before.cues.has("rise", "fall"):
        return reading
    ruling_object = before.shape == "first" or before.right[0] < before.right[1]
    joined = JOINT_END.search(folded[before.figure.end : reading.cues.start])
    if not ruling_object or not joined or SAID.search(folded, *reading.right):
        return reading  # "giảm 5% … và 77% người khuyết tật được đánh giá" says two things
    turns = tuple(role for role in before.cues.roles if role not in _BOUNDS)
    cues = replace(before.cues, start=reading.cues.start)
    if own:
        cues = replace(cues, roles=(*own, *turns), comparators=reading.cues.comparators)
    return replace(reading, cues=cues, verb=before.verb)


def _shape(folded: str, reading: Reading, before: Reading | None, index: int, words: TargetWords) -> Reading:
    """Decide the shape of a reading and the span of its clause; ``before``, the one at ``index``, is in front of it."""
    figure, right = reading.figure, trim(folded, *reading.right)
    nothing = (figure.end, figure.end)
    bound = next((m.end() for p, _ in words.after if (m := p.match(folded, *right))), right[0])
    closed = bound > right[0] and folded.startswith(",", bound)  # "đạt 10% trở lên, Chính phủ yêu cầu …"
    parted = closed or folded[figure.end : right[0]].lstrip().startswith((",", ";", ":", "("))
    parted = parted or folded.startswith(")", figure.end)
    behind = folded[slice(*right)]
    own = "" if reading.cues.opens and without_periods(folded, *right) else without_periods(folded, *reading.head)
    deed = parted and any(p.match(behind) for p in (words.openings, words.actions, words.changes))
    full = nothing if deed else right
    tail = (right[0], bound) if closed else nothing if parted else tail_of(folded, right, words)
    shaped = SHAPE.decide(Clause(folded, reading, before, index, words, own, behind, parted, tail, full))
    assert shaped is not None  # the last rule always gives one
    return shaped


@SHAPE.rule("Các công trường, yêu cầu 100% phải che chắn bụi", needed="plans of the environment and of traffic")
def subject_and_predicate(clause: Clause) -> Reading | None:
    """A figure between a subject and what is to be true of it."""
    start, end = clause.reading.head
    led = start < end and clause.folded.startswith(",", end) and not clause.named and not clause.parted
    if not led or not clause.behind.startswith(("phải ", "đều ", "được ")):
        return None
    if clause.words.actions.match(clause.folded, start, end):
        return None  # whom a deed is done to is its object, which the subject tells
    right = until_next(clause.folded, clause.full, clause.words)
    return replace(clause.reading, start=start, end=right[1], shape="subject", right=right)


@SHAPE.rule("Đạt 70% vào năm 2025 và 90% vào năm 2030", needed="programmes by phases")
def milestone(clause: Clause) -> Reading | None:
    """A figure with nothing but a year of its own says again what the one before says."""
    right = trim(clause.folded, *clause.reading.right)
    if clause.own or clause.before is None or without_periods(clause.folded, *right).strip(" và"):
        return None
    return _milestone(clause, clause.before)


@SHAPE.rule("Tỷ lệ hộ nghèo giảm 1%, 2% đối với miền núi", needed="programmes of poverty")
def other_group(clause: Clause) -> Reading | None:
    """A figure of another group, with no subject between, says again what the one before says."""
    before, folded = clause.before, clause.folded
    if clause.own or before is None or before.shape != "subject":
        return None
    gap = before.figure.end, clause.reading.cues.start
    lonely = not without_periods(folded, *gap).strip(" ,và)") or _OF_A_GROUP.fullmatch(folded, *gap) is not None
    empty = clause.tail[1] == clause.tail[0]
    whom = not empty and clause.behind.startswith(("đối với ", "cho ", "ở ", "tại "))
    closed = clause.parted or empty or whom or clause.behind.startswith("(") or _weighed_again(clause, before)
    return _milestone(clause, before) if lonely and closed else None


@SHAPE.rule("100% trạm y tế có bác sĩ", needed="all kinds of plans")
def figure_first(clause: Clause) -> Reading | None:
    """A figure without words in front opens its clause."""
    return None if clause.own else clause.first(clause.reading.head, clause.reading.cues.start)


@SHAPE.rule("Về y tế: 100% trạm y tế có bác sĩ làm việc", needed="yearly plans")
def behind_a_colon(clause: Clause) -> Reading | None:
    """A figure behind a colon opens its clause, where words of substance follow it."""
    cues, behind = clause.reading.cues, clause.behind
    if not clause.colon or clause.moved or cues.has("level", "rise", "fall") or len(behind.split()) < 3:
        return None
    if behind.startswith((*_BASES, "(")) or clause.words.predicates.match(behind):
        return None
    dated = find_periods(behind) and len(behind.split()) <= 6
    start = clause.reading.head[0]
    return None if dated else clause.first((start, start), clause.reading.figure.start)


@SHAPE.rule("Bồi dưỡng kỹ năng cho 80% cán bộ", needed="yearly plans")
def given_to(clause: Clause) -> Reading | None:
    """A figure behind "cho", "đối với", "tới" tells how many a deed is done to."""
    text = f" {clause.folded[slice(*clause.reading.head)].rstrip()}"
    if clause.named or not text.endswith((" cho", " đối với", " tới", " đến", " với")):
        return None
    return clause.given(subject_start(clause.folded, clause.reading.head, clause.words))


@SHAPE.rule("Giải tỏa 100% điểm vi phạm", needed="yearly plans")
def done_to(clause: Clause) -> Reading | None:
    """A figure right behind a deed tells how many it is done to."""
    counted = clause.behind or clause.reading.figure.noun is not None
    acting = not clause.named and counted and _acts(clause.own, clause.words)
    return clause.given(clause.reading.head[0]) if acting else None


@SHAPE.rule("Đối với đô thị loại I, 100% xe buýt dùng điện", needed="plans of the environment and of traffic")
def behind_a_place(clause: Clause) -> Reading | None:
    """A figure behind "đối với …," or "tại …," opens its clause."""
    start, end = clause.reading.head
    placed = clause.own.startswith(("đối với ", "tại ", "ở ", "trên địa bàn ")) and clause.folded.startswith(",", end)
    told = len(clause.behind.split()) >= 3 and not clause.parted
    return clause.first((start, start), start) if placed and told and not clause.named else None


@SHAPE.rule("Toàn xã có 100% hộ dân được dùng nước sạch", needed="yearly plans")
def spoken_of(clause: Clause) -> Reading | None:
    """A figure whose words behind are a clause of their own opens it; "trong số …" keeps its head."""
    folded, reading = clause.folded, clause.reading
    weighed = "chiếm" in folded[reading.cues.start : reading.figure.start]  # "nữ chiếm 30% số người được đào tạo"
    based = folded.startswith(_BASES, clause.tail[0])
    said = clause.tail[1] > clause.tail[0] and SAID.search(clause.behind) is not None and not based
    if not said or weighed or clause.moved or clause.colon or clause.words.heads.search(clause.own):
        return None
    start = reading.head[0]
    among = clause.own.startswith(("trong số ", "trong tổng số "))
    return clause.first(reading.head if among else (start, start), start)


@SHAPE.rule("Tỷ lệ hộ dân dùng nước sạch đạt 90%", needed="all kinds of plans")
def subject_first(clause: Clause) -> Reading:
    """Else the head is the subject, and only the tail belongs to the figure."""
    folded, reading, tail = clause.folded, clause.reading, clause.tail
    start = subject_start(folded, reading.head, clause.words)
    if clause.colon and clause.words.predicates.match(clause.behind):
        tail = until_next(folded, clause.full, clause.words)
    end = max(tail[1], reading.figure.end)
    return replace(reading, start=start, end=end, shape="subject", head=(start, reading.head[1]), right=tail)


def _weighed_again(clause: Clause, before: Reading) -> bool:
    """ "Năm 2028 chiếm 62%, năm 2030 chiếm 66% | tổng vốn": the words behind the second weigh both."""
    both = all("chiếm" in clause.folded[r.cues.start : r.figure.start] for r in (before, clause.reading))
    return both and not predicates_in(clause.folded, clause.tail, clause.words)


def _milestone(clause: Clause, before: Reading) -> Reading:
    """The reading with subject, predicate and, if it has none, comparator of the one before."""
    reading, cues, tail = clause.reading, clause.reading.cues, clause.tail
    turns = tuple(role for role in before.cues.roles if role not in _BOUNDS)
    if set(cues.roles) <= {"period"} and reading.figure.symbol is None:
        whole = reading.figure.share and reading.figure.value == 100  # "trên 95% …, 100% năm 2030": nothing is above
        lent = before.cues.roles  # the "từ" of "từ 70 đến 75%" is no floor of the next figure
        lent = lent if before.figure.value_max is None else tuple(role for role in lent if role != "floor")
        cues = replace(cues, roles=(*cues.roles, *lent), comparators=() if whole else before.cues.comparators)
    elif before.cues.has("level", "link") and set(cues.roles) <= {"period", "pace", "link", *_BOUNDS}:
        cues = replace(cues, roles=(*cues.roles, *turns))  # "tăng lên 48% và khoảng 58%": a level too
    told = before.shape == "subject" and without_periods(clause.folded, *tail)
    return replace(
        reading,
        cues=cues,
        start=before.start,
        end=max(tail[1], reading.figure.end),
        shape=before.shape,
        head=before.head,
        right=tail if told else before.right,
        shared=clause.index,
        verb=reading.verb if cues.has("rise", "fall") and not before.figure.share else before.verb,
        base=reading.base if any(reading.base) else before.base,
    )


def _acts(own: str, words: TargetWords) -> bool:
    """Whether the words before a figure are a deed ("giải tỏa 100% …"): by the vocabulary, else by the tagger."""
    pace = PACE.match(own)
    own = own[pace.end() :] if pace else own
    if words.actions.match(own):
        return not any(kind.fullmatch(own.strip()) for kind in words.contrasts)  # "cấp xã 80%" grants nothing
    if len(own.split()) > 8 or words.persons.match(own) or words.bodies.match(own):
        return False
    return segment_words(own)[0].tag == "V"
