"""The documents the house knows: their numbers, dates, issuers, lives and relations (``rules/registry.yaml``).

An office numbers from 01 each year (Decree 30/2020/NĐ-CP, Phụ lục I), so the number of an individual document names it
only together with its date; the number of a normative one carries its year and, for a central body, names it alone
(Law 64/2025/QH15 on the promulgation of legal documents).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from pipeline.errors import RulesError
from pipeline.knowledge.load import Rules, Schema, Words, load_file
from pipeline.model import Certainty
from pipeline.text.fold import bare, fold

RelationKind = Literal[
    "replaces", "replaced_by", "amends", "amended_by", "details", "detailed_by", "follows", "implements"
]
Evidence = Literal["date", "normative", "year", "title", "number"]

_YEAR = re.compile(r"^\d+[a-z]?/((?:19|20)\d\d)/")
_LOCAL = re.compile(r"(?:^|[/-])(?:ubnd|hđnd|tu|hu|qu|đu|s[a-zđ&]{2,})(?:$|[/-])")
_PLAIN = {"việc", "về", "ban", "hành", "phê", "duyệt", "của", "và", "các", "số", "quy", "định", "quyết"}
_SHARED_TITLE = 0.6  # two of three words of the shorter title: "ban hành" and "phê duyệt" name the same programme
_SHORT_TITLE = 3


class Relation(Schema):
    """What another document is to this one, and from which day."""

    kind: RelationKind
    number: str
    issued_on: date | None = None
    from_day: date | None = Field(default=None, alias="from")
    where: str | None = None
    certainty: Certainty = "seen"


class WrongForm(Schema):
    """A number under which the document is cited by mistake, and the documents that are known to do so."""

    written: str
    issued_on: date | None = None
    seen_in: tuple[str, ...] = ()
    cause: Words | None = None
    certainty: Certainty = "seen"


class RegisteredDocument(Schema):
    """One known document. ``certainty`` speaks of number, date and issuer; ``in_force_certainty`` of its life."""

    number: str
    doc_type: str
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    normative: bool = False
    in_force_from: date | None = None
    in_force_until: date | None = None
    in_force_certainty: Certainty = "seen"
    aliases: tuple[str, ...] = ()
    wrong_forms: tuple[WrongForm, ...] = ()
    relations: tuple[Relation, ...] = ()
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    note: str | None = None

    @property
    def parents(self) -> tuple[Relation, ...]:
        """The documents that this one carries out."""
        return tuple(r for r in self.relations if r.kind == "implements")

    def replaced_by(self, day: date) -> Relation | None:
        """-> the relation to the document that has taken this one's place on ``day``, or None."""
        for relation in self.relations:
            if relation.kind == "replaced_by" and relation.from_day is not None and relation.from_day <= day:
                return relation
        return None


