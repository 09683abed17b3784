"""Places and levels of government that had ended on the plan's day: merged provinces, districts, towns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.check.assignments import in_citation
from pipeline.check.context import Context, Hit, check
from pipeline.check.mending import words_fix
from pipeline.check.references import day_text
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.places import Places, places_gone

_AROUND = 80  # characters of the line in which a word of history is looked for
_BEFORE = 40


@check("place-gone")
def place_gone(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A province, a district or a town named as if it were; told once each, with how often it stands there."""
    day = context.day
    if day is None:
        return
    known = places_gone(context.rules)
    found: dict[str, list[re.Match[str]]] = {}
    for hit in known.province.finditer(context.folded):
        province = known.by_name[re.sub(r"\W+", "", hit[1])]
        if province.until <= day and _stands(context, known, hit):
            found.setdefault(province.name, []).append(hit)
    for province in known.by_name.values():
        if hits := found.get(province.name):
            words = {"until": day_text(province.until), "expected": province.successor, "count": len(hits)}
            spans = [(hit.start(), hit.start() + len(hit.group().rstrip())) for hit in hits]
            fixes = [words_fix(context, *span, province.successor) for span in spans]
            yield replace(_hit(context, hits[0], words, "province"), fixes=fixes)
    for level, words_of, named in known.levels:
        if level.until > day:
            continue
        hits = [hit for hit in words_of.finditer(context.folded) if _stands(context, known, hit)]
        if named is not None:
            hits += [hit for hit in named.finditer(context.folded) if _names(context, known, hit)]
        if hits:
            first = min(hits, key=lambda hit: hit.start())
            words = {"until": day_text(level.until), "day": day_text(day), "count": len(hits)}
            yield _hit(context, first, words, level.id)


def _hit(context: Context, hit: re.Match[str], words: dict[str, object], case: str) -> Hit:
    end = hit.start() + len(hit.group().rstrip())
    return Hit(hit.start(), end, words | {"found": context.document.text[hit.start() : end]}, case=case)


def _stands(context: Context, known: Places, hit: re.Match[str]) -> bool:
    """Whether the word is meant as of today: not in a cited title, nor beside a word of history, nor in the name of
    what has kept it ("trung tâm y tế cấp huyện")."""
    if in_citation(context, hit.start()):
        return False
    text = context.folded
    before = text[max(0, hit.start() - _BEFORE) : hit.start()].rpartition("\n")[2]
    if known.kept.search(before):
        return False
    line, end = text.rfind("\n", 0, hit.start()) + 1, text.find("\n", hit.end())
    end = len(text) if end < 0 else end
    around = text[max(line, hit.start() - _AROUND) : min(end, hit.end() + _AROUND)]
    return not known.history.search(around)


def _names(context: Context, known: Places, hit: re.Match[str]) -> bool:
    """ "huyện Bắc Hà", not "huyện nghèo" nor "Trung tâm Y tế huyện Bắc Hà"."""
    text = context.document.text
    return text[hit.end()].isupper() and text[hit.start()].islower() and _stands(context, known, hit)
