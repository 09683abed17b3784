"""The words that decide whether two targets speak of the same thing (``rules/comparison.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold


class _File(Schema):
    spellings: dict[str, str]
    plain_words: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...]
    distinguishers: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, ...], ...]
    lower_is_better: tuple[str, ...]
    served: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Spelling, synonyms and plain words, compiled; ``words`` turns a clause into what is compared."""

    spellings: dict[str, str]
    plain: frozenset[str]
    equivalent: re.Pattern[str]
    group_of: dict[str, str]
    distinguishers: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    unit_group: dict[str, str]
    bad: re.Pattern[str]
    served: re.Pattern[str]

    def spelled(self, text: str) -> str:
        """Folded words with abbreviations and variant spellings written out."""
        return " ".join(self.spellings.get(token, token) for token in re.findall(r"[^\W_]+", fold(text)))

    def marks(self, text: str) -> tuple[frozenset[str], ...]:
        """-> for each group of words that exclude each other, those that the clause has."""
        spelled = self.spelled(text)
        return tuple(frozenset(pattern.findall(spelled)) for _, pattern in self.distinguishers)

    def unit(self, unit: str) -> str:
        """-> what a unit counts: a share is a share of whatever it is taken of, a lao động is a người."""
        unit = " ".join(fold(unit).split())
        if unit.startswith("%"):
            return "%"
        return self.unit_group.get(unit, unit)

    def normal(self, text: str) -> str:
        """Folded, abbreviations and variant spellings written out, equivalent phrases replaced by one token each."""
        return self.equivalent.sub(lambda m: self.group_of[m.group()], self.spelled(text))

    def words(self, text: str) -> list[str]:
        """-> the content syllables (and synonym tokens) of a clause, in order."""
        return [w for w in self.normal(text).split() if w not in self.plain]

    def lower_is_better(self, text: str) -> bool:
        """Whether a smaller figure is the better one (a poverty rate), not the share of the poor that is served."""
        spelled = self.spelled(text)
        return self.bad.search(spelled) is not None and not self.served.search(spelled)


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted({fold(p) for p in phrases}, key=lambda p: (-len(p), p))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


@lru_cache(maxsize=8)
def comparison(rules: Rules) -> Comparison:
    """-> the comparison vocabulary. Raises RulesError with file and line."""
    file = load_file(rules.directory / "comparison.yaml", _File)
    groups = {fold(phrase): f"≈{k}" for k, group in enumerate(file.equivalents) for phrase in group}
    return Comparison(
        spellings={fold(short): fold(long) for short, long in file.spellings.items()},
        plain=frozenset(map(fold, file.plain_words)),
        equivalent=_any(tuple(groups)),
        group_of=groups,
        distinguishers=tuple((tuple(map(fold, group)), _any(group)) for group in file.distinguishers),
        unit_group={fold(unit): fold(group[0]) for group in file.units for unit in group},
        bad=_any(file.lower_is_better),
        served=_any(file.served),
    )
