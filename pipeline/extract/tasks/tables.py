"""Tables of duties: TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm, in whatever form they come."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pipeline.extract.bodies import BodyReader, begins_body
from pipeline.extract.grid import Row, rows_below_merged
from pipeline.extract.tasks.fields import Fields, read_fields
from pipeline.extract.tasks.times import Span, timed
from pipeline.knowledge.duties import Duties
from pipeline.model import Document, Task
from pipeline.text.patterns import compiled
from pipeline.text.place import places

Role = Literal["duty", "lead", "partner", "time"]
_HEAD = 4  # rows
_DITTO = compiled(r"\W*(?:nt|nhu tren|như trên)?\W*")
_DATA = compiled(r"\(?\d{1,3}\)?\.?|[ivxlc]+\.?")


def table_tasks(grid: list[Row], document: Document, reader: BodyReader) -> list[Task]:
    """-> a task for each row whose duty and leader are told; [] where the header names no such columns."""
    columns, body = duty_columns(grid, reader.fold, reader.duties)
    duty = next((c for c, role in columns.items() if role == "duty"), None)
    if duty is None or "lead" not in columns.values():
        return []
    paragraphs = [b.start for b in document.blocks if b.kind == "cell" and grid[0].start <= b.start < grid[-1].end]
    out = []
    above: dict[Role, Span] = {}
    for cells, merged in rows_below_merged(grid, body, document, reader.fold):
        inherits = {role for c, role in columns.items() if c in merged}
        here = {role: cells[c] for c, role in columns.items() if c in cells}
        leads = [cells[c] for c, role in columns.items() if role == "lead" and c in cells]
        ditto = {role for role, span in here.items() if role != "duty" and _DITTO.fullmatch(reader.fold, *span)}
        told = {role: span for role, span in here.items() if role not in ditto}
        told |= {role: above[role] for role in above if role in inherits | ditto and role not in told}
        if "duty" not in told:
            continue
        said = Fields(name="lead")
        for role in ("lead", "partner"):
            said.name = role
            for cell in leads if role == "lead" and len(leads) > 1 else [told.get(role)]:
                for span in _lines(reader, cell, paragraphs):
                    said.name = role
                    read_fields(said, *span, reader)
        if not said.lead and not said.partners:
            continue  # a row that only groups others
        above = told
        out.append(_task(told, said, document))
    return out


def _task(told: dict[Role, Span], said: Fields, document: Document) -> Task:
    start, end = told["duty"]
    where = places(document)
    lead, joined = tuple(dict.fromkeys(said.lead)), tuple(dict.fromkeys(said.partners))
    place = where.section(start), where.page(start)
    task = Task(document.text[start:end], start, end, lead, joined, None, *place)
    return timed(task, told.get("time") or said.time, document)


def _lines(reader: BodyReader, span: Span | None, paragraphs: list[int]) -> Iterator[Span]:
    """The lines of a cell, each a list of its own: where the source broke it, and there where a body begins or, with no
    body in it, where a person may."""
    at, end = span or (0, 0)
    starts = paragraphs[bisect_right(paragraphs, at) : bisect_left(paragraphs, end)]
    breaks = [place for place in starts if begins_body(place, end, reader) is not None]
    people = not breaks and begins_body(at, end, reader) is None
    cuts = {place for place in (starts if people else breaks) if reader.text[place].isupper()}
    cuts |= {at + hit.end() for hit in re.finditer(r"\n", reader.text[at:end])}
    for begin, stop in pairwise([at, *sorted(cuts), end]):
        if begin < stop:
            yield begin, begin + len(reader.text[begin:stop].rstrip())


def duty_columns(grid: list[Row], folded: str, words: Duties) -> tuple[dict[int, Role], int]:
    """What each column is by its header, the innermost title first -> roles and the first row below the header."""
    roles: dict[int, Role] = {}
    body = 0
    for number, row in enumerate(grid[:_HEAD]):
        titles = {column: " ".join(folded[start:end].split()) for column, (start, end) in row.cells.items()}
        named = {column: role for column, title in titles.items() if (role := _role(title, words))}
        if roles and (
            not named or _DATA.fullmatch(next(iter(titles.values()), "")) or max(map(len, titles.values())) > 60
        ):
            break
        for column, role in named.items():
            if role == "duty" and "duty" in roles.values() and roles.get(column) != "duty":
                continue
            roles[column] = role
            body = number + 1
        roles, body = _with_leaders(roles, titles, words), max(body, number + 1 if roles else 0)
    return (roles, body) if {"duty", "lead"} <= set(roles.values()) else ({}, 0)


def _with_leaders(roles: dict[int, Role], titles: dict[int, str], words: Duties) -> dict[int, Role]:
    """-> the roles with the column that tells who does it by a common title ("Phân công") where none is a body's own;
    people ("Người phụ trách") lead only where no column of bodies does."""
    if "duty" not in roles.values():
        return roles
    people = {c for c, title in titles.items() if roles.get(c) == "lead" and words.person_column.search(title)}
    if not any(role == "lead" and c not in people for c, role in roles.items()):
        roles = roles | {
            c: "lead" for c, title in titles.items() if words.assignment_column.fullmatch(title.strip(" .*"))
        }
    bodies = any(role == "lead" and c not in people for c, role in roles.items())
    return {c: role for c, role in roles.items() if not (bodies and c in people)}


def _role(title: str, words: Duties) -> Role | None:
    if len(title) > 60:
        return None
    if words.duty_column.match(title):
        return "duty"
    if words.partner_column.search(title) and not words.lead_column.search(title):
        return "partner"
    if words.lead_column.search(title):
        return "lead"
    return "time" if words.time_column.search(title) else None
