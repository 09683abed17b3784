"""The words of a target's subject made plain: edges, years, the words that only lead in, the body that does a deed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.periods import PACE, find_periods
from pipeline.knowledge.targets import TargetWords
from pipeline.text.fold import fold

_EDGE = " \t\u00a0,;:.-–•*+/…"
_NOTE = re.compile(r"\[\d{1,3}\]")  # a footnote's mark
VERB_JOINT = re.compile(r"\s*(?:,|(?:và|hoặc)(?!\w))?\s*")
_LEVEL = re.compile(r"(?:cấp|các cấp|tuyến) (?:tỉnh|huyện|xã|cơ sở)\s")
_EVERY_ONE = re.compile(r"(?:mỗi|từng|các)\s")
_TASK_OF = re.compile(r"(?<!\w)(?:quản lý|phụ trách|để|và|cho|được|việc|công tác)\s$")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is said of."""

    population: str
    indicator: str
    condition: str | None = None


def tidy(text: str) -> str:
    """One blank between words, no punctuation at the edges, no capital where only the sentence gave it one."""
    text = _NOTE.sub("", " ".join(text.split())).strip(_EDGE)
    text = re.sub(r"\s(?:hằng|hàng|mỗi) năm$", "", text)
    if text.count("(") < text.count(")"):
        text = text.rstrip(")")
    if text.count("(") > text.count(")"):
        text = (text + ")") if text.rfind("(") > len(text) // 2 else text.replace("(", "", 1)
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() or len(first) == 1 else text


def without_periods(text: str) -> str:
    """``text`` without its years ("đến năm 2030", "so với năm 2020")."""
    for period in reversed(find_periods(fold(text))):
        text = text[: period.start].rstrip(" ,") + " " + text[period.end :].lstrip()
    return re.sub(r"\s*\(\s*\)", "", text).strip(_EDGE)


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
    each = _EVERY_ONE.match(folded)
    body = words.bodies.match(folded) or (words.bodies.match(folded, each.end()) if each else None)
    if not _LEVEL.match(folded) and (words.actions.match(folded) or body is None):
        return done
    at = ended = 0
    for deed in words.actions.finditer(folded):
        if not deed.start() or _TASK_OF.search(folded, 0, deed.start()):
            continue
        at = at if at and VERB_JOINT.fullmatch(folded, ended, deed.start()) else deed.start()
        ended = deed.end()
    return done[at:]
