"""Whether two targets count others: people against bodies, or the same kind of people with another qualification.

"cộng tác viên dân số" are no "cộng tác viên công tác xã hội", household waste is no building waste, and a share of
the addicted is no share of the communes that have some, whatever words their clauses share besides. Those who use a
service are not those who are content with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.populations import populations
from pipeline.knowledge.targets import target_words
from pipeline.model import Target
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_ONE_DEED = 0.6  # what is done in nearly the same words is one goal, however its people are called
_SHARED = 0.5  # of the words of the shorter name
_NOUN = 2  # syllables of a head: "người" alone is anybody ("người bệnh", "người dân")
_HEAD = 0.6  # a longer head than this is the name itself, and what follows a circumstance ("… khi ốm đau")
_COUNT = compiled(r"^(?:tổng |)số ")

_PEOPLE, _BODIES = frozenset({"people"}), frozenset({"bodies"})
_Names = tuple[tuple[str, ...], ...]


def counts_others(draft: Target, parent: Target, rules: Rules) -> bool:
    """-> True where the names of those counted exclude each other and the clauses do not say the same otherwise."""
    if _measured(draft, rules) != _measured(parent, rules):
        return True
    if _shared_deed(draft, parent, rules) >= _ONE_DEED:
        return False
    if not _natures(draft, rules) & _natures(parent, rules):
        return True
    pairs = [(a, b) for a in _names(draft, rules) for b in _names(parent, rules)]
    plain = comparison(rules).plain
    return any(_excludes(a, b, plain) for a, b in pairs) and not any(_may_be(a, b, plain) for a, b in pairs)


@lru_cache(maxsize=4096)
def _measured(target: Target, rules: Rules) -> frozenset[str]:
    """-> the words that make a measure of its own of what stands beside them ("hài lòng khi sử dụng …")."""
    return frozenset(comparison(rules).decisive.findall(fold(f"{target.population} {target.indicator} {target.quote}")))


def _shared_deed(one: Target, other: Target, rules: Rules) -> float:
    first, second = (set(comparison(rules).words(t.indicator)) for t in (one, other))
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _natures(target: Target, rules: Rules) -> frozenset[str]:
    """-> "people", "bodies" or both, by the nouns that the names of a list begin with; both where the first is neither.

    A later name that is neither has the noun before it: "trường mầm non, tiểu học" are schools both.
    """
    found, before = frozenset[str](), _PEOPLE | _BODIES
    for name in target.members or (target.population,):
        before = _nature(name, rules) or before
        found |= before
    return found


@lru_cache(maxsize=4096)
def _nature(name: str, rules: Rules) -> frozenset[str]:
    vocabulary = comparison(rules)
    name = populations(rules).opener.sub("", fold(name)).strip()
    if vocabulary.anybody.match(name):
        return _PEOPLE | _BODIES
    if target_words(rules).persons.match(name):
        return _PEOPLE
    return _BODIES if vocabulary.institutions.match(name) else frozenset()


def _names(target: Target, rules: Rules) -> _Names:
    return _split(target.population, target.members, rules)


@lru_cache(maxsize=4096)
def _split(population: str, members: tuple[str, ...], rules: Rules) -> _Names:
    """-> the words of each group that is counted, plain ones among them: "sinh từ hoạt" is no "sinh hoạt"."""
    parts = members or tuple(re.split(r"[,;]|\s(?:và|hoặc)\s", population))
    names = (tuple(_COUNT.sub("", comparison(rules).normal(part)).split()) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _excludes(one: tuple[str, ...], other: tuple[str, ...], plain: frozenset[str]) -> bool:
    """Whether two names have one head, and qualifications of some weight that share no word.

    Syllables that two words share are chance ("phát sinh", "sinh hoạt"); one that is a whole qualification is not.
    """
    head = _head(one, other)
    first, second = one[head:], other[head:]
    if not _NOUN <= head <= _HEAD * min(len(one), len(other)) or _pairs(first) & _pairs(second):
        return False
    told = [set(rest) - plain for rest in (first, second)]
    return min(map(len, told)) > 1 or not told[0] & told[1]


def _may_be(one: tuple[str, ...], other: tuple[str, ...], plain: frozenset[str]) -> bool:
    first, second = _pairs(one), _pairs(other)
    return len(first & second) >= _SHARED * min(len(first), len(second)) and not _excludes(one, other, plain)


def _pairs(name: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """-> neighbouring syllables, which make the words of Vietnamese; a syllable alone stands for itself."""
    return frozenset(pairwise(name)) if len(name) > 1 else frozenset({name})


def _head(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
