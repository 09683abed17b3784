"""The words by which a target is named in Vietnamese word order: ``rules/naming.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled


class _File(Schema):
    links: tuple[str, ...]
    links_before_figures: tuple[str, ...]
    measures: tuple[str, ...]
    no_measures: tuple[str, ...]
    shares: tuple[str, ...]
    of: str
    whole: str
    over: str


@dataclass(frozen=True)
class Naming:
    """Patterns over folded text: words that join an indicator to what stands behind it (``beside`` a figure, only
    those that are no bound), words that begin a measure, or a share; and the joining words for what does not say them.
    """

    link: re.Pattern[str]
    beside: re.Pattern[str]
    measure: re.Pattern[str]
    share: re.Pattern[str]
    of: str
    whole: str
    over: str


@lru_cache(maxsize=8)
def naming(rules: Rules) -> Naming:
    """Raises RulesError where the file breaks its schema."""
    file = load_file(rules.file("naming.yaml"), _File)
    return Naming(
        link=_any(file.links),
        beside=_any(file.links_before_figures),
        measure=_any(file.measures, file.no_measures),
        share=_any(file.shares),
        of=file.of,
        whole=file.whole,
        over=file.over,
    )


def _any(phrases: tuple[str, ...], never: tuple[str, ...] = ()) -> re.Pattern[str]:
    """-> a pattern for whole ``phrases`` of folded text, the longest first, where none of ``never`` stands."""
    guard = rf"(?!{_either(never)}\b)" if never else ""
    return compiled(rf"\b{guard}{_either(phrases)}\b")


def _either(phrases: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(phrase) for phrase in sorted(map(fold, phrases), key=len, reverse=True))})"
