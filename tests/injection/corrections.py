"""The annotated plans made clean: what an officer would write otherwise in each, kept in ``corrections.yaml``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.tools.places import GOLD


@dataclass(frozen=True)
class Correction:
    """``words`` stand once in the plan and are a fault by ``rule``; ``instead`` is what stands in the clean plan.

    ``hint``: the rule says it as a hint only, and the plan is not clean of its scan without it.
    """

    plan: str
    rule: str
    words: str
    instead: str
    reason: str
    hint: bool = False


@cache
def corrections() -> dict[Path, tuple[Correction, ...]]:
    """-> by the plan's file, in their order. Raises TypeError where an entry lacks a field."""
    listed = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    found: dict[Path, list[Correction]] = defaultdict(list)
    for entry in listed:
        found[GOLD / f"{entry['plan']}.txt"].append(Correction(**entry))
    return {path: tuple(each) for path, each in found.items()}


def corrected(text: str, path: Path) -> str:
    """-> the text with its plan's corrections. Raises ValueError where the words of one do not stand there once."""
    for one in corrections().get(path, ()):
        if text.count(one.words) != 1:
            raise ValueError(f"{one.plan}: {one.words!r} stands {text.count(one.words)} times")
        text = text.replace(one.words, one.instead)
    return text
