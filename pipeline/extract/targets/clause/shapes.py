"""Cut a paragraph into the clauses that each hold one figure with its population and predicate.

A *unit* is what stands between full stops and semicolons. Inside it every figure gets a ``Reading``: figure first
("100% X V"), subject first ("tỷ lệ X V đạt N%") or object ("V cho N% X"), with the words that are its subject and the
words behind it. Figures that share a subject (two milestones) or a predicate ("80% A và 90% B được …") know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.periods import PACE, find_periods
from pipeline.extract.targets.clause.coordination import coordinate, predicates_in
from pipeline.extract.targets.clause.cues import Cues, cues_before
from pipeline.extract.targets.clause.head import (
    AMONG,
    SAID,
    object_of,
    subject_start,
    tail_of,
    unlabelled,
    until_next,
    without_periods,
)
from pipeline.extract.targets.clause.reading import Reading, is_bracketed
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.extract.targets.figures import Figure
from pipeline.knowledge.targets import TargetWords
from pipeline.text.words import segment_words

_SEAM = re.compile(
    r",\s+(?:và\s+)?|\s+và\s+|\s+hoặc\s+|\s+còn\s+(?!lại)|\s+(?=(?:trong đó|riêng)(?!\w))|\s*\(\s*|\s*\)\s*,?\s*"
)
_JOINT_END = re.compile(r"(?:(?:\s*,)?\s+(?:và|hoặc)|\s*[,(])\s*$|^\s*(?:và|hoặc|,)\s*$")
_GIVING_END = re.compile(r"(?<!\w)(?:cho|đối với|tới|đến|với)\s*$")
_OPENING = re.compile(r"(?:về|lĩnh vực|đối với|trong lĩnh vực|mục tiêu|chỉ tiêu|cụ thể|trong đó|phấn đấu)(?!\w)")
_BASE = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán|so với|mục tiêu)(?!\w)")
_SINCE = re.compile(r"(?<!\w)từ\s+(?:mức\s+|khoảng\s+|trên\s+)?$")
_REACHED = re.compile(
    r"\s(?:tăng\s+|giảm\s+)?(?:xuống|lên|còn)(?:\s+(?:còn|mức|đến|tới|trên|dưới|khoảng|tối thiểu|ít nhất|thành|từ|đạt"
    r"|tối đa"
    r"|không dưới|không quá|hơn|xấp xỉ|gần|bằng))*\s*$"
)
_MANNER = re.compile(
    r"(?:kịp thời|chủ động|tích cực|thường xuyên|tiếp tục|từng bước|đồng loạt|tập trung|ưu tiên)\s+(?=\S)"
)
_BOUNDS = {"compare", "about", "floor"}
_OF_WHOM = re.compile(r"(?:đối với|cho|ở|tại)\s")
# "10% (thành thị), 5% (nông thôn)", "5% đối với nông thôn và 10% đối với thành thị"
_OF_A_GROUP = re.compile(r"\s*(?:\([^()%\d]{2,40}\)|(?:đối với|ở|tại)\s[^,;()%\d]{2,40}?)(?:\s*,|\s+và)?\s*")
_AMONG_ALL = re.compile(r"trong (?:tổng )?số\s")
_EMPTY = re.compile(r"[\s,.:;()\-–]*")


def read_unit(folded: str, unit: Span, figures: list[Figure], words: TargetWords) -> list[Reading]:
    """One reading for each figure of the unit that is no starting level, in order."""
    readings: list[Reading] = []
    floor = unit[0]
    based = list(_without_bases(folded, figures))
    for i, (figure, base) in enumerate(based):
        cues = cues_before(folded, floor, figure, words, base, later=bool(i))
        until = based[i + 1][1] or (based[i + 1][0].start, 0) if i + 1 < len(based) else (unit[1], 0)
        cut = _seam(folded, floor, cues, (figure.end, until[0]), words) if i else floor
        if i:
            before = readings[-1]
            right = trim(folded, before.figure.end, min(cut, cues.start))
            joint = re.search(r"\s(?:và|hoặc)$", folded[slice(*right)])
            readings[-1] = replace(before, right=(right[0], right[0] + joint.start()) if joint else right)
        head = trim(folded, cut, cues.start)
        if not i:
            head = unlabelled(folded, head, words)
        verb = (cues.start, figure.start)
        readings.append(
            Reading(
                figure,
                cues,
                cues.start,
                figure.end,
                "first",
                head,
                (figure.end, _shut(folded, unit[0], figure, until[0])),
                verb=verb,
                base=base or (0, 0),
            )
        )
        floor = figure.end
    shaped: list[Reading] = []
    for i, reading in enumerate(readings):
        at = _antecedent(folded, unit[0], readings, i)
        prior = shaped[at] if i else None
        since = readings[i - 1].figure.end if i else unit[0]
        shaped.append(_shape(folded, _ruled(folded, reading, prior), prior, at + 1, since, words))
    return coordinate(folded, shaped, words)


def _shut(folded: str, start: int, figure: Figure, until: int) -> int:
    """Where the words behind a figure end: with its brackets, if it stands in any."""
    close = folded.find(")", figure.end, until) if is_bracketed(folded, start, figure.start) else -1
    return close if close >= 0 and folded.find("(", figure.end, close) < 0 else until


def _antecedent(folded: str, start: int, readings: list[Reading], at: int) -> int:
    """The reading that the one ``at`` goes on from: the last one, or the one that stands before the brackets between
    them ("dưới 17% (miền núi dưới 28%) vào năm 2025 và | dưới 15% …")."""
    place = at - 1
    if is_bracketed(folded, start, readings[at].figure.start):
        return place
    while place > 0 and is_bracketed(folded, start, readings[place].figure.start):
        place -= 1
    return place


def _without_bases(folded: str, figures: list[Figure]) -> Iterator[tuple[Figure, Span | None]]:
    """The figures without starting levels ("từ 39% xuống còn 15%"), each with the span of its own start, if any."""
    base: Span | None = None
    for i, figure in enumerate(figures):
        since = _SINCE.search(folded[max(0, figure.start - 10) : figure.start])
        after = figures[i + 1].start if i + 1 < len(figures) else figure.end
        reached = _REACHED.search(folded[figure.end : after]) if since else None
        alike = i + 1 < len(figures) and figures[i + 1].share == figure.share
        if since and reached and alike and not re.search(r"[;,]", folded[figure.end : after]):
            base = (max(0, figure.start - 10) + since.start(), figure.end + reached.start())
            continue
        yield figure, base
        base = None


def _seam(folded: str, floor: int, cues: Cues, right: Span, words: TargetWords) -> int:
    """Where, between the figure before and this cues, this figure's own words begin."""
    text = folded[floor : cues.start]
    if _EMPTY.fullmatch(text):
        return floor
    joint = _JOINT_END.search(text)
    if joint:
        return cues.start
    if text.count("(") > text.count(")"):
        return floor + text.rindex("(") + 1
    seams = [m.end() for m in _SEAM.finditer(text)]
    for at in seams:
        rest = text[at:]
        if words.heads.match(rest) or words.openings.match(rest) or words.changes.match(rest):
            return floor + at
    among = next((at for at in reversed(seams) if AMONG.match(text, at)), None)
    if among is not None:  # "riêng đối với hộ nghèo, hộ bị thu hồi đất là 100%": a list
        return floor + among
    for at in seams:
        if words.actions.match(text[at:]):
            return floor + at
    commas = [m.end() for m in _SEAM.finditer(text) if m[0].strip() != "và"]
    if commas and text.lstrip().startswith(","):  # the figure before has nothing behind it, so all of this is ours
        return floor + commas[0]
    if commas:
        return floor + commas[-1]
    closed = not folded[right[0] : right[1]].strip(" .") or folded[right[0]] in ",;."
    if seams and (closed or cues.has("link", "rise", "fall", "colon")):
        return floor + seams[-1]
    return cues.start


