"""What the columns of the tables mean: ``rules/tables.yaml``."""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, Words, load_file


class TableWords(Schema):
    """What one table holds, and its columns."""

    about: Words
    columns: dict[str, Words]


class Heads(Schema):
    """What stands over the columns of the dictionary itself."""

    column: Words
    type: Words
    language: Words


class Question(Schema):
    """What a department asked, with the query that answers it over the tables; ``python`` ends in its answer."""

    ask: Words
    sql: str
    python: str


class Questions(Schema):
    """The questions, with the title above them and how they are asked."""

    about: Words
    how: Words
    asked: tuple[Question, ...]


class TablesFile(Schema):
    """The schema of ``rules/tables.yaml``: a page's title and beginning; ``common`` columns mean one thing."""

    page: Words
    intro: Words
    joins: Words
    questions: Questions
    heads: Heads
    common: dict[str, Words]
    tables: dict[str, TableWords]

    def column(self, table: str, name: str) -> Words:
        """Raises KeyError for a column that nobody has described."""
        own = self.tables[table].columns
        return own[name] if name in own else self.common[name]


@lru_cache(maxsize=8)
def table_words(rules: Rules) -> TablesFile:
    """Raises RulesError where the file breaks its schema."""
    return load_file(rules.file("tables.yaml"), TablesFile)
