"""The data dictionary: every table and column with type and meaning, from the code and ``rules/tables.yaml``."""

from __future__ import annotations

from pipeline.knowledge.load import Rules
from pipeline.knowledge.tables import Questions, table_words
from pipeline.tables import Column, columns_of, table_names
from pipeline.tables.columns import Kind

NAME = "README.md"
SQL_TYPES: dict[Kind, str] = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "list": "VARCHAR[]",
}  # fmt: skip


def dictionary(rules: Rules) -> str:
    """-> a page of Markdown in both languages."""
    words = table_words(rules)
    heads = words.heads
    both = [f"{one.vi} · {one.en}" for one in (heads.column, heads.type)]
    begin = [f"# {words.page.vi} · {words.page.en}", words.intro.vi, words.intro.en, words.joins.vi, words.joins.en]
    parts = ["\n\n".join(begin) + "\n", _questions(words.questions)]
    for table in table_names():
        about = words.tables[table].about
        rows = [
            f"| `{column.name}` | {_type(column)} | {words.column(table, column.name).vi} |"
            f" {words.column(table, column.name).en} |"
            for column in columns_of(table)
        ]
        head = [f"| {' | '.join((*both, heads.language.vi, heads.language.en))} |", "| --- | --- | --- | --- |"]
        parts.append(
            "\n".join([f"## `{table}`", "", f"{_sentence(about.vi)} {_sentence(about.en)}", "", *head, *rows, ""])
        )
    return "\n".join(parts)


def _questions(told: Questions) -> str:
    parts = [f"## {told.about.vi} · {told.about.en}", told.how.vi, told.how.en]
    for one in told.asked:
        parts += [
            f"### {one.ask.vi} · {one.ask.en}",
            f"```sql\n{one.sql.strip()}\n```",
            f"```python\n{one.python.strip()}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _type(column: Column) -> str:
    words = SQL_TYPES[column.kind] + ("" if column.optional else " NOT NULL")
    choices = ", ".join(f"`{choice}`" for choice in column.choices)
    return words + (f": {choices}" if choices else "")
