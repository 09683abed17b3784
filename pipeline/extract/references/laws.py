"""Laws, codes and ordinances by name: "Luật Ngân sách nhà nước số 01/2002/QH11", "Bộ luật Lao động năm 2019".

"Luật sửa đổi, bổ sung một số điều của Luật A và Luật B" is one law that names two. A law that is cited by name alone
has no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.references.after import read_after
from pipeline.extract.references.citation import Citation
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.text.patterns import compiled

LONGEST_NAME = 14  # words, for a law that the list does not know

_WORD = compiled(r"[^\s,;:.()|\"“”/]+")
_BLANK = compiled(r"\s+")
_NUMBER_GAP = compiled(r"\s*[,(]?\s*(?:luật\s+)?(?:số\s*)*:?\s*")
_PREVIOUS = compiled(r"(\S+)\s+$")
_YEAR = compiled(r"(?:\s+năm)?\s+((?:19|20)\d\d)(?![\w/])")
_DATED = compiled(r"\s*,?\s*(?:\(?(?:luật\s+)?số\s*:?\s*\d|ngày\s+\d{1,2}\s*(?:/|tháng))")
_FIGURE = compiled(r"\s*:?\s*\d")
_MORE = compiled(r"\s*(?:,|và|,\s*và)\s+(?=(?:bộ\s+)?luật\s)")


@dataclass(frozen=True, slots=True)
class _Words:
    head: re.Pattern[str]
    known: re.Pattern[str]
    small: re.Pattern[str]
    stop: re.Pattern[str]
    amending: re.Pattern[str]
    not_before: frozenset[str]
    not_after: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    table = reference_rules(rules)
    return _Words(
        compiled(r"\b(bộ\s+luật|luật|pháp\s+lệnh|hiến\s+pháp)(?!\w)"),
        compiled(any_of(table.laws) + r"(?!\w)"),
        compiled(any_of((*table.laws, *table.small_laws)) + r"(?!\w)"),
        compiled(any_of(table.law_stops) + r"(?!\w)"),
        compiled(r"sửa\s+đổi\s*(?:,|và)?\s*(?:bổ\s+sung)?\s*(?:một\s+số\s+)?(?:điều\s+)?(?:của\s+)?(?:các\s+)?"),
        frozenset(word.split()[-1] for word in map(str.lower, table.not_laws)),
        compiled(any_of(table.not_names) + r"(?!\w)"),
    )


def with_laws(text: str, folded: str, numbered: list[Citation], rules: Rules) -> list[Citation]:
    """-> ``numbered`` and the laws cited by name, in reading order.

    A numbered citation that a name leads up to becomes one record with it.
    """
    words = _words(rules)
    found: list[Citation] = []
    end = 0
    waiting = sorted(numbered, key=lambda c: c.start)
    k = 0
    for head in words.head.finditer(folded):
        start = head.start()
        if start < end or not text[start].isupper():
            continue
        before = _PREVIOUS.search(folded, max(0, start - 24), start)
        if before and before.group(1).strip('("“*') in words.not_before:
            continue
        stop, title = _name(text, folded, head.end(), words)
        while k < len(waiting) and waiting[k].end <= start:
            k += 1
        if stop is None:
            if folded[start : head.end()] == "hiến pháp":
                stop, title = head.end(), "Hiến pháp"
            else:
                continue
        kind = {"bộ luật": "bo_luat", "luật": "luat", "pháp lệnh": "phap_lenh"}.get(
            " ".join(head.group().split()), "hien_phap"
        )
        law = _numbered_law(folded, start, stop, kind, title, waiting[k] if k < len(waiting) else None)
        if law:
            k += 1
        else:
            law = _unnumbered(text, folded, start, stop, kind, title, rules)
            found.append(law)
        end = law.end
    return sorted((*waiting, *found), key=lambda c: c.start)


def _name(text: str, folded: str, after_head: int, words: _Words) -> tuple[int | None, str | None]:
    """-> where the name of the law that begins after ``after_head`` ends, and the name; (None, None) for no name."""
    blank = _BLANK.match(folded, after_head)
    if not blank or blank.end() >= len(folded) or words.not_after.match(folded, blank.end()):
        return None, None
    start = blank.end()
    if amending := words.amending.match(folded, start):
        if not words.head.match(folded, amending.end()):
            return None, None
        stop = _amended(text, folded, amending.end(), words)
        return stop, _squeezed(text[start:stop])
    stop = _plain_name(folded, start, words)
    if not text[start].isupper():  # "Luật tổ chức Chính phủ", "Luật nhà giáo ngày 16 tháng 6 năm 2025" are names too
        small = words.small.match(folded, start)
        if small is None and not _DATED.match(folded, stop):
            return None, None
        stop = small.end() if small else stop
    return (stop, _squeezed(text[start:stop])) if stop > start else (None, None)


def _amended(text: str, folded: str, pos: int, words: _Words) -> int:
    """-> the end of the list of laws that an amending law names: "Luật A, Luật B và Luật C"."""
    end = pos
    while head := words.head.match(folded, pos):
        blank = _BLANK.match(folded, head.end())
        if not blank or blank.end() >= len(text):
            return head.end()
        end = _plain_name(folded, blank.end(), words)
        more = _MORE.match(folded, end)
        if not more:
            break
        pos = more.end()
    return end if end > pos or text[pos - 1 : pos].isspace() is False else _trim(text, pos)


def _trim(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _plain_name(folded: str, start: int, words: _Words) -> int:
    known = words.known.match(folded, start)
    end = known.end() if known else start
    if known:
        return end
    pos = start
    for _ in range(LONGEST_NAME):
        word = _WORD.match(folded, pos)
        if not word or word.group()[0].isdigit():
            break
        stop = words.stop.match(folded, pos)
        if stop and not (stop.group() == "số" and not _FIGURE.match(folded, stop.end())):  # "Luật Công nghệ số"
            break
        end = word.end()
        blank = _BLANK.match(folded, end)
        if not blank or ("\n" in blank.group() and blank.group().count("\n") > 1):
            break
        pos = blank.end()
    return end


def _numbered_law(
    folded: str, start: int, stop: int, kind: str, title: str | None, following: Citation | None
) -> Citation | None:
    """-> the name joined with the number right behind it, or None."""
    if following is None or following.number is None or following.number_at is None:
        return None
    year = _YEAR.match(folded, stop)
    gap_start = min(year.end() if year else stop, following.number_at)
    if following.number_at < stop or not _NUMBER_GAP.fullmatch(folded, gap_start, following.number_at):
        return None
    following.start = start
    following.doc_type = kind
    following.title = title or following.title
    following.member = False
    return following


def _unnumbered(text: str, folded: str, start: int, stop: int, kind: str, title: str | None, rules: Rules) -> Citation:
    year = None
    if named := _YEAR.match(folded, stop):
        year, stop = int(named.group(1)), named.end()
    after = read_after(text, folded, stop, rules)
    end = after.end if after.issued_on else stop
    return Citation(
        start,
        end,
        kind,
        title=title,
        year=year or after.year,
        issued_on=after.issued_on,
        issuer=None if kind == "phap_lenh" else "Quốc hội",
        tail=end,
    )


def _squeezed(name: str) -> str:
    return " ".join(name.split())
