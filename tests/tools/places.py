"""Where tests and tools find what they read: the checkout, its plans, the annotated texts, what may lie beside it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "corpus" / "plans"
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"  # real texts and lists that are no part of the project: what needs them is skipped
ORIGINALS = SHARED / "originals"
