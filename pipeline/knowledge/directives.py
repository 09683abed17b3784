"""The parents that a draft is held against: one file a directive under ``rules/directives``.

A file gives for every figure its certainty and its public source. ``value: null`` says that a target exists whose
figure is not established; ``complete: false`` that only a part of the directive's targets could be read, so that no
target is ever claimed to be missing from a draft, or added by it, on this file's word.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from pydantic import Field, model_validator

from pipeline.errors import RulesError, UnknownDirectiveError
from pipeline.knowledge.faults import SchemaFault
from pipeline.knowledge.load import Rules, Schema, load_file
from pipeline.knowledge.registry import number_key, registry, same_issuer
from pipeline.knowledge.soundness import stands_in_quote
from pipeline.model import Certainty, Change, Comparator, Directive, DirectiveTask, Level, Target


class _Target(Schema):
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
    certainty: Certainty | None = None
    sources: tuple[str, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _figure_and_certainty_agree(self) -> _Target:
        if (self.value is None) != (self.certainty == "unknown"):
            raise SchemaFault("rules.unknown_value", id=self.id)
        if not stands_in_quote(self.quote, (self.value, self.value_max)):
            raise SchemaFault("rules.not_in_quote", id=self.id)
        return self


class _Task(Schema):
    id: str
    text: str
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


class DirectiveFile(Schema):
    """The schema of ``rules/directives/*.yaml``. ``id`` defaults to the number; give one where numbers collide.

    ``binds`` and ``certainty`` hold for every target that does not say otherwise; ``families`` names goals for people.
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
    certainty: Certainty = "seen"
    sources: tuple[str, ...] = ()
    families: dict[str, str] = Field(default_factory=dict)
    targets: tuple[_Target, ...] = ()
    tasks: tuple[_Task, ...] = ()

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

    def _due(self, target: _Target) -> int | None:
        return target.due or (target.phase or self.period or (None, None))[1]


def to_directive(file: DirectiveFile) -> Directive:
    """-> the same directive in the house's own words."""
    return Directive(
        directive_id=file.id or file.number,
        number=file.number,
        title=file.title,
        issuer=file.issuer,
        issued_on=file.issued_on,
        period_start=file.period[0] if file.period else None,
        period_end=file.period[1] if file.period else None,
        phases=file.phases,
        complete=file.complete,
        targets=tuple(_to_target(t, file) for t in file.targets),
        tasks=tuple(DirectiveTask(t.id, t.text, t.certainty, t.sources, t.lead) for t in file.tasks),
        certainty=file.certainty,
        sources=file.sources,
        field=file.field,
    )


def _to_target(t: _Target, file: DirectiveFile) -> Target:
    start, end = t.phase or file.period or (None, None)
    return Target(
        quote=t.quote,
        start=0,
        end=0,
        value=t.value,
        unit=t.unit,
        comparator=t.comparator,
        value_max=t.value_max,
        change=t.change,
        population=t.population or ", ".join(t.members),
        members=t.members,
        indicator=t.indicator,
        condition=t.condition,
        aspirational=t.aspirational,
        approximate=t.approximate,
        period_start=start,
        period_end=t.due or end,
        baseline_year=t.baseline_year,
        section_id=t.section,
        page=t.page,
        target_id=t.id,
        family=t.family or t.id,
        part_of=t.part_of,
        certainty=t.certainty or file.certainty,
        sources=t.sources or file.sources,
        note=t.note,
        name=file.families.get(t.family or t.id),
        binds=t.binds or file.binds,
    )


def read_directive(path: Path) -> Directive:
    """-> the directive of one YAML file. Raises RulesError with file and line."""
    return to_directive(load_file(path, DirectiveFile))


@lru_cache(maxsize=8)
def directives(rules: Rules) -> tuple[Directive, ...]:
    """-> every directive of ``rules/directives``, oldest first. Raises RulesError where two have one id."""
    known: dict[str, Directive] = {}
    for path in rules.folder("directives"):
        directive = read_directive(path)
        if directive.directive_id in known:
            raise RulesError(path, "rules.id_taken", id=directive.directive_id)
        known[directive.directive_id] = directive
    return tuple(sorted(known.values(), key=lambda d: (d.issued_on or date.min, d.directive_id)))


def find_directive(
    number: str, rules: Rules, issued_on: date | None = None, issuer: str | None = None
) -> Directive | None:
    """-> the directive of this id or number (wrong forms too), or None where none or several could be meant."""
    match = registry(rules).identify(number, issued_on, issuer=issuer)
    key = number_key(match.document.number if match else number)
    day = match.document.issued_on if match else issued_on
    found = [
        d
        for d in directives(rules)
        if (d.directive_id == number or number_key(d.number) == key)
        and day in (None, d.issued_on)
        and (issuer is None or d.issuer is None or same_issuer(issuer, d.issuer))
    ]
    return found[0] if len(found) == 1 else None


def the_directive(name: str, rules: Rules) -> Directive:
    """-> the directive that a user means by ``name``. Raises UnknownDirectiveError with those that exist."""
    path = rules.file(f"directives/{name.removesuffix('.yaml')}.yaml")
    if "/" not in name and path.is_file():
        return read_directive(path)
    directive = find_directive(name, rules)
    if directive is not None:
        return directive
    known = directives(rules)
    same = [d.directive_id for d in known if number_key(d.number) == number_key(name)]
    if same:
        raise UnknownDirectiveError(name, "unknown.directive.several", names=", ".join(same))
    near = get_close_matches(name, [d.directive_id for d in known], n=5, cutoff=0.5)
    raise UnknownDirectiveError(name, "unknown.directive.near" if near else "unknown.directive", names=", ".join(near))
