"""Who is to do what: bodies that existed on the day, with a task of their own, who report by a date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations

from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix, year_fix
from pipeline.check.references import day_text
from pipeline.knowledge import Rules
from pipeline.knowledge.agencies import Agency, agencies, agency_key, lives_of
from pipeline.knowledge.checks import CheckRule
from pipeline.model import Section
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words

_DUTIES = ("bao_cao", "to_chuc_thuc_hien", "nhiem_vu")
_MAKING = 2  # months before its period in which a plan is made and its first work done
_SHORT_NAME = 3  # words: "Quận ủy", "Công an huyện"
_LONG_HEADING = 90
_NOW = compiled(r"[\s(,;–-]{0,3}nay\s")
_BODY = 120  # characters from which a duty says more than "phối hợp thực hiện Kế hoạch"


def assignees(context: Context) -> list[Section]:
    """-> the sections of the assignment part whose heading names a body."""
    known = agencies(context.rules)
    return [
        section
        for section in context.document.sections
        if section.kind == "to_chuc_thuc_hien"
        and section.heading
        and len(section.heading) <= _LONG_HEADING
        and known.head.match(fold(section.heading))
    ]


def duties(context: Context, section: Section) -> str:
    """-> what stands below a body's heading."""
    return context.document.text[section.heading_end : section.end].strip(" :.\n")


