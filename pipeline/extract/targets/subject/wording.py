"""The words of a target's subject made plain: edges, years, the words that only lead in, the body that does a deed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import PACE, find_periods
from pipeline.extract.targets.clause import BOUND_BEHIND
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_EDGE = " \t\u00a0,;:.-–•*+/…"
VERB_JOINT = compiled(r"\s*(?:,|(?:và|hoặc)(?!\w))?\s*")
_DOER = compiled(r"(?:mỗi|từng)\s|(?:cấp|các cấp|tuyến) (?:tỉnh|huyện|xã|cơ sở)\s")
_COMPARED = compiled(r"(?<!\w)so\s+(?:với\s+)?|\s*lần lượt(?:\s(?:vào|trong|là|ở))?(?:\scác)?\s*$|(?<!\w)gắn$")
_WHEN = compiled(r"(?<!trước)(?<!sau)(?<!trong)(?<!ngay)(?<!đến)[\s(](?:khi|nếu)\s(?=\w)")
_PLAN_OF = compiled(r"\W*(?:kh|kế hoạch|mục tiêu|chỉ tiêu)\s(?:năm\s)?20\d\d\W*")  # "KH năm 2026: 1,5%"
_UNIT = compiled(r"\s*\((?:%|‰)\)[\s:]*$")
_PACE = r"(?:mỗi|hằng|hàng|một)\s+(?:năm|quý|tháng)"
_EVERY = compiled(rf"(?:^|\s){_PACE}\s*$|^{_PACE}(?!\w)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is said of."""

    population: str
    indicator: str
    condition: str | None = None


def tidy(text: str) -> str:
    """One blank between words, no punctuation at the edges, no capital where only the sentence gave it one."""
    text = re.sub(r"\s(?:(?:hằng|hàng|mỗi) năm|và|hoặc)$", "", _UNIT.sub("", " ".join(text.split())).strip(_EDGE))
    if text.count("(") < text.count(")"):
        text = text.rstrip(")")
    if text.count("(") > text.count(")"):
        text = (text + ")") if text.rfind("(") > len(text) // 2 else text.replace("(", "", 1)
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or len(first) == 1 else text


def without_periods(text: str) -> str:
    """``text`` without its years ("đến năm 2030", "so với năm 2020")."""
    if _PLAN_OF.fullmatch(fold(text)):
        return ""
    for period in reversed(find_periods(fold(text))):
        text = text[: period.start].rstrip(" ,") + " " + text[period.end :].lstrip()
    return re.sub(r"\s*\((?:giá)?\s*\)", "", text).strip(_EDGE)


def strip_lead(phrase: str, words: TargetWords) -> str:
    """``phrase`` without the words that open a target ("phấn đấu", "đảm bảo", "nâng")."""
    lead = words.leads.match(fold(phrase))
    if lead and lead[0].rstrip().endswith("tăng") and fold(phrase)[lead.end() :].startswith("trưởng"):
        lead = words.leads.match(fold(phrase)[: lead.end() - len("tăng ")])
    return phrase[lead.end() :] if lead and phrase[lead.end() :].strip() else phrase


def without_doer(done: str, words: TargetWords) -> str:
    """ "Cấp xã | kiểm tra, hướng dẫn": the deeds without the body that does them."""
    done = PACE.sub("", done)
    folded = fold(done)
    doer = _DOER.match(folded)
    if not doer and (words.actions.match(folded) or not words.bodies.match(folded)):
        return done
    at = ended = 0
    for deed in words.actions.finditer(folded):
        if not deed.start():
            continue
        at = at if at and VERB_JOINT.fullmatch(folded, ended, deed.start()) else deed.start()
        ended = deed.end()
    return done[at:]


def plain_right(right: str, words: TargetWords) -> str:
    """The words behind a figure without years, bounds ("trở lên"), rates ("mỗi năm") and what it is compared with."""
    right = re.sub(r"\s*\([^()]*%\s*\)\s*", " ", without_periods(right), count=1)  # "5/7 thôn (71%) đạt …"
    behind = BOUND_BEHIND.match(fold(right))
    if behind:  # "80% chi đoàn trở lên tổ chức …"
        right = right[: behind.end("noun")].rstrip() + right[behind.end() :]
    for pattern, _ in words.after:
        noun = words.persons.match(fold(right)) or words.bodies.match(fold(right))
        hit = pattern.match(fold(right)) or (pattern.match(fold(right), noun.end() + 1) if noun else None)
        right = (right[: hit.start()] + right[hit.end() :].lstrip()).strip(_EDGE) if hit else right
    compared = _COMPARED.search(fold(right))
    return _EVERY.sub("", right[: compared.start()] if compared else right).strip(_EDGE)


def take_condition(right: str, words: TargetWords) -> tuple[str, str | None]:
    """``right`` without its condition ("khi có nhu cầu", "(nếu có)") and the condition."""
    folded = fold(right)
    when = _WHEN.search(folded)
    if when and " được " not in folded[when.end() - 1 :]:
        closed = right.find(")", when.start()) if right[when.start()] == "(" else -1
        end = closed if closed > 0 else len(right)
        return right[: when.start()].rstrip() + right[end + 1 :], right[when.start() + 1 : end].strip(" ,()")
    last = next(reversed(list(words.conditions.finditer(folded))), None)
    if last is None or not right[: last.start()].strip(" ("):
        return right, None
    closing = right[last.end() :].strip(" )")
    if closing and right[last.start() - 1] != "(" and not last[0].startswith(("khi ", "nếu ", "trong trường hợp")):
        return right, None
    kept = right[: last.start()].rstrip(" (,") + " " + right[last.end() :].lstrip(" )")
    return kept.strip(), right[last.start() : last.end()]
