"""A segmented document goes in, who does what by when comes out (``Task``), in reading order.

``fields`` reads labelled lines ("Cơ quan chủ trì: …"), ``tables`` assignments in columns, ``find`` sentences and lists.
"""

from __future__ import annotations

from pipeline.extract.tasks.fields import field_of
from pipeline.extract.tasks.find import find_tasks
from pipeline.extract.tasks.tables import duty_columns

__all__ = ["duty_columns", "field_of", "find_tasks"]
