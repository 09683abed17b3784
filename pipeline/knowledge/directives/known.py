"""The directives at hand: read, vouched for, and found by the name that a user or a draft gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from pipeline.errors import RulesError, UnknownDirectiveError
from pipeline.knowledge.directives.schema import DirectiveFile, TargetEntry
from pipeline.knowledge.directives.signatures import is_altered, is_own, vouched
from pipeline.knowledge.directives.soundness import doubtful
from pipeline.knowledge.load import Rules, load_file
from pipeline.knowledge.registry import is_local, number_key, number_year, province_name, registry, same_issuer
from pipeline.model import Directive, DirectiveTask, Target


def to_directive(file: DirectiveFile, *, own: bool) -> Directive:
    """-> the same directive in the house's own words; ``own``: one that the program came with."""
    altered = is_altered(file)
    signed = file.signed_by is not None and not altered
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
        targets=tuple(_to_target(t, file, own, altered) for t in file.targets),
        tasks=tuple(
            DirectiveTask(t.id, t.text, vouched(t.certainty, signed, own), t.sources, t.lead) for t in file.tasks
        ),
        certainty=vouched(file.certainty, signed, own),
        sources=file.sources,
        field=file.field,
        signed_by=file.signed_by,
        signed_on=file.signed_on,
        altered=altered,
    )


def _to_target(t: TargetEntry, file: DirectiveFile, own: bool, altered: bool) -> Target:
    signed = bool(t.signed_by or file.signed_by) and not altered
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
        certainty=vouched(t.certainty or file.certainty, signed, own),
        sources=t.sources or file.sources,
        note=t.note,
        name=file.families.get(t.family or t.id),
        binds=t.binds or file.binds,
    )


def read_directive(path: Path) -> Directive:
    """-> the directive of one YAML file, its figures as certain as who vouches for them. Raises RulesError."""
    return to_directive(load_file(path, DirectiveFile), own=is_own(path))


def held_directive(path: Path, rules: Rules) -> Directive:
    """-> the same, with those of its figures as hints that break what any directive's figures hold."""
    directive = read_directive(path)
    doubted = doubtful(directive, rules)
    if not doubted:
        return directive
    targets = (replace(t, certainty="doubtful") if t.target_id in doubted else t for t in directive.targets)
    return replace(directive, targets=tuple(targets))


@lru_cache(maxsize=8)
def directives(rules: Rules) -> tuple[Directive, ...]:
    """-> every directive of ``rules/directives``, oldest first.

    An office's file stands in for the program's of the same document. Where its number is only the same as another
    issuer's or year's, both are known, the office's by ``full_id``. Raises RulesError where one folder has an id twice.
    """
    known: dict[str, tuple[Path, Directive]] = {}
    for path in sorted(rules.folder("directives"), key=lambda path: path.parent == rules.directory / "directives"):
        directive = held_directive(path, rules)
        before, other = known.get(directive.directive_id, (None, None))
        if before is not None and other is not None:
            if before.parent == path.parent:
                raise RulesError(path, "rules.id_taken", id=directive.directive_id)
            if not _one_document(directive, other):
                directive = replace(directive, directive_id=full_id(directive))
        known[directive.directive_id] = (path, directive)
    found = [directive for _, directive in known.values()]
    return tuple(sorted(found, key=lambda d: (d.issued_on or date.min, d.directive_id)))


def _one_document(one: Directive, other: Directive) -> bool:
    """Whether number, issuer and year agree, as far as both files tell them."""
    days = {d.issued_on.year for d in (one, other) if d.issued_on}
    return len(days) < 2 and (not one.issuer or not other.issuer or same_issuer(one.issuer, other.issuer))


def full_id(directive: Directive) -> str:
    """-> "157/KH-UBND Cần Thơ 2025": the number with its province (of local bodies) and year, which tell it apart."""
    place = province_name(directive.issuer or "") if is_local(directive.number) else None
    year = str(directive.issued_on.year) if directive.issued_on and number_year(directive.number) is None else None
    return " ".join(part for part in (directive.number, place, year) if part)


def find_directive(
    number: str, rules: Rules, issued_on: date | None = None, issuer: str | None = None
) -> Directive | None:
    """-> the directive of this id or number (wrong forms too), or None where none or several could be meant."""
    found = of_number(number, rules, issued_on, issuer)
    return found[0] if len(found) == 1 else None


def of_number(
    number: str, rules: Rules, issued_on: date | None = None, issuer: str | None = None
) -> tuple[Directive, ...]:
    """-> all directives that this id or number may mean: offices of many places give the same numbers."""
    match = registry(rules).identify(number, issued_on, issuer=issuer)
    key = number_key(match.document.number if match else number)
    day = match.document.issued_on if match else issued_on
    return tuple(
        d
        for d in directives(rules)
        if (d.directive_id == number or number_key(d.number) == key)
        and day in (None, d.issued_on)
        and (issuer is None or d.issuer is None or same_issuer(issuer, d.issuer))
    )


def the_directive(name: str, rules: Rules) -> Directive:
    """-> the directive that a user means by ``name``. Raises UnknownDirectiveError with those that exist."""
    path = rules.file(f"directives/{name.removesuffix('.yaml')}.yaml")
    if "/" not in name and path.is_file():
        return held_directive(path, rules)
    directive = find_directive(name, rules)
    if directive is not None:
        return directive
    known = directives(rules)
    same = [d.directive_id for d in known if number_key(d.number) == number_key(name)]
    if same:
        raise UnknownDirectiveError(name, "unknown.directive.several", names=", ".join(same))
    near = get_close_matches(name, [d.directive_id for d in known], n=5, cutoff=0.5)
    raise UnknownDirectiveError(name, "unknown.directive.near" if near else "unknown.directive", names=", ".join(near))
