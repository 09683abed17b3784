"""Folded text goes in, figures with unit, value and place come out: shares, counts and sums."""

from __future__ import annotations

from pipeline.extract.targets.figures.numbers import SYMBOLS, Figure, find_counts, find_shares, unit_name
from pipeline.extract.targets.figures.sums import find_sums

__all__ = ["SYMBOLS", "Figure", "find_counts", "find_shares", "find_sums", "unit_name"]
