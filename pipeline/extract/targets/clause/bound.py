"""How a figure is meant: the bound and the change that its cues and the words behind it say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.targets.clause.cues import Cues
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.ledger import Stage
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change, Comparator
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

# "80% chi đoàn trở lên tổ chức …"; what "trở lên" may qualify itself (age, schooling, rank) is none of these words
BOUND_BEHIND = compiled(
    r"\s*(?:số\s+)?(?P<noun>(?:(?!từ|có|trình|cấp|bậc|loại|hạng|đạt|mức|khá|tốt|tuổi|đại|học|lên|tháng|năm)[^\W\d_]+\s){1,5}?)"
    r"trở lên(?=\s|,)"
)
_PREVENTED = compiled(r"(?<!\w)(?:không|tránh)\s(?:được\s)?để\s")
SET_AGAINST = compiled(r"\s+so với\s(?:năm|cùng kỳ|giai đoạn|đầu)\s.*$", re.IGNORECASE)
RATE_TOLD = compiled(r"tăng trưởng[^:,;%]*:")  # "Tăng trưởng bình quân: 8%"
_OPPOSITE: dict[Comparator, Comparator] = {">": "<=", ">=": "<", "<": ">="}
_NO_CHANGE = (" cường", " tốc", " nghèo", " trưởng")  # "tăng cường", "giảm nghèo": names of deeds


@dataclass(frozen=True, slots=True)
class Bound:
    """How a figure is meant: its comparator, whether it is a change, striven for, or told roughly."""

    comparator: Comparator
    change: Change | None
    aspirational: bool
    approximate: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with its cues, the ``head`` of its subject and the words ``after`` it (folded)."""

    figure: Figure
    cues: Cues
    head: str
    after: str
    words: TargetWords


COMPARATOR = Stage[Told, Comparator]("comparator")
TURN = Stage[Told, Literal["+", "-", "level"]]("turn")


def bound_of(figure: Figure, cues: Cues, head: str, after: str, words: TargetWords) -> Bound:
    """Comparator and change of a figure from its cues, the head of its subject and the words behind it (folded)."""
    told = Told(figure, cues, head, after, words)
    turn = TURN.decide(told)
    hope = cues.has("hope") or bool(words.hopes.search(bare(head)))
    return Bound(_comparator(told), None if turn == "level" else turn, hope, cues.has("about"))


def _comparator(told: Told) -> Comparator:
    """The comparator; "không để … vượt quá 1%" turns it round."""
    comparator: Comparator = COMPARATOR.decide(told) or ("=" if told.figure.value_max is None else "range")
    return _OPPOSITE.get(comparator, comparator) if _PREVENTED.search(told.head) else comparator


_PLANNED = compiled(r"(?:chỉ tiêu|kế hoạch|dự toán)(?:\s(?:được|tỉnh|thành phố|huyện|cấp trên))?(?:\sgiao)?(?!\w)")


@COMPARATOR.rule("Tỷ lệ hộ dùng nước sạch đạt 90% trở lên", needed="yearly plans; decrees")
def said_behind(told: Told) -> Comparator | None:
    """A bound behind the figure or behind the noun it counts."""
    text = told.after.lstrip()
    counted = text.removeprefix("tổng ").removeprefix("số ")
    noun = told.words.persons.match(counted) or told.words.bodies.match(counted) or _PLANNED.match(counted)
    reach = counted[noun.end() :].lstrip() if noun else text
    return next((name for p, name in told.words.after if p.match(text) or p.match(reach)), None)


@COMPARATOR.rule("Dư nợ tín dụng ≥ 12%", needed="annexes of targets")
def by_symbol(told: Told) -> Comparator | None:
    """The sign in front of the figure."""
    return told.figure.symbol  # type: ignore[return-value]


@COMPARATOR.rule("Thu ngân sách vượt 3 - 5% dự toán", needed="yearly plans", prevents="a bound of 3%")
def by_how_much(told: Told) -> Comparator | None:
    """A range by which something is surpassed bounds nothing."""
    return "range" if told.figure.value_max is not None and told.head.rstrip().endswith("vượt") else None


@COMPARATOR.rule("Phấn đấu tối thiểu 70% hộ nghèo", needed="all kinds of plans")
def by_cue(told: Told) -> Comparator | None:
    """The word of a bound nearest in front of the figure."""
    return told.cues.comparators[0] if told.cues.comparators else None  # type: ignore[return-value]


@COMPARATOR.rule("Đạt từ 95% số hộ", needed="yearly plans")
def from_a_floor(told: Told) -> Comparator | None:
    """ "từ" in front of one figure is a floor, in front of a range nothing."""
    return ">=" if told.cues.roles[:1] == ("floor",) and told.figure.value_max is None else None


@TURN.rule("Tỷ lệ hộ nghèo giảm còn 1,5%", needed="yearly plans", prevents="a fall of 1.5%")
def raised_to(told: Told) -> Literal["level"] | None:
    """A level that something rises or falls to."""
    return "level" if told.cues.has("level") else None


@TURN.rule("Kim ngạch xuất khẩu có tốc độ tăng bình quân 10%/năm", needed="plans of economy", prevents="a rise by 10%")
def named_rate(told: Told) -> Literal["level"] | None:
    """A rate called by its name is a level of that rate, in front of the figure or at the head of the subject."""
    lead = told.words.leads.match(told.head)
    named = told.words.rates.match(told.head) or (lead and told.words.rates.match(told.head, lead.end()))
    named = named or RATE_TOLD.match(told.head)
    return "level" if told.cues.has("rate") or (named and not told.cues.has("fall")) else None


@TURN.rule("Mỗi năm có thêm 5% số hộ có nhà vệ sinh", needed="programmes of culture and new countryside")
def added(told: Told) -> Literal["+"] | None:
    """A share that comes on top ("có thêm"); a count that comes on top is a count."""
    return "+" if told.figure.share and told.head.rstrip().endswith("có thêm") else None


@TURN.rule("Giảm 5% số vụ tai nạn", needed="all kinds of plans")
def by_verb(told: Told) -> Literal["+", "-", "level"] | None:
    """A verb of change in front of the figure, unless a link stands between; "giảm dưới 5%" falls below it."""
    turns: list[Literal["+", "-"]] = ["+" if r == "rise" else "-" for r in told.cues.roles if r in ("rise", "fall")]
    if not turns:
        return None
    link = told.cues.has("link") and told.cues.roles.index("link") < min(
        told.cues.roles.index(r) for r in ("rise", "fall") if r in told.cues.roles
    )
    if link:  # "năng suất lao động tăng bình quân đạt 7%"
        return turns[0] if told.cues.has("pace") else "level"
    below = turns[0] == "-" and told.figure.share and _comparator(told) == "<"
    return "level" if below else turns[0]


@TURN.rule("Giảm số vụ tai nạn 5%", needed="yearly plans")
def at_the_head(told: Told) -> Literal["+", "-"] | None:
    """A verb of change that opens the subject, with its object before the figure and no bound from above."""
    words, lead = told.words, told.words.leads.match(told.head)
    opening = words.changes.search(told.head, 0, lead.end()) if lead else words.changes.match(told.head)
    if opening is None or told.cues.has("link") or told.head.startswith(_NO_CHANGE, opening.end()):
        return None
    if _comparator(told) in ("<", "<="):
        return None
    return "+" if words.lexicon[" ".join(opening[0].split())][0] == "rise" else "-"
