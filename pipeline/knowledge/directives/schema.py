"""What stands in a file of ``rules/directives``.

A file gives for every figure its certainty and its public source. ``value: null`` says that a target exists whose
figure is not established; ``complete: false`` that only a part of the directive's targets could be read, so that no
target is ever claimed to be missing from a draft, or added by it, on this file's word.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from pipeline.knowledge.directives.soundness import stands_in_quote
from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Schema
from pipeline.model import Change, Comparator, Level

Evidence = Literal["seen", "restated", "own", "inferred", "unknown", "compiled"]


class Signed(Schema):
    """Who held it against the original, and when: both or neither."""

    signed_by: str | None = Field(default=None, min_length=1)
    signed_on: date | None = None

    @model_validator(mode="after")
    def _name_and_day(self) -> Signed:
        if (self.signed_by is None) != (self.signed_on is None):
            raise SchemaFault("rules.half_signed")
        return self


class TargetEntry(Signed):
    id: str
    family: str | None = None
    part_of: str | None = None
    binds: Level | None = None
    phase: tuple[int, int] | None = None
    due: int | None = None
    quote: str = ""
    comparator: Comparator = "="
    value: float | None = None
    value_max: float | None = None
    unit: str = "%"
    change: Change | None = None
    baseline_year: int | None = None
    population: str = ""
    members: tuple[str, ...] = ()
    indicator: str = ""
    condition: str | None = None
    aspirational: bool = False
    approximate: bool = False
    section: str | None = None
    page: int | None = None
    certainty: Evidence | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _figure_and_certainty_agree(self) -> TargetEntry:
        if (self.value is None) != (self.certainty == "unknown"):
            raise SchemaFault("rules.unknown_value", id=self.id)
        if not stands_in_quote(self.quote, (self.value, self.value_max)):
            raise SchemaFault("rules.not_in_quote", id=self.id)
        return self


class TaskEntry(Schema):
    id: str
    text: str
    certainty: Evidence = "seen"
    sources: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


class DirectiveFile(Signed):
    """The schema of ``rules/directives/*.yaml``. ``id`` defaults to the number; give one where numbers collide.

    ``binds``, ``certainty`` and a signature hold for every target that does not say otherwise; ``families`` names goals
    for people. ``seal`` is what the signed figures were when they were signed (``signatures``).
    """

    id: str | None = None
    number: str
    title: str
    issuer: str | None = None
    issued_on: date | None = None
    field: str | None = None
    binds: Level | None = None
    period: tuple[int, int] | None = None
    phases: tuple[tuple[int, int], ...] = ()
    complete: bool = True
    certainty: Evidence = "seen"
    sources: tuple[str, ...] = ()
    seal: str | None = None
    families: dict[str, str] = Field(default_factory=dict)
    targets: tuple[TargetEntry, ...] = ()
    tasks: tuple[TaskEntry, ...] = ()

    @model_validator(mode="after")
    def _names_hold(self) -> DirectiveFile:
        ids = [t.id for t in self.targets]
        if len(ids) != len(set(ids)):
            raise SchemaFault("rules.id_twice")
        families = {t.family or t.id for t in self.targets}
        lost = {*self.families, *(t.part_of for t in self.targets if t.part_of)} - families
        if lost:
            raise SchemaFault("rules.part_of", names=", ".join(sorted(lost)))
        seen: set[tuple[str, int | None]] = set()
        for target in self.targets:
            milestone = (target.family or target.id, self._due(target))
            if milestone in seen:
                raise SchemaFault("rules.milestone_twice", id=target.id, family=milestone[0])
            seen.add(milestone)
        return self

    def _due(self, target: TargetEntry) -> int | None:
        return target.due or (target.phase or self.period or (None, None))[1]
