"""How much two targets speak of the same thing: a number between 0 and 1 from their words and kinds.

What is counted must be found in the other target, and so must those of whom it is counted; which field a word stands
in matters little, for two offices divide one sentence in two ways. Figures and years play no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.compare.kinds import agreement, kind
from pipeline.compare.vectors import (
    Entries,
    Grams,
    Space,
    Stock,
    Vectors,
    Words,
    cosine,
    cover,
    entries_of,
    letter_grams,
    mutual,
    single_syllables,
    space_of,
    stock_of,
    syllable_grams,
    vectors,
    weighed,
)
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.model import Target
from pipeline.text.patterns import compiled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Weights of the evidence, near those of a logistic regression on tests/gold/alignment.
_WEIGHTS = {"whole": 0.23, "indicator": 0.15, "population": 0.12, "letters": 0.25, "shared": 0.25}
_APART = 0.55  # what is counted shares no word
_CONTRAST = 0.55  # the clauses take opposite sides of a contrast ("nông thôn", "đô thị")
_NUMBERS = 0.85  # both have numbers of their own ("15 tuổi", "5G") and share none
_ENOUGH, _TOO_LITTLE = 3, 0.7  # a target of nobody and two words ("phát triển") is like everything
_PACK = 200  # targets that are held against each other at once
_FIGURE = compiled(
    r"[<>≤≥=]?\s*\d[\d.,]*\s*[%‰]|\bnăm (?:19|20)\d\d\b|(?<=\|)\s*[%‰\d.,≤≥<> -]+\s*(?=\||$)|^\s*[\d.]+\s*(?=\|)"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A target's words, ready to be compared."""

    whole: Words
    indicator: Words
    population: Words
    numbers: frozenset[str]
    sides: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Spaces:
    """The weights of syllables and of runs of letters among certain texts."""

    syllables: Space
    runs: Space


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Targets that one draft after the other is held against, taken apart once: the grams of their clauses by part."""

    targets: tuple[Target, ...]
    syllables: Stock
    runs: Stock
    parts: Mapping[str, Entries]


# part of the evidence -> the grams it is made of, the words they are taken from, the space that weighs them
_PARTS: dict[str, tuple[Callable[[Words], Grams], str, str]] = {
    "whole": (syllable_grams, "whole", "syllables"),
    "indicator": (syllable_grams, "indicator", "syllables"),
    "population": (syllable_grams, "population", "syllables"),
    "letters": (letter_grams, "whole", "runs"),
    "single": (single_syllables, "whole", "syllables"),
}


@lru_cache(maxsize=2048)
def _clause(population: str, indicator: str, quote: str, rules: Rules) -> _Clause:
    vocabulary = comparison(rules)
    indicator = indicator if population or indicator else _FIGURE.sub(" ", quote)
    normal = vocabulary.normal(f"{population} . {indicator}")
    whole = vocabulary.content(normal)
    return _Clause(
        whole,
        vocabulary.words(indicator or population),
        vocabulary.words(population),
        frozenset(word for word in whole if word.isdigit()),
        vocabulary.sides(normal),
    )


def similarity(
    drafts: Sequence[Target], parents: Sequence[Target] | Shelf, rules: Rules, spaces: Spaces | None = None
) -> NDArray[np.float64]:
    """-> (drafts × parents) similarities; 0 where the kinds of figure cannot belong to one goal.

    How rare a word is tell the ``spaces``, else the texts of the drafts and parents.
    """
    import numpy as np

    others = parents.targets if isinstance(parents, Shelf) else parents
    if not drafts or not others:
        return np.zeros((len(drafts), len(others)))
    found = evidence(drafts, parents, rules, spaces or spaces_of((*drafts, *others), rules))
    score = np.zeros((len(drafts), len(others)))
    for name, weight in _WEIGHTS.items():
        score += weight * found[name]
    score *= _APART ** found["apart"] * _CONTRAST ** found["contrasts"] * _NUMBERS ** found["numbers"]
    return score * found["kinds"] * found["said"]


def same_people(
    drafts: Sequence[Target], parents: Sequence[Target], rules: Rules, spaces: Spaces
) -> NDArray[np.float64]:
    """-> (drafts × parents) how much of those of whom the one is counted stands in the other's clause, 0…1.

    The better of both directions: a commune names four of the directive's ten groups. Who is not named is anybody.
    """
    import numpy as np

    ours, theirs = ([_clause(t.population, t.indicator, t.quote, rules) for t in side] for side in (drafts, parents))
    space = spaces.syllables
    who, whole = (
        [vectors([syllable_grams(getattr(c, part)) for c in side], space) for side in (ours, theirs)]
        for part in ("population", "whole")
    )
    silent = np.array([not c.population for c in ours])[:, None] | np.array([not c.population for c in theirs])[None, :]
    found: NDArray[np.float64] = np.where(silent, 1.0, np.maximum(cover(who[0], whole[1]), cover(who[1], whole[0]).T))
    return found


def within(groups: Iterable[Sequence[int]], targets: Sequence[Target], rules: Rules) -> Callable[[int, int], float]:
    """-> the similarity of two targets of one group, by their numbers: as if all were held against all.

    ``groups`` do not overlap. The cost grows with the groups, so that thousands of targets in small ones are no matter.
    """
    spaces = spaces_of((*targets, *targets), rules)
    packs: list[list[int]] = [[]]
    for group in groups:
        if len(packs[-1]) + len(group) > _PACK and packs[-1]:
            packs.append([])
        packs[-1] += group
    place = {k: (pack, row) for pack, members in enumerate(packs) for row, k in enumerate(members)}
    tables = []
    for members in packs:
        some = [targets[k] for k in members]
        tables.append(similarity(some, some, rules, spaces))

    def of(one: int, other: int) -> float:
        pack, row = place[one]
        return float(tables[pack][row, place[other][1]])

    return of


def spaces_of(targets: Sequence[Target], rules: Rules, shelf: Shelf | None = None) -> Spaces:
    """-> how rare the words of ``targets``, and of those of the ``shelf``, and their letters are."""
    clauses = _clauses(targets, rules)
    syllables, runs = _grams(clauses, "whole"), _grams(clauses, "letters")
    if shelf is None:
        return Spaces(space_of(syllables), space_of(runs))
    return Spaces(space_of(syllables, shelf.syllables), space_of(runs, shelf.runs))


def shelf_of(targets: tuple[Target, ...], rules: Rules) -> Shelf:
    """-> ``targets``, ready to be held against many drafts."""
    clauses = _clauses(targets, rules)
    grams = {part: _grams(clauses, part) for part in _PARTS}
    further = [g for part in ("indicator", "population", "single") for g in grams[part]]
    stocks = {"syllables": stock_of(grams["whole"], further), "runs": stock_of(grams["letters"])}
    parts = {part: entries_of(grams[part], stocks[space].column) for part, (_, _, space) in _PARTS.items()}
    return Shelf(targets, stocks["syllables"], stocks["runs"], parts)


def _clauses(targets: Sequence[Target], rules: Rules) -> list[_Clause]:
    return [_clause(t.population, t.indicator, t.quote, rules) for t in targets]


def _grams(clauses: Sequence[_Clause], part: str) -> list[Grams]:
    grams, words, _ = _PARTS[part]
    return [grams(getattr(clause, words)) for clause in clauses]


def evidence(
    drafts: Sequence[Target], parents: Sequence[Target] | Shelf, rules: Rules, spaces: Spaces
) -> dict[str, NDArray[np.float64]]:
    """-> what ``similarity`` weighs, by name, each drafts × parents. A shelf goes with the ``spaces`` made with it."""
    import numpy as np

    shelf = parents if isinstance(parents, Shelf) else None
    others = parents.targets if isinstance(parents, Shelf) else parents
    ours = _clauses(drafts, rules)
    theirs = ours if others is drafts else _clauses(others, rules)

    def both(part: str) -> tuple[Vectors, Vectors]:
        space: Space = getattr(spaces, _PARTS[part][2])
        mine = vectors(_grams(ours, part), space)
        if shelf is not None:
            return mine, weighed(shelf.parts[part], space)
        return mine, mine if theirs is ours else vectors(_grams(theirs, part), space)

    whole, indicator, population, letters, single = map(both, _PARTS)
    what = mutual(cover(indicator[0], whole[1]), cover(indicator[1], whole[0]).T)
    who = mutual(cover(population[0], whole[1]), cover(population[1], whole[0]).T)
    silent = np.array([not c.indicator for c in ours])[:, None] | np.array([not c.indicator for c in theirs])[None, :]
    nobody = np.array([not c.population for c in ours])[:, None] | np.array([not c.population for c in theirs])[None, :]
    return {
        "whole": cosine(*whole),
        "indicator": np.where(silent, who, what),
        "population": np.where(nobody, what, who),
        "letters": cosine(*letters),
        "shared": np.maximum(cover(*single), cover(*single[::-1]).T),
        "apart": ((cover(*indicator) == 0) & ~silent).astype(np.float64),
        "contrasts": _contrasts(ours, theirs),
        "numbers": _numbers(ours, theirs),
        "kinds": _kinds(drafts, others, rules),
        "said": np.array([1.0 if c.population or len(c.whole) >= _ENOUGH else _TOO_LITTLE for c in ours])[:, None],
    }


def _contrasts(ours: Sequence[_Clause], theirs: Sequence[_Clause]) -> NDArray[np.float64]:
    """-> on how many contrasts two clauses take opposite sides."""
    import numpy as np

    mine, other = np.array([c.sides for c in ours]), np.array([c.sides for c in theirs])
    found = np.zeros((len(ours), len(theirs)))
    for contrast in np.flatnonzero(mine.any(axis=0) & other.any(axis=0)):
        rows, columns = np.flatnonzero(mine[:, contrast]), np.flatnonzero(other[:, contrast])
        found[np.ix_(rows, columns)] += mine[rows, contrast][:, None] & other[columns, contrast][None, :] == 0
    return found


def _numbers(ours: Sequence[_Clause], theirs: Sequence[_Clause]) -> NDArray[np.float64]:
    """-> 1 where both clauses have numbers of their own and share none."""
    import numpy as np

    found = np.zeros((len(ours), len(theirs)))
    others = [(k, c.numbers) for k, c in enumerate(theirs) if c.numbers]
    for i, clause in enumerate(ours):
        if clause.numbers:
            found[i, [k for k, numbers in others if clause.numbers.isdisjoint(numbers)]] = 1.0
    return found


def _kinds(drafts: Sequence[Target], parents: Sequence[Target], rules: Rules) -> NDArray[np.float64]:
    import numpy as np

    mine, other = ([kind(t, rules) for t in side] for side in (drafts, parents))
    ours, theirs = ({k: place for place, k in enumerate(dict.fromkeys(side))} for side in (mine, other))
    table = np.array([[agreement(a, b) for b in theirs] for a in ours])
    found: NDArray[np.float64] = table[np.ix_([ours[k] for k in mine], [theirs[k] for k in other])]
    return found
