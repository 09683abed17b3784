"""A paragraph and its figures go in, one ``Reading`` a figure comes out: bound, words before and behind, years.

``units`` cuts sentences and clauses, ``gathering`` gives each its figures, ``cues`` reads the modifiers in front of a
figure and ``bound`` what they make of it, ``head`` and ``shapes`` say which words belong to it, ``coordination`` what
several figures have in common.
"""

from __future__ import annotations

from pipeline.extract.targets.clause.bound import BOUND_BEHIND, SET_AGAINST, bound_of
from pipeline.extract.targets.clause.cues import cues_before
from pipeline.extract.targets.clause.gathering import MOST_FIGURES, figures_of, parts_of
from pipeline.extract.targets.clause.head import SAID, SOME_DAY, without_periods
from pipeline.extract.targets.clause.reading import Reading, is_bracketed, outside_brackets
from pipeline.extract.targets.clause.shapes import read_unit
from pipeline.extract.targets.clause.units import Span, find_units, trim, without_label

__all__ = [
    "BOUND_BEHIND",
    "MOST_FIGURES",
    "SAID",
    "SET_AGAINST",
    "SOME_DAY",
    "Reading",
    "Span",
    "bound_of",
    "cues_before",
    "figures_of",
    "find_units",
    "is_bracketed",
    "outside_brackets",
    "parts_of",
    "read_unit",
    "trim",
    "without_label",
    "without_periods",
]
