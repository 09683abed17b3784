"""A segmented document goes in, its dates, recurring times and periods come out (``Deadline``), in reading order.

``forms`` knows how a time is worded, ``find`` which of them bind somebody.
"""

from __future__ import annotations

from pipeline.extract.deadlines.find import find_deadlines

__all__ = ["find_deadlines"]
