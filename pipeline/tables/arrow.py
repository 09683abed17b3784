"""Rows to Arrow: one schema a table, the same for every document, every run and every machine."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.tables.columns import Kind, columns_of
from pipeline.tables.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def schema_of(table: str) -> pa.Schema:
    """-> the Arrow schema of one table: strings, int64, float64, booleans, date32 and lists of strings."""
    import pyarrow as pa

    types: dict[Kind, pa.DataType] = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([pa.field(column.name, types[column.kind]) for column in columns_of(table)])


def batch_of(table: str, rows: Sequence[Row]) -> pa.RecordBatch:
    """-> the rows as one batch; a half of a surrogate pair, which no UTF-8 file can hold, becomes U+FFFD."""
    import pyarrow as pa

    schema = schema_of(table)
    arrays = []
    for field in schema:
        values = [row[field.name] for row in rows]
        try:
            arrays.append(pa.array(values, field.type))
        except UnicodeEncodeError:
            arrays.append(pa.array([_encodable(value) for value in values], field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _encodable(value: Any) -> Any:
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
