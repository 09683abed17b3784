"""Folded text goes in, numbers with their unit come out as ``Figure``: shares, and counts of what a goal may count."""

from __future__ import annotations

from pipeline.extract.targets.figures.numbers import SYMBOLS, Figure, find_counts, find_shares, unit_name

__all__ = ["SYMBOLS", "Figure", "find_counts", "find_shares", "unit_name"]
