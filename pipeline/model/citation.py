"""A document that a draft cites, and what the registry says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Attestation = Literal["official", "agreed", "two", "one", "own", "inferred"]
RegistryState = Literal["contradicted", "replaced", "not_yet_in_force", "illegible", "unknown", "amended", "confirmed"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a draft cites by number or by the name of a law, and what the registry says of it.

    ``found`` is what stands there wrongly and ``expected`` what should, or what has replaced or amended it;
    ``held_against`` the number of the registered document, ``certainty`` what its entry rests on (None: on no page).
    ``document`` is the same for every mention of one document.
    """

    quote: str
    start: int
    end: int
    number: str | None
    registry: RegistryState
    found: str | None = None
    expected: str | None = None
    certainty: Attestation | None = None
    held_against: str | None = None
    title: str | None = None
    document: str = ""
    section_id: str | None = None
    page: int | None = None


STATES: tuple[RegistryState, ...] = get_args(RegistryState)
"""The states of a citation, the worst first."""


def worst_of(citations: Iterable[Citation]) -> Citation | None:
    """-> the one whose state is worst, the first of several; None where there is none."""
    return min(citations, key=lambda one: STATES.index(one.registry), default=None)


def by_document(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """-> one citation a document, in the order of their first mentions: of several the one whose state is worst."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.document, []).append(citation)
    return tuple(worst for group in groups.values() if (worst := worst_of(group)) is not None)
