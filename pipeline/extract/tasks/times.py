"""By when a duty is to be done, in the form that the time has among the document's deadlines."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile

from pipeline.model import Document, Task

Span = tuple[int, int]


def timed(task: Task, span: Span | None, document: Document) -> Task:
    """-> ``task`` with the time of its field or cell (``span``), else with the first one in its own words.

    ``deadline`` is the day, month or year of a date, the words of what recurs, lasts or is none of these;
    ``recurrence`` says how often.
    """
    start, end = span or (task.start, task.end)
    words = " ".join(document.text[start:end].split()) if span else None
    at = bisect_left(document.deadlines, start, key=lambda d: d.start)
    here = list(takewhile(lambda d: d.start < end, document.deadlines[at:]))
    if not here or (span and len(here) > 1):
        return replace(task, deadline=words or None)
    found = here[0]
    due = found.due if found.kind == "date" else None
    return replace(task, deadline=due or words or found.quote, recurrence=found.recurrence)
