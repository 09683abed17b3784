"""All documents that the house knows: their numbers, dates, issuers, lives and relations.

``rules/registry.yaml`` has those of which there is something to tell (wrong forms, aliases, relations with their
places), ``rules/registry.tsv`` the plain rows; an office's own files lie over both.

An office numbers from 01 each year (Decree 30/2020/NĐ-CP, Phụ lục I), so the number of an individual document names it
only together with its date; the number of a normative one carries its year and, for a central body, names it alone
(Law 64/2025/QH15 on the promulgation of legal documents).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pipeline.errors import RulesError
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.knowledge.registry.documents import RegisteredDocument, Relation, WrongForm
from pipeline.knowledge.registry.numbers import (
    is_local,
    number_key,
    number_year,
    same_issuer,
    same_title,
    shared_words,
    title_words,
    without_year,
)
from pipeline.knowledge.registry.table import Row, document_of, read_rows
from pipeline.text.fold import bare, fold
from pipeline.text.patterns import compiled

Evidence = Literal["date", "normative", "year", "title", "number"]
_NAME = compiled(r"^(?:bộ luật|luật|pháp lệnh)\s+")
_SERIAL = compiled(r"\s*0*(\d*)")
_WORD = compiled(r"\w+")
_REMEMBERED = 512
_COMMON = 40  # documents from which a word of a title tells nothing


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


def _serial(number: str) -> str:
    """-> the figure that a number begins with: the drawer in which its document lies."""
    hit = _SERIAL.match(number)
    return hit[1] if hit else ""


class Registry:
    """All known documents, found by number, date, issuer and title; a row becomes a document when it is asked for."""

    def __init__(self, documents: Iterable[RegisteredDocument], rows: Iterable[Row] = ()) -> None:
        self._told = tuple(documents)
        self._rows = tuple(rows)
        self._entries: tuple[RegisteredDocument | Row, ...] = (*self._told, *self._rows)
        self._made: dict[int, RegisteredDocument] = {}
        self._titled: dict[tuple[str, float, int], tuple[RegisteredDocument, ...]] = {}
        self._by_serial: dict[str, list[RegisteredDocument | Row]] = defaultdict(list)
        self._wrong: dict[str, list[tuple[RegisteredDocument, WrongForm]]] = defaultdict(list)
        self._by_name: dict[str, list[RegisteredDocument]] = defaultdict(list)
        for entry in self._entries:
            self._by_serial[_serial(entry.number)].append(entry)
        for document in self._told:
            for form in document.wrong_forms:
                self._wrong[number_key(form.written)].append((document, form))
            for alias in document.aliases:
                self._by_name[fold(alias)].append(document)

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def documents(self) -> tuple[RegisteredDocument, ...]:
        """Every document: all rows are made for it."""
        return (*self._told, *map(self._document, self._rows))

    def _document(self, entry: RegisteredDocument | Row) -> RegisteredDocument:
        if isinstance(entry, RegisteredDocument):
            return entry
        made = self._made.get(id(entry))
        if made is None:
            made = self._made[id(entry)] = document_of(entry)
        return made

    @cached_property
    def _by_word(self) -> dict[str, list[RegisteredDocument | Row]]:
        """Entries by each word of their titles, as they are written."""
        found: dict[str, list[RegisteredDocument | Row]] = defaultdict(list)
        for entry in self._entries:
            for word in set(_WORD.findall((entry.title or "").lower())):
                found[word].append(entry)
        return found

    @cached_property
    def _laws(self) -> dict[str, list[RegisteredDocument | Row]]:
        found: dict[str, list[RegisteredDocument | Row]] = defaultdict(list)
        for entry in self._entries:
            kind = entry.doc_type if isinstance(entry, RegisteredDocument) else entry.cells[2]
            if kind in ("Luật", "Bộ luật", "Pháp lệnh") and entry.title:
                found[_NAME.sub("", fold(entry.title))].append(entry)
        return found

    def candidates(self, number: str) -> tuple[RegisteredDocument, ...]:
        """-> every known document of this number, rightly written or not, homonyms included."""
        key = number_key(number)
        near = self._by_serial.get(_serial(number), [])
        entries = [entry for entry in near if number_key(entry.number) == key] or [
            document for document, _ in self._wrong.get(key, ())
        ]
        entries = entries or [entry for entry in near if bare(number_key(entry.number)) == bare(key)]
        return tuple(map(self._document, entries))

    def search(self, words: str) -> tuple[RegisteredDocument, ...]:
        """-> documents of this number, or whose number, issuer and title hold all the words; the newest first."""
        numbered = self.candidates(words)
        if numbered:
            return numbered
        wanted = bare(words).split()
        found = []
        for document in self.documents:
            told = bare(" ".join((document.number, document.issuer or "", document.title or "", *document.aliases)))
            if all(word in told for word in wanted):
                found.append(document)
        return tuple(sorted(found, key=lambda d: d.issued_on or date.min, reverse=True))

    def named(self, name: str) -> RegisteredDocument | None:
        """-> the one document that goes by this alias, or None."""
        known = self._by_name.get(fold(name), [])
        return known[0] if len(known) == 1 else None

    def laws(self, name: str) -> tuple[RegisteredDocument, ...]:
        """-> the laws and ordinances of this name ("Luật Ngân sách nhà nước"), the newest first."""
        entries = self._laws.get(_NAME.sub("", " ".join(fold(name).split())), [])
        return tuple(sorted(map(self._document, entries), key=lambda d: d.issued_on or date.min, reverse=True))

    def of_another_year(self, number: str) -> tuple[RegisteredDocument, ...]:
        """-> normative documents whose number differs in the year alone."""
        key, stem = number_key(number), without_year(number)
        near = self._by_serial.get(_serial(number), []) if number_year(number) is not None else []
        return tuple(
            self._document(entry)
            for entry in near
            if without_year(entry.number) == stem and number_year(entry.number) and number_key(entry.number) != key
        )

    def titled(self, title: str, least: float, words: int) -> tuple[RegisteredDocument, ...]:
        """-> documents whose abstract shares at least ``least`` of the shorter one's words, of at least ``words``.

        Remembered: a plan says the title of a document again and again."""
        asked = (title, least, words)
        if asked not in self._titled:
            if len(self._titled) >= _REMEMBERED:
                self._titled.clear()
            self._titled[asked] = tuple(self._alike(*asked))
        return self._titled[asked]

    def _alike(self, title: str, least: float, words: int) -> Iterator[RegisteredDocument]:
        rare = sorted((len(self._by_word.get(word, ())), word) for word in title_words(title))
        seen: set[int] = set()
        for count, word in rare:
            if count > _COMMON and seen:
                break
            for entry in self._by_word.get(word, ()):
                if id(entry) in seen:
                    continue
                seen.add(id(entry))
                share, smaller = shared_words(title, entry.title or "")
                if share >= least and smaller >= words:
                    yield self._document(entry)

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

    def follower(self, document: RegisteredDocument, day: date) -> RegisteredDocument | None:
        """-> the document issued by ``day`` that takes up the matter of ``document`` for later years, or None."""
        found = [
            other
            for other in self._followers.get((document.number, document.issued_on), ())
            if other.issued_on is not None and other.issued_on <= day
        ]
        return max(found, key=lambda d: (d.issued_on, d.number)) if found else None

    @cached_property
    def _followers(self) -> dict[tuple[str, date | None], list[RegisteredDocument]]:
        found: dict[tuple[str, date | None], list[RegisteredDocument]] = defaultdict(list)
        for entry in self._entries:
            if isinstance(entry, RegisteredDocument) or "follows " in entry.cells[11]:
                document = self._document(entry)
                for relation in document.relations:
                    if relation.kind == "follows":
                        found[(relation.number, relation.issued_on)].append(document)
        return found

    def detailing(self, issuer: str, kind: str) -> tuple[RegisteredDocument, ...]:
        """-> documents of this issuer and kind (both folded) that lay down the details of others."""
        return tuple(map(self._document, self._detailing.get((issuer, kind), ())))

    @cached_property
    def _detailing(self) -> dict[tuple[str, str], list[RegisteredDocument | Row]]:
        found: dict[tuple[str, str], list[RegisteredDocument | Row]] = defaultdict(list)
        for entry in self._entries:
            if isinstance(entry, RegisteredDocument):
                if any(relation.kind == "details" for relation in entry.relations):
                    found[(fold(entry.issuer or ""), fold(entry.doc_type))].append(entry)
            elif "details " in entry.cells[11]:
                found[(fold(entry.cells[3]), fold(entry.cells[2]))].append(entry)
        return found

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


def _twice(path: Path, number: str, issued_on: date | None) -> RulesError:
    if issued_on is None:
        return RulesError(path, "rules.stands_twice_undated", number=number)
    return RulesError(path, "rules.stands_twice", number=number, day=issued_on.isoformat())


_Identity = tuple[str, date | None, str | None]


@lru_cache(maxsize=8)
def registry(rules: Rules) -> Registry:
    """-> the registry of ``rules``, with the documents of every layer; one that stands in two is the upper one's.

    Raises RulesError with file and line.
    """
    known: dict[_Identity, RegisteredDocument | Row] = {}
    told = {path.parent: path for path in rules.layers("registry.yaml")}
    rows = {path.parent: path for path in rules.layers("registry.tsv") if path.exists()}
    for folder in dict.fromkeys((*told, *rows)):
        seen: set[_Identity] = set()
        written = load_file(told[folder], _File).documents if folder in told else ()
        for entry in (*written, *(read_rows(rows[folder]) if folder in rows else ())):
            identity = (entry.number.lower(), entry.issued_on, entry.issuer)
            if identity in seen:
                path = told[folder] if isinstance(entry, RegisteredDocument) else entry.path
                raise _twice(path, entry.number, entry.issued_on)
            seen.add(identity)
            known[identity] = entry
    entries = known.values()
    return Registry(
        [entry for entry in entries if isinstance(entry, RegisteredDocument)],
        [entry for entry in entries if isinstance(entry, Row)],
    )
