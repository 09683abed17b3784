"""Rows to pandas: nullable types, the same in an empty table; codes are categories with their words beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.saying import own_messages
from pipeline.tables.columns import Column, Kind, columns_of, table_names
from pipeline.tables.rows import Row

if TYPE_CHECKING:
    from pandas import DataFrame, Series

DTYPES: dict[Kind, str] = {
    "string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]",
    "list": "object",
}  # fmt: skip
WORST_FIRST = (
    "missing", "below", "period_mismatch", "narrowed", "behind", "not_comparable", "on_track", "met", "above", "added",
)  # fmt: skip
"""The verdicts of ``alignment.status`` in the order in which someone has to look at them."""
WORDS = {"status": "status", "severity": "severity", "registry": "registry_state", "role": "role"}
"""The codes that have a column of Vietnamese words behind them (``status_vi``), with their key in the messages."""
_ORDERED = ("status", "severity", "level")
KEYS = {"documents": ("plan", ("doc_id",)), "sections": ("section", ("doc_id", "section_id"))}


class Tables(dict[str, Any]):
    """name -> DataFrame: what ``pipeline.tables`` gives. ``joined`` puts a table's plan beside its rows."""

    def joined(self, table: str, *others: str) -> DataFrame:
        """-> the rows of ``table``, as many and in the same order, with the columns of ``documents`` ("plan_issuer",
        "plan_period_start" …) and of the further tables named: ``sections`` ("section_heading", "section_kind").

        ``tables["alignment"].merge(tables["documents"])`` would take their years for one key: both have a
        ``period_start``, of the target and of the plan. Raises KeyError for a table that cannot be joined so.

        >>> tables.joined("targets", "sections")[["plan_issuer", "section_heading", "quote"]]  # doctest: +SKIP
        """
        frame: DataFrame = self[table]
        for other in dict.fromkeys(("documents", *others)):
            prefix, keys = KEYS[other]
            named = {name: name if name in keys else f"{prefix}_{name}" for name in self[other].columns}
            right = self[other].rename(columns=named)
            frame = frame.merge(right, on=list(keys), how="left", validate="many_to_one")
        return frame


def frames(rows: Mapping[str, Sequence[Row]]) -> Tables:
    """-> name -> DataFrame of every table, empty where there are no rows."""

    def series(table: str, column: Column) -> Series[Any]:
        import pandas as pd

        return pd.Series([row[column.name] for row in rows.get(table, ())], dtype="object")

    return Tables({name: frame(name, lambda column, name=name: series(name, column)) for name in table_names()})  # type: ignore[misc]


def frame(table: str, values: Callable[[Column], Series[Any]]) -> DataFrame:
    """-> a table whose columns are ``values`` under their types; codes with their words behind them."""
    import pandas as pd

    data = {}
    for column in columns_of(table):
        data[column.name] = made = values(column).astype(dtype_of(column))
        if column.name in WORDS and column.choices:
            data[f"{column.name}_vi"] = _in_words(made, WORDS[column.name])
    return pd.DataFrame(data)


def dtype_of(column: Column) -> Any:
    """-> the pandas type of a column: a category of all its codes where they are few, ordered where one is worse."""
    import pandas as pd

    if not column.choices or column.kind != "string":
        return pd.api.types.pandas_dtype(DTYPES[column.kind])
    codes = WORST_FIRST if column.name == "status" else column.choices
    return pd.CategoricalDtype(list(codes), ordered=column.name in _ORDERED)


def _in_words(codes: Series[Any], group: str) -> Series[Any]:
    say = own_messages("vi")
    return codes.cat.rename_categories({code: say.word(group, code) for code in codes.cat.categories})
