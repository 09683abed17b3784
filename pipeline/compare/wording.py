"""Verdicts in words: one sentence a verdict from ``rules/verdicts.yaml``, figures as an officer writes them."""

from __future__ import annotations

from functools import lru_cache

from pydantic import model_validator

from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import Certainty, Lang, Target


class Verdicts(Schema):
    """Sentences by language and case, and the words that stand around a figure."""

    vi: dict[str, str]
    en: dict[str, str]
    figures: dict[Lang, dict[str, str]]

    @model_validator(mode="after")
    def _both_languages(self) -> Verdicts:
        if self.vi.keys() != self.en.keys():
            raise SchemaFault("rules.one_language", names=", ".join(sorted(self.vi.keys() ^ self.en.keys())))
        return self


@lru_cache(maxsize=8)
def verdicts(rules: Rules) -> Verdicts:
    """-> the sentences. Raises RulesError with file and line."""
    return load_file(rules.file("verdicts.yaml"), Verdicts)


def sentence(case: str, rules: Rules, lang: Lang, **words: object) -> str:
    """-> the sentence of one case with its figures filled in; an unknown year is written "?"."""
    templates = verdicts(rules).vi if lang == "vi" else verdicts(rules).en
    return templates[case].format_map({k: "?" if v is None else v for k, v in words.items()})


def number(value: float, lang: Lang) -> str:
    """``98.5`` -> "98,5", ``90000`` -> "90.000" in Vietnamese; at most two decimals."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def figure_in_words(target: Target, rules: Rules, lang: Lang) -> str:
    """-> "trên 80%", "1-2 người", "tăng 20% so với năm 2020"."""
    around = verdicts(rules).figures[lang]
    if target.value is None:
        return around["none"]
    amount = with_unit(target.value_max if target.value_max is not None else target.value, target.unit, lang)
    if target.value_max is not None:
        amount = f"{number(target.value, lang)}-{amount}"
    # a level may start from another year's ("từ 61% năm 2025 lên 80%"); only a change is measured against it
    base = f"{around['base']}{target.baseline_year}" if target.change and target.baseline_year else ""
    return around[target.comparator] + (around[target.change] if target.change else "") + amount + base


def with_unit(value: float, unit: str, lang: Lang) -> str:
    """-> "32%", "1.200 người"."""
    return (number(value, lang) + (unit if unit.startswith(("%", "‰")) else f" {unit}")).rstrip()


HINTS: frozenset[Certainty] = frozenset({"inferred", "compiled", "unsigned", "doubtful"})  # no figure to blame by


def caution(target: Target, number_of_parent: str, rules: Rules, lang: Lang) -> str:
    """-> " " and why a parent's figure is a hint only, or nothing."""
    if target.certainty not in HINTS:
        return ""
    words = {"parent": figure_in_words(target, rules, lang), "number": number_of_parent}
    return " " + sentence(target.certainty, rules, lang, **words)
