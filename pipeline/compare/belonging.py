"""Which known programmes a plan seems to belong to, by its subject and targets: offered to a person, never judged by.

A programme is offered where the plan's title says most of what its own title says apart from other programmes, or
where several of the plan's targets are nearest to its goals. What ended, or is another province's, is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.compare.align import distinct
from pipeline.compare.programmes import homes, known_goals
from pipeline.compare.vectors import Grams, Space, Vectors, cover, space_of, vectors
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.directives import directives
from pipeline.knowledge.registry import is_local, names_province, province_of
from pipeline.model import Directive, Document
from pipeline.text.fold import fold

_NEAR = 0.45  # a target this near to a goal speaks of it
_TIE = 0.03  # goals of several programmes that say the same: each is as near
_SEVERAL, _SHARE = 2, 0.2  # targets, and their share of the plan's, that tell a programme without its title
_TITLE = 0.5  # of the weight of a programme's title, in the plan's
_HINT = 0.3  # … which bears out a single target
_MOST = 3
_WHERE = "trên địa bàn"


def belongs_to(document: Document, rules: Rules, year: int | None = None) -> tuple[Directive, ...]:
    """-> the programmes that ``document`` seems to belong to, the likeliest first; ``year`` is the plan's."""
    known = directives(rules)
    titles = _in_title(document.metadata.title or "", rules)
    nearest = _targets_of(document, rules)
    several = max(_SEVERAL, _SHARE * len(document.targets))
    scores = {}
    for directive, title in zip(known, titles, strict=True):
        near = nearest.get(directive.directive_id, 0)
        if (title >= _TITLE or near >= (1 if title >= _HINT else several)) and _may_bind(directive, document, year):
            scores[directive] = title + near / max(1, len(document.targets))
    return tuple(sorted(scores, key=lambda d: (-scores[d], d.directive_id))[:_MOST])


def _may_bind(directive: Directive, document: Document, year: int | None) -> bool:
    over = None not in (year, directive.period_end) and directive.period_end < year  # type: ignore[operator]
    return not over and (not is_local(directive.number) or names_place_of(document, directive.issuer or ""))


def names_place_of(document: Document, issuer: str) -> bool:
    """Whether a draft names the province of ``issuer`` ("UBND tỉnh Bắc Ninh"): it may be taken for its own."""
    province = province_of(issuer)
    return province is not None and names_province(fold(document.text), province)


def _targets_of(document: Document, rules: Rules) -> dict[str, int]:
    """-> directive id -> how many of the draft's targets are as near to one of its goals as to any."""
    said = distinct(tuple(t for t in document.targets if t.restates is None), rules)
    if not said:
        return {}
    likeness = homes(tuple(said), rules).likeness
    found: dict[str, int] = {}
    for row in likeness:
        best = float(row.max())
        if best >= _NEAR:
            near = {name for (name, _), score in zip(known_goals(rules), row, strict=True) if score >= best - _TIE}
            for name in near:
                found[name] = found.get(name, 0) + 1
    return found


def _in_title(title: str, rules: Rules) -> Sequence[float]:
    """-> for each known directive how much of the weight of its title stands in this one, 0…1."""
    space, names = _titles(rules)
    shares: Sequence[float] = cover(names, vectors([_neighbours(title, rules)], space))[:, 0].tolist()
    return shares


@lru_cache(maxsize=4)
def _titles(rules: Rules) -> tuple[Space, Vectors]:
    grams = [_neighbours(d.title, rules) for d in directives(rules)]
    space = space_of(grams)
    return space, vectors(grams, space)


def _neighbours(title: str, rules: Rules) -> Grams:
    """-> the pairs of neighbours in what a title is about: single syllables ("phát", "số") say nothing of it."""
    subject = comparison(rules).title_frame.sub(" . ", fold(title).partition(_WHERE)[0])
    pairs = pairwise(re.findall(r"[^\W\d]+|[^\w\s]", subject))
    return dict.fromkeys((f"{a} {b}" for a, b in pairs if a.isalpha() and b.isalpha()), 1.0)
