"""One known document: number, date, issuer, life, relations, and on how many pages that rests."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from pipeline.knowledge.load import Schema, Words
from pipeline.model import Attestation, Certainty

RelationKind = Literal[
    "replaces",
    "replaced_by",
    "abolished_by",
    "amends",
    "amended_by",
    "details",
    "detailed_by",
    "follows",
    "implements",
]
# what a contradiction may be called: several pages that agree are as good as the document's own words
_WORTH: dict[Attestation, Certainty] = {
    "official": "seen",
    "agreed": "seen",
    "two": "seen",
    "one": "own",
    "own": "own",
    "inferred": "inferred",
}


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
    """One known document.

    ``certainty`` says on what number, date and issuer rest: the official codification, three or more independent
    pages ("agreed"), two, one, general knowledge, an inference. ``in_force_certainty`` speaks of its life;
    ``articles`` is the number of the last Điều where it is known.
    """

    number: str
    doc_type: str
    issued_on: date | None = None
    issuer: str | None = None
    title: str | None = None
    normative: bool = False
    in_force_from: date | None = None
    in_force_until: date | None = None
    in_force_certainty: Certainty = "seen"
    articles: int | None = None
    fields: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    wrong_forms: tuple[WrongForm, ...] = ()
    relations: tuple[Relation, ...] = ()
    certainty: Attestation = "one"
    pages: int | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None

    @property
    def worth(self) -> Certainty:
        """How much a contradiction of this entry weighs."""
        return _WORTH[self.certainty]

    @property
    def parents(self) -> tuple[Relation, ...]:
        """The documents that this one carries out."""
        return tuple(r for r in self.relations if r.kind == "implements")

    def replaced_by(self, day: date) -> Relation | None:
        """-> the relation to the document that has taken this one's place, or ended it, on ``day``, or None."""
        return self._came("replaced_by", day) or self._came("abolished_by", day)

    def amended_by(self, day: date) -> Relation | None:
        """-> the relation to the last document that had amended this one on ``day``, or None."""
        return self._came("amended_by", day)

    def _came(self, kind: RelationKind, day: date) -> Relation | None:
        amends = kind == "amended_by"  # of an amendment whose day in force is not known, the day of issue is told
        known = [(r.from_day or (r.issued_on if amends else None), r) for r in self.relations if r.kind == kind]
        come = [(since, relation) for since, relation in known if since is not None and since <= day]
        return max(come, key=lambda pair: pair[0])[1] if come else None
