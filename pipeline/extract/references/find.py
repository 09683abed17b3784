"""Legal references: every document, or part of one, that a text names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from pipeline.extract.references.citation import Citation
from pipeline.extract.references.laws import with_laws
from pipeline.extract.references.numbers import cited
from pipeline.extract.references.pinpoints import Path, find_paths
from pipeline.extract.references.roles import give_roles
from pipeline.extract.references.short_forms import short_forms
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.knowledge.registry import Registry, number_key, registry
from pipeline.model import Document, LegalReference
from pipeline.text.fold import fold
from pipeline.text.patterns import compiled
from pipeline.text.place import places

_ENCLOSED = compiled(r"kèm theo\s+$")

_TO_DOCUMENT = compiled(
    r"\s*,?\s*(?:(?:của|tại|thuộc|trong|theo)\s+)?(?:(?:các|bản)\s+)?"
    r"(?:(?:đề án|chương trình|kế hoạch|quy định|quy chế|danh mục)\s+)?(?:(?:được\s+)?ban hành\s+)?(?:kèm theo\s+)?\(?"
)
SHORTEST_TITLE = 9  # characters from which a title is taken for whole
FEW = 8  # titles of one document that are held against each other

_ARTICLE_LINE = compiled(r"(?:^|\n)[^\S\n]*điều\s+\d+\s*[.:]")
_INSIDE_ONLY_LAWS = {"dieu", "khoan"}


def find_references(document: Document, rules: Rules) -> tuple[LegalReference, ...]:
    """-> every reference in reading order, with its own parts ("mục IV", "Kế hoạch này") marked ``internal``.

    The quote runs from the word of the kind to the date; issuer, title and pinpoint are fields. The document's own
    number in its header is metadata, not a reference.
    """
    text = document.text
    folded = fold(text)
    full = with_laws(text, folded, cited(text, folded, rules), rules)
    own_type = document.metadata.doc_type
    _tell(full)
    citations = sorted((*full, *short_forms(text, folded, full, own_type, rules)), key=lambda c: c.start)
    inside = _attach(text, folded, citations, own_type, rules)
    bases = tuple((s.start, s.end) for s in document.sections if s.kind == "can_cu")
    roles = give_roles(folded, citations, rules, bases)
    known = registry(rules)
    own = number_key(document.metadata.number) if document.metadata.number else None
    where = places(document)
    records = []
    for citation, role in zip(citations, roles, strict=True):
        path = Path(0, 0, citation.parts)
        itself = own is not None and citation.number is not None and number_key(citation.number) == own
        day = document.metadata.issued_on
        if (
            itself
            and day
            and citation.issued_on not in (None, day)
            and not _ENCLOSED.search(folded, max(citation.start - 16, 0), citation.start)
        ):
            itself = False  # a parent's plan may bear the same number: its date tells it from this one
        records.append(
            LegalReference(
                quote=text[citation.start : citation.end],
                start=citation.start,
                end=citation.end,
                doc_type=citation.doc_type,
                number=citation.number,
                canonical=_identity(citation, known),
                title=citation.title,
                issuer=citation.issuer,
                issued_on=citation.issued_on,
                article=path.label("dieu"),
                clause=path.label("khoan"),
                point=path.label("diem"),
                path=path.words,
                role=role,
                internal=citation.internal or itself,
                unresolved=citation.unresolved,
                resolved_from=citation.resolved_from,
                section_id=where.section(citation.start),
                page=where.page(citation.start),
            )
        )
    records += [
        LegalReference(
            quote=text[path.start : path.end],
            start=path.start,
            end=path.end,
            doc_type=path.parts[0][0],
            article=path.label("dieu"),
            clause=path.label("khoan"),
            point=path.label("diem"),
            path=path.words,
            internal=True,
            section_id=where.section(path.start),
            page=where.page(path.start),
        )
        for path in inside
    ]
    return tuple(sorted(records, key=lambda r: (r.start, r.end)))


def _tell(full: list[Citation]) -> None:
    """What one citation of a number says, its later mentions mean too: the issuer, and where the title ends."""
    issuers: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for citation in full:
        if citation.canonical and citation.issuer and citation.issuer_told:
            issuers[citation.canonical].add(citation.issuer)
        if citation.canonical and citation.title and len(citation.title) >= SHORTEST_TITLE:
            titles[citation.canonical].add(fold(citation.title))
    shortest = {number: sorted(known, key=lambda t: (len(t), t))[:FEW] for number, known in titles.items()}
    for citation in full:
        if citation.canonical is None:
            continue
        told = issuers.get(citation.canonical, set())
        if not citation.issuer_told and len(told) == 1:
            citation.issuer = next(iter(told))
        if citation.title and citation.title_start is not None:
            whole = fold(citation.title)
            cut = next((len(t) for t in shortest.get(citation.canonical, ()) if whole.startswith(t + " ")), None)
            if cut:
                citation.tail -= len(citation.title) - cut
                citation.title = citation.title[:cut]


def _identity(citation: Citation, known: Registry) -> str | None:
    """The number under which the registry knows the document, else the number in the form the law wants."""
    if citation.canonical is None:
        return None
    match = known.identify(citation.canonical, citation.issued_on, issuer=citation.issuer, title=citation.title)
    return match.document.number if match and match.certain else citation.canonical


@lru_cache(maxsize=8)
def _pointers(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = reference_rules(rules)
    before = "|".join(re.escape(w) if w == "(" else rf"(?<!\w){any_of([w])}\s" for w in table.locators)
    return compiled(rf"(?:{before})\s*$"), compiled(rf"\s*{any_of(table.followers)}(?!\w)")


def _attach(text: str, folded: str, citations: list[Citation], own_type: str, rules: Rules) -> list[Path]:
    """Give each pinpoint to the citation it leads up to; -> those that point into the document itself."""
    before, after = _pointers(rules)
    articles = bool(_ARTICLE_LINE.search(folded))
    inside: list[Path] = []
    at = 0
    for path in find_paths(text, folded, rules):
        while at < len(citations) and citations[at].start < path.end:
            at += 1
        following = citations[at] if at < len(citations) else None
        if following is not None and _TO_DOCUMENT.fullmatch(folded, path.end, following.start):
            following.parts = path.parts
            continue
        if at and citations[at - 1].start <= path.start < citations[at - 1].end:
            continue
        if not articles and {path.parts[0][0], path.parts[-1][0]} & _INSIDE_ONLY_LAWS:
            continue  # a plan has no articles of its own: whose they are, the text does not say
        if before.search(folded, max(0, path.start - 20), path.start) or after.match(folded, path.end):
            inside.append(path)
    return inside
