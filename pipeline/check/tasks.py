"""Tasks: one that nobody leads, and those of a parent that the draft does not take up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from pipeline.check.context import Context, Hit, check
from pipeline.compare.vectors import rarity
from pipeline.extract.grid import Row, find_grids
from pipeline.extract.tasks import duty_columns, field_of
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.duties import duties
from pipeline.model import DirectiveTask, Section
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

_WORD = compiled(r"[^\W\d_]+")
Gram = str | tuple[str, str]
_GOAL = 90  # characters of a task in a message


@check("task-without-lead")
def task_without_lead(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A task in a table, or among others that each say who leads, without anybody who does."""
    yield from _empty_fields(context)
    yield from _empty_cells(context, rule)
    yield from _without_field(context, rule)


def _empty_fields(context: Context) -> Iterator[Hit]:
    """ "Đơn vị chủ trì:" and nothing behind it nor, as a list, below it."""
    words = duties(context.rules)
    at = 0
    lines = context.folded.split("\n")
    for number, line in enumerate(lines):
        start, at = at, at + len(line) + 1
        if field_of(context.folded, start, start + len(line), words) != "lead":
            continue
        colon = context.folded.index(":", start)
        value = re.split(r";", context.folded[colon + 1 : start + len(line)])[0]
        after = lines[number + 1].lstrip() if number + 1 < len(lines) else ""
        if not re.search(r"\w|…|\.\.", value) and not after.startswith(("-", "+", "•", "*")):
            yield Hit(start, colon + 1, {"task": context.document.text[start : colon + 1]}, case="empty")


