"""The tables that ``doichieu ingest`` keeps in a folder: what is written there and how it is read.

    extracted/<table>/part-<bucket>-<hash>.parquet    rows of some hundred documents, named by their own content
    extracted/_state/layout.json                      how many buckets there are
    extracted/_state/<buckets>/<bucket>.json          the documents of one bucket and the names of its parts

A bucket's state is written last and in one piece: what no state names does not count, so a reader sees every bucket
either as it was or as it is, whatever happened to the run that wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, Any

from pipeline.tables.arrow import schema_of
from pipeline.tables.columns import Column, table_names
from pipeline.tables.folder import Folder, StorageError
from pipeline.tables.frames import DTYPES, Tables, frame

if TYPE_CHECKING:
    import pyarrow as pa
    from pandas import Series

LAYOUT = "_state/layout.json"
LOCK = "_state/lock"
FORM = 1  # of this layout; another number is a folder that another version of the program wrote
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the tables. ``mark`` is the hash of what it was read with: program, rules and options.

    ``rows`` is False where nothing could be read of it; ``failures`` are (stage, error, message). ``sha256`` is empty
    where not even its bytes could be had.
    """

    doc_id: str
    sha256: str
    mark: str
    source: str
    copies: tuple[str, ...] = ()
    vanished: bool = False
    rows: bool = True
    failures: tuple[tuple[str, str, str], ...] = ()

    def told(self) -> Iterator[tuple[str, str, str, str]]:
        """-> (source, stage, error, message) of every fault; a file that could not be read is named in each place."""
        for stage, error, message in self.failures:
            yield self.source, stage, error, message
            for copy in self.copies:
                named = message.startswith(self.source)
                yield copy, stage, error, copy + message[len(self.source) :] if named else message

    @property
    def key(self) -> tuple[str, str]:
        return (self.sha256, self.doc_id if self.sha256 else self.source)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of one table's rows."""

    name: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """What the state of one bucket says."""

    entries: tuple[Entry, ...]
    parts: dict[str, Part]

    def to_json(self) -> bytes:
        value = {
            "documents": [_plain(entry) for entry in self.entries],
            "parts": {table: list(astuple(part)) for table, part in self.parts.items()},
        }
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def bucket_of_json(data: bytes) -> Bucket:
    """Raises ValueError for what is no state of a bucket."""
    try:
        value = json.loads(data)
        entries = []
        for doc_id, sha256, mark, source, copies, vanished, rows, failures in value["documents"]:
            told = tuple((stage, error, message) for stage, error, message in failures)
            entries.append(Entry(doc_id, sha256, intern(mark), source, tuple(copies), vanished, rows, told))
        return Bucket(tuple(entries), {table: Part(*part) for table, part in value["parts"].items()})
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None


def state_name(buckets: int, bucket: int) -> str:
    return f"_state/{buckets:05d}/{bucket:05d}.json"


def is_stored(source: str | Path) -> bool:
    """Whether this is a folder of tables that an ingest wrote, and not one of plans."""
    address = str(source)
    if "://" not in address and not Path(source, LAYOUT).is_file():
        return False
    return read_layout(Folder(address)) is not None


def has_state(there: Callable[[str], bool], folder: str) -> bool:
    """Whether a folder is one of tables, or about to be: ``there`` says whether a path is that of a file."""
    return there(f"{folder}/{LAYOUT}") or there(f"{folder}/{LOCK}")


