"""What ``extract --format table`` shows: the outline and every kind of record as a table to be read through by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.knowledge.load import Rules
from pipeline.knowledge.messages import Messages, messages
from pipeline.model import Document, LegalReference, Target
from pipeline.report.terminal import Terminal
from pipeline.report.text import notices, title_lines
from pipeline.report.wording import day, figure_in_words, number, period, place, shorten

if TYPE_CHECKING:
    from rich.console import RenderableType


def extraction_text(
    document: Document, *, rules: Rules, lang: str = "vi", width: int = 100, colour: bool = False
) -> str:
    """-> all records of ``document`` as tables ``width`` columns wide; kinds without a record are left out."""
    say = messages(rules, lang)
    page = Terminal(width, colour)
    title_lines(page, document)
    _outline(page, document, say)
    for heading, columns, rows in (
        ("references", _REFERENCE_COLUMNS, [_reference(document, r, say) for r in document.legal_references]),
        ("alignment", _TARGET_COLUMNS, [_target(document, t, say) for t in document.targets]),
        ("tasks", _TASK_COLUMNS, _tasks(document, say)),
        ("deadlines", _DEADLINE_COLUMNS, _deadlines(document, say)),
        ("budget", _BUDGET_COLUMNS, _budget(document, say)),
        ("slips", _SLIP_COLUMNS, _slips(document, say)),
    ):
        if rows:
            page.heading(f"{say(f'heading.{heading}')} ({len(rows)})")
            page.table(
                [(say(f"column.{name}"), share, narrowest) for name, share, narrowest in columns],
                [_cells(row) for row in rows],
            )
    notices(page, document, say)
    return page.text()


# (column, share of the width, narrowest: a date of ten figures must not break)
_REFERENCE_COLUMNS = (("document", 30, 12), ("issuer", 24, 6), ("date", 8, 10), ("role", 10, 9), ("place", 22, 6))
_TARGET_COLUMNS = (("value", 12, 8), ("population", 30, 12), ("indicator", 30, 12), ("period", 8, 9), ("place", 20, 8))
_TASK_COLUMNS = (("task", 44, 16), ("lead", 20, 10), ("partners", 20, 10), ("due", 12, 10))
_DEADLINE_COLUMNS = (("words", 50, 20), ("due", 16, 10), ("place", 30, 8))
_BUDGET_COLUMNS = (("words", 44, 16), ("amount", 16, 12), ("source", 20, 8), ("place", 20, 8))
_SLIP_COLUMNS = (("words", 20, 10), ("reading", 20, 10), ("reason", 36, 12), ("place", 24, 8))
_LONGEST = 160


def _outline(page: Terminal, document: Document, say: Messages) -> None:
    shown = [s for s in document.sections if s.label != "-" and s.label != "+"]
    if not shown:
        return
    page.heading(f"{say('heading.sections')} ({len(shown)})")
    for section in shown:
        words = f"{section.label or ''} {shorten(section.heading, 120)}".strip()
        page.hanging([(f"{words} [{say.word('kind', section.kind)}]", "")], [], indent=2 * section.level)


def _reference(document: Document, reference: LegalReference, say: Messages) -> list[str]:
    named = reference.canonical or reference.number or reference.title or shorten(reference.quote, 80)
    if reference.number and reference.canonical and reference.number != reference.canonical:
        named = f"{reference.number} → {reference.canonical}"
    pinpoint = ", ".join(reference.path)
    role = say("role.internal") if reference.internal else say.word("role", reference.role)
    return [
        f"{named}\n{pinpoint}".strip(),
        reference.issuer or "",
        day(reference.issued_on),
        role,
        _where(document, reference.section_id, reference.page, reference.start, say),
    ]


def _target(document: Document, target: Target, say: Messages) -> list[str]:
    condition = f" {say('figure.condition', condition=target.condition)}" if target.condition else ""
    return [
        figure_in_words(target, say),
        shorten(target.population, _LONGEST),
        shorten(target.indicator, _LONGEST) + condition,
        period(target, say),
        _where(document, target.section_id, target.page, target.start, say),
    ]


def _tasks(document: Document, say: Messages) -> list[list[str]]:
    return [
        [shorten(t.quote, _LONGEST), "; ".join(t.lead), "; ".join(t.partners), t.deadline or ""] for t in document.tasks
    ]


def _deadlines(document: Document, say: Messages) -> list[list[str]]:
    return [
        [shorten(d.quote, _LONGEST), d.due or d.recurrence or "", _where(document, d.section_id, d.page, d.start, say)]
        for d in document.deadlines
    ]


def _budget(document: Document, say: Messages) -> list[list[str]]:
    return [
        [
            shorten(b.quote, _LONGEST),
            "" if b.amount is None else number(b.amount, say),
            b.source or "",
            _where(document, b.section_id, b.page, b.start, say),
        ]
        for b in document.budget
    ]


def _slips(document: Document, say: Messages) -> list[list[str]]:
    return [
        [s.quote, s.reading, say.line(s.reason), _where(document, s.section_id, s.page, s.start, say)]
        for s in document.slips
    ]


def _where(document: Document, section_id: str | None, page: int | None, start: int, say: Messages) -> str:
    return place(document, say, section_id=section_id, page=page, start=start, longest=30)


def _cells(row: list[str]) -> list[RenderableType]:
    from rich.text import Text

    return [Text(cell) for cell in row]
