"""How a figure is meant: the bound and the change that its cues and the words behind it say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.targets.clause.cues import Cues
from pipeline.extract.targets.figures import Figure
from pipeline.knowledge.targets import TargetWords
from pipeline.model import Change, Comparator
from pipeline.text.fold import bare

# "80% chi đoàn trở lên tổ chức …"; what "trở lên" may qualify itself (age, schooling, rank) is none of these words
BOUND_BEHIND = re.compile(
    r"\s*(?:số\s+)?(?P<noun>(?:(?!từ|có|trình|cấp|bậc|loại|hạng|đạt|mức|khá|tốt|tuổi|đại|học|lên|tháng|năm)[^\W\d_]+\s){1,5}?)"
    r"trở lên(?=\s|,)"
)
_NUMBER_OF = re.compile(r"^(?:(?:tổng số|tổng|số)\s+)")
_BEYOND = re.compile(r"(?<!\w)vượt\s+(?:mức\s+|từ\s+|khoảng\s+)*$")
_NAMES = re.compile(r"\s+(?:cường|tốc|nghèo|trưởng)(?!\w)")
_PREVENTED = re.compile(r"(?<!\w)(?:không|tránh)\s(?:được\s)?để\s")
# "mỗi năm có thêm 5% số hộ …", "tăng | tỷ lệ hộ … thêm 2%"
_ADDED = re.compile(
    r"(?<!\w)(?:có|(?:tỷ lệ|tỉ lệ|tỷ trọng|số)\s[^,;:%]+)\sthêm\s+(?:(?:ít nhất|tối thiểu|khoảng|trên)\s+)?$"
)
SET_AGAINST = re.compile(r"\s+so với\s(?:năm|cùng kỳ|giai đoạn|đầu)\s.*$", re.IGNORECASE)
_COMMA = re.compile(r"[,;]\s+")
_OPPOSITE = {">": "<=", ">=": "<", "<": ">="}


@dataclass(frozen=True, slots=True)
class Bound:
    """How a figure is meant: its comparator, whether it is a change, striven for, or told roughly."""

    comparator: Comparator
    change: Change | None
    aspirational: bool
    approximate: bool


def bound_of(figure: Figure, cues: Cues, head: str, after: str, words: TargetWords) -> Bound:
    """Comparator and change of a figure from its cues, the head of its subject and the words behind it (folded)."""
    comparator: str = "range" if figure.value_max is not None else "="
    if figure.symbol:
        comparator = figure.symbol
    elif figure.value_max is not None and _BEYOND.search(head):
        pass  # "vượt 3 - 5% dự toán": by how much, not above which level
    elif cues.comparators:
        comparator = cues.comparators[0]
    elif cues.roles[:1] == ("floor",) and figure.value_max is None:
        comparator = ">="
    reach = after
    counted = _NUMBER_OF.sub("", after.lstrip())
    noun = words.persons.match(counted) or words.bodies.match(counted)
    if noun:  # "95% người dân trở lên", "từ 70% số hộ trở lên"
        reach = counted[noun.end() :]
    for pattern, named in words.after:
        if pattern.match(after.lstrip()) or pattern.match(reach.lstrip()):
            comparator = named
    if comparator == "=" and BOUND_BEHIND.match(after) and not (figure.share and figure.value == 100):
        comparator = ">="
    if _is_prevented(head, words):
        comparator = _OPPOSITE.get(comparator, comparator)
    signed = figure.sign if cues.has("colon") or re.match(r"\s*so\s", after) else None
    sign: Change = "+" if signed == "+" else "-"
    change = sign if signed else _change(figure, cues, head, comparator, words)
    hope = cues.has("hope") or bool(words.hopes.search(bare(head)))
    return Bound(comparator, change, hope, cues.has("about"))  # type: ignore[arg-type]


def _is_prevented(head: str, words: TargetWords) -> bool:
    """Whether the figure stands in a "không để … vượt quá" that no other verb behind a comma has closed."""
    told = list(_PREVENTED.finditer(head))
    if not told:
        return False
    opens = (words.openings, words.actions, words.changes)
    later = (m.end() for m in _COMMA.finditer(head, told[-1].end()))
    return not any(p.match(head, at) for at in later for p in opens)


def _turned(head: str, words: TargetWords) -> Change | None:
    """ "Giảm tỷ lệ hộ nghèo so với năm trước | đạt 1,5%": the change that opens a head and tells what it is against."""
    opening = words.changes.match(head)
    if opening is None or not SET_AGAINST.search(head):
        return None
    return "+" if words.lexicon[" ".join(opening[0].split())][0] == "rise" else "-"


def _change(figure: Figure, cues: Cues, head: str, comparator: str, words: TargetWords) -> Change | None:
    if cues.has("level"):
        return None
    if figure.share and _ADDED.search(head):
        return "+"
    if cues.has("link") and (turned := _turned(head, words)):
        return turned
    for role in cues.roles:
        if role in ("rise", "fall"):
            return None if comparator == "<" and role == "fall" and figure.share else ("+" if role == "rise" else "-")
        if role == "link":  # "năng suất lao động tăng bình quân đạt 7%"
            turn = next((r for r in cues.roles if r in ("rise", "fall")), None)
            return {"rise": "+", "fall": "-"}.get(turn or "") if cues.has("pace") else None  # type: ignore[return-value]
    lead = words.leads.match(head)
    opening = words.changes.search(head, 0, lead.end()) if lead else words.changes.match(head)
    if (
        opening
        and not _NAMES.match(head, opening.end())
        and not cues.has("link", "level")
        and comparator not in ("<", "<=")
    ):
        return "+" if words.lexicon[" ".join(opening[0].split())][0] == "rise" else "-"
    return None