def _ruled(folded: str, reading: Reading, before: Reading | None) -> Reading:
    """ "Giảm 30% thời gian, 30% chi phí": a bare figure behind a comma is ruled by the change in front of the first."""
    own = reading.cues.roles
    if before is None or not set(own) <= _BOUNDS or not before.cues.has("rise", "fall"):
        return reading
    if SAID.search(folded, *reading.right):  # "giảm 5% … và 77% người khuyết tật được đánh giá" says two things
        return reading
    ruling_object = before.shape == "first" or before.right[0] < before.right[1]
    if not ruling_object or not _JOINT_END.search(folded[before.figure.end : reading.cues.start]):
        return reading
    ruling = replace(before.cues, start=reading.cues.start)
    if own:
        turns = tuple(role for role in before.cues.roles if role not in _BOUNDS)
        ruling = replace(ruling, roles=(*own, *turns), comparators=reading.cues.comparators)
    return replace(reading, cues=ruling, verb=before.verb)


def _shape(
    folded: str, reading: Reading, before: Reading | None, index: int, since: int, words: TargetWords
) -> Reading:
    """Decide the shape of a reading and the span of its clause; ``since``: the end of the figure before it."""
    cues, figure = reading.cues, reading.figure
    head, right = reading.head, trim(folded, *reading.right)
    parted = folded[figure.end : right[0]].lstrip()[:1] in (",", ";", ":", "(") or folded.startswith(")", figure.end)
    own = "" if cues.opens and without_periods(folded, *right) else without_periods(folded, *head)
    behind = folded[right[0] : right[1]]
    deed = parted and any(p.match(behind) for p in (words.openings, words.actions, words.changes))
    full = (figure.end, figure.end) if deed else right
    tail = (figure.end, figure.end) if parted else tail_of(folded, right, words)
    moved = cues.has("rise", "fall") and not cues.has("level")
    if not own:
        if before is not None and not without_periods(folded, *right).strip(" và"):
            return _milestone(folded, reading, before, index, tail)
        lonely = before is not None and (
            not without_periods(folded, since, cues.start).strip(" ,và)")
            or _OF_A_GROUP.fullmatch(folded, since, cues.start) is not None
        )
        whom = (tail[1] > tail[0] and _OF_WHOM.match(behind) is not None) or behind.startswith("(")
        if lonely and before is not None and before.shape == "subject":
            closed = parted or whom or tail[1] == tail[0] or _weighed_again(folded, before, reading, tail, words)
            if closed:
                return _milestone(folded, reading, before, index, tail)
        if moved:
            full = object_of(folded, right, words)
        full = until_next(folded, full, words)
        return replace(reading, start=cues.start, end=max(full[1], figure.end), shape="first", head=head, right=full)
    text = folded[head[0] : head[1]]
    if text.endswith(" và") and not cues.roles and behind and not parted:  # "Đảng ủy và 100% chi bộ trực thuộc …"
        full = until_next(folded, full, words)
        return replace(reading, start=cues.start, end=full[1], shape="first", head=(head[1], head[1]), right=full)
    measured = words.heads.search(own)
    listed = (
        len(behind.split()) >= 3 and not behind.startswith("(") and not words.predicates.match(behind) and not moved
    )
    if (
        cues.roles[-1:] == ("colon",)
        and not cues.has("level", "rise", "fall")
        and not _BASE.match(behind)
        and ((behind and not parted and _OPENING.match(own)) or listed)
        and (not find_periods(behind) or len(behind.split()) > 6)
    ):
        full = until_next(folded, full, words)
        return replace(reading, start=figure.start, end=full[1], shape="first", head=(head[0], head[0]), right=full)
    driven = cues.has("link", "level", "rise", "fall", "colon")
    if _GIVING_END.search(text) and not measured and not driven:
        full = until_next(folded, full, words)
        start = subject_start(folded, head, words)
        return replace(reading, start=start, end=full[1], shape="object", head=(start, head[1]), right=full)
    acting = not measured and not driven and (behind or figure.noun is not None) and _acts(own, words)
    if acting:
        full = until_next(folded, full, words)
        return replace(reading, start=head[0], end=full[1], shape="object", right=full)
    weighed = "chiếm" in folded[cues.start : figure.start]  # "nữ chiếm 30% số người được đào tạo"
    if not measured and not moved and not weighed and cues.roles[-1:] != ("colon",) and _speaks(folded, tail, behind):
        full = until_next(folded, full, words)
        kept = head if _AMONG_ALL.match(own) else (head[0], head[0])  # "trong số tài liệu đã số hóa, 100% được …"
        return replace(reading, start=head[0], end=full[1], shape="first", head=kept, right=full)
    start = subject_start(folded, head, words)
    if cues.roles[-1:] == ("colon",) and words.predicates.match(behind):
        tail = until_next(folded, full, words)
    return replace(
        reading, start=start, end=max(tail[1], figure.end), shape="subject", head=(start, head[1]), right=tail
    )


