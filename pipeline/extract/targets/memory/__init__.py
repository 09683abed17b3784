"""A clause that leaves something out and the clauses read before go in; what it borrows from them comes out."""

from __future__ import annotations

from pipeline.extract.targets.memory.contrast import contrasted
from pipeline.extract.targets.memory.lending import SAME_RATE, lent_by

__all__ = ["SAME_RATE", "contrasted", "lent_by"]
