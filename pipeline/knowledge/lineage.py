"""Levels of documents from ward to Prime Minister; which rules tell a broken citation: ``rules/lineage.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.knowledge.agencies import agencies
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

Level = Literal["xa", "huyen", "tinh", "bo", "tw"]
Broken = Literal["wrong", "dead", "early"]
LEVELS: tuple[Level, ...] = ("xa", "huyen", "tinh", "bo", "tw")


class _Level(Schema):
    level: Level
    heads: tuple[str, ...]
    symbols: tuple[str, ...] = ()


class _File(Schema):
    levels: tuple[_Level, ...]
    broken: dict[Broken, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The levels from the top down, each with the patterns of its names and symbols; rule name -> how it is broken."""

    levels: tuple[tuple[Level, re.Pattern[str], re.Pattern[str] | None], ...]
    broken: dict[str, Broken]
    council: re.Pattern[str]

    def area(self, issuer: str) -> str:
        """-> "phường Kim Trà" for "Ủy ban nhân dân phường Kim Trà"; another body's name as it is."""
        head = self.council.match(fold(issuer))
        return issuer[head.end() :] if head and head.end() < len(issuer) else issuer

    def level(self, issuer: str | None, number: str | None = None) -> Level | None:
        """-> the issuer's level, by its name, else by the symbol of the number; None where neither says."""
        name, symbol = fold(self.area(issuer or "")), fold(number or "")
        for level, heads, _ in self.levels:
            if heads.match(name):
                return level
        return next((level for level, _, symbols in self.levels if symbols and symbols.search(symbol)), None)


@lru_cache(maxsize=8)
def lineage(rules: Rules) -> Lineage:
    """Raises RulesError where the file breaks its schema."""
    file = load_file(rules.file("lineage.yaml"), _File)
    councils = "|".join(re.escape(fold(name)) for name in sorted(agencies(rules).rules.councils, key=len, reverse=True))
    return Lineage(
        levels=tuple(
            (
                one.level,
                compiled(rf"(?:{'|'.join(re.escape(fold(head)) for head in one.heads)})(?!\w)"),
                compiled("|".join(one.symbols)) if one.symbols else None,
            )
            for one in file.levels
        ),
        broken={name: kind for kind, names in file.broken.items() for name in names},
        council=compiled(rf"(?:{councils})\s+"),
    )
