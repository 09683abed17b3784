"""What the words around a figure make of it: comparator, change, softeners, and where its cluster of words begins.

The cluster in front of a figure ("phấn đấu đến năm 2030 đạt tối thiểu 70%") is read from the figure leftwards, one
phrase of the vocabulary at a time, until a word that belongs to the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import ending
from pipeline.extract.targets.figures import Figure
from pipeline.knowledge.targets import Role, TargetWords
from pipeline.model import Change, Comparator
from pipeline.text.fold import bare

_WORD = re.compile(r"[^\s(]+")
_LOOSE = re.compile(r"(?:tối thiểu|ít nhất|tối đa|nhiều nhất|không\s+\w+)(?!\w)")
# "80% chi đoàn trở lên tổ chức …"; what "trở lên" may qualify itself (age, schooling, rank) is none of these words
BOUND_BEHIND = re.compile(
    r"\s*(?:số\s+)?(?P<noun>(?:(?!từ|có|trình|cấp|bậc|loại|hạng|đạt|mức|khá|tốt|tuổi|đại|học|lên|tháng|năm)[^\W\d_]+\s){1,5}?)"
    r"trở lên(?=\s|,)"
)
_NUMBER_OF = re.compile(r"^(?:(?:tổng số|tổng|số)\s+)")
_BEYOND = re.compile(r"(?<!\w)vượt\s+(?:mức\s+|từ\s+|khoảng\s+)*$")
_NAMES = re.compile(r"\s+(?:cường|tốc|nghèo|trưởng)(?!\w)")
_PREVENTED = re.compile(r"(?<!\w)(?:không|tránh)\s(?:được\s)?để\s")
_THERE_IS = re.compile(r"(?<!\w)có\s")  # "xã đạt chuẩn, đến năm 2030 có tối thiểu 02 thôn …": a new clause
# "mỗi năm có thêm 5% số hộ …", "tăng | tỷ lệ hộ … thêm 2%"
_ADDED = re.compile(
    r"(?<!\w)(?:có|(?:tỷ lệ|tỉ lệ|tỷ trọng|số)\s[^,;:%]+)\sthêm\s+(?:(?:ít nhất|tối thiểu|khoảng|trên)\s+)?$"
)
SET_AGAINST = re.compile(r"\s+so với\s(?:năm|cùng kỳ|giai đoạn|đầu)\s.*$", re.IGNORECASE)
_COMMA = re.compile(r"[,;]\s+")
_OPPOSITE = {">": "<=", ">=": "<", "<": ">="}
_PASSING = frozenset({"goal", "join", "hope", "pace", "period"})
_OPENING = frozenset({"goal", "join", "hope", "rise", "fall"})


@dataclass(frozen=True, slots=True)
class Cluster:
    """The words in front of a figure: ``start`` of the cluster, its roles from the figure outwards, comparators met.

    ``opens`` tells that the cluster begins a clause behind a comma, so that the words before it are not its subject.
    """

    start: int
    roles: tuple[str, ...]
    comparators: tuple[str, ...]
    opens: bool = False

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)


def peel(
    folded: str,
    floor: int,
    figure: Figure,
    words: TargetWords,
    base: tuple[int, int] | None = None,
    later: bool = False,
) -> Cluster:
    """Read the cluster of ``figure`` leftwards, never beyond ``floor``.

    ``base`` is the span of a starting level to leap over ("từ 39% | xuống còn 15%"); ``later`` tells that a figure of
    the same unit ends at ``floor``, so that a period right behind it is that figure's.
    """
    at = figure.start
    roles: list[str] = []
    comparators: list[str] = []
    seam: tuple[int, int] | None = None
    while True:
        end = _back(folded, floor, at)
        if base and end == base[1]:
            at, base = base[0], None
            roles.append("base")
            continue
        if end <= floor:
            return Cluster(_first(folded, floor, at), tuple(roles), tuple(comparators))
        comma = folded[end - 1] in ",:"
        step = _step(folded, floor, _back(folded, floor, end - 1) if comma else end, words)
        if folded[end - 1] == ":" and (step is None or step[0] not in _PASSING):
            roles.append("colon")
            return Cluster(end - 1, tuple(roles), tuple(comparators))
        if step is None or (comma and step[0] not in _PASSING) or not _may_stand(step, folded, roles):
            break
        if comma and step[0] == "period" and not _opens_clause(folded, floor, step[2], words, later):
            break
        if comma and seam is None:
            seam = (end, len(roles))
        role, value, at = step
        roles.append(role)
        if role == "compare":
            comparators.append(value)
    if seam and set(roles[: seam[1]]) & _OPENING:
        # "… năm 2025 và 2026, đảm bảo cắt giảm 30% …": the verb behind the comma opens a clause of its own
        return Cluster(_first(folded, seam[0], figure.start), tuple(roles[: seam[1]]), tuple(comparators), opens=True)
    before = _back(folded, floor, at)
    there_is = roles[-1:] == ["period"] and _THERE_IS.search(folded, at, figure.start) is not None
    opens = before > floor and folded[before - 1] == "," and (there_is or bool(set(roles) & _OPENING))
    return Cluster(at, tuple(roles), tuple(comparators), opens=opens)


def _opens_clause(folded: str, floor: int, at: int, words: TargetWords, later: bool) -> bool:
    """Whether a period before a comma opens the clause ("Đến năm 2030, 80% …"), not closes the one before it."""
    end = _back(folded, floor, at)
    if end <= floor:
        return not later
    before = _step(folded, floor, end, words)
    return folded[end - 1] in ",;:." or (before is not None and before[0] in ("goal", "join", "hope"))


def _may_stand(step: tuple[Role | str, str, int], folded: str, roles: list[str]) -> bool:
    """Whether a phrase can stand so far from its figure: "trên 80%" but "các cơ sở nêu trên | đạt 80%"."""
    role, _, start = step
    if role == "compare" and not set(roles) <= {"about", "floor", "colon"}:
        loose = _LOOSE.match(folded, start)
        return bool(loose and set(roles) <= {"about", "floor", "link", "period", "pace"})
    if role == "about" and folded[:start].rstrip().endswith("giữa"):
        return False  # "bỏ học giữa chừng | chiếm 0,2%"
    if role == "rise" and folded.startswith("tăng trưởng", start) and "link" in roles:
        return False  # "… vào tăng trưởng | đạt 55%"
    if role == "rise" and folded.startswith("gia tăng", start):  # "giá trị gia tăng" is a noun
        return not folded[:start].rstrip().endswith("giá trị")
    if role == "level":
        near = {"about", "floor", "compare", "pace", "period"}
        raised = {"link"} if folded.startswith(("lên đạt", "xuống đạt"), start) else set()  # "tăng lên | đạt 50%"
        return set(roles) <= near | raised and not re.search(
            r"(?<!\w)(?:trở|vươn|tiến|đi|hướng)\s+$", folded[max(0, start - 8) : start]
        )
    return True


def _back(folded: str, floor: int, at: int) -> int:
    while at > floor and folded[at - 1].isspace():
        at -= 1
    return at


def _first(folded: str, floor: int, at: int) -> int:
    while floor < at and folded[floor].isspace():
        floor += 1
    return floor


def _step(folded: str, floor: int, end: int, words: TargetWords) -> tuple[Role | str, str, int] | None:
    """The phrase that ends at ``end``: its role, comparator and start; None where the subject begins."""
    if end <= floor:
        return None
    period = ending(folded, floor, end)
    if period:
        return "period", "", period.start
    window = max(floor, end - 32)
    tokens = [m.start() + window for m in _WORD.finditer(folded[window:end])]
    if window > floor and not folded[window - 1].isspace() and tokens and tokens[0] == window:
        tokens = tokens[1:]
    for start in tokens[-words.longest :]:
        phrase = " ".join(folded[start:end].split())
        known = words.lexicon.get(phrase) or (words.slips.get(bare(phrase)) if " " in phrase else None)
        if known:
            return known[0], known[1], start
    return None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a figure is meant."""

    comparator: Comparator
    change: Change | None
    aspirational: bool
    approximate: bool


