"""Whether a directive's programme runs on a given day: its own years, and what the registry tells of its successors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.knowledge.load import Rules
from pipeline.knowledge.registry import registry
from pipeline.model import Directive

State = Literal["running", "coming", "ended", "followed", "replaced"]


@dataclass(frozen=True, slots=True)
class Life:
    """A directive on one day. ``by`` is the number of the document that replaced or followed it, ``since`` its day."""

    state: State
    by: str | None = None
    since: date | None = None

    @property
    def over(self) -> bool:
        """Whether its figures bind nobody any more."""
        return self.state in ("ended", "replaced")


def life(directive: Directive, rules: Rules, day: date) -> Life:
    """-> how ``directive`` stands on ``day``.

    "replaced" is said only where a document replaces or abolishes it; one that takes up its matter for the years after
    it "follows" it, which ends nothing before its own years do.
    """
    known = registry(rules)
    own = known.lookup(directive.number, directive.issued_on, issuer=directive.issuer)
    gone = own.replaced_by(day) if own else None
    if gone is not None:
        return Life("replaced", gone.number, gone.from_day)
    next_one = known.follower(own, day) if own else None
    by = (next_one.number, next_one.issued_on) if next_one else (None, None)
    if directive.period_end is not None and directive.period_end < day.year:
        return Life("ended", *by)
    if next_one is not None:
        return Life("followed", *by)
    starts_later = directive.period_start is not None and directive.period_start > day.year
    if starts_later or (directive.issued_on is not None and directive.issued_on > day):
        return Life("coming")
    return Life("running")
