"""A clause that leaves something out and the clauses read before go in; what it borrows from them comes out."""

from __future__ import annotations

from pipeline.extract.targets.memory.carried import Memory
from pipeline.extract.targets.memory.contrast import contrasted
from pipeline.extract.targets.memory.ellipsis import SAME_RATE, fill_ellipsis
from pipeline.extract.targets.memory.lead import LED, Led

__all__ = ["LED", "SAME_RATE", "Led", "Memory", "contrasted", "fill_ellipsis"]
