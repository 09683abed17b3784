"""Whether a draft is about what a directive is about, and whether the directive is a parent at all: asked once, before
its goals are held against it.

Only a draft that cites neither the directive nor one of its kin, answers and names none of its goals, and whose words
are far from the directive's title and goals is said to be about something else; in doubt it is compared.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.compare.programmes import kin
from pipeline.compare.vectors import Space, Words, cosine, cover, space_of, syllable_grams, vectors
from pipeline.compare.wording import sentence
from pipeline.knowledge import Rules
from pipeline.knowledge.comparison import comparison
from pipeline.knowledge.directives import directives
from pipeline.knowledge.populations import populations
from pipeline.knowledge.registry import number_key
from pipeline.model import Alignment, Directive, Document, Lang
from pipeline.text.fold import fold

# Pinned on the annotated plans of tests/gold against all directives known: drafts about their programme lie above 0.25.
_FAR = 0.24  # likeness of the whole draft to the directive's title and goals, and of the titles, so weighed
_ENOUGH = 100  # content words; less says nothing of what a text is about
_TITLED = 0.2  # what of the directive's title stands in the draft's weighs this much
OTHER = ("other_subject", "parent_below")  # reasons for which nothing of the directive is asked of the draft
_LEVELS = ("xa", "huyen", "tinh", "ca_nuoc")


def apart(
    rows: tuple[Alignment, ...], document: Document, directive: Directive, level: str | None, rules: Rules, lang: Lang
) -> tuple[Alignment, ...]:
    """-> ``rows``, or the one row that says why the directive's goals are not held against this draft."""
    case = _case(rows, document, directive, level, rules)
    if case is None:
        return rows
    text = sentence(case, rules, lang, number=directive.number, title=directive.title)
    return (Alignment(directive.directive_id, None, None, "not_comparable", 0.0, text, reason=case),)


def _case(
    rows: tuple[Alignment, ...], document: Document, directive: Directive, level: str | None, rules: Rules
) -> str | None:
    if not directive.targets:
        return "no_parent_targets" if directive.complete else "unknown_targets"
    theirs = populations(rules).level(directive.issuer) if directive.issuer else None
    if level in _LEVELS and theirs in _LEVELS and _LEVELS.index(theirs) < _LEVELS.index(level):
        return "parent_below"
    answered = any(row.directive_target and row.draft_target and row.reason != "unsure" for row in rows)
    named = any(row.reason.startswith("missing_without_figure") for row in rows)
    unread = any(notice.unread for notice in document.warnings)
    if answered or named or unread or _cites(document, directive, rules) or not _is_far(document, directive, rules):
        return None
    return "other_subject"


def titled(document: Document, directive: Directive, rules: Rules) -> float:
    """-> how much of the directive's title stands in the draft's, 0…1, its rarer words weighing more."""
    return _titled(document, directive, rules, _space(directive, rules))


def _titled(document: Document, directive: Directive, rules: Rules, space: Space) -> float:
    said, asked = (
        vectors([syllable_grams(_words(words, rules))], space)
        for words in (document.metadata.title or "", directive.title)
    )
    return float(cover(asked, said)[0, 0])


def _space(directive: Directive, rules: Rules) -> Space:
    return space_of([syllable_grams(words) for words in (*_known(rules), _matter(directive, rules))])


def _cites(document: Document, directive: Directive, rules: Rules) -> bool:
    """Whether the draft cites the directive or another that carries out the same document."""
    known = {d.directive_id: d.number for d in directives(rules)}
    numbers = {number_key(known[name]) for name in kin(rules).get(directive.directive_id, frozenset()) if name in known}
    numbers.add(number_key(directive.number))
    cited = (r for r in document.legal_references if not r.internal)
    return any(number_key(number) in numbers for r in cited for number in (r.number, r.canonical) if number)


def _is_far(document: Document, directive: Directive, rules: Rules) -> bool:
    if directive.field and fold(directive.field) in fold(document.metadata.title or ""):
        return False
    text = _words(document.text, rules)
    if len(text) < _ENOUGH:
        return False
    space = _space(directive, rules)
    said, theirs = (vectors([syllable_grams(words)], space) for words in (text, _matter(directive, rules)))
    return float(cosine(said, theirs)[0, 0]) + _TITLED * _titled(document, directive, rules, space) < _FAR


@lru_cache(maxsize=4)
def _known(rules: Rules) -> tuple[Words, ...]:
    return tuple(_matter(directive, rules) for directive in directives(rules))


def _matter(directive: Directive, rules: Rules) -> Words:
    """-> the words of a directive's title and of its goals, each once."""
    goals = dict.fromkeys(f"{t.population} . {t.indicator}" for t in directive.targets)
    return _words(" . ".join((directive.title, *goals)), rules)


def _words(text: str, rules: Rules) -> Words:
    return comparison(rules).words(re.sub(r"\d+", " ", text))
