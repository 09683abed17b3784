"""Where the words of a clause begin and end: its subject, the words behind its figure, the object of a change."""

from __future__ import annotations

import re

from pipeline.extract.periods import find_periods
from pipeline.extract.targets.clause.units import Span, trim
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import bare

_TAIL_END = re.compile(
    r"[,;()]|\.(?=\s|$)|(?:^|\s)(?:và|đồng thời|nhằm|góp phần|để|trong đó|thông qua|(?<!đối )(?<!so )với|cho|theo)"
    r"(?!\w)"
)
SOME_DAY = re.compile(
    r"(?:vào\s|đến\s|tới\s)?(?:cuối|hết|kết thúc) (?:giai đoạn|nhiệm kỳ|kỳ kế hoạch|kỳ|kế hoạch)(?!\w)"
)
_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")  # "tỷ lệ A, tỷ lệ B lần lượt đạt …" is one subject
_COUNTED = re.compile(r"(?:(?:tổng số|số lượng|số|các|những|toàn bộ)\s+)*")
_PREVENTED = re.compile(r"(?:phấn đấu\s+)?(?:không|tránh)\s(?:được\s)?để\s")
_NOTE = re.compile(r"\s*\[\d{1,3}\]")
AMONG = re.compile(r"(?:trong đó|riêng)(?!\w)")
SAID = re.compile(r"(?<!\w)(?<!không )(?:được|có)\s")


def unlabelled(folded: str, head: Span, words: TargetWords) -> Span:
    """The head without a label in front of it ("Chỉ tiêu 2:") and without a sum ("thu ngân sách 45 tỷ đồng, tăng 7%").

    The name of a list of parts stays.
    """
    money = words.clauses.sum_end.search(folded, max(head[0], head[1] - 80), head[1])
    if money and folded[head[0] : money.start()].strip():
        return head[0], money.start()
    again = [m for m in words.clauses.anew.finditer(folded, *head) if folded[m.end() : head[1]].strip()]
    if again and (again[-1][1] or not words.heads.match(folded, head[0])):
        return again[-1].start() + 2, head[1]
    label = re.match(r"[^:]{2,60}:\s+(?=\S)", folded[head[0] : head[1]])
    lead = words.leads.match(label[0]) if label else None
    if label is None or label[0].startswith("cơ cấu"):
        return head
    follows = folded[head[0] + label.end() : head[1]]
    own = words.actions.match(follows) or words.clauses.goes_on.match(follows)
    if words.heads.match(label[0], lead.end() if lead else 0) and not (own and len(follows.split()) >= 5):
        return head
    return head[0] + label.end(), head[1]


def without_periods(folded: str, start: int, end: int) -> str:
    text = folded[start:end]
    for period in reversed(find_periods(text)):
        text = text[: period.start] + text[period.end :]
    return SOME_DAY.sub("", text).strip(" ,;:.-–()")


def tail_of(folded: str, right: Span, words: TargetWords) -> Span:
    """The words behind a figure that still belong to it ("/năm", "dân số", "so với năm 2020", "trong giai đoạn …")."""
    note = _NOTE.match(folded, *right)
    text = folded[right[0] : right[1]]
    if note:
        return tail_of(folded, trim(folded, note.end(), right[1]), words) if note.end() < right[1] else (right[0],) * 2
    skip = max((p.end for p in find_periods(text[:60])), default=0)
    base = re.match(r"(?:so\s+)?với\s", text)
    skip = max(skip, base.end() if base else 0)
    for stop in _TAIL_END.finditer(text, skip):
        if stop[0].strip() == "và" and stop.start() and _joins_nouns(text, stop.start(), stop.end(), words):
            continue
        return trim(folded, right[0], right[0] + stop.start())
    return trim(folded, *right)


def object_of(folded: str, right: Span, words: TargetWords) -> Span:
    """The object of "giảm N% …": up to a comma, or an "và" that a verb follows."""
    text = folded[right[0] : right[1]]
    for seam in re.finditer(r",\s|\s+và\s+", text):
        later = text[seam.end() :]
        opens = any(p.match(later) for p in (words.actions, words.openings, words.changes))
        measured = words.heads.match(later) if seam[0].startswith(",") and not later.startswith("số ") else None
        opens = opens or measured is not None
        if opens or later.startswith(("tiếp tục ", "từng bước ", "không còn ", "không để ", "không có ")):
            return trim(folded, right[0], right[0] + seam.start())
    return right


def until_next(folded: str, right: Span, words: TargetWords) -> Span:
    text = folded[right[0] : right[1]]
    stop = words.clauses.right_end.search(text, 1)
    lead = words.clauses.next_deed.search(text)
    stop = min((m for m in (stop, lead) if m), key=lambda m: m.start(), default=None)
    return trim(folded, right[0], right[0] + stop.start()) if stop else right


