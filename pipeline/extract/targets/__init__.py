"""A segmented document goes in, its measurable goals come out (``Target``), in reading order.

Five stages, one folder each: figures (numbers with their unit) -> clause (which words belong to which figure) ->
subject (of whom, what) -> memory (what a clause borrows from those before) -> standing (goal, result, threshold or
funding). ``paragraph`` runs them over text, ``table`` over grids; ``context`` says what stands above a clause.
"""

from __future__ import annotations

from pipeline.extract.targets.find import find_targets

__all__ = ["find_targets"]
