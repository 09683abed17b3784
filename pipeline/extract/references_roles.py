"""Why a plan names a document: as its basis, as what it carries out, amends, replaces, or just refers to."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipeline.extract.references_grammar import Citation
from pipeline.knowledge.load import Rules
from pipeline.knowledge.references import any_of, reference_rules
from pipeline.model import Role

REACH = 400  # characters within which a word governs a reference
_BREAK = re.compile(r"[\n|]|[.](?=\s)")


@lru_cache(maxsize=8)
def _triggers(rules: Rules) -> re.Pattern[str]:
    roles = reference_rules(rules).roles
    return re.compile("|".join(rf"(?<!\w)(?P<{role}>{any_of(words)})(?!\w)" for role, words in roles.items()))


def give_roles(folded: str, citations: list[Citation], rules: Rules) -> list[Role]:
    """-> the role of each citation (in reading order).

    The nearest trigger before a citation decides. Members of a list share the trigger of the first ("Căn cứ A, B và
    C"), so words inside an earlier citation and its title are passed over; a citation within such a title takes the
    trigger that stands there with it.
    """
    pattern = _triggers(rules)
    hits = [(m.start(), m.end(), m.lastgroup or "dan_chieu") for m in pattern.finditer(folded)]
    starts = [start for start, _, _ in hits]
    roles: list[Role] = []
    for i, citation in enumerate(citations):
        low = _clause_start(folded, citation.start)
        covers = [c for c in citations[max(0, i - 12) : i] if c.start >= low]
        inside = next((c for c in reversed(covers) if c.title_start is not None and citation.start < c.tail), None)
        if inside is not None:
            low, covers = inside.title_start or low, []
        at = bisect_right(starts, citation.start) - 1
        role: Role = "dan_chieu"
        while at >= 0 and hits[at][1] > low:
            start, _, name = hits[at]
            if not any(c.start <= start < c.tail for c in covers):
                role = name  # type: ignore[assignment]
                break
            at -= 1
        roles.append(role)
    return roles


def _clause_start(folded: str, at: int) -> int:
    low = max(0, at - REACH * 5)
    return max((m.end() for m in _BREAK.finditer(folded, low, at)), default=low)
