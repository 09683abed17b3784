"""What plans say as tables: one table a kind of record, one row a record, ``doc_id`` joining them.

The tables and columns are those of the public contract: documents, sections, legal_references, targets, tasks,
deadlines, budget, slips, warnings, findings, alignment and failures; the same in memory, in pandas and on disk.
"""

from __future__ import annotations

from pipeline.tables.columns import Column, columns_of, table_names
from pipeline.tables.frames import WORST_FIRST, Tables, frames
from pipeline.tables.rows import Rows, alignment_row, document_rows, review_rows

__all__ = [
    "WORST_FIRST", "Column", "Rows", "Tables", "alignment_row", "columns_of", "document_rows", "frames", "review_rows",
    "table_names",
]  # fmt: skip
