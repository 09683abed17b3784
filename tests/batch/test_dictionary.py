"""Every column of every table is described, in both languages, and nothing that is no column."""

from __future__ import annotations

import pytest

from pipeline.batch.dictionary import dictionary
from pipeline.knowledge.load import load_rules
from pipeline.knowledge.tables import table_words
from pipeline.tables import columns_of, table_names

WORDS = table_words(load_rules())


@pytest.mark.parametrize("table", table_names())
def test_every_column_is_described(table: str) -> None:
    for column in columns_of(table):
        words = WORDS.column(table, column.name)
        assert words.vi.strip(), column.name
        assert words.en.strip(), column.name


def test_nothing_is_described_that_is_no_column() -> None:
    assert set(WORDS.tables) == set(table_names())
    every = {column.name for table in table_names() for column in columns_of(table)}
    assert set(WORDS.common) <= every
    for table, words in WORDS.tables.items():
        assert set(words.columns) <= {column.name for column in columns_of(table)}, table


def test_the_dictionary_tells_types_and_the_words_that_a_column_may_hold() -> None:
    text = dictionary(load_rules())
    assert "| `start` | BIGINT NOT NULL |" in text
    assert "| `period_end` | BIGINT |" in text
    assert "`on_track`" in text
