"""Tables of duties: TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm."""

from __future__ import annotations

from typing import Literal

from pipeline.extract.bodies import BodyReader
from pipeline.extract.grid import Row
from pipeline.extract.tasks.fields import names_in
from pipeline.knowledge.duties import Duties
from pipeline.model import Task
from pipeline.text.place import Places

Role = Literal["duty", "lead", "partner", "time"]


def table_tasks(grid: list[Row], text: str, folded: str, words: BodyReader, where: Places) -> list[Task]:
    """-> a task for each row whose duty and leader are told; [] where the header names no such columns."""
    columns, body = duty_columns(grid, folded, words.duties)
    duty = next((c for c, role in columns.items() if role == "duty"), None)
    if duty is None or "lead" not in columns.values():
        return []
    out = []
    for row in grid[body:]:
        span = row.cells.get(duty)
        if span is None or not text[slice(*span)].strip():
            continue
        cells = {role: row.cells[c] for c, role in columns.items() if c in row.cells}
        lead = _names(text, cells.get("lead"), words)
        partners = _names(text, cells.get("partner"), words)
        if not lead and not partners:
            continue  # a row that only groups others
        time = text[slice(*cells["time"])].strip() if "time" in cells else None
        out.append(
            Task(text[slice(*span)], *span, lead, partners, time or None, where.section(span[0]), where.page(span[0]))
        )
    return out


def duty_columns(grid: list[Row], folded: str, words: Duties) -> tuple[dict[int, Role], int]:
    """What each column is by its header -> roles and the first row below the header."""
    roles: dict[int, Role] = {}
    for number, row in enumerate(grid[:3]):
        for column, (start, end) in row.cells.items():
            title = " ".join(folded[start:end].split())
            if len(title) > 60 or column in roles:
                continue
            role = _role(title, words)
            if role is not None and (role == "duty") <= ("duty" not in roles.values()):
                roles[column] = role
        if "duty" in roles.values() and "lead" in roles.values():
            return roles, number + 1
    return {}, 0


def _role(title: str, words: Duties) -> Role | None:
    if words.partner_field.match(title):
        return "partner"
    if words.lead_field.match(title):
        return "lead"
    if words.time_field.match(title):
        return "time"
    return "duty" if words.duty_column.match(title) else None


def _names(text: str, span: tuple[int, int] | None, reader: BodyReader) -> tuple[str, ...]:
    """The bodies of a cell, each of whose lines is a list of its own."""
    if span is None:
        return ()
    out: list[str] = []
    at, end = span
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        out += names_in(at, stop, reader)
        at = stop + 1
    return tuple(dict.fromkeys(out))
