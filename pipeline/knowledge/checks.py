"""The rule catalogue: one file a rule under ``rules/checks``, each with why, legal basis, messages and examples.

A rule joins a function of ``pipeline.check`` by its ``kind`` (its own name where none is given). The kinds that need
no function of their own (a phrase that must or must not occur, a section that must exist, one spelling of a term, a
form that numbers must have) are there for legal officers to make rules of, in YAML alone.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field, JsonValue, field_validator, model_validator

from pipeline.errors import RulesError, UnknownRuleError
from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Rules, Schema, Words, load_file
from pipeline.model import Severity
from pipeline.text.patterns import compiled

Family = Literal["structure", "references", "targets", "assignments", "money", "wording", "proof", "office"]


# What the kinds that need no Python take: lists of words, a regular expression, and what each cannot be without.
_LISTS = frozenset({"phrases", "variants", "section_kinds", "doc_types"})
_EXPRESSION = "pattern"
_NEEDED = {
    "phrase-forbidden": "phrases", "phrase-required": "phrases", "section-required": "phrases",
    "number-must-match": "pattern", "consistent-term": "variants",
}  # fmt: skip


def _is_texts(value: JsonValue) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


class Texts(Words):
    """One sentence in both languages, with ``{placeholders}`` for what was found and what is expected."""

    @model_validator(mode="after")
    def _same_placeholders(self) -> Texts:
        named = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (self.vi, self.en)]
        if named[0] != named[1]:
            raise SchemaFault("rules.placeholders", names=", ".join(sorted(named[0] ^ named[1])))
        return self


class Example(Schema):
    """A plan, or a piece of one. ``against`` names a directive, ``as_of`` the day; ``quote`` what a bad one shows.

    ``frame`` puts the text into a small clean plan, so that an example need not spell one out.
    """

    text: str
    against: str | None = None
    as_of: date | None = None
    quote: str | None = None
    finds: int = 1
    frame: bool = False


class Examples(Schema):
    good: tuple[Example, ...] = Field(min_length=1)
    bad: tuple[Example, ...] = Field(min_length=1)


class Basis(Schema):
    """A clause of law: the document as it is cited ("Nghị định 30/2020/NĐ-CP"), the place in it, and what it says."""

    document: str
    where: str | None = None
    note: str | None = None

    @property
    def number(self) -> str:
        """The number of the document, by which the registry knows it."""
        return self.document.rpartition(" ")[2]

    def __str__(self) -> str:
        cited = f"{self.document}, {self.where}" if self.where else self.document
        return f"{cited} ({self.note})" if self.note else cited


class CheckRule(Schema):
    """One rule. ``severity`` is the most it may say; a function may say less where it knows less."""

    id: str = Field(pattern=r"^DC\d{3}$")
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    family: Family
    kind: str | None = None
    severity: Severity
    title: Texts
    why: Texts
    legal_basis: tuple[Basis, ...] | str | Words | None = None
    message: Texts
    suggestion: Texts | None = None
    messages: dict[str, Texts] = Field(default_factory=dict)
    parameters: dict[str, JsonValue] = Field(default_factory=dict)
    examples: Examples

    @field_validator("parameters")
    @classmethod
    def _parameters_are_readable(cls, parameters: dict[str, JsonValue]) -> dict[str, JsonValue]:
        for name in _LISTS & parameters.keys():
            if not _is_texts(parameters[name]):
                raise SchemaFault("rules.parameter.texts", parameter=name)
        if _EXPRESSION in parameters:
            try:
                compiled(str(parameters[_EXPRESSION]))
            except re.error as error:
                raise SchemaFault("rules.parameter.pattern", parameter=_EXPRESSION, at=(error.pos or 0) + 1) from None
        return parameters

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> CheckRule:
        needed = _NEEDED.get(self.joins)
        if needed is not None and not self.parameters.get(needed):
            raise SchemaFault("rules.parameter.needed", kind=self.joins, parameter=needed)
        return self

    @property
    def joins(self) -> str:
        """The name of the function that carries this rule out."""
        return self.kind or self.name

    def basis(self, lang: str) -> str | None:
        """-> the clause of law as it is cited, or what stands for it in words."""
        if isinstance(self.legal_basis, Words):
            return self.legal_basis.in_language(lang)
        return "; ".join(map(str, self.legal_basis)) if isinstance(self.legal_basis, tuple) else self.legal_basis

    def strings(self, parameter: str) -> tuple[str, ...]:
        """-> a parameter that is a list of strings."""
        value = self.parameters.get(parameter, [])
        if not _is_texts(value):
            raise self._wrong(parameter, "texts")
        return tuple(map(str, value))  # type: ignore[arg-type]

    def figure(self, parameter: str, default: float) -> float:
        """-> a parameter that is a number."""
        value = self.parameters.get(parameter, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(parameter, "figure")
        return float(value)

    def mapping(self, parameter: str) -> Mapping[str, JsonValue]:
        """-> a parameter that is a mapping."""
        value = self.parameters.get(parameter, {})
        if not isinstance(value, dict):
            raise self._wrong(parameter, "mapping")
        return value

    def _wrong(self, parameter: str, kind: str) -> RulesError:
        return RulesError(f"{self.id}-{self.name}.yaml", f"rules.parameter.{kind}", parameter=parameter)


@lru_cache(maxsize=8)
def check_rules(rules: Rules) -> tuple[CheckRule, ...]:
    """-> every rule of ``rules/checks`` by id. Raises RulesError with file and line."""
    found: dict[str, CheckRule] = {}
    for path in rules.folder("checks"):
        rule = load_file(path, CheckRule)
        if path.stem != f"{rule.id}-{rule.name}":
            raise RulesError(path, "rules.misnamed", name=f"{rule.id}-{rule.name}")
        if rule.id in found:
            raise RulesError(path, "rules.rule_taken", id=rule.id, name=found[rule.id].name)
        found[rule.id] = rule
    return tuple(found[i] for i in sorted(found))


def find_rule(name: str, rules: Rules) -> CheckRule | None:
    """-> the rule of this id or name, whatever its case."""
    wanted = name.strip().lower()
    return next((r for r in check_rules(rules) if wanted in (r.id.lower(), r.name)), None)


def chosen(rules: Rules, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Iterator[CheckRule]:
    """-> the rules that ``select`` names (all where it is empty) less those of ``ignore``.

    Both take ids, names, families and beginnings of ids ("DC3"). Raises UnknownRuleError for a word that names no rule.
    """
    for word in (*select, *ignore):
        if not any(_named(rule, word) for rule in check_rules(rules)):
            raise UnknownRuleError(word, "unknown.rule.name")
    for rule in check_rules(rules):
        wanted = not select or any(_named(rule, word) for word in select)
        if wanted and not any(_named(rule, word) for word in ignore):
            yield rule


def _named(rule: CheckRule, word: str) -> bool:
    word = word.strip()
    if re.fullmatch(r"(?i)DC\d{0,3}", word):
        return rule.id.startswith(word.upper())
    return word.lower() in (rule.name, rule.family)