def subject_start(folded: str, head: Span, words: TargetWords) -> int:
    """Where the subject begins in a long head: at its last share or measure that opens a clause."""
    text = folded[head[0] : head[1]]
    best = 0
    measured = words.heads.match(text) is not None
    respective = _IN_TURN.search(folded, head[0], head[1] + 40) is not None
    for match in words.heads.finditer(text):
        before = text[: match.start()].rstrip()
        if any(m.end() == len(before) for m in words.heads.finditer(before)):
            continue  # "tỷ lệ | số hộ …", "mức tăng trưởng | GDP" are one measure
        if not before or (respective and text.startswith(match[0])):
            best = 0
        elif before[-1] in ",:;" or (
            not measured and (_opens(before, words) or _led(before, words) or before.endswith(" với"))
        ):  # "trồng 500 ha rừng với | tỷ lệ cây sống …"
            lead = before.rstrip(" ,:;")
            plain = without_periods(lead, 0, len(lead))
            best = (
                0 if not plain or (words.openings.fullmatch(plain) or words.changes.fullmatch(plain)) else match.start()
            )
    if best == 0:
        best = _dated_clause(text)
    if best == 0:
        hopes = [m for m in words.hopes.finditer(bare(text)) if text[: m.start()].rstrip().endswith(",")]
        best = hopes[-1].end() + 1 if hopes and text[hopes[-1].end() :].strip() else 0
    if best == 0 and words.actions.match(text):  # "nâng cấp công trình, bảo đảm | diện tích được tưới …"
        kept = [m.end() for m in words.clauses.kept.finditer(text) if len(text[m.end() :].split()) >= 2]
        best = kept[-1] if kept else 0
    told = words.actions.match(text) or words.heads.match(text) or SAID.search(text) or AMONG.match(text)
    if best == 0 and not told:
        verbs = {m.end() for m in words.actions.finditer(text)}  # "tiếp nhận, chăm sóc" is one deed
        deeds = [m.end() for m in re.finditer(r",\s+", text) if words.actions.match(text, m.end())]
        deeds = [at for at in deeds if text.rindex(",", 0, at) not in verbs]
        best = deeds[-1] if deeds and len(text[: deeds[-1]].split()) >= 4 and "," not in text[: deeds[-1] - 2] else 0
    if best == 0 and len(text.split()) > 30 and not words.heads.match(text) and not _is_whole(text, words):
        commas = [m.end() for m in re.finditer(r",\s+", text) if len(text[m.end() :].split()) >= 2]
        best = commas[-1] if commas else 0
    if _PREVENTED.match(text):
        later = [m.end() for m in re.finditer(r",\s+", text) if words.openings.match(text, m.end())]
        best = later[-1] if later else (best if "," in text[:best] else 0)
    return head[0] + best


def _is_whole(text: str, words: TargetWords) -> bool:
    """ "Số cơ quan, tổ chức, … và đơn vị liên quan bố trí … đạt N%": a long list of people or bodies with its verb."""
    counted = _COUNTED.match(text)
    at = counted.end() if counted else 0
    noun = words.persons.match(text, at) or words.bodies.match(text, at)
    return noun is not None and len(text.split()) <= 90 and words.clauses.spoken.search(text, noun.end()) is None


def _dated_clause(text: str) -> int:
    """ "Từng bước phổ cập bơi, đến hết năm 2027 | học sinh …": where a clause begins that a period opens, or 0."""
    opening = [p for p in find_periods(text) if not p.base and text[: p.start].rstrip().endswith(",")]
    return opening[-1].end + 1 if opening and len(text[opening[-1].end :].split()) >= 2 else 0


def _led(before: str, words: TargetWords) -> bool:
    """Whether only a verb stands between the last comma and a measure ("…, nâng cao | độ che phủ rừng")."""
    last = before.rpartition(",")[2].strip()
    return "," in before and (len(last.split()) == 1 or words.actions.fullmatch(last) is not None)


def _opens(before: str, words: TargetWords) -> bool:
    last = before.split()[-3:]
    if last[-1] == "đạt":
        return True
    if last[-2:] == ["tăng", "trưởng"] and last[0] in ("vào", "cho", "của", "trong"):
        return False  # "đóng góp vào tăng trưởng | GRDP"
    return any(
        words.lexicon.get(" ".join(last[-k:]), ("", ""))[0] in ("goal", "join", "hope", "link", "rise", "fall")
        for k in (1, 2, 3)
    )


def _joins_nouns(text: str, start: int, end: int, words: TargetWords) -> bool:
    """Whether "và" joins two nouns ("doanh nghiệp nhỏ và vừa"), not two clauses."""
    rest = text[end:].lstrip()
    opens = (words.actions, words.openings, words.heads, words.changes, words.predicates, words.coverage)
    return not rest[:1].isdigit() and not any(p.match(rest) for p in opens) and len(rest.split()) <= 12
