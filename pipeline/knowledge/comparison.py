"""The words that decide whether two targets speak of the same thing (``rules/comparison.yaml``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import pattern, whole_words

_TOKEN = compiled(r"\d+|[^\W\d_]+")


class _File(Schema):
    spellings: dict[str, str]
    plain_words: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...]
    contrasts: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, ...], ...]
    measures: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    lower_is_better: tuple[str, ...]
    served: tuple[str, ...]
    no_goal_openings: tuple[str, ...]
    no_goals: tuple[str, ...]
    title_frame: tuple[str, ...]
    anybody: tuple[str, ...]
    institutions: tuple[str, ...]
    decisive: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Spelling, synonyms and plain words, compiled; ``words`` turns a clause into what is compared."""

    spellings: dict[str, str]
    plain: frozenset[str]
    equivalent: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # first word -> phrases, longest first, group
    contrasts: tuple[tuple[tuple[str, ...], ...], ...]  # the names of each side, blanks around them
    unit_group: dict[str, str]
    measures: tuple[str, ...]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    bad: re.Pattern[str]
    served: re.Pattern[str]
    no_goal_opening: re.Pattern[str]
    no_goal: re.Pattern[str]
    title_frame: re.Pattern[str]
    anybody: re.Pattern[str]
    institutions: re.Pattern[str]
    decisive: re.Pattern[str]

    def normal(self, text: str) -> str:
        """Folded, abbreviations and variant spellings written out, equivalent phrases replaced by one token each."""
        return " ".join(_with_groups(_spelled(text, self.spellings).split(), self.equivalent))

    def words(self, text: str) -> tuple[str, ...]:
        """-> the content syllables (and synonym tokens) of a clause, in order."""
        return self.content(self.normal(text))

    def content(self, normal: str) -> tuple[str, ...]:
        """-> the same for a clause that is normalised already."""
        return tuple(w for w in normal.split() if w not in self.plain)

    def unit(self, unit: str) -> str:
        """-> what a unit counts: a share is a share of whatever it is taken of, a lao động is a người."""
        unit = " ".join(fold(unit).split())
        if unit.startswith("%"):
            return "%"
        return self.unit_group.get(unit, unit)

    def kind(self, unit: str) -> str:
        """-> "%", "‰", a named kind ("money", "people" …) or the noun counted; of a ratio what is counted decides."""
        unit = " ".join(fold(unit).split())
        if unit[:1] in ("%", "‰"):
            return unit[0]
        counted = unit.partition("/")[0].strip()
        return next((name for name, words in self.kinds if words.search(counted)), counted)

    def sides(self, normal: str) -> tuple[int, ...]:
        """-> for every contrast the sides a normalised clause takes, as bits: "nông thôn" 1, "đô thị" 2, both 3."""
        padded = f" {normal} "
        found = []
        for contrast in self.contrasts:
            bits = 0
            for k, side in enumerate(contrast):
                for name in side:
                    if name in padded:
                        bits |= 1 << k
                        break
            found.append(bits)
        return tuple(found)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two names take opposite sides of a contrast ("hộ nghèo", "hộ cận nghèo")."""
        sides = zip(self.sides(self.normal(one)), self.sides(self.normal(other)), strict=True)
        return any(a and b and not a & b for a, b in sides)

    def lower_is_better(self, text: str) -> bool:
        """Whether a smaller figure is the better one (a poverty rate), not the share of the poor that is served."""
        folded = _spelled(text, self.spellings)
        hit = self.bad.search(folded)
        return hit is not None and not self.served.search(folded)


def _spelled(text: str, spellings: dict[str, str]) -> str:
    """Folded tokens, figures apart from letters and without leading zeros ("01 Gb/s", "1Gb/s"), written out."""
    tokens = (t.lstrip("0") or "0" if t.isdigit() else t for t in _TOKEN.findall(fold(text)))
    return " ".join(spellings.get(token, token) for token in tokens)


def _with_groups(words: list[str], equivalent: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]) -> list[str]:
    """-> the words with every phrase of a group, the longest of those that begin at a word, replaced by its name."""
    found: list[str] = []
    at = 0
    while at < len(words):
        for phrase, group in equivalent.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.append(group)
                at += len(phrase)
                break
        else:
            found.append(words[at])
            at += 1
    return found


def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(set(phrases), key=lambda p: (-len(p), p))
    return compiled(whole_words([*map(re.escape, longest_first)]))


@lru_cache(maxsize=8)
def comparison(rules: Rules) -> Comparison:
    """-> the comparison vocabulary. Raises RulesError with file and line."""
    file = load_file(rules.file("comparison.yaml"), _File)
    spellings = {fold(short): fold(long) for short, long in file.spellings.items()}
    groups = {_spelled(p, spellings): _spelled(group[0], spellings) for group in file.equivalents for p in group}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for phrase in sorted(groups, key=lambda p: (-len(p), p)):
        by_first[phrase.split()[0]].append((tuple(phrase.split()), groups[phrase]))
    equivalent = {first: tuple(phrases) for first, phrases in by_first.items()}

    def side(words: str) -> tuple[str, ...]:
        names = (_spelled(name, spellings) for name in words.split("/"))
        return tuple(f" {' '.join(_with_groups(name.split(), equivalent))} " for name in names)

    return Comparison(
        spellings=spellings,
        plain=frozenset(map(fold, file.plain_words)),
        equivalent=equivalent,
        contrasts=tuple(tuple(side(words) for words in contrast) for contrast in file.contrasts),
        unit_group={fold(unit): fold(group[0]) for group in file.units for unit in group},
        measures=file.measures,
        kinds=tuple((name, _any(tuple(map(fold, words)))) for name, words in file.kinds.items()),
        bad=_any(tuple(_spelled(p, spellings) for p in file.lower_is_better)),
        served=_any(tuple(_spelled(p, spellings) for p in file.served)),
        no_goal_opening=pattern(file.no_goal_openings),
        no_goal=pattern(file.no_goals),
        title_frame=pattern(file.title_frame),
        anybody=pattern(file.anybody),
        institutions=pattern(file.institutions),
        decisive=pattern(file.decisive),
    )
