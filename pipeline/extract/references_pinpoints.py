"""Pinpoints: the path to a part of a document ("điểm a tiểu mục 2 Mục I Điều 1"), with rungs in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.text.fold import fold

_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|đầu\s+tiên"
_FIGURE = r"\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?"
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?:\.\d{1,2})?"
_ONE = rf"(?:{_FIGURE}|{_ROMAN}|{_ORDINAL}|[a-hđk-uxy])(?![\w%])"
_SIBLINGS = rf"{_ONE}(?:\s*(?:,|;|và|hoặc|đến|-)\s*{_ONE})*"
_GAP = re.compile(r"\s*[,(]?\s*(?:(?:của|tại|thuộc|trong)\s+)?")
_SIBLING_GAP = re.compile(r"\s*(?:,|;|và|hoặc|đến)\s*")


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
        re.compile(rf"(?<!\w)(?P<part>{any_of(names)})\s+(?:số\s+)?(?P<label>{_SIBLINGS})"),
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
    inward = len(rungs) > 1 and words.rank[rungs[0][0]] < words.rank[rungs[-1][0]]
    clause_before_article = {"khoan", "diem", "tiet"} & {rungs[0][0]}
    ordered = rungs if inward and not clause_before_article else rungs[::-1]
    if len({name for name, _, _ in rungs}) == 1:
        ordered = rungs
    return Path(chain[0].start(), chain[-1].end(), tuple(ordered))
