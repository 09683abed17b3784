"""Populations as sets: who is kept, dropped, added, or replaced by a counterpart of the draft's own level."""

from __future__ import annotations

import re
from datetime import date

from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.populations import Populations, plain, populations
from pipeline.model import Document, PopulationChange, Target

_SHARED = 0.75  # three of four words of the shorter name: "trẻ em bị bỏ rơi" is "bị bỏ rơi"


def level_of(document: Document, rules: Rules) -> str | None:
    """-> the level of government of the draft's issuer: by its name, else by its title; None where neither says."""
    vocabulary = populations(rules)
    meta = document.metadata
    for name in (meta.issuer, meta.title):
        level = vocabulary.level(name) if name else None
        if level:
            return level
    return None


def population_change(
    parent: Target, draft: Target, rules: Rules, level: str | None = None, day: date | None = None
) -> PopulationChange | None:
    """-> the comparison, or None where either names no list of groups to compare."""
    if len(parent.members) < 2 or not draft.members:
        return None
    vocabulary = populations(rules)
    theirs = [m for m in parent.members if not _is_catch_all(m, vocabulary)]
    said = _without_workplaces(draft.members)
    ours = [m for m in said if not _is_catch_all(m, vocabulary)]
    open_ended = len(ours) < len(said)
    if not ours:
        return None
    kept, rest = [], list(ours)
    missing = []
    whole = _with_heads(ours)
    for member in theirs:
        partner = next((o for o in rest if _same(member, o, vocabulary, rules)), None)
        partner = partner or next((o for o in rest if _same(member, whole[o], vocabulary, rules)), None)
        if partner is None:
            missing.append(member)
        else:
            kept.append(member)
            rest.remove(partner)
    if not kept:
        return None  # two lists that share nothing are two populations, not one narrowed
    dropped, replaced, excused = [], [], []
    for member in missing:
        name = vocabulary.name(member)
        others = vocabulary.counterparts.get(level or "", {}).get(name, ())
        partner = next((o for o in ours if vocabulary.name(o) in others), None)
        if partner is not None:
            replaced.append((member, partner))
            rest = [o for o in rest if o != partner]
            continue
        dropped.append(member)
        if name in vocabulary.not_at_level.get(level or "", frozenset()) or _has_ended(member, vocabulary, day):
            excused.append(member)
    new = [m for m in rest if not set(plain(m).split()) <= set(plain(parent.population).split())]
    return PopulationChange(tuple(kept), tuple(dropped), tuple(new), tuple(replaced), tuple(excused), open_ended)


def _with_heads(members: list[str]) -> dict[str, str]:
    """-> each group with the head that the first gives it: "trẻ em thuộc hộ nghèo, hộ cận nghèo" are children both."""
    first = members[0].split()
    heads = {word: first[:place] for place, word in enumerate(first) if place}
    return {member: " ".join([*heads.get(member.partition(" ")[0], ()), member]) for member in members}


def _without_workplaces(members: tuple[str, ...]) -> tuple[str, ...]:
    """-> the groups themselves: after "nhân viên đang làm việc tại các đơn vị …" what follows are places of work."""
    for place, member in enumerate(members):
        if re.search(r"(?:làm việc|công tác) (?:tại|ở|trong) ", plain(member)):
            return members[: place + 1]
    return members


def _is_catch_all(member: str, vocabulary: Populations) -> bool:
    return vocabulary.opener.sub("", plain(member)) in vocabulary.catch_all


def _has_ended(member: str, vocabulary: Populations, day: date | None) -> bool:
    since = vocabulary.ended.get(vocabulary.name(member)) or vocabulary.ended.get(plain(member))
    return day is not None and since is not None and since <= day


def _same(one: str, other: str, vocabulary: Populations, rules: Rules) -> bool:
    first, second = vocabulary.name(one), vocabulary.name(other)
    if first == second:
        return True
    a, b = set(first.split()), set(second.split())
    smaller = min(len(a), len(b))
    alike = smaller >= 2 and len(a & b) / smaller >= _SHARED and first.split()[:1] == second.split()[:1]
    return alike and not comparison(rules).opposed(first, second)


def goal_in_words(target: Target | None, longest: int = 160) -> str:
    """-> "hộ dân … dùng nước sạch": whom and what a target is about, short enough for a sentence."""
    if target is None:
        return ""
    words = " ".join(f"{target.population} {target.indicator}".split()) or target.quote
    if len(words) <= longest:
        return words
    who = _cut(target.population, longest // 3)
    what = _cut(target.indicator, longest - len(who))
    return f"{who} … {what}".strip(" …") if what else _cut(words, longest) + " …"


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[:longest].rpartition(" ")[0]
