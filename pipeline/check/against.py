"""Which parents a draft is held against: those it cites, those named, or those that come as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.check.references import day_text
from pipeline.compare import plan_years
from pipeline.compare.belonging import belongs_to, names_place_of
from pipeline.errors import UnknownDirectiveError
from pipeline.knowledge import Rules
from pipeline.knowledge.directives import find_directive, held_directive, of_number, the_directive
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import RegisteredDocument, Relation, is_local, registry
from pipeline.model import Directive, Document, Lang, LegalReference
from pipeline.parse import parse_file

_MOST_NAMES = 12
_PARENTS = {"ke_hoach", "quyet_dinh", "chuong_trinh", "nghi_quyet", "chi_thi", "de_an", "chien_luoc", "ket_luan"}


def resolve_against(
    document: Document,
    against: str | Path | Document | Directive | Sequence[str | Path | Document | Directive],
    rules: Rules,
    lang: Lang = "vi",
) -> tuple[tuple[Directive, ...], tuple[str, ...]]:
    """-> (the directives, nearest first; what could not be checked, in words).

    ``against`` is "auto", an id or number, a directive (or its file, .yaml) or a document (its file, or read), or
    several of these. Raises UnknownDirectiveError for a name that is neither, ReadError and RulesError for files.
    """
    wanted = [against] if isinstance(against, str | Path | Document | Directive) else list(against)
    found: list[Directive] = []
    unseen: list[str] = []
    for one in wanted:
        if is_auto(one):
            cited, missing = cited_parents(document, rules, lang)
            found += cited
            unseen += [] if cited else _offered(document, rules, lang)
            if missing:
                say, names = messages(rules, lang), tuple(dict.fromkeys(missing))
                unseen.append(say("check.not_at_hand", n=len(names), names=listed(names, say)))
        else:
            found.append(given_directive(one, rules))
    by_id = {d.directive_id: d for d in found}
    unseen += [words for directive in by_id.values() if (words := _hints_only(directive, rules, lang))]
    return tuple(by_id.values()), tuple(dict.fromkeys(unseen))


def _offered(document: Document, rules: Rules, lang: Lang) -> list[str]:
    """-> the line that offers the programmes which a draft seems to belong to; it is not judged by them."""
    say = messages(rules, lang)
    offered = belongs_to(document, rules, plan_years(document).start)
    if not offered:
        return []
    names = "; ".join(f"{d.directive_id} ({d.title})" for d in offered)
    return [say("check.belongs", names=names)]


def _hints_only(directive: Directive, rules: Rules, lang: Lang) -> str:
    """-> the line that says which of a directive's figures nobody vouches for, or nothing."""
    say = messages(rules, lang)
    if directive.altered:
        return say("check.hints_altered", number=directive.number)
    weak = sum(t.certainty in ("compiled", "unsigned", "doubtful") for t in directive.targets)
    return say("check.hints_only", number=directive.number, n=weak) if weak else ""


def listed(names: Sequence[str], say: Messages) -> str:
    """-> names in a row, the first ones of a long list."""
    shown = "; ".join(names[:_MOST_NAMES])
    return say("check.and_more", names=shown, n=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else shown


def is_auto(one: object) -> bool:
    """Whether this names the parents that each draft cites."""
    return isinstance(one, str | Path) and str(one).strip().lower() == "auto"


def given_directive(one: str | Path | Document | Directive, rules: Rules) -> Directive:
    """-> the directive of an id or number, or of a file. Raises UnknownDirectiveError, ReadError and RulesError."""
    if isinstance(one, Directive):
        return one
    if isinstance(one, Document):
        return _compiled(one, rules)
    path = Path(one)
    try:
        return the_directive(str(one), rules)
    except UnknownDirectiveError:
        if not path.exists():
            raise
    if path.suffix in (".yaml", ".yml"):
        return held_directive(path, rules)
    return _compiled(parse_file(path, rules), rules)


def _compiled(document: Document, rules: Rules) -> Directive:
    from pipeline.check.inherited import own_errors
    from pipeline.compare.compiled import compile_directive

    return replace(compile_directive(document, rules), errors=own_errors(document, rules))


def cited_parents(document: Document, rules: Rules, lang: Lang) -> tuple[list[Directive], list[str]]:
    """-> the parents that the draft cites and theirs, nearest first, and the names of those not at hand."""
    known, say = registry(rules), messages(rules, lang)
    found: dict[str, Directive] = {}
    unseen: list[str] = []
    waiting: list[RegisteredDocument] = []
    for reference in _grounds(document):
        match = known.identify(
            reference.number or "", reference.issued_on, issuer=reference.issuer, title=reference.title
        )
        entry = match.document if match and match.certain else None
        number, day = (entry.number, entry.issued_on) if entry else (reference.number or "", reference.issued_on)
        meant = of_number(number, rules, day, reference.issuer)
        directive = _meant(meant, document, sure=bool(day or entry))
        if directive is not None:
            found[directive.directive_id] = directive
        elif reference.role in ("can_cu", "thuc_hien"):
            name = _name(reference, say)
            ids = ", ".join(d.directive_id for d in meant)
            unseen.append(say("check.several", name=name, ids=ids) if len(meant) > 1 else name)
        if entry is not None:
            waiting.append(entry)
    seen: set[int] = set()
    while waiting:
        entry = waiting.pop(0)
        if id(entry) in seen:
            continue
        seen.add(id(entry))
        for relation in entry.parents:
            directive = _of(relation, rules)
            if directive is not None:
                found.setdefault(directive.directive_id, directive)
            parent = known.of(relation)
            if parent is not None:
                waiting.append(parent)
    own = document.metadata.number
    nearest = sorted(
        found.values(), key=lambda d: (not is_local(d.number), -(d.issued_on.toordinal() if d.issued_on else 0))
    )
    return [d for d in nearest if d.number != own], unseen


def _meant(found: Sequence[Directive], document: Document, *, sure: bool) -> Directive | None:
    """-> the one directive of a cited number: told for certain, else the one of the draft's own province."""
    if sure and len(found) == 1:
        return found[0]
    own = [d for d in found if is_local(d.number) and names_place_of(document, d.issuer or "")]
    return own[0] if len(own) == 1 else None


def _grounds(document: Document) -> list[LegalReference]:
    """-> each cited document that may have targets for those below, where it is first cited."""
    first: dict[str, LegalReference] = {}
    for reference in document.legal_references:
        if not reference.internal and reference.number and reference.doc_type in _PARENTS:
            key = f"{reference.canonical or reference.number}"
            if key not in first or (first[key].role != "can_cu" and reference.role == "can_cu"):
                first[key] = reference
    return list(first.values())


def _name(reference: LegalReference, say: Messages) -> str:
    number, day = reference.canonical or reference.number, day_text(reference.issued_on)
    if reference.issued_on and reference.issuer:
        return say("check.cited_dated_issued", number=number, day=day, issuer=reference.issuer)
    if reference.issued_on:
        return say("check.cited_dated", number=number, day=day)
    return say("check.cited_issued", number=number, issuer=reference.issuer) if reference.issuer else f"{number}"


def _of(relation: Relation, rules: Rules) -> Directive | None:
    return find_directive(relation.number, rules, relation.issued_on)
