"""The source that a list's first line, a heading or a line of its own tells for the sums that name none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.extract.budget.sources import Span, is_source_line, names_source
from pipeline.model import BudgetLine, Section
from pipeline.text.patterns import compiled
from pipeline.text.place import Places

_LEADS = compiled(r"\b(?:tu|nguon|von|kinh\s+phi|bang|(?<!trong )do|ngan\s+sach)\b")
Sources = Callable[[int, int], list[Span]]
"""The sources that the text names between two offsets."""


def carried(lines: list[BudgetLine], text: str, folded: str, where: Places, sources: Sources) -> list[BudgetLine]:
    """-> the lines, each sum without a source with the one that the line over its list, or the heading that it stands
    below, tells; else with the one that the only line "Nguồn kinh phí: …" beside it does."""
    told: dict[str, str | None] = {}
    return _beside([_below(line, text, folded, where, sources, told) for line in lines], folded)


def _below(
    line: BudgetLine, text: str, folded: str, where: Places, sources: Sources, told: dict[str, str | None]
) -> BudgetLine:
    if line.amount is None or line.source is not None:
        return line
    for section in where.chain(line.start):
        if section.section_id not in told:
            told[section.section_id] = _of_heading(section, text, folded, sources)
        source = told[section.section_id]
        if line.start > _line_end(section, text) and source is not None:
            return replace(line, source=source) if source else line
    return line


def _of_heading(section: Section, text: str, folded: str, sources: Sources) -> str | None:
    """-> the source that a heading, or a line that ends in a colon, tells for what is below; "" where it tells several,
    None where it tells none."""
    end = _line_end(section, text)
    found = sources(section.heading_start, end)
    if not found:
        return None
    if len(found) > 1:
        return ""
    leads = text[end - 1] == ":" and _LEADS.search(folded, section.heading_start, found[0][1]) is not None
    alone = names_source(folded, section.heading_start, end, found[0])
    return text[slice(*found[0])] if leads or alone else None


def _line_end(section: Section, text: str) -> int:
    end = text.find("\n", section.heading_start)
    return section.heading_start + len(text[section.heading_start : end if end >= 0 else len(text)].rstrip())


def _beside(lines: list[BudgetLine], folded: str) -> list[BudgetLine]:
    """The sums of a section that name no source have the one that its only line "Nguồn kinh phí: …" tells."""
    told: dict[str, set[str]] = {}
    for line in lines:
        if line.amount is None and line.section_id is not None:
            begin = folded.rfind("\n", 0, line.start) + 1
            parent = line.section_id.rpartition(".")[0]
            if is_source_line(folded, begin, (line.start, line.end)):
                told.setdefault(parent, set()).add(line.source or "")
    return [
        replace(line, source=next(iter(sources)))
        if line.amount is not None
        and line.source is None
        and len(sources := told.get((line.section_id or "").rpartition(".")[0], set())) == 1
        else line
        for line in lines
    ]
