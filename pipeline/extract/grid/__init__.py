"""A document goes in, its tables come out as grids: rows of cells with their places, and what each column means.

Targets, tasks, money and the checks of sums read tables through this one package.
"""

from __future__ import annotations

from pipeline.extract.grid.rows import NUMERIC, PERCENT_UNIT, Column, Row, find_grids, header_period, read_columns

__all__ = ["NUMERIC", "PERCENT_UNIT", "Column", "Row", "find_grids", "header_period", "read_columns"]