def _empty_cells(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """A row with a task and no leader, where nearly all other rows of its kind have one."""
    words = duties(context.rules)
    merged = {
        (block.start, block.end) for block in context.document.blocks if block.kind == "cell" and block.row_span > 1
    }
    for grid in find_grids(context.document, context.folded):
        columns, body = duty_columns(grid, context.folded, words)
        duty = next((c for c, role in columns.items() if role == "duty"), None)
        lead = next((c for c, role in columns.items() if role == "lead"), None)
        if duty is None or lead is None or any(row.cells.get(lead) in merged for row in grid):
            continue
        rows = [row for row in grid[body:] if duty in row.cells]
        led = [row for row in rows if lead in row.cells]
        kinds = {_shape(context, row) for row in led}
        bare_rows = [r for r in rows if lead not in r.cells and _shape(context, r) in kinds and len(r.cells) > 2]
        if len(led) >= rule.figure("led_from", 3) and len(bare_rows) * 5 <= len(led):
            for row in bare_rows:
                start, end = row.cells[duty]
                yield Hit(start, end, {"task": _short(context.document.text[start:end])})


def _shape(context: Context, row: Row) -> str:
    """-> the kind of the row's label: "1" and "12" are one, "1.1" and "I" are others."""
    span = row.cells.get(0)
    text = context.folded[slice(*span)].strip(" .)") if span else ""
    return re.sub(r"\d+", "1", "i" if re.fullmatch(r"[ivxl]+", text) else text) if len(text) < 8 else "words"


def _without_field(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """The one section among its like that has no line "Đơn vị chủ trì: …" and lays its task on nobody."""
    words = duties(context.rules)
    starts = [m.start() + 1 for m in re.finditer("\n", context.folded)]
    fields = [
        at
        for at in starts
        if field_of(context.folded, at, max(at, (context.folded + "\n").index("\n", at)), words) == "lead"
    ]
    if len(fields) < rule.figure("led_from", 3):
        return
    parents = {s.parent_id for s in context.document.sections}
    groups: dict[str | None, list[Section]] = defaultdict(list)
    for section in context.document.sections:
        if section.section_id not in parents and section.kind == "nhiem_vu" and section.label not in (None, "-", "+"):
            groups[section.parent_id].append(section)
    for group in groups.values():
        alone = [s for s in group if not any(s.start <= at < s.end for at in fields)]
        alone = [s for s in alone if not any(s.start <= t.start < s.end for t in context.document.tasks)]
        if len(alone) == 1 and len(group) - 1 >= rule.figure("led_from", 3):
            section = alone[0]
            yield Hit(section.start, section.heading_end, {"task": _short(section.heading)}, severity="info")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _GOAL else text[:_GOAL].rsplit(" ", 1)[0] + " …"


@check("parent-task-missing")
def parent_task_missing(context: Context, rule: CheckRule) -> Iterator[Hit]:
    """Tasks of the parent of which no line of the draft speaks; told together, and never more than a hint.

    A task that was not read in a source is told as such, and its words are not put into the parent's mouth.
    """
    if not any(directive.tasks for directive in context.directives):
        return
    below = rule.strings("not_for_below"), rule.strings("addressed")
    for directive in context.directives:
        tasks = [t for t in directive.tasks if t.certainty != "unknown" and _for_below(t, *below)]
        wanted = [_wanted(t.text, directive.title) for t in tasks]
        said = _said(context.bare, frozenset(chain.from_iterable(wanted)))
        least = rule.figure("likeness", 0.2)
        left = [t for t, grams in zip(tasks, wanted, strict=True) if _likeness(grams, said) < least]
        if left:
            unread = str(rule.mapping("unread").get(context.lang, ""))
            goals = "; ".join(f"“{_short(t.text)}”" + (unread if t.certainty != "seen" else "") for t in left)
            read = next((t.text for t in left if t.certainty == "seen"), None)
            words = {"number": directive.number, "count": len(left), "goals": goals}
            yield Hit(words=words, directive_id=directive.directive_id, directive_quote=read)


@lru_cache(maxsize=4096)
def _for_below(task: DirectiveTask, not_for_below: tuple[str, ...], addressed: tuple[str, ...]) -> bool:
    """Whether a task is for those below: no body of the parent's own leads it, and it is no law-making."""
    text = fold(task.text)
    if any(fold(words) in text for words in not_for_below):
        return False
    return not task.lead or any(fold(w) in fold(body) for body in task.lead for w in addressed)


def _likeness(wanted: Sequence[Gram], said: Said) -> float:
    """-> how much of what a task wants one line of the draft says; 0…1."""
    if len(wanted) < 2:
        return 1.0  # nothing of its own to look for
    whole = 0.0
    shares: dict[int, float] = defaultdict(float)
    for gram in wanted:
        weight = said.weight(gram)
        whole += weight
        for line in said.by_gram.get(gram, ()):
            shares[line] += weight
    return max(shares.values(), default=0.0) / whole


@lru_cache(maxsize=4096)
def _wanted(task: str, title: str) -> tuple[Gram, ...]:
    """-> the grams of a task's words, less those of its directive's title."""
    known = {*_grams(_WORD.findall(bare(title)))}
    return tuple(dict.fromkeys(gram for gram in _grams(_WORD.findall(bare(task))) if gram not in known))


@dataclass(frozen=True, slots=True)
class Said:
    """Which of a draft's lines have which of the grams that are wanted."""

    lines: int
    by_gram: Mapping[Gram, Sequence[int]]

    def weight(self, gram: Gram) -> float:
        """-> the gram's inverse document frequency; one that no line has is as rare as one that a single line has."""
        return rarity(len(self.by_gram.get(gram, ())) or 1, self.lines)


def _said(plain: str, wanted: frozenset[Gram]) -> Said:
    """-> where the wanted grams stand among the lines of a ``bare`` text, short ones left out."""
    lines = [line for line in plain.split("\n") if len(line) > 12]
    found: dict[Gram, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for gram in wanted.intersection(_grams(_WORD.findall(line))):
            found[gram].append(number)
    return Said(len(lines), found)


def _grams(words: Sequence[str]) -> Iterator[Gram]:
    """-> the syllables and the pairs of neighbours."""
    return chain(words, pairwise(words))