@check("body-gone")
def body_gone(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A body that has work to do in the plan and no longer existed on its day."""
    if context.day is None:
        return
    gone, pattern = _gone(context.rules, _ends_before(context.day, context.rules))
    plain = context.bare
    if not any(name in plain for name in gone):
        return
    history = compiled(whole_words([*map(bare, rule.strings("history"))]))
    told: set[str] = set()
    for hit in pattern.finditer(plain):
        body = gone[hit.group()]
        if not _is_name(context.folded[hit.start() : hit.end()], body):
            continue
        if body.name in told or not _has_work(context, hit.start(), rule):
            continue
        if in_citation(context, hit.start()) or _of_the_past(plain, hit, history):
            continue
        rest = re.split(r"[\n:;,.()]", context.document.text[hit.start() : hit.end() + 80])[0]
        if lives_of(rest, agencies(context.rules))[-1:] != (body,):
            continue  # a longer name begins here
        told.add(body.name)
        successors = "; ".join(f"{s.name} ({s.function})" for s in body.successors)
        words = {
            "found": context.document.text[hit.start() : hit.end()],
            "until": day_text(body.until),
            "expected": successors,
            "day": day_text(context.day),
        }
        one = body.successors[0].name if len(body.successors) == 1 else ""
        fix = words_fix(context, *hit.span(), one) if one else None
        yield Hit(hit.start(), hit.end(), words, certainty=body.certainty, suggest=bool(successors), fix=fix)


def _of_the_past(plain: str, hit: re.Match[str], history: re.Pattern[str]) -> bool:
    """Whether the line says around a name that it is history ("sáp nhập", "trước đây"), or right behind it what it is
    called now ("(nay Cục …)")."""
    line = plain.rfind("\n", 0, hit.start()) + 1
    end = plain.find("\n", hit.end())
    around = plain[max(line, hit.start() - 60) : min(end if end >= 0 else len(plain), hit.end() + 60)]
    return bool(history.search(around) or _NOW.match(plain, hit.end()))


@lru_cache(maxsize=8)
def _ends(rules: Rules) -> tuple[date, ...]:
    """-> the days on which a body's life ended, in order."""
    return tuple(sorted({body.until for body in agencies(rules).rules.bodies if body.until is not None}))


def _ends_before(day: date, rules: Rules) -> int:
    """-> how many of these days had come by ``day``: between two of them the same bodies are gone."""
    return bisect_right(_ends(rules), day)


@lru_cache(maxsize=64)
def _gone(rules: Rules, ends: int) -> tuple[dict[str, Agency], re.Pattern[str]]:
    """-> bare names of bodies that had ended by then and are no other body's name, and a pattern of them all."""
    over = set(_ends(rules)[:ends])
    gone: dict[str, Agency] = {}
    for lives in agencies(rules).by_key.values():
        last = lives[-1]
        if all(life.until in over for life in lives):
            gone |= {bare(name): last for name in (last.name, *last.aliases) if len(name) > 3}
    names = sorted(map(re.escape, gone), key=lambda p: (-len(p), p))
    return gone, compiled(whole_words(names))


def _is_name(written: str, body: Agency) -> bool:
    """Whether these (folded) words are a body's name, not others that only differ from it by their marks: "cơ quan Ủy
    ban" holds no "Quận ủy". A text typed without marks, and a slip in a name of many words, are the name all the same.
    """
    short = len(written.split()) <= _SHORT_NAME
    return not short or written.isascii() or written in {fold(name) for name in (body.name, *body.aliases)}


def _has_work(context: Context, offset: int, rule: CheckRule) -> bool:
    kinds = rule.strings("section_kinds")
    section = context.section_at(offset)
    return section is not None and section.kind in kinds


def in_citation(context: Context, offset: int) -> bool:
    """Whether the body is named as the issuer, or in the title, of a document cited just before."""
    line = context.document.text.rfind("\n", 0, offset) + 1
    for reference in context.document.legal_references:
        if reference.start <= offset < reference.end:
            return True
        if line <= reference.end <= offset < reference.end + 250 and not re.search(
            r"[.;]\s", context.document.text[reference.end : offset]
        ):
            return True
    return False


@check("near-equal-duties")
def near_equal_duties(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Two bodies with all but the same words: who is responsible?"""
    from rapidfuzz import fuzz

    least = rule.figure("likeness", 0.88) * 100
    bodies = [(s, fold(duties(context, s))) for s in assignees(context)]
    bodies = [(s, text) for s, text in bodies if _BODY <= len(text) <= 4000]
    for (first, one), (second, other) in combinations(bodies, 2):
        if second.parent_id != first.parent_id or fold(first.heading) == fold(second.heading):
            continue
        if min(len(one), len(other)) / max(len(one), len(other)) < 0.7:
            continue
        if fuzz.ratio(one, other, score_cutoff=least) >= least:
            words = {"found": second.heading, "other": first.heading}
            yield Hit(second.start, second.heading_end, words)


@check("body-without-task")
def body_without_task(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A body's name stands as a heading of the assignment part and nothing below it."""
    sections = context.document.sections
    parents = {s.parent_id for s in sections}
    for section in assignees(context):
        if section.level < 2 or section.section_id in parents or section.label in (None, "-", "+", "*", "•"):
            continue
        if not _only_a_body(context, section):
            continue
        if (
            not duties(context, section)
            and not re.search(r"[:;,]", section.heading)
            and len(section.heading.split()) <= 14
        ):
            yield Hit(section.start, section.heading_end, {"found": section.heading})


def _only_a_body(context: Context, section: Section) -> bool:
    """Whether a heading is a name and no more ("Sở Tài chính bố trí kinh phí" is a task told in the heading)."""
    known = agencies(context.rules)
    lives = lives_of(section.heading, known)
    if not lives:
        return False
    names = [agency_key(n) for life in lives for n in (life.name, *life.aliases)]
    heading = agency_key(section.heading)
    name = max((n for n in names if heading.startswith(n)), key=len, default="")
    words = section.heading.split()
    # the key leaves out "-" and "và": the name ends where the key of the words so far is the whole name
    end = next((n for n in range(1, len(words) + 1) if agency_key(" ".join(words[:n])) == name), 0)
    rest = words[end:]
    if rest and rest[0] in known.rules.areas:  # "Phòng Nội vụ huyện", but not "Phòng Nội vụ huyện hướng dẫn"
        rest = rest[1:]
    return not rest or rest[0][:1].isupper()


@check("deadline-outside-period")
def deadline_outside_period(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Something due after the plan has ended, or before it was issued or begins."""
    meta = context.document.metadata
    slack = int(rule.figure("months_after", 6))
    for deadline in context.document.deadlines:
        if deadline.kind != "date" or not deadline.due or len(deadline.due) < 10:
            continue
        year, month, day = (int(part) for part in deadline.due.split("-"))
        place = _kind_at(context, deadline.start)
        told: tuple[str, object] | None = None
        if meta.period_end is not None and (year - meta.period_end - 1) * 12 + month > slack:
            told = "after", meta.period_end
        elif meta.issued_on is not None:
            early = date(year, month, day) < meta.issued_on and place in ("bao_cao", "to_chuc_thuc_hien")
            last_years = meta.issued_on.year - 1 == year < (meta.period_start or 0)
            early = early or (last_years and place in _DUTIES)
            told = ("before", day_text(meta.issued_on)) if early else None
        elif meta.period_start is not None and (meta.period_start - year) * 12 - month >= _MAKING and place in _DUTIES:
            told = "before_period", meta.period_start
        if told is not None:
            words = {"found": deadline.quote, "expected": told[1]}
            own = meta.period_end if told[0] == "after" and meta.period_start == meta.period_end else None
            fix = year_fix(context, deadline.start, deadline.end, year, own) if own else None
            yield Hit(deadline.start, deadline.end, words, case=told[0], fix=fix)


def _kind_at(context: Context, offset: int) -> str | None:
    section = context.section_at(offset)
    return section.kind if section is not None else None
