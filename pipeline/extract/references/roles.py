"""Why a plan names a document: as its basis, as what it carries out, amends, replaces, or just refers to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from pipeline.extract.references.citation import Citation
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.model import Role
from pipeline.text.patterns import compiled
from pipeline.text.phrases import opening

REACH = 2000  # characters of a clause that are looked at
_CONTINUED = compiled(r"(?:[;,]|(?<!\w)và)\s*(?:các\s+)?$")
_ITEM = compiled(r"(?:^|[\n.])[^\S\n]*(?:[-–+*•]|\d{1,2}[.)])?[^\S\n]*$")
_ASIDE = compiled(r"\([^()\n]{0,400}\)")  # closed again before the citation: "A (được sửa đổi bởi B); C"


@lru_cache(maxsize=8)
def _triggers(rules: Rules) -> re.Pattern[str]:
    roles = reference_rules(rules).roles
    return compiled("|".join(rf"{opening(words)}(?P<{role}>{any_of(words)})(?!\w)" for role, words in roles.items()))


def give_roles(
    folded: str, citations: list[Citation], rules: Rules, bases: tuple[tuple[int, int], ...] = ()
) -> list[Role]:
    """-> the role of each citation (in reading order).

    The nearest trigger before a citation decides. Members of a list share the trigger of the first ("Căn cứ A, B và
    C"), so words inside an earlier citation and its title are passed over; a citation within such a title takes the
    trigger that stands there with it. ``bases`` are the sections of legal bases ("II. CĂN CỨ PHÁP LÝ"): what heads a
    line there is a basis without a word of its own.
    """
    pattern = _triggers(rules)
    clauses: dict[int, list[tuple[int, Role]]] = {}
    roles: list[Role] = []
    for i, citation in enumerate(citations):
        low = _clause_start(folded, citation.start)
        before = zip(citations[max(0, i - 12) : i], roles[-12:], strict=True)
        asides = [m.span() for m in _ASIDE.finditer(folded, low, citation.start)]
        covers = [(c, role) for c, role in before if c.start >= low and not _within(c.start, asides)]
        inside = next((c for c, _ in reversed(covers) if c.title_start is not None and citation.start < c.tail), None)
        if inside is not None and inside.title_start is not None:
            low, covers = inside.title_start, []
        elif _CONTINUED.search(folded, max(low, citation.start - 12), citation.start) and (leader := _leader(covers)):
            roles.append(leader)
            continue
        if inside is not None:
            hits = [(m.start(), _role(m)) for m in pattern.finditer(folded, low, citation.start)]
        else:
            if low not in clauses:
                line_end = folded.find("\n", low)
                end = min(len(folded) if line_end < 0 else line_end, low + 2 * REACH)
                clauses[low] = [(m.start(), _role(m)) for m in pattern.finditer(folded, low, end)]
            hits = clauses[low]
        nearer = (hit for hit in reversed(hits) if hit[0] < citation.start)
        role = next(
            (
                name
                for at, name in nearer
                if not _within(at, asides) and not any(c.start <= at < c.tail for c, _ in covers)
            ),
            None,
        )
        if (
            role is None
            and _within(citation.start, list(bases))
            and _ITEM.search(folded, max(0, low - 1), citation.start)
        ):
            role = "can_cu"
        roles.append(role or "dan_chieu")
    return roles


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _role(hit: re.Match[str]) -> Role:
    return cast(Role, hit.lastgroup)


def _leader(covers: list[tuple[Citation, Role]]) -> Role | None:
    """-> the role of the last citation before that stands in no title: the one whose list goes on."""
    end = -1
    leader = None
    for citation, role in covers:
        if citation.start >= end:
            leader = role
            if citation.title_start is not None:
                end = citation.tail
    return leader


def _clause_start(folded: str, at: int) -> int:
    """-> where the sentence, line or cell that holds ``at`` begins, not much more than ``REACH`` before it.

    In a text without such breaks the places are shared, so that each stretch is scanned once.
    """
    low = max(0, at - REACH) // REACH * REACH
    return max(low, folded.rfind("\n", low, at) + 1, folded.rfind("|", low, at) + 1, folded.rfind(". ", low, at) + 1)