def read_layout(folder: Folder) -> int | None:
    """-> the number of buckets, None where there is no such folder. Raises StorageError for one of another form."""
    try:
        value = json.loads(folder.read(LAYOUT))
        form, buckets = value["form"], value["buckets"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise StorageError(f"{folder.address}/{LAYOUT}", "tables.layout_broken") from None
    if form != FORM or not isinstance(buckets, int):
        raise StorageError(folder.address, "tables.other_version")
    return buckets


def layout_json(buckets: int) -> bytes:
    return json.dumps({"form": FORM, "buckets": buckets}).encode() + b"\n"


def read_states(folder: Folder, buckets: int) -> Iterator[tuple[int, Bucket | None]]:
    """-> (number, its state) of each bucket that has one; None for a state that is broken."""
    below = state_name(buckets, 0).rpartition("/")[0]
    for name in folder.names(below):
        stem, _, ending = name.partition(".")
        if ending == "json" and stem.isdecimal():
            try:
                yield int(stem), bucket_of_json(folder.read(f"{below}/{name}"))
            except ValueError:
                yield int(stem), None


def part_path(table: str, part: Part) -> str:
    return f"{table}/{part.name}"


def read_part(folder: Folder, table: str, part: Part) -> pa.Table:
    """-> the rows of one part under the schema of today. Raises FileNotFoundError and StorageError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return conform(pq.read_table(pa.BufferReader(folder.read(part_path(table, part)))), table)
    except pa.ArrowException as error:
        raise StorageError(f"{folder.address}/{part_path(table, part)}", "tables.part_broken") from error


def dataset_of(folder: Folder, table: str, parts: Sequence[Part]) -> Any:
    """-> a pyarrow Dataset of some parts of a table: rows and columns are read as they are asked for."""
    import pyarrow.dataset as ds
    from pyarrow.fs import FSSpecHandler, PyFileSystem

    if not parts:
        return ds.dataset(schema_of(table).empty_table())
    names = [folder.full(part_path(table, part)) for part in parts]
    files = None if folder.local else PyFileSystem(FSSpecHandler(folder.fs))
    return ds.dataset(names, schema=schema_of(table), format="parquet", filesystem=files)


def read_parts(folder: Folder, table: str, parts: Sequence[Part]) -> pa.Table:
    """-> the rows of some parts of a table, one after the other."""
    import pyarrow as pa

    return pa.concat_tables([schema_of(table).empty_table(), *(read_part(folder, table, part) for part in parts)])


def conform(rows: pa.Table, table: str) -> pa.Table:
    """-> the rows in the columns of today: what an older version of the program did not know is missing."""
    import pyarrow as pa

    schema = schema_of(table)
    columns = [
        rows.column(field.name).cast(field.type)
        if field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def read_tables(folder: Folder) -> dict[str, pa.Table]:
    """-> every table as it was committed. Raises StorageError where the folder holds none."""
    for _ in range(_TRIES):  # a run that goes on beside us replaces parts: then its newer states are read
        try:
            return _read_tables(folder)
        except FileNotFoundError as error:
            lost = error
    raise StorageError(folder.address, "tables.part_missing", name=str(lost))


def committed_parts(folder: Folder) -> list[tuple[str, list[Part]]]:
    """-> each table with the parts that count. Raises StorageError where the folder holds no tables."""
    buckets = read_layout(folder)
    if buckets is None:
        raise StorageError(folder.address, "tables.none")
    states = [state for _, state in read_states(folder, buckets) if state is not None]
    return [(table, [state.parts[table] for state in states if table in state.parts]) for table in table_names()]


def _read_tables(folder: Folder) -> dict[str, pa.Table]:
    return {table: read_parts(folder, table, parts) for table, parts in committed_parts(folder)}


def in_order(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """-> the same rows, documents by the path of their source, each table's rows by their document."""
    import pyarrow as pa
    import pyarrow.compute as pc

    documents = tables["documents"]
    order = sorted(range(documents.num_rows), key=_by_path(documents.column("source").to_pylist()))
    ranked = documents.take(pa.array(order, pa.int64()))
    result = {}
    for name, rows in tables.items():
        if name == "documents":
            result[name] = ranked
        elif name == "failures":
            by_path = sorted(range(rows.num_rows), key=_by_path(rows.column("source").to_pylist()))
            result[name] = rows.take(pa.array(by_path, pa.int64()))
        else:
            rank = pc.index_in(rows.column("doc_id"), ranked.column("doc_id").combine_chunks())
            keys = pa.table({"rank": rank, "row": pa.array(range(rows.num_rows), pa.int64())})
            result[name] = rows.take(pc.sort_indices(keys, [("rank", "ascending"), ("row", "ascending")]))
    return result


def _by_path(sources: list[str]) -> Any:
    return lambda row: sources[row].replace("\\", "/").split("/")


def stored_frames(source: str | Path) -> Tables:
    """-> name -> DataFrame of every committed row, with the types that plans read in memory have."""
    found = in_order(read_tables(Folder(source)))
    return Tables({name: frame(name, partial(_series, rows)) for name, rows in found.items()})


def _series(rows: pa.Table, column: Column) -> Series[Any]:
    import pandas as pd
    from pandas.api.types import pandas_dtype

    values = rows.column(column.name)
    if column.kind in ("list", "date"):
        return pd.Series(values.to_pylist(), dtype="object")
    series: Series[Any] = values.to_pandas(types_mapper={values.type: pandas_dtype(DTYPES[column.kind])}.get)
    return series


def _plain(entry: Entry) -> list[Any]:
    return [
        entry.doc_id, entry.sha256, entry.mark, entry.source, list(entry.copies), entry.vanished, entry.rows,
        [list(failure) for failure in entry.failures],
    ]  # fmt: skip
