"""Slips: words that a scan or a typist turned into other words ("Phân đầu trên 80%"), each with its likely reading.

Three kinds of evidence: a set phrase with other diacritics, a pair of phrases whose surroundings settle the matter,
and a phrase that the same document spells otherwise several times. The text stays as it is; figures are not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from pipeline.knowledge.load import Rules
from pipeline.knowledge.slips import SlipRules, slip_rules
from pipeline.model import Document, Slip
from pipeline.saying import Said, to_say
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.place import Places, places

_SYLLABLE = compiled(r"[^\W\d_]+")
_SYLLABLE_APART = compiled(r"([^\W\d_]+)")
_JOINTS = frozenset({" ", " - ", " – "})
_ADDRESS = compiled(r"[@/\\.]$")


@dataclass(frozen=True, slots=True)
class _Syllables:
    """The syllables of a text, side by side: places, as written (folded), without marks, joined to the one before."""

    spans: list[tuple[int, int]]
    folded: list[str]
    plain: list[str]
    joined: list[bool]

    def together(self, first: int, length: int) -> bool:
        """Whether ``length`` syllables from ``first`` on are there, with blanks alone between them."""
        return first + length <= len(self.joined) and all(self.joined[first + 1 : first + length])


@dataclass(frozen=True, slots=True)
class _Suspect:
    first: int
    last: int
    reading: str
    reason: Said


@dataclass(frozen=True, slots=True)
class _Entry:
    right: tuple[str, ...]
    plain: tuple[str, ...]
    excused: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]


_ByFirstTwo = dict[tuple[str, str], tuple[_Entry, ...]]


@dataclass(frozen=True, slots=True)
class _Index:
    phrases: _ByFirstTwo  # without marks
    pairs: _ByFirstTwo  # as written; `plain` is the wrong one
    alike: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def _index(rules: Rules) -> _Index:
    table = slip_rules(rules)
    phrases: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for phrase in table.phrases:
        right = tuple(_SYLLABLE.findall(fold(phrase.right)))
        plain = tuple(_plain(syllable) for syllable in right)
        entry = _Entry(right, plain, _folded(phrase.excused), _folded(phrase.after), _folded(phrase.before))
        phrases[plain[0], plain[1]].append(entry)
    pairs: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for pair in table.pairs:
        wrong = tuple(_SYLLABLE.findall(fold(pair.wrong)))
        right = tuple(_SYLLABLE.findall(fold(pair.right)))
        pairs[wrong[0], wrong[1]].append(_Entry(right, wrong, frozenset(), frozenset(), _folded(pair.before)))
    alike: dict[str, set[str]] = defaultdict(set)
    for group in table.alike:
        for word in group:
            alike[fold(word)] |= _folded(group)
    return _Index(
        {key: tuple(sorted(es, key=lambda e: -len(e.right))) for key, es in phrases.items()},
        {key: tuple(sorted(es, key=lambda e: -len(e.plain))) for key, es in pairs.items()},
        {word: frozenset(others) for word, others in alike.items()},
    )


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


@lru_cache(maxsize=16384)
def _plain(syllable: str) -> str:
    return bare(syllable)


def find_slips(document: Document, rules: Rules) -> tuple[Slip, ...]:
    """-> the suspect words of ``document`` in reading order, each with its reading and why."""
    table = slip_rules(rules)
    index = _index(rules)
    syllables = _syllables(document.text)
    suspects = [*_phrases(syllables, index, table), *_pairs(syllables, index, table)]
    taken = {i for s in suspects for i in range(s.first, s.last + 1)}
    suspects += [s for s in _elsewhere(syllables, index, table) if s.first not in taken]
    where = places(document)
    slips = [_slip(document.text, syllables, suspect, where) for suspect in suspects]
    return tuple(sorted((s for s in slips if not _in_address(document.text, s)), key=lambda s: s.start))


def _syllables(text: str) -> _Syllables:
    folded = fold(text)
    pieces = _SYLLABLE_APART.split(folded)  # what stands between, a syllable, what stands between …
    ends = [*accumulate(map(len, pieces))]
    words = pieces[1::2]
    joined = [gap in _JOINTS for gap in pieces[:-1:2]]
    joined[:1] = [False] * len(joined[:1])
    return _Syllables([*zip(ends[0::2], ends[1::2], strict=False)], words, [*map(_plain, words)], joined)


def _free(syllables: _Syllables, first: int, length: int, entry: _Entry) -> bool:
    """Whether the words around excuse nothing."""
    after = first + length
    if after < len(syllables.spans) and syllables.joined[after] and syllables.folded[after] in entry.before:
        return False
    return not (syllables.joined[first] and syllables.folded[first - 1] in entry.after)


def _met(words: list[str], entries: _ByFirstTwo) -> list[tuple[int, tuple[_Entry, ...]]]:
    """-> the places whose two syllables open an entry, with those entries."""
    return [(i, entries[pair]) for i, pair in enumerate(pairwise(words)) if pair in entries]


def _phrases(syllables: _Syllables, index: _Index, table: SlipRules) -> list[_Suspect]:
    suspects: list[tuple[int, _Entry, str]] = []
    right: Counter[tuple[str, ...]] = Counter()
    end = -1
    for i, entries in _met(syllables.plain, index.phrases):
        for entry in entries:
            size = len(entry.plain)
            if not syllables.together(i, size) or tuple(syllables.plain[i : i + size]) != entry.plain:
                continue
            written = tuple(syllables.folded[i : i + size])
            if written == entry.right:
                right[entry.right] += 1
                break
            found = " ".join(written)
            if i <= end or written == entry.plain or found in entry.excused or not _free(syllables, i, size, entry):
                continue  # a text typed without any marks is no slip
            end = i + size - 1
            suspects.append((i, entry, found))
            break
    result = []
    for i, entry, found in suspects:
        count, reading = right[entry.right], " ".join(entry.right)
        known = to_say("slip.known", right=reading, found=found)
        reason = to_say("slip.known_elsewhere", right=reading, n=count) if count else known
        result.append(_Suspect(i, i + len(entry.right) - 1, reading, reason))
    return result


def _pairs(syllables: _Syllables, index: _Index, table: SlipRules) -> list[_Suspect]:
    suspects: list[_Suspect] = []
    for i, entries in _met(syllables.folded, index.pairs):
        for entry in entries:
            size = len(entry.plain)
            if not syllables.together(i, size) or tuple(syllables.folded[i : i + size]) != entry.plain:
                continue
            if _free(syllables, i, size, entry):
                reading = " ".join(entry.right)
                suspects.append(_Suspect(i, i + size - 1, reading, to_say("slip.pair", right=reading)))
                break
    return suspects


def _elsewhere(syllables: _Syllables, index: _Index, table: SlipRules) -> list[_Suspect]:
    """A syllable between the same neighbours on both sides, written one way several times and another way once."""
    size, often = table.elsewhere.syllables, table.elsewhere.often
    spelled: dict[tuple[int, str, tuple[str, ...], tuple[str, ...]], dict[str, list[int]]] = {}
    for i in _spelled_two_ways(syllables, often):
        plain = syllables.plain[i]
        for k in range(1, size - 1):
            first = i - k
            if first >= 0 and syllables.together(first, size):
                key = (k, plain, tuple(syllables.folded[first:i]), tuple(syllables.folded[i + 1 : first + size]))
                spelled.setdefault(key, {}).setdefault(syllables.folded[i], []).append(i)
    readings: dict[int, set[tuple[int, str, str]]] = defaultdict(set)
    for (_, _, left, after), spellings in spelled.items():
        if len(spellings) != 2:
            continue
        (usual, many), (odd, few) = sorted(spellings.items(), key=lambda item: -len(item[1]))
        if len(many) >= often and len(few) == 1 and odd not in index.alike.get(usual, ()) and len(odd) > 1:
            readings[few[0]].add((len(many), usual, " ".join((*left, usual, *after))))
    suspects = []
    for at, found in sorted(readings.items()):
        if len({usual for _, usual, _ in found}) == 1:
            count, usual, phrase = max(found)
            suspects.append(_Suspect(at, at, usual, to_say("slip.elsewhere", right=phrase, n=count)))
    return suspects


def _spelled_two_ways(syllables: _Syllables, often: int) -> list[int]:
    """-> the syllables that stand between one and the same two neighbours in several spellings, often enough."""
    words = syllables.folded
    around = [*zip(words, syllables.plain[1:], words[2:], strict=False)]
    frequent = {key for key, count in Counter(around).items() if count > often}
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, key in enumerate(around, 1):
        if key in frequent:
            places[key].append(i)
    return sorted(i for same in places.values() if len({words[i] for i in same}) > 1 for i in same)


def _slip(text: str, syllables: _Syllables, suspect: _Suspect, where: Places) -> Slip:
    start, end = syllables.spans[suspect.first][0], syllables.spans[suspect.last][1]
    quote = text[start:end]
    reading = suspect.reading
    if quote.isupper():
        reading = reading.upper()
    elif quote[:1].isupper():
        reading = reading[:1].upper() + reading[1:]
    return Slip(quote, start, end, reading, suspect.reason, where.section(start), where.page(start))


def _in_address(text: str, slip: Slip) -> bool:
    """Whether the words stand in an address of the web or of mail."""
    return bool(_ADDRESS.search(text[max(slip.start - 1, 0) : slip.start])) or text[slip.end : slip.end + 1] in {
        "@",
        "/",
    }
