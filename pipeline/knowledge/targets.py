"""The vocabulary of targets: the phrases of ``rules/targets.yaml`` and the patterns made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from pipeline.knowledge.clauses import Clauses, ClauseWords, Money, clause_words
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.knowledge.standing import Funding, Results, StandingWords, Thresholds, standing_words
from pipeline.model import Comparator
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled
from pipeline.text.phrases import Phrases, pattern, whole_words, words_pattern

Role = Literal["compare", "floor", "about", "hope", "goal", "join", "link", "level", "rise", "fall", "pace", "rate"]


class Tables(Schema):
    """The words of table headers."""

    index: Phrases
    group: Phrases
    field: Phrases
    indicator: Phrases
    unit: Phrases
    plan: Phrases
    actual: Phrases
    estimate: Phrases
    compare: Phrases
    when: Phrases
    body: Phrases
    place: Phrases
    note: Phrases


class TargetsFile(Schema):
    """``rules/targets.yaml``."""

    comparators: dict[Literal[">=", ">", "<=", "<"], Phrases]
    after: dict[Literal[">=", "<="], Phrases]
    floors: Phrases
    approximate: Phrases
    aspirational: Phrases
    goals: Phrases
    connectives: Phrases
    links: Phrases
    levels: Phrases
    rises: Phrases
    falls: Phrases
    pace: Phrases
    rates: Phrases
    leads: Phrases
    shares: Phrases
    weights: Phrases
    measures: Phrases
    baseless: Phrases
    coverage: Phrases
    actions: Phrases
    predicates: Phrases
    attributes: Phrases
    finite: Phrases
    able: Phrases
    classifiers: Phrases
    causing: Phrases
    moving: Phrases
    governing: Phrases
    contrasts: tuple[Phrases, ...]
    qualities: Phrases
    nominal: Phrases
    persons: Phrases
    bodies: Phrases
    groups: Phrases
    clauses: Clauses
    money: Money
    conditions: Phrases
    results: Results
    funding: Funding
    thresholds: Thresholds
    creating: Phrases
    count_units: Phrases = Field(min_length=1)
    per_units: Phrases
    tables: Tables


@dataclass(frozen=True, eq=False)
class TargetWords:
    """The phrases in the form the extractor needs: what each word before a figure does, and compiled patterns."""

    lexicon: dict[str, tuple[Role, str]]
    slips: dict[str, tuple[Role, str]]
    longest: int
    closing: frozenset[str]  # the last word of each phrase, bare
    leads: re.Pattern[str]
    file: TargetsFile
    after: tuple[tuple[re.Pattern[str], Comparator], ...]
    shares: re.Pattern[str]
    weights: re.Pattern[str]
    heads: re.Pattern[str]
    baseless: re.Pattern[str]
    coverage: re.Pattern[str]
    actions: re.Pattern[str]
    predicates: re.Pattern[str]
    attributes: re.Pattern[str]
    finite: re.Pattern[str]
    able: re.Pattern[str]
    classifiers: re.Pattern[str]
    classified: re.Pattern[str]
    causing: re.Pattern[str]
    moving: re.Pattern[str]
    governing: re.Pattern[str]
    contrasts: tuple[re.Pattern[str], ...]
    qualities: re.Pattern[str]
    nominal_end: re.Pattern[str]
    persons: re.Pattern[str]
    bodies: re.Pattern[str]
    hopes: re.Pattern[str]
    goals: re.Pattern[str]
    openings: re.Pattern[str]
    changes: re.Pattern[str]
    rates: re.Pattern[str]
    groups: re.Pattern[str]
    clauses: ClauseWords
    conditions: re.Pattern[str]
    results: re.Pattern[str]
    result_compounds: re.Pattern[str]
    result_headings: re.Pattern[str]
    made: re.Pattern[str]
    standing: StandingWords
    counted: re.Pattern[str]
    count_units: str
    per_units: str


def _lexicon(file: TargetsFile) -> dict[str, tuple[Role, str]]:
    roles: list[tuple[Role, Phrases]] = [
        ("pace", file.pace),
        ("rate", file.rates),
        ("join", file.connectives),
        ("goal", file.goals),
        ("hope", file.aspirational),
        ("link", file.links),
        ("level", file.levels),
        ("rise", file.rises),
        ("fall", file.falls),
        ("about", file.approximate),
        ("floor", file.floors),
    ]
    lexicon: dict[str, tuple[Role, str]] = {}
    for role, phrases in roles:
        lexicon |= {fold(phrase): (role, "") for phrase in phrases}
    for comparator, phrases in file.comparators.items():
        lexicon |= {fold(phrase): ("compare", comparator) for phrase in phrases}
    return lexicon


@lru_cache(maxsize=8)
def target_words(rules: Rules) -> TargetWords:
    """The vocabulary of ``rules``. Raises RulesError where the file breaks its schema."""
    file = load_file(rules.file("targets.yaml"), TargetsFile)
    lexicon = _lexicon(file)
    return TargetWords(
        lexicon=lexicon,
        slips={bare(p): role for p, role in lexicon.items() if " " in p and len(p) >= 7},
        longest=max(len(p.split()) for p in lexicon),
        closing=frozenset(bare(p).split()[-1] for p in lexicon),
        leads=compiled(rf"(?:{words_pattern(file.leads)}[\s,:]*)+"),
        file=file,
        after=tuple((pattern(phrases), comparator) for comparator, phrases in file.after.items()),
        shares=pattern(file.shares),
        weights=pattern(file.weights),
        heads=pattern(file.shares + file.measures),
        baseless=pattern(file.baseless),
        coverage=pattern(file.coverage),
        actions=pattern(file.actions),
        predicates=pattern(file.predicates),
        attributes=pattern(file.attributes),
        finite=pattern(file.finite),
        able=compiled(words_pattern(file.able) + r"\s+$"),
        classifiers=pattern(file.classifiers),
        classified=compiled(words_pattern(file.classifiers) + r"\s+$"),
        causing=pattern(file.causing),
        moving=pattern(file.moving),
        governing=pattern(file.governing),
        contrasts=tuple(pattern(phrases) for phrases in file.contrasts),
        qualities=pattern(file.qualities),
        nominal_end=compiled(words_pattern(file.nominal) + r"\s*$"),
        persons=pattern(file.persons),
        bodies=pattern(file.bodies),
        hopes=compiled(whole_words([bare(p) for p in file.aspirational if " " in p])),
        goals=pattern(tuple(p for p in file.goals if " " in p) + file.aspirational),
        openings=pattern(tuple(p for p in file.goals + file.connectives if " " in p) + file.aspirational),
        changes=pattern(file.rises + file.falls),
        rates=pattern(file.rates),
        groups=pattern(file.groups),
        clauses=clause_words(file.clauses, file.money, file.shares + file.measures),
        conditions=pattern(file.conditions),
        results=pattern(file.results.words),
        result_compounds=pattern(file.results.compounds),
        result_headings=pattern(file.results.headings),
        made=compiled(words_pattern(file.creating + file.actions) + r"(?:\s+(?:mới|thêm|được|cho|xong|từ))*\s*$"),
        standing=standing_words(file.results, file.funding, file.thresholds),
        counted=compiled(words_pattern(file.count_units) + r"\s+$"),
        count_units=words_pattern(file.count_units),
        per_units=words_pattern(file.per_units),
    )
