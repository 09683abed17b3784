"""What references and slips cost: ``python -m tests.benchmarks.references [FILE]`` (the Quận 11 plan by default).

Prints milliseconds for the plan itself (best of 20, after loading) and seconds for its text repeated up to a million
characters: the cost per character must stay the same.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.extract.references import find_references
from pipeline.extract.slips import find_slips
from pipeline.knowledge.load import Rules, load_rules
from pipeline.model import Document
from pipeline.read import read_file
from tests.tools.places import PLANS

PLAN = PLANS / "quan-11-2023.txt"
ROUNDS = 20
SIZES = (10_000, 100_000, 1_000_000)


def seconds(find: Callable[[Document, Rules], object], document: Document, rules: Rules, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        find(document, rules)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    rules = load_rules()
    document = read_file(Path(sys.argv[1]) if len(sys.argv) > 1 else PLAN)
    for find in (find_references, find_slips):
        find(document, rules)
        cost = seconds(find, document, rules, ROUNDS)
        print(f"{find.__name__}: {len(document.text):,} characters in {cost * 1e3:.1f} ms")
        for size in SIZES:
            longer = replace(document, text=(document.text * (size // len(document.text) + 1))[:size], blocks=())
            cost = seconds(find, longer, rules, 3)
            print(f"  {size:>9,} characters {cost:8.3f} s  {cost / size * 1e6:6.2f} µs a character")


if __name__ == "__main__":
    main()
