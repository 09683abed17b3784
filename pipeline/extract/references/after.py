"""What stands after a number: date, issuer and title ("ngày 22/01/2021 của Thủ tướng Chính phủ về việc …")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.text.dates import match_date
from pipeline.text.patterns import compiled

LONGEST_ISSUER = 16  # words
LONGEST_TITLE = 600  # characters

_TO_DATE = compiled(
    r"[\s*]*,?\s*(?:\()?\s*(?:(?:được\s+)?(?:ban hành|ký|ký ban hành)\s+)?(?:cùng\s+)?(?=ngày|\d{1,2}\s?[/.\-]\s?\d)"
)
_TO_YEAR = compiled(r"\s*,?\s*\(?\s*năm\s+((?:19|20)\d\d)(?!\d)\)?")
_TO_ISSUER = compiled(r"\s*,?\s*(?:\))?\s*,?\s*(?:của|do)\s+")
_SESSION = compiled(r"\s*\(?khóa\s+[ivx\d]+\)?")
_TO_TITLE = compiled(r"[\s*]*,?\s*(?:\))?\s*,?\s*(?:v/v:?\s*)?[“\"]?")
_WORD = compiled(r"[^\s,;:.()|\"“”/]+")
_GAP = compiled(r" *(?:- *)?")
_DROPPED = compiled(r"^(?:về việc|về|v/v:?)\s+")


@dataclass(frozen=True, slots=True)
class After:
    """What was read after a number. ``end`` is where the date (or year) ends, ``tail`` where all of it ends."""

    end: int
    tail: int
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    title_start: int | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    known: re.Pattern[str]
    stop: re.Pattern[str]
    title: re.Pattern[str]
    title_end: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    table = reference_rules(rules)
    kinds = any_of(name for kind in table.kinds for name in kind.names if len(name) > 3)
    aliases = any_of(table.aliases)
    verbs = any_of(table.title_verbs)
    return _Words(
        compiled(any_of(table.issuers) + r"(?!\w)"),
        compiled(any_of(table.issuer_stops) + r"(?!\w)"),
        compiled(any_of(table.titles) + r"(?!\w)"),
        compiled(
            rf"[;:\n|]|\.(?=[\s/]|$)|\(\s*{aliases}|[()\"]"
            rf"|,?\s+(?:cụ thể\s+)?như\s+sau|,\s+căn\s+cứ\s|,?\s+và\s+các\s+(?:quy định|văn bản|nghị định|thông tư)"
            rf"|(?:,|,?\s+và)\s+(?=(?:các\s+)?{kinds}(?:\s+(?!một\s)[^\s,;.]+){{0,3}}\s+(?:số|\d))"
            rf"|,\s+(?={any_of(table.title_ends)}\s(?:[^\s,;.]+\s+){{0,12}}{verbs})"
        ),
    )


def read_after(text: str, folded: str, at: int, rules: Rules) -> After:
    """-> date, issuer and title that follow a number ending at ``at``, in whichever order date and issuer stand."""
    end = pos = at
    issued_on: date | None = None
    year: int | None = None
    issuer: str | None = None
    for _ in range(2):
        if issued_on is None and year is None:
            gap = _TO_DATE.match(folded, pos)
            mention = match_date(folded, gap.end()) if gap else None
            if gap and mention and (mention.value or folded.startswith("ngày", gap.end())):
                issued_on, year = mention.value, mention.year
                end = pos = mention.end
            elif only := _TO_YEAR.match(folded, pos):
                year = int(only.group(1))
                end = pos = only.end(1)
        if issuer is None and (gap := _TO_ISSUER.match(folded, pos)):
            stop = _issuer_end(text, folded, gap.end(), rules)
            if stop > gap.end():
                issuer = " ".join(text[gap.end() : stop].split())
                pos = stop
                if session := _SESSION.match(folded, pos):
                    pos = session.end()
    title, title_start, tail = _title(text, folded, pos, rules)
    return After(end, tail, issued_on, year, issuer, title, title_start)


def _issuer_end(text: str, folded: str, start: int, rules: Rules) -> int:
    """-> where the body's name that begins at ``start`` ends; ``start`` itself where no name does."""
    words = _words(rules)
    if start >= len(text) or not text[start].isupper():
        return start
    pos = end = start
    for _ in range(LONGEST_ISSUER):
        if known := words.known.match(folded, pos):
            end = known.end()
        elif words.stop.match(folded, pos) and pos > start:
            break
        elif word := _WORD.match(folded, pos):
            end = word.end()
        else:
            break
        gap = _GAP.match(folded, end)
        if not gap or gap.end() == end:
            break
        pos = gap.end()
    return end


def _title(text: str, folded: str, pos: int, rules: Rules) -> tuple[str | None, int | None, int]:
    words = _words(rules)
    gap = _TO_TITLE.match(folded, pos)
    start = gap.end() if gap else pos
    opening = words.title.match(folded, start)
    if not opening:
        return None, None, pos
    stop, depth = min(len(text), start + LONGEST_TITLE), 0
    for cut in words.title_end.finditer(folded, opening.end(), stop):
        mark = text[cut.start()]  # folded text does not tell “ from ”
        if mark in "(“" and cut.end() == cut.start() + 1:
            depth += 1
        elif mark in "\"'‘’":
            continue
        elif mark in ")”" and depth:
            depth -= 1
        else:
            stop = cut.start()
            break
    dropped = _DROPPED.match(folded[start:stop])
    begin = start + (dropped.end() if dropped else 0)
    return _unquoted(" ".join(text[begin:stop].split())), start, stop


def _unquoted(title: str) -> str | None:
    title = title.strip(" ,*")
    if title[:1] == "“" and title[-1:] == "”" and title.count("“") == 1:
        title = title[1:-1].strip()
    return title or None
