"""Rows to pandas: nullable types, the same in an empty table; lists stay lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.tables.columns import Column, Kind, columns_of, table_names
from pipeline.tables.rows import Row

if TYPE_CHECKING:
    from pandas import DataFrame

DTYPES: dict[Kind, str] = {
    "string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]",
    "list": "object",
}  # fmt: skip


def frames(rows: Mapping[str, Sequence[Row]]) -> dict[str, DataFrame]:
    """-> name -> DataFrame of every table, empty where there are no rows."""
    return {name: _frame(rows.get(name, ()), columns_of(name)) for name in table_names()}


def _frame(rows: Sequence[Row], columns: Sequence[Column]) -> DataFrame:
    import pandas as pd
    from pandas.api.types import pandas_dtype

    return pd.DataFrame(
        {
            column.name: pd.Series([row[column.name] for row in rows], dtype="object").astype(
                pandas_dtype(DTYPES[column.kind])
            )
            for column in columns
        }
    )
