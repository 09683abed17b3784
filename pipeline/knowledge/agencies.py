"""Public bodies, their names, levels and lives (``rules/agencies.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import Certainty
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

Level = Literal["central", "province", "district", "commune", "any"]


class Successor(Schema):
    """A body that took over a part of another's work; ``function`` says in words which."""

    name: str
    function: str
    certainty: Certainty


class Agency(Schema):
    """One life of one body. It existed on a day ``d`` when ``since <= d < until`` (an absent bound is open)."""

    name: str
    level: Level
    aliases: tuple[str, ...] = ()
    since: date | None = Field(default=None, alias="from")
    until: date | None = None
    successors: tuple[Successor, ...] = ()
    certainty: Certainty
    source: str | None = None

    def existed(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class AgencyRules(Schema):
    """``rules/agencies.yaml``; the file itself says what each list is for."""

    sources: dict[str, str]
    heads: tuple[str, ...]
    councils: tuple[str, ...]
    areas: tuple[str, ...]
    nouns: tuple[str, ...]
    several: tuple[str, ...]
    holders: tuple[str, ...]
    shared: tuple[str, ...]
    whole: tuple[str, ...]
    behind: tuple[str, ...]
    not_bodies: tuple[str, ...]
    bodies: tuple[Agency, ...]


@dataclass(frozen=True, slots=True)
class Agencies:
    """The bodies made ready for look-up.

    ``by_key``: from the key of a name or alias to every life of that name; ``written``: from a name without case and
    diacritics to how it is written; ``head`` and ``not_body``: patterns for ``fold`` text ("sở" is no "sơ");
    ``council`` and ``area``: for ``bare`` text; ``names``: by its first word, a pattern (``bare``, not yet compiled) of
    names; ``noun``: a common noun for bodies, ``several``: what may stand before one to make it a group,
    ``holder``: who stands for the bodies named after it, ``shared``: a head that several names may have in common,
    ``opening``: the first words (``bare``) of all that a body's name, a group of bodies or their holder begins with,
    ``whole``: how names begin that only an area goes on with, or a word of ``behind`` (all ``fold``).
    """

    rules: AgencyRules
    by_key: dict[str, tuple[Agency, ...]]
    written: dict[str, str]
    head: re.Pattern[str]
    council: re.Pattern[str]
    area: re.Pattern[str]
    not_body: re.Pattern[str]
    noun: re.Pattern[str]
    several: re.Pattern[str]
    holder: re.Pattern[str]
    shared: re.Pattern[str]
    whole: re.Pattern[str]
    behind: re.Pattern[str]
    names: dict[str, str]
    opening: frozenset[str]
    longest: int

    def beginning_with(self, first: str) -> re.Pattern[str] | None:
        """-> a pattern of the names whose first word this is; a text asks for few of the hundred."""
        pattern = self.names.get(first)
        return compiled(pattern) if pattern is not None else None


FIRST_WORD = compiled(r"\w+")
_JOINT = r"[\s,;.&/\-]+(?:va\s+)?"


@lru_cache(maxsize=8192)
def agency_key(name: str) -> str:
    """What two spellings of one name have in common: no case, diacritics, hyphens, commas, "và", "&"."""
    return " ".join(part for part in re.split(r"[\s,;.&/\-]+", bare(name)) if part not in ("va", ""))


def _pattern(phrases: tuple[str, ...], form: Callable[[str], str] = bare) -> re.Pattern[str]:
    ordered = sorted({form(p) for p in phrases}, key=lambda p: (-len(p), p))
    return compiled(r"(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for p in ordered) + r")(?!\w)")


def _names(keys: list[str]) -> dict[str, str]:
    """A pattern of the keys for each first word, the longest first; hyphens, commas and "và" between words are free."""
    by_first: dict[str, list[str]] = {}
    for key in sorted(set(keys), key=lambda k: (-len(k), k)):
        by_first.setdefault(key.split()[0], []).append(_JOINT.join(map(re.escape, key.split())))
    return {first: "(?:" + "|".join(keys) + r")(?!\w)" for first, keys in by_first.items()}


def _opening(phrases: list[str]) -> frozenset[str]:
    return frozenset(first[0] for phrase in phrases if (first := FIRST_WORD.match(bare(phrase))))


@lru_cache(maxsize=8)
def agencies(rules: Rules) -> Agencies:
    """-> the bodies of ``rules``. Raises RulesError where the file breaks its schema."""
    found = load_file(rules.file("agencies.yaml"), AgencyRules)
    by_key: dict[str, tuple[Agency, ...]] = {}
    written: dict[str, str] = {}
    for body in found.bodies:
        written[bare(body.name)] = body.name
        for alias in body.aliases:
            written.setdefault(bare(alias), alias)
        for name in dict.fromkeys(agency_key(n) for n in (body.name, *body.aliases)):
            by_key[name] = (*by_key.get(name, ()), body)
    for area in found.areas:
        written[bare(area)] = area
    return Agencies(
        rules=found,
        by_key=by_key,
        written=written,
        head=_pattern(found.heads, fold),
        council=_pattern(found.councils),
        area=_pattern(found.areas),
        not_body=_pattern(found.not_bodies, fold),
        noun=compiled(_pattern(found.nouns, fold).pattern.replace(r"\s+\-\s+", r"\s*[-–]\s*")),
        several=compiled(_pattern(found.several, fold).pattern + r"\s+"),
        holder=_pattern(found.holders, fold),
        shared=_pattern(found.shared, fold),
        whole=_pattern(found.whole, fold),
        behind=_pattern((*found.areas, *found.behind), fold),
        names=_names([*by_key]),
        opening=_opening([*by_key, *found.heads, *found.nouns, *found.several, *found.holders, *found.shared]),
        longest=max(len(key.split()) for key in by_key),
    )


def lives_of(name: str, known: Agencies) -> tuple[Agency, ...]:
    """-> every life of the body that ``name`` begins with ("Phòng VH-XH phường Kim Trà" is Phòng Văn hóa - Xã hội).

    The longest known name wins; () where none is known.
    """
    words = agency_key(name).split()
    for count in range(min(len(words), known.longest), 0, -1):
        hit = known.by_key.get(" ".join(words[:count]))
        if hit is not None:
            return hit
    return ()


def life_on(name: str, day: date | None, known: Agencies) -> Agency | None:
    """-> the body's life on ``day`` (without a day its last one); None where it did not exist or is not known."""
    lives = lives_of(name, known)
    if day is None:
        return lives[-1] if lives else None
    return next((life for life in lives if life.existed(day)), None)
