"""A document goes in, its tables come out as grids: rows and cells with their places, and what each column means.

``rows`` finds them, ``header`` says which rows are the head and what stands over each column, ``columns`` what each
column holds, ``levels`` which row is a part of which. Targets, tasks, money and the checks of sums read tables here.
"""

from __future__ import annotations

from pipeline.extract.grid.above import told_above
from pipeline.extract.grid.columns import AIMED, Column, assigned_to_places, read_columns
from pipeline.extract.grid.header import Head, read_head
from pipeline.extract.grid.levels import RANK, Named, name_cell, named_rows
from pipeline.extract.grid.merged import rows_below_merged
from pipeline.extract.grid.rows import Row, Span, find_grids
from pipeline.extract.grid.unread import unread_table
from pipeline.extract.grid.words import PERCENT_UNIT, TableWords, header_period, table_words, words_of_tables

__all__ = [
    "AIMED",
    "PERCENT_UNIT",
    "RANK",
    "Column",
    "Head",
    "Named",
    "Row",
    "Span",
    "TableWords",
    "assigned_to_places",
    "find_grids",
    "header_period",
    "name_cell",
    "named_rows",
    "read_columns",
    "read_head",
    "rows_below_merged",
    "table_words",
    "told_above",
    "unread_table",
    "words_of_tables",
]
