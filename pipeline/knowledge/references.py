"""How documents are named: kinds, symbols, bodies and the words around a reference, from ``rules/references.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.model import Role
from pipeline.text.fold import bare, fold


class Kind(Schema):
    """One kind of document (Decree 30/2020/NĐ-CP, Điều 7, and the normative and Party kinds beside it)."""

    id: str
    name: str
    names: tuple[str, ...]
    symbols: tuple[str, ...] = ()
    year: Literal["always", "never", "either"] = "either"
    bare: bool = False


class Part(Schema):
    """One rung of the ladder phụ lục, phần, chương, mục, tiểu mục, điều, khoản, điểm, tiết."""

    id: str
    names: tuple[str, ...]


class ReferenceRules(Schema):
    """The schema of ``rules/references.yaml``; the file explains each list."""

    kinds: tuple[Kind, ...]
    generic: tuple[str, ...]
    generic_kind: str
    programmes: tuple[str, ...]
    forms: tuple[str, ...]
    between: tuple[str, ...]
    assembly: dict[str, str]
    bodies: dict[str, str | None]
    party: dict[str, str | None]
    state: tuple[str, ...]
    respelled: dict[str, str]
    laws: tuple[str, ...]
    small_laws: tuple[str, ...]
    law_stops: tuple[str, ...]
    not_laws: tuple[str, ...]
    not_names: tuple[str, ...]
    issuers: tuple[str, ...]
    issuer_stops: tuple[str, ...]
    titles: tuple[str, ...]
    title_ends: tuple[str, ...]
    title_verbs: tuple[str, ...]
    parts: tuple[Part, ...]
    locators: tuple[str, ...]
    followers: tuple[str, ...]
    self_words: tuple[str, ...]
    back_words: tuple[str, ...]
    aliases: tuple[str, ...]
    counted: tuple[str, ...]
    roles: dict[Role, tuple[str, ...]]


@lru_cache(maxsize=8)
def reference_rules(rules: Rules) -> ReferenceRules:
    """-> the vocabulary of references. Raises RulesError where the file breaks its schema."""
    return load_file(rules.file("references.yaml"), ReferenceRules)


@lru_cache(maxsize=8)
def kind_of_name(rules: Rules) -> dict[str, str]:
    """-> folded words ("thông tư liên tịch", "qđ") to the id of the kind."""
    return {fold(name): kind.id for kind in reference_rules(rules).kinds for name in kind.names}


def any_of(phrases: Iterable[str], *, plain: bool = False) -> str:
    """-> a pattern for any of ``phrases`` in folded (``plain``: bare) text, the longest first, blanks of any width."""
    spell = bare if plain else fold
    spelled = sorted({spell(p) for p in phrases}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for p in spelled) + ")"
