"""Pinpoints: the path to a part of a document ("điểm a tiểu mục 2 Mục I Điều 1"), with rungs in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import opening

_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|đầu\s+tiên"
_FIGURE = r"\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?"
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?:\.\d{1,2})?"
_ONE = rf"(?:{_FIGURE}|{_ROMAN}|{_ORDINAL}|[a-hđk-uxy])(?![\w%])"
_SIBLINGS = rf"{_ONE}(?:\s*(?:,|;|và|hoặc|đến|-)\s*{_ONE})*"
_GAP = compiled(r"\s*[,(]?\s*(?:(?:của|tại|thuộc|trong)\s+)?")
_INNER = {"dieu", "khoan", "diem", "tiet"}
_SIBLING_GAP = compiled(r"\s*(?:,|;|và|hoặc|đến)\s*")


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of parts at ``start``..``end``: (part id, label, words as written), the outermost first."""

    start: int
    end: int
    parts: tuple[tuple[str, str, str], ...]

    def label(self, part: str) -> str | None:
        """-> the label of a rung ("5", "a, b"), or None where the path has no such rung."""
        labels = [label for name, label, _ in self.parts if name == part]
        return ", ".join(labels) or None

    @property
    def words(self) -> tuple[str, ...]:
        """The rungs as written, the outermost first."""
        return tuple(written for _, _, written in self.parts)


@dataclass(frozen=True, slots=True)
class _Words:
    part: re.Pattern[str]
    ids: dict[str, str]
    rank: dict[str, int]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    table = reference_rules(rules)
    names = [name for part in table.parts for name in part.names]
    return _Words(
        compiled(rf"{opening(names)}(?P<part>{any_of(names)})\s+(?:số\s+)?(?P<label>{_SIBLINGS})"),
        {fold(name): part.id for part in table.parts for name in part.names},
        {part.id: rank for rank, part in enumerate(table.parts)},
    )


def find_paths(text: str, folded: str, rules: Rules) -> list[Path]:
    """-> every chain of parts in reading order; siblings ("khoản 1, khoản 2 Điều 5") stay in one chain."""
    words = _words(rules)
    chains: list[list[re.Match[str]]] = []
    for hit in words.part.finditer(folded):
        last = chains[-1][-1] if chains else None
        if last and (_GAP.fullmatch(folded, last.end(), hit.start()) or _siblings(folded, last, hit)):
            chains[-1].append(hit)
        else:
            chains.append([hit])
    return [_path(text, chain, words) for chain in chains]


def _siblings(folded: str, last: re.Match[str], hit: re.Match[str]) -> bool:
    return bool(_SIBLING_GAP.fullmatch(folded, last.end(), hit.start()))


def _path(text: str, chain: list[re.Match[str]], words: _Words) -> Path:
    rungs = []
    for hit in chain:
        name = words.ids[" ".join(hit.group("part").split())]
        label = " ".join(text[hit.start("label") : hit.end("label")].split())
        rungs.append((name, label, " ".join(text[hit.start() : hit.end()].split())))
    groups: list[list[tuple[str, str, str]]] = [[]]
    climbed = 0  # the first step of the branch that leads up or down
    for rung in rungs:  # "khoản 3 Điều 15, khoản 2 Điều 21": two branches
        previous = groups[-1][-1][0] if groups[-1] else rung[0]
        step = words.rank[rung[0]] - words.rank[previous]
        if {rung[0], previous} <= _INNER and step * climbed < 0:
            groups.append([])
            climbed = step = 0
        groups[-1].append(rung)
        climbed = climbed or step
    return Path(chain[0].start(), chain[-1].end(), tuple(r for group in groups for r in _outermost_first(group, words)))


def _outermost_first(group: list[tuple[str, str, str]], words: _Words) -> list[tuple[str, str, str]]:
    """A path is told from the inside out ("điểm a khoản 1 Điều 5") unless its first rung outranks its last."""
    if len({name for name, _, _ in group}) == 1:
        return group
    first, last = group[0][0], group[-1][0]
    outward = words.rank[first] > words.rank[last] or first in {"khoan", "diem", "tiet"}
    if not outward:
        return group
    turned: list[tuple[str, str, str]] = []
    for rung in group:  # siblings keep their order
        at = next((i for i, other in enumerate(turned) if other[0] == rung[0]), None)
        if at is None:
            turned.insert(0, rung)
        else:
            last_same = max(i for i, other in enumerate(turned) if other[0] == rung[0])
            turned.insert(last_same + 1, rung)
    return turned
