"""Tables written bucket by bucket: new parts beside the old ones, then the state that names them, then the old go.

What a bucket's files hold, and what they are called, follows from its documents alone, so whatever happened on the
way, the same documents end in the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from pipeline.tables import table_names
from pipeline.tables.arrow import batch_of, schema_of
from pipeline.tables.folder import Folder
from pipeline.tables.stored import (
    LAYOUT,
    Bucket,
    Entry,
    Part,
    layout_json,
    part_path,
    read_layout,
    read_part,
    read_states,
    state_name,
)
from pipeline.text.patterns import compiled

if TYPE_CHECKING:
    import pyarrow as pa

TARGET = 128  # documents in a bucket at most on average: what a killed run may have to do again
_HALF = compiled(r"\..+\.\d+\.tmp")
_OURS = compiled(rf"part-\d+-[0-9a-f]+\.parquet|\d+\.json|{_HALF.pattern}")


def buckets_for(documents: int) -> int:
    """-> the power of two that keeps the mean of a bucket at or below TARGET."""
    buckets = 1
    while buckets * TARGET < documents:
        buckets *= 2
    return buckets


def bucket_of(entry: Entry, buckets: int) -> int:
    """-> where a document belongs, by its content; one whose content cannot be had by its name."""
    figure = entry.sha256 or sha256(entry.source.encode("utf-8", "backslashreplace")).hexdigest()
    return int(figure[:8], 16) % buckets


class Store:
    """The buckets of one folder of tables. One run at a time holds it (``batch.lock``)."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.buckets = 1
        self.states: dict[int, Bucket] = {}
        self.broken = 0

    def open(self) -> None:
        """Read what is there; a bucket with a part that is missing or not what its state says counts as not there."""
        layout = read_layout(self.folder)
        if layout is None:
            return
        self.buckets = layout
        for number, state in read_states(self.folder, layout):
            if state is not None and all(self._stands(table, part) for table, part in state.parts.items()):
                self.states[number] = state
            else:
                self.broken += 1

    def _stands(self, table: str, part: Part) -> bool:
        try:
            data = self.folder.read(part_path(table, part))
        except FileNotFoundError:
            return False
        return len(data) == part.size and sha256(data).hexdigest() == part.sha256

    def entries(self) -> Iterable[Entry]:
        for state in self.states.values():
            yield from state.entries

    def parts(self) -> list[tuple[str, list[Part]]]:
        """-> each table with its parts by their buckets."""
        states = [self.states[number] for number in sorted(self.states)]
        return [(table, [state.parts[table] for state in states if table in state.parts]) for table in table_names()]

    def set_layout(self, buckets: int, kept: Sequence[Entry]) -> None:
        """Move the rows of ``kept`` to another number of buckets; until the last is moved the old ones stand."""
        homes: dict[int, list[Entry]] = {0: []}
        for entry in kept:
            homes.setdefault(bucket_of(entry, buckets), []).append(entry)
        old = self.buckets
        moved = {number: self._write(buckets, number, entries, {}, old) for number, entries in sorted(homes.items())}
        self.folder.write(LAYOUT, layout_json(buckets))
        self.buckets, self.states = buckets, moved

    def commit(
        self, number: int, entries: Sequence[Entry], batches: Mapping[str, Mapping[str, pa.RecordBatch]]
    ) -> None:
        """Bring one bucket to these entries: rows from ``batches`` (doc_id -> table -> rows) for those that have them
        there, from the bucket as it stands for the others.
        """
        before = self.states.get(number, Bucket((), {}))
        after = Bucket((), {})
        if entries or number == 0:
            after = self._write(self.buckets, number, entries, batches, self.buckets)
            self.states[number] = after
        else:  # a bucket without documents is not there, but for the first, which keeps the types of the tables
            self.folder.delete(state_name(self.buckets, number))
            self.states.pop(number, None)
        for table, part in before.parts.items():
            if after.parts.get(table) != part:
                self.folder.delete(part_path(table, part))

    def _write(
        self,
        buckets: int,
        number: int,
        entries: Sequence[Entry],
        batches: Mapping[str, Mapping[str, pa.RecordBatch]],
        old_buckets: int,
    ) -> Bucket:
        ordered = tuple(sorted(entries, key=lambda entry: (entry.doc_id, entry.sha256, entry.source)))
        carried = {entry.doc_id for entry in ordered if entry.rows and entry.doc_id not in batches}
        step = min(buckets, old_buckets)
        sources = [state for at, state in self.states.items() if at % step == number % step] if carried else []
        parts = {}
        for table in table_names():
            rows = self._rows(table, ordered, carried, sources, batches)
            if rows.num_rows or number == 0:
                parts[table] = self._put(table, number, rows)
        state = Bucket(ordered, parts)
        self.folder.write(state_name(buckets, number), state.to_json())
        return state

    def _rows(
        self,
        table: str,
        entries: Sequence[Entry],
        carried: set[str],
        sources: Sequence[Bucket],
        batches: Mapping[str, Mapping[str, pa.RecordBatch]],
    ) -> pa.Table:
        import pyarrow as pa
        import pyarrow.compute as pc

        if table == "failures":
            return pa.Table.from_batches([batch_of(table, _failures(entries))])
        schema = schema_of(table)
        wanted = pa.array(sorted(carried), pa.string())
        found = [pa.Table.from_batches([new[table]]) for new in batches.values() if table in new]
        for state in sources:
            if table in state.parts:
                rows = read_part(self.folder, table, state.parts[table])
                found.append(rows.filter(pc.is_in(rows.column("doc_id"), wanted)))
        rows = pa.concat_tables([schema.empty_table(), *found])
        rows = rows.take(pc.sort_indices(rows.column("doc_id")))  # stable: rows of one document keep their order
        return _placed(rows, entries) if table == "documents" else rows

    def _put(self, table: str, number: int, rows: pa.Table) -> Part:
        data = parquet(rows)
        digest = sha256(data).hexdigest()
        part = Part(f"part-{number:05d}-{digest[:16]}.parquet", digest, len(data), rows.num_rows)
        before = self.states.get(number)
        if before is None or before.parts.get(table) != part:
            self.folder.write(part_path(table, part), data)
        return part

    def sweep(self) -> None:
        """Delete what a killed run left and no state names. Only names that a store gives are touched."""
        for table in table_names():
            named = {state.parts[table].name for state in self.states.values() if table in state.parts}
            for name in self.folder.names(table):
                if name not in named and _OURS.fullmatch(name):
                    self.folder.delete(f"{table}/{name}")
        for below in ("", "_state", "csv"):
            for name in self.folder.names(below):
                if _HALF.fullmatch(name):
                    self.folder.delete(f"{below}/{name}" if below else name)
        for below in self.folder.folders("_state"):
            for name in self.folder.names(f"_state/{below}"):
                stands = below == f"{self.buckets:05d}" and name in {f"{number:05d}.json" for number in self.states}
                if below.isdecimal() and not stands and _OURS.fullmatch(name):
                    self.folder.delete(f"_state/{below}/{name}")
            self.folder.delete_empty(f"_state/{below}")


