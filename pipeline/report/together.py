"""Hints of one kind told together: all slips of writing as one, else those of one rule. Nothing is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from pipeline.knowledge.checks import check_rules
from pipeline.knowledge.load import load_rules
from pipeline.model import Finding, Severity

SLIPS = "proof"  # the family of rules that are told as one kind
_TOGETHER: frozenset[Severity] = frozenset({"info"})  # an error or a warning stands for itself


def together(findings: Iterable[Finding], severity: Severity) -> list[tuple[Finding, ...]]:
    """-> the findings of a severity in their order, hints of one kind at the first one's place."""
    groups: dict[object, list[Finding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        if finding.severity == severity:
            groups[_kind(finding) if severity in _TOGETHER else number].append(finding)
    return [tuple(group) for group in groups.values()]


def are_slips(group: tuple[Finding, ...]) -> bool:
    """Whether a group is of slips of writing, of several rules."""
    return _kind(group[0]) == SLIPS


def _kind(finding: Finding) -> str:
    return SLIPS if _families().get(finding.rule_id) == SLIPS else finding.rule_id


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    return {rule.id: rule.family for rule in check_rules(load_rules())}