def judge(figure: Figure, cluster: Cluster, head: str, after: str, words: TargetWords) -> Judgement:
    """Comparator and change of a figure from its cluster, the head of its subject and the words behind it (folded)."""
    comparator: str = "range" if figure.value_max is not None else "="
    if figure.symbol:
        comparator = figure.symbol
    elif figure.value_max is not None and _BEYOND.search(head):
        pass  # "vượt 3 - 5% dự toán": by how much, not above which level
    elif cluster.comparators:
        comparator = cluster.comparators[0]
    elif cluster.roles[:1] == ("floor",) and figure.value_max is None:
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
    signed = figure.sign if cluster.has("colon") or re.match(r"\s*so\s", after) else None
    sign: Change = "+" if signed == "+" else "-"
    change = sign if signed else _change(figure, cluster, head, comparator, words)
    hope = cluster.has("hope") or bool(words.hopes.search(bare(head)))
    return Judgement(comparator, change, hope, cluster.has("about"))  # type: ignore[arg-type]


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


def _change(figure: Figure, cluster: Cluster, head: str, comparator: str, words: TargetWords) -> Change | None:
    if cluster.has("level"):
        return None
    if figure.share and _ADDED.search(head):
        return "+"
    if cluster.has("link") and (turned := _turned(head, words)):
        return turned
    for role in cluster.roles:
        if role in ("rise", "fall"):
            return None if comparator == "<" and role == "fall" and figure.share else ("+" if role == "rise" else "-")
        if role == "link":  # "năng suất lao động tăng bình quân đạt 7%"
            turn = next((r for r in cluster.roles if r in ("rise", "fall")), None)
            return {"rise": "+", "fall": "-"}.get(turn or "") if cluster.has("pace") else None  # type: ignore[return-value]
    lead = words.leads.match(head)
    opening = words.changes.search(head, 0, lead.end()) if lead else words.changes.match(head)
    if (
        opening
        and not _NAMES.match(head, opening.end())
        and not cluster.has("link", "level")
        and comparator not in ("<", "<=")
    ):
        return "+" if words.lexicon[" ".join(opening[0].split())][0] == "rise" else "-"
    return None
