"""CSV that a spreadsheet opens as text: nothing in a cell is ever a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pipeline.batch.store import Store
from pipeline.tables import columns_of
from pipeline.tables.folder import Folder
from pipeline.tables.stored import Part, in_order, read_part, read_parts

BOM = "\ufeff"  # without it Excel takes UTF-8 for the machine's own letters
_MADE = "_state/csv.json"
_EXCEL = 1_048_575  # rows of one sheet beside its header
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_sheets(store: Store, *, asked: bool) -> None:
    """Bring ``csv/<table>.csv`` to what the tables hold, where they are ``asked`` for or have been before.

    Documents by their path and rows by their document, as far as one sheet of Excel holds them; longer tables as the
    parts come. The same tables give the same bytes, and what is as it should be is not written again.
    """
    folder = store.folder
    made = _made(folder)
    if not asked and not made:
        return
    now = {}
    for table, parts in store.parts():
        name = f"csv/{table}.csv"
        of = sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()
        now[table] = made.get(table, ["", ""])
        if now[table][0] != of or folder.digest(name) != now[table][1]:
            folder.write(name, (piece.encode() for piece in _pieces(store, table, parts)))
            now[table] = [of, folder.digest(name)]
    if now != made:
        folder.write(_MADE, json.dumps(now).encode() + b"\n")


def _made(folder: Folder) -> dict[str, list[str]]:
    try:
        made = json.loads(folder.read(_MADE))
    except (FileNotFoundError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _pieces(store: Store, table: str, parts: Sequence[Part]) -> Iterator[str]:
    folder = store.folder
    names = [column.name for column in columns_of(table)]
    yield BOM
    if sum(part.rows for part in parts) <= _EXCEL:
        tables = {name: read_parts(folder, name, some) for name, some in store.parts() if name in (table, "documents")}
        batches = in_order(tables)[table].to_batches(1000)
    else:
        batches = (batch for part in parts for batch in read_part(folder, table, part).to_batches(1000))
    yield from sheet(names, (row for batch in batches for row in zip(*(c.to_pylist() for c in batch), strict=True)))


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, size: int = 1000) -> Iterator[str]:
    """-> the rows as CSV with a header, in pieces of ``size`` rows. Lists are joined by "; "."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([cell(name) for name in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([cell(value) for value in row])
        if number % size == 0:
            yield made.getvalue()
            made.seek(0)
            made.truncate()
    yield made.getvalue()


def cell(value: Any) -> str:
    """-> one cell. Text that a spreadsheet would take for a formula has an apostrophe before it, which OWASP advises
    and Excel and LibreOffice take for the mark of text; figures, also below zero, stay figures.
    """
    words = plain(value)
    if isinstance(value, bool | int | float | date):
        return words
    return f"'{words}" if words.startswith(_FORMULA) or words.lstrip(" \xa0").startswith(_FORMULA) else words


def plain(value: Any) -> str:
    """-> a value in words: nothing for a missing one, whole figures without a point, days as ISO, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):
        return value.isoformat()
    words = "; ".join(map(plain, value)) if isinstance(value, list | tuple) else str(value)
    return words.replace("\x00", "")
