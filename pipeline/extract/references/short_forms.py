"""Short forms: "Quyết định 112", "Nghị định nêu trên", "Kế hoạch này", names given by "(sau đây gọi tắt là …)".

A short form is resolved by kind and number within the document; where several documents of the kind would do, or one
of another kind stands between, it stays unresolved rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.references.after import read_after
from pipeline.extract.references.citation import Citation, KindWord, kind_before
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, kind_of_name, reference_rules
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import opening

LONGEST_ALIAS = 80
REACH = 700  # characters between a citation and the name it is given
MOST_ALIASES = 100  # names that one document may give; later ones are not followed
NEAR = 40  # citations among which "nêu trên" looks for its own

_BARE = compiled(r"(?<![\w/.,\-–])\d{1,5}[a-zđ]?(?![\w%‰])(?![^\S\n]?[/.,][^\S\n]?\d)(?![^\S\n]?[-–][^\S\n]?[\da-zđ])")
_CUT_SUFFIX = compiled(r"(?<![\w/.,\-–])(\d{1,4}[a-zđ]?)/((?:19|20)\d\d)(?![\w/])(?!\s?[-/]\s?\w)")


@dataclass(frozen=True, slots=True)
class _Words:
    deictic: re.Pattern[str]
    alias: re.Pattern[str]
    counted: re.Pattern[str]
    own: frozenset[str]
    bare_kinds: frozenset[str]
    programmes: frozenset[str]
    names: dict[str, str]


@lru_cache(maxsize=8)
def _words(rules: Rules) -> _Words:
    table = reference_rules(rules)
    pointing = (*table.self_words, *table.back_words)
    return _Words(
        compiled(rf"{opening(pointing)}(?P<word>{any_of(pointing)})(?!\w)"),
        compiled(
            rf"{any_of(table.aliases)}\s*:?\s*[“\"']?\s*(?P<alias>[^)”\"'\n;(]{{2,{LONGEST_ALIAS}}}?)\s*[)”\"';\n]"
        ),
        compiled(rf"\s*(?!ngày\s*\d{{1,2}}\s*(?:[/.-]|tháng)|năm\s+(?:19|20)\d\d){any_of(table.counted)}(?!\w)"),
        frozenset(fold(word) for word in table.self_words),
        frozenset(kind.id for kind in table.kinds if kind.bare),
        frozenset(table.programmes),
        kind_of_name(rules),
    )


def short_forms(text: str, folded: str, full: list[Citation], own_type: str, rules: Rules) -> list[Citation]:
    """-> the short forms of ``text``; ``full`` are its citations with a number or a name, in reading order."""
    words = _words(rules)
    taken = _Taken(full)
    found = []
    for form in (
        *_aliased(text, folded, full, words),
        *_numbers(text, folded, full, words, rules),
        *_deictics(text, folded, full, own_type, words, rules),
    ):
        if taken.free(form.start, form.end):
            taken.add(form)
            found.append(form)
    return found


class _Taken:
    """The spans that are citations already, by the 64 characters they touch, so that a look is constant."""

    def __init__(self, citations: list[Citation]) -> None:
        self._cells: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for citation in citations:
            self.add(citation)

    def add(self, citation: Citation) -> None:
        for cell in range(citation.start >> 6, (citation.end >> 6) + 1):
            self._cells[cell].append((citation.start, citation.end))

    def free(self, start: int, end: int) -> bool:
        return not any(
            start < stop and begin < end
            for cell in range(start >> 6, (end >> 6) + 1)
            for begin, stop in self._cells.get(cell, ())
        )


def _aliased(text: str, folded: str, full: list[Citation], words: _Words) -> list[Citation]:
    """Later mentions of a name that the document itself gives to a citation."""
    starts = [c.start for c in full]
    given: dict[str, tuple[int, Citation]] = {}
    for hit in words.alias.finditer(folded):
        alias = " ".join(hit.group("alias").split())
        meant = _last_before(full, starts, hit.start())
        if meant is None or len(alias.split()) < 2 or hit.start() - meant.end > REACH or alias in words.names:
            continue  # "(sau đây gọi là Kế hoạch)": a mere kind is read as a short form only with "này"
        if len(given) < MOST_ALIASES:
            given.setdefault(alias, (hit.end("alias"), meant))
    if not given:
        return []
    longest_first = sorted(given, key=lambda alias: (-len(alias), alias))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)(?!\s*/)")
    found = []
    for mention in pattern.finditer(folded):
        since, meant = given[mention.group()]
        if mention.start() >= since and text[mention.start()].isupper():
            found.append(_resolved(meant, mention.start(), mention.end()))
    return found


def _last_before(full: list[Citation], starts: list[int], at: int) -> Citation | None:
    i = bisect_left(starts, at)
    return full[i - 1] if i else None


def _resolved(meant: Citation, start: int, end: int, doc_type: str | None = None) -> Citation:
    return Citation(
        start,
        end,
        doc_type or meant.doc_type,
        canonical=meant.canonical,
        stem=meant.stem,
        year=meant.year,
        issuer=meant.issuer,
        issued_on=meant.issued_on,
        title=meant.title,
        tail=end,
        resolved_from=meant.start,
    )


def _numbers(text: str, folded: str, full: list[Citation], words: _Words, rules: Rules) -> list[Citation]:
    """A kind with a bare number ("Quyết định 112"), or one that has lost its symbol ("Nghị định số 42/2025")."""
    by_stem: dict[tuple[str, str], dict[str, Citation]] = defaultdict(dict)
    for citation in full:
        if citation.stem and citation.canonical:
            for kind in {citation.doc_type, citation.symbol_kind or citation.doc_type}:
                by_stem[kind, citation.stem.lower().lstrip("0")].setdefault(citation.canonical, citation)
    found = []
    for hit in _CUT_SUFFIX.finditer(folded):
        word = kind_before(text, hit.start(), rules, near=True)
        if word and (word.numbered or word.kind in words.bare_kinds) and _adjoins(text, word, hit.start()):
            found.append(_lone(text, folded, word, hit.end(), hit.group(), hit.group(1), int(hit.group(2)), rules))
    for hit in _BARE.finditer(folded):
        stem = hit.group()
        word = kind_before(text, hit.start(), rules, near=True)
        if word is None or word.generic or not text[word.start].isupper() or not _adjoins(text, word, hit.start()):
            continue
        known = by_stem.get((word.kind, stem.lstrip("0")), {})
        if len(known) == 1 and not words.counted.match(folded, hit.end()):
            found.append(_resolved(next(iter(known.values())), word.start, hit.end(), word.kind))
        elif not (1945 <= int(re.sub(r"\D", "", stem)) <= 2100) and not words.counted.match(folded, hit.end()):
            if word.numbered:
                found.append(_lone(text, folded, word, hit.end(), stem, stem, None, rules))
            elif word.kind in words.bare_kinds and len(stem) > 1:
                found.append(Citation(word.start, hit.end(), word.kind, stem=stem, tail=hit.end(), unresolved=True))
    return found


def _adjoins(text: str, word: KindWord, at: int) -> bool:
    return len(text[word.start : at].split()) <= 5 and "\n" not in text[word.start : at].strip()


def _lone(
    text: str, folded: str, word: KindWord, end: int, number: str, stem: str, year: int | None, rules: Rules
) -> Citation:
    """A number without its symbol: it is given as one where a date or the like shows that a document is meant."""
    words = _words(rules)
    after = read_after(text, folded, end, rules)
    named = after.title if word.kind not in words.programmes else None
    told = after.issued_on or after.issuer or named or year
    return Citation(
        word.start,
        after.end,
        word.kind,
        number=number if told else None,
        canonical=number if told else None,
        stem=stem,
        year=year or after.year,
        issuer=after.issuer,
        issued_on=after.issued_on,
        title=after.title,
        title_start=after.title_start,
        tail=after.tail,
        unresolved=True,
    )


def _deictics(
    text: str, folded: str, full: list[Citation], own_type: str, words: _Words, rules: Rules
) -> list[Citation]:
    found = []
    at = 0
    titles: frozenset[str] | None = None
    for hit in words.deictic.finditer(folded):
        word = kind_before(text, hit.start(), rules, near=True)
        if word is None or word.numbered or not _adjoins(text, word, hit.start()):
            continue
        while at < len(full) and full[at].start < hit.start():
            at += 1
        itself = hit.group("word") in words.own and not word.generic
        if itself and titles is None:
            titles = _titled(text, words) | {own_type}
        if itself and titles is not None and word.kind in titles:
            found.append(Citation(word.start, hit.end(), word.kind, tail=hit.end(), internal=True))
            continue
        if not text[word.start].isupper() and (itself or word.kind not in words.bare_kinds):
            continue  # "quy định này", "kế hoạch này" in running text name no document
        meant = _antecedent(full[max(0, at - NEAR) : at], word.kind, itself, word.generic)
        if meant:
            found.append(_resolved(meant, word.start, hit.end(), word.kind))
        elif not word.generic:
            found.append(Citation(word.start, hit.end(), word.kind, tail=hit.end(), unresolved=True))
    return found


def _titled(text: str, words: _Words) -> frozenset[str]:
    """The kinds that stand alone on a line in capitals: the document itself and what it has annexed."""
    lines = (line.strip(" *:") for line in text.splitlines() if len(line) < 60)
    return frozenset(words.names[fold(line)] for line in lines if line.isupper() and fold(line) in words.names)


def _antecedent(before: list[Citation], kind: str, itself: bool, generic: bool) -> Citation | None:
    """-> the citation that "Nghị định nêu trên" means: the only one of its kind, or the last with no other between."""
    if generic or not before:
        return None
    same = [c for c in before if kind in {c.doc_type, c.symbol_kind} and not c.internal]
    names = {c.canonical or c.title for c in same}
    if len(names) == 1:
        return same[-1]
    last = before[-1]
    return last if same and last is same[-1] and not itself else None
