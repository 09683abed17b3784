"""SQL over the committed rows of a folder of tables: read-only, and nothing beyond the folder."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pipeline.errors import DoichieuError
from pipeline.extras import need
from pipeline.tables import table_names
from pipeline.tables.folder import Folder
from pipeline.tables.stored import committed_parts, dataset_of
from pipeline.text.patterns import compiled

Row = tuple[Any, ...]
_LOST_COLUMN = compiled(r"Binder Error: Referenced column (.+?) not found.*?\nCandidate bindings: (.+)", re.DOTALL)


class QueryError(DoichieuError):
    """A question that cannot be asked, with what is wrong in it."""


class Answer:
    """The columns of an answer and its rows, which come as they are asked for."""

    def __init__(self, columns: Sequence[str], rows: Iterator[Row]) -> None:
        self.columns, self.rows = tuple(columns), rows


def ask(sql: str, address: str) -> Answer:
    """-> the answer to one SELECT over the tables of ``address``, each under its own name.

    Raises MissingExtraError, QueryError (no SELECT, unknown table or column) and StorageError (no tables there).
    """
    need("parquet", "sql")
    import duckdb

    base = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False, "TimeZone": "UTC"})
    kept = _open(base, Folder(address))
    try:
        _only_a_question(base, sql)
        answer = base.execute(sql)
        return Answer([column[0] for column in answer.description or ()], _rows(answer, kept))
    except duckdb.Error as error:
        raise _told(error) from None


def _rows(answer: Any, kept: Any) -> Iterator[Row]:
    """``kept`` is what the views read from memory, alive as long as rows are asked for."""
    import duckdb

    try:
        while some := answer.fetchmany(1000):
            yield from some
    except duckdb.Error as error:
        raise _told(error) from None
    finally:
        del kept


def _only_a_question(base: Any, sql: str) -> None:
    """EXPLAIN ANALYZE would do what it explains, COPY writes files: only what selects is let through."""
    import duckdb

    statements = base.extract_statements(sql)
    selects = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)  # MULTI is what PIVOT becomes
    if len(statements) != 1 or statements[0].type not in selects:
        raise QueryError("", "query.one_select")


def _open(base: Any, folder: Folder) -> list[Any]:
    """Every table as Arrow gives it to DuckDB, which then has no way of its own to any file: a COPY may hide in a
    common table expression. -> what has to stay alive as long as rows are asked for.
    """
    kept = []
    for table, parts in committed_parts(folder):
        kept.append(dataset_of(folder, table, parts))
        base.register(table, kept[-1])
    base.execute("SET python_enable_replacements = false")
    base.execute("SET enable_external_access = false")
    base.execute("SET lock_configuration = true")
    return kept


def _told(error: Exception) -> QueryError:
    """-> what DuckDB found wrong, without its picture of the statement; its own words where they are none we know."""
    words = str(error).split("\n\nLINE ")[0].strip()
    if lost := re.match(r"Catalog Error: Table with name (.+?) does not exist", words):
        near = difflib.get_close_matches(lost[1].lower(), table_names(), n=1)
        names = ", ".join(table_names())
        if near:
            return QueryError("", "query.no_table_near", name=lost[1], near=near[0], tables=names)
        return QueryError("", "query.no_table", name=lost[1], tables=names)
    if lost := _LOST_COLUMN.match(words):
        return QueryError("", "query.no_column", name=lost[1], near=" ".join(lost[2].split()))
    if found := re.match(r"Parser Error: syntax error at or near (.+)", words):
        return QueryError("", "query.syntax", words=found[1])
    return QueryError("", "query.other", words="; ".join(line.strip() for line in words.splitlines() if line.strip()))


def json_text(answer: Answer) -> Iterator[str]:
    """-> a JSON array, one object a row, in pieces."""
    between = "[\n"
    names = [f"{name}_{at}" if name in answer.columns[:at] else name for at, name in enumerate(answer.columns)]
    for row in answer.rows:
        yield between + json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False)
        between = ",\n"
    yield "[]\n" if between == "[\n" else "\n]\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
