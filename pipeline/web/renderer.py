"""The forms of a review, made when somebody asks for them, in the language and with the decisions of that moment."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Decision, Lang

if TYPE_CHECKING:
    from pipeline.check.waivers import Waiver
    from pipeline.knowledge.load import Rules
    from pipeline.model import Review
    from pipeline.web.deciding import Item
    from pipeline.web.worker import Outcome

FORMS = ("html", "docx", "phieu", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Rendering:
    """Which forms are to be made of the review in ``folder``; ``source`` its sender's name of the draft."""

    folder: Path
    source: str
    names: tuple[str, ...]
    lang: Lang
    rules: Path | None
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def path(self, name: str) -> Path:
        """-> where a form lies once it is made; other decisions make another."""
        told = sha256(repr((self.decisions, self.waivers)).encode()).hexdigest()[:12]
        return self.folder / f"{name}-{self.lang}-{told}.made"


def render(order: Rendering) -> tuple[str, ...]:
    """Make the forms -> those that could be made. Raises what the last one raised where there is none."""
    from pipeline.api import rules_in_use
    from pipeline.check.decisions import decide
    from pipeline.report.formats import each_made

    rules = rules_in_use(order.rules)
    review = decide(_waived(order, rules), order.decisions)
    data = (order.folder / "draft").read_bytes()
    made, _ = each_made(order.names, lambda name: rendered(name, review, data, rules, order.lang))
    for name, content in made.items():
        part = order.path(name).with_suffix(".part")
        part.write_bytes(content)
        part.rename(order.path(name))
    return tuple(made)


def rendered(name: str, review: Review, data: bytes, rules: Rules, lang: Lang) -> bytes:
    """-> one form of a review; ``data`` is the draft's own file."""
    from pipeline.report.formats import FORMATS, render_one, render_together
    from pipeline.report.json import dumps, review_to_dict

    if name == "json":
        return dumps(review_to_dict(review)).encode()
    if FORMATS[name].together:
        return render_together(name, [review], rules=rules, lang=lang)
    return render_one(name, review, data, rules=rules, lang=lang)


def warm_up(plan: bytes, review: Review) -> None:
    """Load what every form needs."""
    from pipeline.api import rules_in_use

    for name in FORMS:
        rendered(name, review, plan, rules_in_use(None), "vi")


def _review(order: Rendering, rules: Rules) -> Review:
    """-> the review in the language asked for, checked again where it was checked in another. These files were written
    by a process of this server in a folder that only its user can open."""
    from pipeline.web.worker import checked

    own = order.folder / f"review-{order.lang}"
    if not own.is_file():
        held = pickle.loads((order.folder / "held").read_bytes())
        own.write_bytes(pickle.dumps(checked(held, rules, order.lang), pickle.HIGHEST_PROTOCOL))
    return stored(own)


def _waived(order: Rendering, rules: Rules) -> Review:
    """-> the review less what people's waivers accept."""
    from pipeline.check.waivers import waive

    return waive(_review(order, rules), order.waivers, lang=order.lang)


def stored(path: Path) -> Review:
    """-> a review that a process of this server put aside."""
    review: Review = pickle.loads(path.read_bytes())
    return review


def looked_at(order: Rendering) -> Seen:
    """-> the findings with what was decided of them, and the review in short as it stands then."""
    from pipeline.api import rules_in_use
    from pipeline.check.decisions import decide, deciding
    from pipeline.web.deciding import items
    from pipeline.web.worker import outcome_of

    rules = rules_in_use(order.rules)
    review = _waived(order, rules)
    outcome = outcome_of(decide(review, order.decisions), rules, order.lang)
    made = (deciding(finding, review.draft.text, order.decisions) for finding in review.findings)
    used = tuple(dict.fromkeys(one for one in made if one is not None))
    waived = tuple((finding.message, words) for finding, words in review.waived)
    return Seen(tuple(items(review, order.decisions, rules, order.lang)), outcome, used, waived)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page of decisions shows; ``used`` are the decisions that hold for this draft, ``waived`` what a waiver
    accepts, with its reason."""

    items: tuple[Item, ...]
    outcome: Outcome
    used: tuple[Decision, ...] = ()
    waived: tuple[tuple[str, str], ...] = ()
