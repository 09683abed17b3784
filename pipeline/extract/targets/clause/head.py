"""Where the words of a clause begin and end: its subject, the words behind its figure, the object of a change."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import find_periods
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.extract.targets.ledger import Stage
from pipeline.knowledge.targets import TargetWords
from pipeline.text.patterns import compiled

_TAIL_END = compiled(
    r"[,;()\[]|\.(?=\s|$)|(?:^|\s)(?:và|đồng thời|nhằm|gắn với|góp phần|để|trong đó|thông qua"
    r"|(?<!đối )(?<!so )với|cho|theo)(?!\w)"
)
SOME_DAY = compiled(r"(?:vào\s|đến\s|tới\s)?(?:cuối|hết|kết thúc) (?:giai đoạn|nhiệm kỳ|kỳ kế hoạch|kỳ|kế hoạch)(?!\w)")
AMONG = compiled(r"(?:trong đó|riêng)(?!\w)")
SAID = compiled(r"(?<!\w)(?<!không )(?:được|có)\s")
_COMMA = compiled(r",\s+")
_JOINT = compiled(r",\s|\s+và\s+")
_LABEL = compiled(r"[^:]{2,60}:\s+(?=\S)")
_GOING_ON = ("tiếp tục ", "từng bước ", "không còn ", "không để ", "không có ")
_OPENS = ("goal", "join", "hope", "link", "rise", "fall")


@dataclass(frozen=True, slots=True)
class Head:
    """The folded words in front of a figure; ``respective``: "lần lượt" or "tương ứng" stands in or behind them."""

    text: str
    respective: bool
    words: TargetWords

    @property
    def commas(self) -> list[int]:
        return [m.end() for m in _COMMA.finditer(self.text)]

    def clauses(self, pattern: re.Pattern[str]) -> list[int]:
        """Behind which commas ``pattern`` stands."""
        return [at for at in self.commas if pattern.match(self.text, at)]


START = Stage[Head, int]("start")


def subject_start(folded: str, head: Span, words: TargetWords) -> int:
    """Where the subject begins in a long head: at its last share or measure that opens a clause."""
    around = folded[head[0] : head[1] + 40]
    respective = "lần lượt" in around or "tương ứng" in around  # "tỷ lệ A, tỷ lệ B lần lượt đạt …" is one subject
    return head[0] + (START.decide(Head(folded[slice(*head)], respective, words)) or 0)


@START.rule(
    "Không để tỷ lệ sinh con thứ ba, tỷ lệ tảo hôn vượt quá 1%",
    needed="",
    prevents="a part of what is kept from happening",
)
def kept_from(head: Head) -> int | None:
    """Behind "không để" all is one subject, up to a goal of its own."""
    if not head.text.startswith(("không để ", "không được để ", "tránh để ", "phấn đấu không để ")):
        return None
    later = head.clauses(head.words.openings)
    return later[-1] if later else 0


@START.rule("Trồng 500 ha rừng với tỷ lệ cây sống đạt 90%", needed="yearly plans")
def last_measure(head: Head) -> int | None:
    """At the last share or measure that opens a clause, behind a comma, a goal or a lone verb."""
    text, words, best = head.text, head.words, 0
    measured = words.heads.match(text) is not None
    ended = -1
    for match in words.heads.finditer(text):
        before = text[: match.start()].rstrip()
        chained, ended = ended == len(before), match.end()
        if chained:
            continue  # "tỷ lệ | số hộ …", "mức tăng trưởng | GDP" are one measure
        if not before or (head.respective and text.startswith(match[0])):
            best = 0
        elif before[-1] in ",:;" or (not measured and _leads(before, words)):
            lead = without_periods(before, 0, len(before))
            opened = not lead or words.openings.fullmatch(lead) or words.changes.fullmatch(lead)
            best = 0 if opened else match.start()
    return best or None


@START.rule("Theo kế hoạch của ngành y tế, khám sàng lọc đạt 90%", needed="yearly plans")
def at_a_deed(head: Head) -> int | None:
    """At a deed behind the only comma of a head of four words or more that tells no deed itself."""
    text, words = head.text, head.words
    if any(p.match(text) for p in (words.actions, words.heads, AMONG)) or SAID.search(text):
        return None
    verbs = {m.end() for m in words.actions.finditer(text)}  # "tiếp nhận, chăm sóc" is one deed
    deeds = [at for at in head.clauses(words.actions) if text.rindex(",", 0, at) not in verbs]
    lone = deeds and len(text[: deeds[-1]].split()) >= 4 and "," not in text[: deeds[-1] - 2]
    return deeds[-1] if lone else None


@START.rule("… nhiều vế dài, học sinh biết bơi đạt 90%", needed="resolutions in prose")
def last_of_many(head: Head) -> int | None:
    """Behind the last comma of a head of more than thirty words that is no list of people or bodies."""
    text, words = head.text, head.words
    if len(text.split()) <= 30 or words.heads.match(text) or _is_whole(text, words):
        return None
    return next((at for at in reversed(head.commas) if len(text[at:].split()) >= 2), None)


def _is_whole(text: str, words: TargetWords) -> bool:
    """ "Số cơ quan, tổ chức, … và đơn vị liên quan bố trí … đạt N%": a long list of people or bodies with its verb."""
    at = len("số ") if text.startswith("số ") else 0
    noun = words.persons.match(text, at) or words.bodies.match(text, at)
    return noun is not None and len(text.split()) <= 90 and words.clauses.spoken.search(text, noun.end()) is None


def _leads(before: str, words: TargetWords) -> bool:
    """Whether the words in front of a measure open its clause: a goal, a link, "với", or a verb behind a comma."""
    last, clause = before.split()[-3:], before.rpartition(",")[2].strip()
    if last[-2:] == ["tăng", "trưởng"]:
        return False  # "đóng góp vào tăng trưởng | GRDP"
    roles = (words.lexicon.get(" ".join(last[-k:]), ("", ""))[0] for k in (1, 2, 3))
    lone = "," in before and (len(clause.split()) == 1 or words.actions.fullmatch(clause) is not None)
    return last[-1] in ("đạt", "với") or lone or any(role in _OPENS for role in roles)


def unlabelled(folded: str, head: Span, words: TargetWords) -> Span:
    """The head without a label in front of it ("Chỉ tiêu 2:") and without a sum ("thu ngân sách 45 tỷ đồng, tăng 7%").

    The name of a list of parts stays.
    """
    start, end = head
    money = words.clauses.sum_end.search(folded, max(start, end - 80), end)
    if money and folded[start : money.start()].strip():
        return start, money.start()
    again = [m for m in words.clauses.anew.finditer(folded, *head) if folded[m.end() : end].strip()]
    if again and (again[-1][1] or not words.heads.match(folded, start)):
        return again[-1].start() + 2, end
    label = _LABEL.match(folded, start, end)
    if label is None or label[0].startswith("cơ cấu"):
        return head
    lead = words.leads.match(label[0])
    own = words.actions.match(folded, label.end(), end) or words.clauses.goes_on.match(folded, label.end(), end)
    told = own and len(folded[label.end() : end].split()) >= 5
    return head if words.heads.match(label[0], lead.end() if lead else 0) and not told else (label.end(), end)


def without_periods(folded: str, start: int, end: int) -> str:
    text = folded[start:end]
    for period in reversed(find_periods(text)):
        text = text[: period.start] + text[period.end :]
    return SOME_DAY.sub("", text).strip(" ,;:.-–()")


def tail_of(folded: str, right: Span, words: TargetWords) -> Span:
    """The words behind a figure that still belong to it ("/năm", "dân số", "so với năm 2020", "trong giai đoạn …")."""
    text = folded[slice(*right)]
    based = next((len(w) for w in ("so với ", "với ") if text.startswith(w)), 0)
    dated = find_periods(text[:60])
    for stop in _TAIL_END.finditer(text, based):
        if not any(p.start <= stop.start() < p.end for p in dated):
            return trim(folded, right[0], right[0] + stop.start())
    return trim(folded, *right)


def object_of(folded: str, right: Span, words: TargetWords) -> Span:
    """The object of "giảm N% …": up to a comma, or an "và" that a verb follows."""
    for seam in _JOINT.finditer(folded, *right):
        opens = any(p.match(folded, seam.end(), right[1]) for p in (words.actions, words.openings, words.changes))
        measured = seam[0].startswith(",") and words.heads.match(folded, seam.end(), right[1])
        opens = opens or bool(measured and not folded.startswith("số ", seam.end()))
        if opens or folded.startswith(_GOING_ON, seam.end()):
            return trim(folded, right[0], seam.start())
    return right


def until_next(folded: str, right: Span, words: TargetWords) -> Span:
    """The words behind a figure up to those of the next clause."""
    text = folded[slice(*right)]
    stops = (words.clauses.right_end.search(text, 1), words.clauses.next_deed.search(text))
    stop = min((m.start() for m in stops if m), default=None)
    return right if stop is None else trim(folded, right[0], right[0] + stop)