def parquet(rows: pa.Table) -> bytes:
    """-> the rows as one Parquet file; the same rows give the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = pa.BufferOutputStream()
    pq.write_table(rows.combine_chunks(), made, compression="zstd", compression_level=3, version="2.6")
    return bytes(made.getvalue())


def _failures(entries: Sequence[Entry]) -> list[dict[str, str]]:
    told = [
        {"source": source, "stage": stage, "error": error, "message": message}
        for entry in entries
        for source, stage, error, message in entry.told()
    ]
    return sorted(told, key=lambda row: (row["source"], row["stage"]))


def _placed(documents: pa.Table, entries: Sequence[Entry]) -> pa.Table:
    """-> the documents with where they lie now: ``source``, ``copies`` and ``vanished`` are the run's to say."""
    import pyarrow as pa

    by_id = {entry.doc_id: entry for entry in entries if entry.rows}
    now = [by_id[doc_id] for doc_id in documents.column("doc_id").to_pylist()]
    values = {
        "source": [entry.source for entry in now],
        "copies": [list(entry.copies) for entry in now],
        "vanished": [entry.vanished for entry in now],
    }
    for name, column in values.items():
        at = documents.schema.get_field_index(name)
        field = documents.schema.field(at)
        documents = documents.set_column(at, field, pa.array(column, field.type))
    return documents
