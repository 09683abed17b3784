"""What scans and typists turn words into, from ``rules/slips.yaml``."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field

from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Rules, Schema, load_file


def _two_syllables(words: str) -> str:
    if len(words.split()) < 2:
        raise SchemaFault("rules.one_syllable", words=words)
    return words


Phrasing = Annotated[str, AfterValidator(_two_syllables)]


class Phrase(Schema):
    """A phrase whose letters with other diacritics are suspect, and what excuses them."""

    right: Phrasing
    excused: tuple[str, ...] = Field(default=(), alias="not")
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class Pair(Schema):
    """A wrong phrase and the right one; ``before``: words after which it is no slip to be followed by."""

    wrong: Phrasing
    right: str
    before: tuple[str, ...] = ()


class Elsewhere(Schema):
    """When one spelling of a phrase in a document stands against another."""

    often: int = Field(ge=2)
    syllables: int = Field(ge=3)


class SlipRules(Schema):
    """The schema of ``rules/slips.yaml``."""

    phrases: tuple[Phrase, ...]
    pairs: tuple[Pair, ...]
    elsewhere: Elsewhere
    alike: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def slip_rules(rules: Rules) -> SlipRules:
    """-> the vocabulary of slips. Raises RulesError where the file breaks its schema."""
    return load_file(rules.file("slips.yaml"), SlipRules)
