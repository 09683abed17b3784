"""What every rule sees and what it says: the draft on its day with its parents, and a hit with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipeline.compare.population import level_of
from pipeline.knowledge import Rules
from pipeline.knowledge.checks import CheckRule
from pipeline.knowledge.messages import Messages, messages
from pipeline.knowledge.registry import Registry, registry
from pipeline.model import (
    Alignment,
    Block,
    Certainty,
    Directive,
    Document,
    Fix,
    Lang,
    LegalReference,
    Section,
    Severity,
    Slip,
)
from pipeline.text.fold import bare, fold
from pipeline.text.place import Places, places


@dataclass(frozen=True)
class Context:
    """A draft, the parents it is held against, the verdicts on its targets and the day it is judged on.

    ``own_words`` are an office's own, of which a proofreader says nothing.
    """

    document: Document
    directives: tuple[Directive, ...]
    alignment: tuple[Alignment, ...]
    rules: Rules
    day: date | None
    lang: Lang = "vi"
    own_words: tuple[str, ...] = ()

    @cached_property
    def registry(self) -> Registry:
        return registry(self.rules)

    @cached_property
    def say(self) -> Messages:
        return messages(self.rules, self.lang)

    @cached_property
    def folded(self) -> str:
        """The text for comparison; an offset in it is an offset in the text."""
        return fold(self.document.text)

    @cached_property
    def bare(self) -> str:
        """The text without diacritics; an offset in it is an offset in the text."""
        return bare(self.document.text)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """All that the proofreader finds, ``document.slips`` among it."""
        from pipeline.proof import proofread

        parents = [target.quote for directive in self.directives for target in directive.targets]
        parents += [task.text for directive in self.directives for task in directive.tasks]
        return proofread(self.document, self.rules, self.own_words, parents)

    @cached_property
    def level(self) -> str | None:
        """The level of government of the issuer ("xa", "huyen", "tinh"), or None."""
        return level_of(self.document, self.rules)

    @cached_property
    def citations(self) -> tuple[LegalReference, ...]:
        """The references to other documents that have a number."""
        return tuple(r for r in self.document.legal_references if not r.internal and r.number)

    @cached_property
    def by_id(self) -> dict[str, Section]:
        return {s.section_id: s for s in self.document.sections}

    @cached_property
    def paged(self) -> tuple[Block, ...]:
        """The blocks whose page is known."""
        return tuple(block for block in self.document.blocks if block.page is not None)

    @cached_property
    def _places(self) -> Places:
        return places(self.document)

    def section_at(self, offset: int) -> Section | None:
        """-> the innermost section around an offset."""
        return self.by_id.get(self._places.section(offset) or "")

    def directive(self, directive_id: str) -> Directive | None:
        return next((d for d in self.directives if d.directive_id == directive_id), None)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: where (None where something is absent), and the words that fill the rule's message.

    ``case`` picks one of the rule's ``messages`` instead of its ``message``. ``severity`` may only weaken the rule's.
    ``fix`` mends the place; where the same thing stands in several, ``fixes`` mends each, this one first. None: a
    person must write.
    """

    start: int | None = None
    end: int | None = None
    words: Mapping[str, object] = field(default_factory=dict)
    case: str | None = None
    severity: Severity | None = None
    certainty: Certainty = "seen"
    directive_id: str | None = None
    directive_quote: str | None = None
    suggest: bool = True
    fix: Fix | None = None
    fixes: Sequence[Fix | None] = ()


Check = Callable[[Context, CheckRule], Iterable[Hit]]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a function as what the rules of this name (or kind) carry out."""

    def register(function: Check) -> Check:
        CHECKS[name] = function
        return function

    return register
