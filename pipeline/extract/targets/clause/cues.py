"""The modifiers in front of a figure ("phấn đấu đến năm 2030 đạt tối thiểu 70%"), read from the figure leftwards.

One phrase of the vocabulary at a time, each a cue with its role, until a word that belongs to the subject.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.periods import ending
from pipeline.extract.targets.figures import Figure
from pipeline.extract.targets.ledger import Stage
from pipeline.knowledge.targets import Role, TargetWords
from pipeline.text.fold import bare
from pipeline.text.patterns import compiled

_WORD = compiled(r"[^\s(]+")
_PASSING = frozenset({"goal", "join", "hope", "pace", "period"})
_OPENING = frozenset({"goal", "join", "hope", "rise", "fall"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The modifiers of a figure: their ``start``, their roles from the figure outwards, the comparators met.

    ``opens`` tells that they begin a clause behind a comma, so that the words before them are not its subject.
    """

    start: int
    roles: tuple[str, ...]
    comparators: tuple[str, ...]
    opens: bool = False

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)


@dataclass(frozen=True, slots=True)
class Step:
    """A phrase met on the way from the figure outwards, at ``start``, behind those whose ``roles`` were read."""

    role: Role | str
    value: str
    start: int
    folded: str
    roles: list[str]

    def led_by(self, *verbs: str) -> bool:
        """Whether one of ``verbs`` stands in front of the phrase."""
        return f" {self.folded[max(0, self.start - 12) : self.start]}".rstrip().endswith(tuple(f" {v}" for v in verbs))


STANDS = Stage[Step, bool]("stands")


def cues_before(
    folded: str,
    floor: int,
    figure: Figure,
    words: TargetWords,
    base: tuple[int, int] | None = None,
    later: bool = False,
) -> Cues:
    """Read the cues of ``figure`` leftwards, never beyond ``floor``.

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
            return Cues(_first(folded, floor, at), tuple(roles), tuple(comparators))
        comma = folded[end - 1] in ",:"
        step = _step(folded, floor, _back(folded, floor, end - 1) if comma else end, words)
        if folded[end - 1] == ":" and (step is None or step[0] not in _PASSING):
            roles.append("colon")
            return Cues(end - 1, tuple(roles), tuple(comparators))
        if step is None or (comma and step[0] not in _PASSING) or not STANDS.holds(Step(*step, folded, roles)):
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
        return Cues(_first(folded, seam[0], figure.start), tuple(roles[: seam[1]]), tuple(comparators), opens=True)
    before = _back(folded, floor, at)
    there_is = roles[-1:] == ["period"] and " có " in folded[at : figure.start]  # "…, đến năm 2030 có 02 thôn …"
    opens = before > floor and folded[before - 1] == "," and (there_is or bool(set(roles) & _OPENING))
    return Cues(at, tuple(roles), tuple(comparators), opens=opens)


def _opens_clause(folded: str, floor: int, at: int, words: TargetWords, later: bool) -> bool:
    """Whether a period before a comma opens the clause ("Đến năm 2030, 80% …"), not closes the one before it."""
    end = _back(folded, floor, at)
    if end <= floor:
        return not later
    before = _step(folded, floor, end, words)
    return folded[end - 1] in ",;:." or (before is not None and before[0] in ("goal", "join", "hope"))


@STANDS.rule("Các cơ sở nêu trên đạt 80%", needed="yearly plans", prevents="a bound of words that end the subject")
def bound(step: Step) -> bool | None:
    """A bound stands right in front of its figure; "tối thiểu", "không quá" also before a link, year or pace."""
    if step.role != "compare":
        return None
    near = {"about", "floor", "colon"}
    loose = {"about", "floor", "link", "period", "pace"} if step.value in (">=", "<=") else set()
    return set(step.roles) <= near or set(step.roles) <= loose


@STANDS.rule("Tỷ lệ bỏ học giữa chừng chiếm 0,2%", needed="", prevents="a figure told roughly")
def roughly(step: Step) -> bool | None:
    """Not "chừng" in "giữa chừng"."""
    return not step.led_by("giữa") if step.role == "about" else None


@STANDS.rule("Tỷ trọng giá trị gia tăng đạt 40%", needed="plans of economy", prevents="a rise named by a noun")
def rise(step: Step) -> bool | None:
    """Not "tăng trưởng" in front of a link or behind "vào", nor "gia tăng" in "giá trị gia tăng"."""
    if step.role != "rise":
        return None
    growth = step.folded.startswith("tăng trưởng", step.start) and ("link" in step.roles or step.led_by("vào"))
    return not growth and not (step.folded.startswith("gia tăng", step.start) and step.led_by("giá trị"))


@STANDS.rule("Trở lên 40% là mức cao", needed="yearly plans", prevents="a level of 'trở lên', 'vươn lên'")
def level(step: Step) -> bool | None:
    """ "lên", "xuống" near their figure and behind no verb of moving."""
    if step.role != "level":
        return None
    near = {"about", "floor", "compare", "pace", "period"}
    raised = {"link"} if step.folded.startswith(("lên đạt", "xuống đạt"), step.start) else set()  # "tăng lên | đạt 50%"
    return set(step.roles) <= near | raised and not step.led_by("trở", "vươn", "tiến", "đi", "hướng")


@STANDS.rule("Phấn đấu đến năm 2030 đạt 90%", needed="all kinds of plans")
def else_anywhere(step: Step) -> bool:
    """All other modifiers stand at any distance."""
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
    last = folded[window:end].split()[-1:]
    if last and "(" not in last[0] and bare(last[0]) not in words.closing:
        return None
    tokens = [m.start() + window for m in _WORD.finditer(folded[window:end])]
    if window > floor and not folded[window - 1].isspace() and tokens and tokens[0] == window:
        tokens = tokens[1:]
    for start in tokens[-words.longest :]:
        phrase = " ".join(folded[start:end].split())
        known = words.lexicon.get(phrase) or (words.slips.get(bare(phrase)) if " " in phrase else None)
        if known:
            return known[0], known[1], start
    return None
