"""The data dictionary: every table and column with type and meaning, from the code and ``rules/tables.yaml``."""

from __future__ import annotations

from pipeline.knowledge.load import Rules
from pipeline.knowledge.tables import table_words
from pipeline.tables import Column, columns_of, table_names
from pipeline.tables.columns import Kind

NAME = "README.md"
SQL_TYPES: dict[Kind, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "list": "VARCHAR[]",
}  # fmt: skip


def dictionary(rules: Rules, heading: str = "#") -> str:
    """-> Markdown in both languages; ``heading`` is the level that the tables' names have."""
    words = table_words(rules)
    parts = []
    for table in table_names():
        about = words.tables[table].about
        rows = [
            f"| `{column.name}` | {_type(column)} | {words.column(table, column.name).vi} |"
            f" {words.column(table, column.name).en} |"
            for column in columns_of(table)
        ]
        head = ["| cột · column | kiểu · type | tiếng Việt | English |", "| --- | --- | --- | --- |"]
        lines = [f"{heading} `{table}`", "", f"{about.vi.capitalize()}. {about.en.capitalize()}.", "", *head, *rows]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _type(column: Column) -> str:
    words = SQL_TYPES[column.kind] + ("" if column.optional else " NOT NULL")
    choices = ", ".join(f"`{choice}`" for choice in column.choices)
    return words + (f": {choices}" if choices else "")
