"""Places that are no more and levels of government that have ended (``rules/places.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import whole_words


class Province(Schema):
    """A province that was merged: the first day it no longer was, and where it belongs since."""

    name: str
    until: date
    successor: str


class Level(Schema):
    """A level of government that ended: words for it, and words that name one of its places with a name behind."""

    id: str
    until: date
    words: tuple[str, ...]
    named: tuple[str, ...]


class _File(Schema):
    provinces: tuple[Province, ...]
    levels: tuple[Level, ...]
    history: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The file made ready: ``province`` finds "tỉnh Hà Giang" (group 1: the name), ``by_name`` tells which it is;
    ``levels`` pairs each level with a pattern of its words and one of its named places (None: it has none)."""

    by_name: dict[str, Province]
    province: re.Pattern[str]
    levels: tuple[tuple[Level, re.Pattern[str], re.Pattern[str] | None], ...]
    history: re.Pattern[str]
    kept: re.Pattern[str]


def _any(phrases: tuple[str, ...]) -> str:
    folded = sorted(map(fold, phrases), key=lambda p: (-len(p), p))
    return whole_words([r"\s+".join(map(re.escape, phrase.split())) for phrase in folded])


@lru_cache(maxsize=8)
def places_gone(rules: Rules) -> Places:
    """All patterns are for folded text. Raises RulesError where the file breaks its schema."""
    file = load_file(rules.file("places.yaml"), _File)
    names = "|".join(re.escape(fold(p.name)).replace(r"\ ", r"\s*") for p in file.provinces)
    return Places(
        by_name={re.sub(r"\W+", "", fold(p.name)): p for p in file.provinces},
        province=compiled(rf"(?<!\w)tỉnh\s+({names})(?!\w)"),
        levels=tuple(
            (
                level,
                compiled(_any(level.words)),
                compiled(_any(level.named) + r"\s+(?=\w)") if level.named else None,
            )
            for level in file.levels
        ),
        history=compiled(_any(file.history)),
        kept=compiled(_any(file.kept)),
    )
