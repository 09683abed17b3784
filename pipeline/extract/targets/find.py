"""Find the targets of a document: how much of whom is to reach what, by when."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.grid import find_grids
from pipeline.extract.targets.context import Context
from pipeline.extract.targets.paragraph import Reader
from pipeline.extract.targets.restated import linked
from pipeline.extract.targets.table import find_table_targets
from pipeline.knowledge.load import Rules
from pipeline.knowledge.targets import TargetWords, target_words
from pipeline.model import Document, Target
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled

_LINE = compiled(r"[^\n]+")
_DIGIT = compiled(
    r"\d|phần trăm|(?<!\w)phần\s(?:hai|ba|tư|năm|mười)\s|nửa (?:tổng )?số|không còn"
    r"|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s"
)


def find_targets(document: Document, rules: Rules) -> tuple[Target, ...]:
    """The targets of ``document`` in reading order, ``text[start:end] == quote`` for each.

    Needs the canonical text; sections and metadata, where segment has filled them, give kinds and periods.
    """
    words = target_words(rules)
    folded = fold(document.text)
    context = Context(document, folded)
    reader = Reader(document, folded, context, words)
    found: list[Target] = []
    rows = [row for grid in find_grids(document, folded) for row in grid]
    ends = {row.start: row.end for row in rows}
    until = 0
    for line in _LINE.finditer(folded):
        until = max(until, ends.get(line.start(), 0))
        if line.start() < until or " | " in line[0]:
            continue
        if _DIGIT.search(line[0]):
            found += reader.read(line.start(), line.end())
        context.note_line(line.start(), line.end())
    if rows:
        found += find_table_targets(document, folded, context, words, reader.read)
    found.sort(key=lambda t: (t.start, t.end, t.value or 0.0))
    return linked([_said_of_itself(target, words) for target in found])


def _said_of_itself(target: Target, words: TargetWords) -> Target:
    """ "Tỷ lệ đô thị hóa đạt 38%": where nobody else is named a rate is of what it is the rate of."""
    rate = None if target.population else words.shares.match(fold(target.indicator))
    thing = target.indicator[rate.end() :].strip() if rate else ""
    return replace(target, population=thing) if len(thing.split()) > 1 else target
