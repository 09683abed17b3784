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
    lower_is_better: tuple[str, ...]
    served: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Spelling, synonyms and plain words, compiled; ``words`` turns a clause into what is compared."""

    spellings: dict[str, str]
    plain: frozenset[str]
    equivalent: re.Pattern[str]
    group_of: dict[str, str]
    bad: re.Pattern[str]
    served: re.Pattern[str]

    def normal(self, text: str) -> str:
        """Folded, abbreviations and variant spellings written out, equivalent phrases replaced by one token each."""
        tokens = re.findall(r"[^\W_]+", fold(text))
        spelled = " ".join(self.spellings.get(token, token) for token in tokens)
        return self.equivalent.sub(lambda m: self.group_of[m.group()], spelled)

    def words(self, text: str) -> list[str]:
        """-> the content syllables (and synonym tokens) of a clause, in order."""
        return [w for w in self.normal(text).split() if w not in self.plain]

    def lower_is_better(self, text: str) -> bool:
        """Whether a smaller figure is the better one (a poverty rate), not the share of the poor that is served."""
        folded = " ".join(self.spellings.get(t, t) for t in re.findall(r"[^\W_]+", fold(text)))
        hit = self.bad.search(folded)
        return hit is not None and not self.served.search(folded)


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
        bad=_any(file.lower_is_better),
        served=_any(file.served),
    )