def _weighed_again(folded: str, before: Reading, reading: Reading, tail: Span, words: TargetWords) -> bool:
    """ "Năm 2028 chiếm 62%, năm 2030 chiếm 66% | tổng vốn": the words behind the second weigh both."""
    both = all("chiếm" in folded[r.cues.start : r.figure.start] for r in (before, reading))
    return both and not predicates_in(folded, tail, words)


def _milestone(folded: str, reading: Reading, before: Reading, index: int, tail: Span) -> Reading:
    """A figure with nothing but a year of its own: subject, predicate and, if it has none, comparator of the last."""
    cues = reading.cues
    if set(cues.roles) <= {"period"} and reading.figure.symbol is None:
        whole = reading.figure.share and reading.figure.value == 100  # "trên 95% …, 100% năm 2030": nothing is above
        bound = () if whole else before.cues.comparators
        lent = before.cues.roles  # the "từ" of "từ 70 đến 75%" is no floor of the next figure
        lent = lent if before.figure.value_max is None else tuple(role for role in lent if role != "floor")
        cues = replace(cues, roles=(*cues.roles, *lent), comparators=bound)
    elif before.cues.has("level", "link") and set(cues.roles) <= {"period", "pace", "link", *_BOUNDS}:
        # "tăng lên 48% vào năm 2025 và khoảng 58% vào năm 2030": a level too
        turns = tuple(role for role in before.cues.roles if role not in _BOUNDS)
        cues = replace(cues, roles=(*cues.roles, *turns))
    return replace(
        reading,
        cues=cues,
        start=before.start,
        end=max(tail[1], reading.figure.end),
        shape=before.shape,
        head=before.head,
        right=tail if before.shape == "subject" and without_periods(folded, *tail) else before.right,
        shared=index - 1,
        verb=reading.verb if cues.has("rise", "fall") and not before.figure.share else before.verb,
        base=reading.base if any(reading.base) else before.base,
    )


def _acts(own: str, words: TargetWords) -> bool:
    """Whether the words before a figure are a deed ("giải tỏa 100% …"): by the vocabulary, else by the tagger."""
    pace = PACE.match(own)
    own = own[pace.end() :] if pace else own
    manner = _MANNER.match(own)
    own = own[manner.end() :] if manner else own
    if words.actions.match(own):
        return not any(kind.fullmatch(own.strip()) for kind in words.contrasts)  # "cấp xã 80%" grants nothing
    if len(own.split()) > 8 or words.persons.match(own) or words.bodies.match(own):
        return False
    return segment_words(own)[0].tag == "V"


def _speaks(folded: str, tail: Span, behind: str) -> bool:
    """Whether the words behind a figure are a clause of their own ("toàn xã có 100% | hộ dân được dùng nước sạch")."""
    return tail[1] > tail[0] and SAID.search(behind) is not None and not _BASE.match(folded, *tail)
