"""Whom targets count: names of groups, their synonyms, and what a level of government does not have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words


class _Ended(Schema):
    name: str
    since: date


class _Level(Schema):
    level: str
    names: tuple[str, ...]


class _File(Schema):
    openers: tuple[str, ...]
    trailers: tuple[str, ...]
    catch_all: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    counterparts: dict[str, dict[str, tuple[str, ...]]]
    not_at_level: dict[str, tuple[str, ...]]
    ended: tuple[_Ended, ...]
    levels: tuple[_Level, ...]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Folded words and single blanks only: the form in which names of groups are compared."""
    return " ".join(re.findall(r"\w+", fold(text)))


@dataclass(frozen=True)
class Populations:
    """The vocabulary in its compared form."""

    opener: re.Pattern[str]
    trailer: re.Pattern[str]
    catch_all: frozenset[str]
    synonym: dict[str, str]
    counterparts: dict[str, dict[str, tuple[str, ...]]]
    not_at_level: dict[str, frozenset[str]]
    ended: dict[str, date]
    levels: tuple[tuple[str, re.Pattern[str]], ...]

    def name(self, member: str) -> str:
        """-> the group's own name: without "số", "các", "trên địa bàn …", synonyms unified."""
        words = self.trailer.sub("", self.opener.sub("", plain(member))).strip()
        return self.synonym.get(words, words)

    def level(self, issuer: str) -> str | None:
        """-> the level of government that a body's name speaks of ("xa", "huyen", "tinh"), or None."""
        for level, pattern in self.levels:
            if pattern.search(plain(issuer)):
                return level
        return None


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(_ordered(phrases))


def _ordered(phrases: tuple[str, ...]) -> list[str]:
    return sorted((re.escape(plain(p)) for p in phrases), key=lambda p: (-len(p), p))


@lru_cache(maxsize=8)
def populations(rules: Rules) -> Populations:
    """-> the vocabulary of populations. Raises RulesError with file and line."""
    file = load_file(rules.file("populations.yaml"), _File)
    return Populations(
        opener=compiled(rf"^(?:(?:{_any(file.openers)})(?!\w) ?)+"),
        trailer=compiled(rf"(?<!\w)(?:{_any(file.trailers)})(?!\w).*$"),
        catch_all=frozenset(map(plain, file.catch_all)),
        synonym={plain(name): plain(group[0]) for group in file.synonyms for name in group},
        counterparts={
            level: {plain(k): tuple(map(plain, v)) for k, v in pairs.items()}
            for level, pairs in file.counterparts.items()
        },
        not_at_level={level: frozenset(map(plain, names)) for level, names in file.not_at_level.items()},
        ended={plain(e.name): e.since for e in file.ended},
        levels=tuple((entry.level, compiled(whole_words(_ordered(entry.names)))) for entry in file.levels),
    )