class _File(Schema):
    documents: tuple[RegisteredDocument, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A known document and how sure it is meant: by which evidence, and whether its number was written rightly."""

    document: RegisteredDocument
    evidence: Evidence
    wrong_form: WrongForm | None = None

    @property
    def certain(self) -> bool:
        """Whether more than a bare number, which other years have too, names the document."""
        return self.evidence != "number"


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """A number as it is compared: case, blanks, separators and leading zeros do not tell documents apart."""
    parts = [part.lstrip("0") or "0" for part in re.split(r"[^\w&]+", fold(number)) if part]
    return "-".join(parts)


@lru_cache(maxsize=8192)
def number_year(number: str) -> int | None:
    """-> the year inside the number of a normative document (``110/2024/NĐ-CP`` -> 2024), or None."""
    hit = _YEAR.match(re.sub(r"\s+", "", fold(number)))
    return int(hit.group(1)) if hit else None


@lru_cache(maxsize=8192)
def is_local(number: str) -> bool:
    """Whether bodies of many places issue under this symbol (UBND, HĐND, a Sở, a Party committee below the centre)."""
    return bool(_LOCAL.search(re.sub(r"\s+", "", fold(number))))


class Registry:
    """All known documents, found by number, date, issuer and title."""

    def __init__(self, documents: tuple[RegisteredDocument, ...]) -> None:
        self.documents = documents
        self._by_number: dict[str, list[RegisteredDocument]] = defaultdict(list)
        self._by_bare: dict[str, list[RegisteredDocument]] = defaultdict(list)
        self._wrong: dict[str, list[tuple[RegisteredDocument, WrongForm]]] = defaultdict(list)
        self._by_name: dict[str, list[RegisteredDocument]] = defaultdict(list)
        for document in documents:
            self._by_number[number_key(document.number)].append(document)
            self._by_bare[bare(number_key(document.number))].append(document)
            for form in document.wrong_forms:
                self._wrong[number_key(form.written)].append((document, form))
            for alias in document.aliases:
                self._by_name[fold(alias)].append(document)

    def candidates(self, number: str) -> tuple[RegisteredDocument, ...]:
        """-> every known document of this number, rightly written or not, homonyms included."""
        key = number_key(number)
        known = self._by_number.get(key) or [d for d, _ in self._wrong.get(key, ())] or self._by_bare.get(bare(key), [])
        return tuple(known)

    def named(self, name: str) -> RegisteredDocument | None:
        """-> the one document that goes by this alias, or None."""
        known = self._by_name.get(fold(name), [])
        return known[0] if len(known) == 1 else None

    def identify(
        self, number: str, issued_on: date | None = None, *, issuer: str | None = None, title: str | None = None
    ) -> Match | None:
        """-> the document that a citation means, with the evidence, or None where that cannot be said.

        A date that contradicts is no bar as long as something else (a normative number, the same year, the title)
        names the document: such a citation is the one a check is for.
        """
        key = number_key(number)
        forms = {id(document): form for document, form in self._wrong.get(key, ())}
        found: list[tuple[int, Match]] = []
        for document in self.candidates(number):
            evidence = _evidence(document, number, issued_on, issuer, title, forms.get(id(document)))
            if evidence is not None:
                rank = ("date", "title", "normative", "year", "number").index(evidence)
                found.append((rank, Match(document, evidence, forms.get(id(document)))))
        if not found:
            return None
        best = min(rank for rank, _ in found)
        matches = [match for rank, match in found if rank == best]
        return matches[0] if len(matches) == 1 else None

    def lookup(
        self, number: str, issued_on: date | None = None, *, issuer: str | None = None, title: str | None = None
    ) -> RegisteredDocument | None:
        """-> the document of this number, through wrong forms too; None where it is unknown or has homonyms."""
        match = self.identify(number, issued_on, issuer=issuer, title=title)
        return match.document if match else None

    def of(self, relation: Relation) -> RegisteredDocument | None:
        """-> the known document at the other end of a relation."""
        return self.lookup(relation.number, relation.issued_on)


def _evidence(
    document: RegisteredDocument,
    number: str,
    issued_on: date | None,
    issuer: str | None,
    title: str | None,
    wrong_form: WrongForm | None,
) -> Evidence | None:
    if issuer and document.issuer and not same_issuer(issuer, document.issuer):
        return None
    dates = {document.issued_on, wrong_form.issued_on} if wrong_form else {document.issued_on}
    if issued_on is not None and issued_on in dates:
        return "date"
    if title and document.title and same_title(title, document.title):
        return "title"
    known_issuer = bool(issuer) or not is_local(document.number)
    if number_year(document.number) is not None and known_issuer and wrong_form is None:
        return "normative"
    year = issued_on.year if issued_on else number_year(number)
    if year is not None and document.issued_on is not None:
        return "year" if year == document.issued_on.year and known_issuer else None
    return "number"


def same_issuer(one: str, other: str) -> bool:
    """Whether two names may be one body: the words of the shorter are all in the longer, abbreviations aside."""
    first, second = _words_of_name(one), _words_of_name(other)
    return first <= second or second <= first


@lru_cache(maxsize=8192)
def _words_of_name(name: str) -> frozenset[str]:
    name = re.sub(r"\bubnd\b", "ủy ban nhân dân", fold(name))
    name = re.sub(r"\b(?:tp\.?\s*hcm|tphcm)\b", "thành phố hồ chí minh", name)
    return frozenset(re.findall(r"\w+", re.sub(r"\btp\b\.?|\btỉnh\b|\bthành phố\b", " ", name)))


def same_title(one: str, other: str) -> bool:
    """Whether two abstracts speak of one thing: most content words of the shorter stand in the longer."""
    first, second = ({w for w in re.findall(r"\w+", fold(t)) if w not in _PLAIN} for t in (one, other))
    smaller = min(len(first), len(second))
    return smaller >= _SHORT_TITLE and len(first & second) / smaller >= _SHARED_TITLE


def _twice(path: Path, document: RegisteredDocument) -> RulesError:
    if document.issued_on is None:
        return RulesError(path, "rules.stands_twice_undated", number=document.number)
    return RulesError(path, "rules.stands_twice", number=document.number, day=document.issued_on.isoformat())


@lru_cache(maxsize=8)
def registry(rules: Rules) -> Registry:
    """-> the registry of ``rules``, with the documents of every layer; one that stands in two is the upper one's.

    Raises RulesError with file and line.
    """
    known: dict[tuple[str, date | None, str | None], RegisteredDocument] = {}
    for path in rules.layers("registry.yaml"):
        seen: set[tuple[str, date | None, str | None]] = set()
        for document in load_file(path, _File).documents:
            identity = (number_key(document.number), document.issued_on, document.issuer)
            if identity in seen:
                raise _twice(path, document)
            seen.add(identity)
            known[identity] = document
    return Registry(tuple(known.values()))
