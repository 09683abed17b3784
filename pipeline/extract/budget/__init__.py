"""A document goes in, its sums of money and the sources of funds come out (``BudgetLine``), in reading order.

``find`` reads sentences, ``tables`` the columns of figures, ``sources`` how sources are named and which a sum has,
``carried`` the source that a heading or a list's first line tells for the sums below it.
"""

from __future__ import annotations

from pipeline.extract.budget.find import find_budget

__all__ = ["find_budget"]
