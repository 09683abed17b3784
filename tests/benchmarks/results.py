"""What the benchmarks measured, in one file from which ``tests/tools/make_readme.py`` fills the README's tables."""

from __future__ import annotations

import json
from pathlib import Path

PATH = Path(__file__).with_name("results.json")
Row = dict[str, str | int | float]


def keep(name: str, rows: list[Row]) -> None:
    """Write one table, a list of rows with the same keys, and leave the others as they are."""
    held = json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}
    held[name] = rows
    PATH.write_text(json.dumps(dict(sorted(held.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def show(name: str, rows: list[Row]) -> None:
    """Print one table."""
    print(f"\n{name}")
    for row in rows:
        print("  " + "  ".join(f"{key}: {value}" for key, value in row.items()))
