"""One order in a process of its own: a draft is read and checked, or taken apart, or compared; the process ends."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.errors import DoichieuError, ReadError, RulesError
from pipeline.model import Decision, Lang
from pipeline.process import stage
from pipeline.saying import Said, to_say

if TYPE_CHECKING:
    from pipeline.batch.department import Collected, Units
    from pipeline.check.waivers import Waiver, WaiverFile
    from pipeline.knowledge.load import Rules
    from pipeline.limits import Limits
    from pipeline.model import Document, Review
    from pipeline.web.deciding import Asked
    from pipeline.web.renderer import Rendering

Stage = Literal["waiting", "reading", "checking", "writing"]
Kind = Literal["check", "extract", "compare"]
STAGES: tuple[Stage, ...] = get_args(Stage)
WAIVERS = "waivers"  # the draft's own file of them, as it was handed in
KEPT = ("draft", "held", WAIVERS, "review-vi", "review-en", "html", "json")  # files of an order that outlive it
_SHARE = 0.6  # of the time limit that reading may take, so that a long scan is cut short and said to be, not lost
_OFFICE_SECONDS = 120.0
MOST_UNITS = 5000  # in a list of them


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: files by path with the names their sender gave them; everything is written in ``folder``.

    ``against``: directives by id, or "auto". ``seconds`` and ``most_bytes`` bound the reading. What is compared is the
    first of ``parents``, the old version, with ``draft``. ``decisions`` and ``waivers`` are those known before, and
    ``brought`` the waiver files that came with the draft, its own one last.
    """

    folder: Path
    draft: tuple[Path, str]
    parents: tuple[tuple[Path, str], ...]
    against: tuple[str, ...]
    as_of: date | None
    today: date
    lang: Lang
    rules: Path | None
    seconds: float
    most_bytes: int
    kind: Kind = "check"
    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    brought: tuple[tuple[Path, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a check was made of, kept to make it again in another language."""

    draft: Document
    parents: tuple[Document, ...]
    against: tuple[str, ...]
    as_of: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result in short; its files lie in the folder of its order.

    ``severities`` and ``statuses``: how many findings and targets of each; ``told``: what the department's table needs.
    """

    headline: str
    worst: str  # a severity, or "clean"
    unit: str = ""
    severities: tuple[tuple[str, int], ...] = ()
    statuses: tuple[tuple[str, int], ...] = ()
    told: Collected | None = None
    brought: WaiverFile | None = None  # what came with the draft


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no result: the file at fault, and what is wrong with it, to be said without its name."""

    source: str
    said: Said


def review_draft(order: Order) -> Outcome | Fault:
    """Run one order from file to files. What is wrong with the files is a Fault; anything else is raised."""
    try:
        return {"check": _checked, "extract": _extracted, "compare": _compared}[order.kind](order)
    except ReadError as error:
        if error.said.key == "read.memory":
            raise MemoryError from None  # whoever set the bound tells it
        return Fault(error.source, error.said.alone)
    except DoichieuError as error:
        return Fault(order.draft[1], to_say("rules.in_use", fault=error.said))


def perform(order: Order | Rendering | Asked | Look | Listing) -> object:
    """Do what the server asks of a process that it may lose: check a draft, make forms, look at it, decide, read a
    list of units."""
    from pipeline.web.deciding import Asked, answered
    from pipeline.web.renderer import Rendering, looked_at, render

    if isinstance(order, Order):
        return review_draft(order)
    if isinstance(order, Asked):
        return answered(order)
    if isinstance(order, Listing):
        return _listed(order)
    return render(order) if isinstance(order, Rendering) else looked_at(order.what)


@dataclass(frozen=True, slots=True)
class Look:
    """The findings of a review are to be listed."""

    what: Rendering


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the units that are to send is to be read: a file by path, and the name that its sender gave it."""

    path: Path
    name: str
    rules: Path | None


def _listed(order: Listing) -> Units | Fault:
    """-> the units of a list, at most ``MOST_UNITS``. What a workbook is shows in its bytes."""
    from pipeline.api import rules_in_use
    from pipeline.batch.department import read_units

    with order.path.open("rb") as file:
        is_book = file.read(2) == b"PK"
    suffix = ".xlsx" if is_book else ".csv" if order.name.lower().endswith(".csv") else ".txt"
    try:
        found = read_units(order.path.rename(order.path.with_suffix(suffix)), rules_in_use(order.rules))
    except ReadError as error:
        return Fault(order.name, error.said.alone)
    if found is None or len(found.names) > MOST_UNITS:
        return Fault(order.name, to_say("web.fault.units", n=MOST_UNITS))
    return found


def warm_up() -> None:
    """Load what every check needs, so that processes forked from this one begin at once."""
    from pipeline.api import rules_in_use
    from pipeline.api import warm_up as take_a_small_plan_apart
    from pipeline.web.renderer import warm_up as render_all

    for seldom in ("pipeline.read.office", "pipeline.check.keeping", "pydantic.dataclasses"):
        import_module(seldom)  # by Word 97 files alone, by drafts with decisions, by the first of their schemas
    plan, review = take_a_small_plan_apart()
    outcome_of(review, rules_in_use(None), "vi")
    render_all(plan, review)


def checked(held: Held, rules: Rules, lang: Lang) -> Review:
    """-> the review of what was read, in a language."""
    from pipeline.api import check

    against: list[str | Path | Document] = [*held.against, *held.parents]
    return check(held.draft, against, rules=rules, as_of=held.as_of, undated=held.today, lang=lang)


def _checked(order: Order) -> Outcome | Fault:
    from pipeline.check.decisions import decide
    from pipeline.check.waivers import waive

    try:
        brought = _brought(order)
    except RulesError as error:
        return Fault(error.about, error.said.alone)
    rules, (draft, *parents) = _all_read(order)
    _tell("checking")
    held = Held(draft, tuple(parents), order.against, order.as_of, order.today)
    review = checked(held, rules, order.lang)
    _tell("writing")
    for name, value in (("held", held), (f"review-{order.lang}", review)):
        (order.folder / name).write_bytes(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    waived = waive(review, (*order.waivers, *brought.waivers), lang=order.lang)
    outcome = outcome_of(decide(waived, (*order.decisions, *brought.decisions)), rules, order.lang)
    return replace(outcome, brought=brought)


def _brought(order: Order) -> WaiverFile:
    """-> what stands in all waiver files that came with a draft; the last is kept. Raises RulesError."""
    from pipeline.check.keeping import brought
    from pipeline.check.waivers import WaiverFile

    found = WaiverFile()
    for path, name in order.brought:
        data = path.read_bytes()
        one = brought(data, name)
        found = WaiverFile(waivers=found.waivers + one.waivers, decisions=found.decisions + one.decisions)
        (order.folder / WAIVERS).write_bytes(data)
    return found


def outcome_of(review: Review, rules: Rules, lang: Lang) -> Outcome:
    from pipeline.batch.department.collect import of_review
    from pipeline.knowledge.messages import messages
    from pipeline.report.summary import SEVERITIES, STATUS_STYLES, verdict

    found = Counter(finding.severity for finding in review.findings)
    stand = Counter(pair.status for pair in review.alignment)
    frame = review.draft.metadata
    return Outcome(
        verdict(review, messages(rules, lang)),
        next((severity for severity, _ in SEVERITIES if found[severity]), "clean"),
        frame.issuer or frame.place or "",
        tuple((severity, found[severity]) for severity, _ in SEVERITIES),
        tuple((status, stand[status]) for status in STATUS_STYLES if stand[status]),
        of_review(review, rules, lang),
    )


def _extracted(order: Order) -> Outcome:
    from pipeline.report.json import document_to_dict, dumps

    _, (draft, *_rest) = _all_read(order)
    _tell("writing")
    (order.folder / "json").write_text(dumps(document_to_dict(draft, order.lang)), encoding="utf-8")
    return Outcome("", "clean", draft.metadata.issuer or "")


def _compared(order: Order) -> Outcome:
    from pipeline.compare.versions import versions
    from pipeline.knowledge.messages import messages
    from pipeline.report.diff import diff_html, versions_to_dict
    from pipeline.report.diff.wording import headline
    from pipeline.report.json import dumps

    rules, (new, old, *_rest) = _all_read(order)
    _tell("checking")
    found = versions(old, new, rules)
    _tell("writing")
    (order.folder / "html").write_text(diff_html(found, rules=rules, lang=order.lang), encoding="utf-8")
    (order.folder / "json").write_text(dumps(versions_to_dict(found)), encoding="utf-8")
    return Outcome(headline(found, messages(rules, order.lang)), "info", new.metadata.issuer or "")


def _all_read(order: Order) -> tuple[Rules, list[Document]]:
    """-> the rules, and the draft with its parents behind it."""
    from pipeline.api import rules_in_use
    from pipeline.limits import Limits

    rules = rules_in_use(order.rules)
    reading = order.seconds * _SHARE
    limits = Limits(
        file_bytes=order.most_bytes, seconds=reading, office_seconds=min(reading, _OFFICE_SECONDS), keep_pages=False
    )
    _tell("reading")
    return rules, [_read(path, name, rules, limits) for path, name in (order.draft, *order.parents)]


def _read(path: Path, name: str, rules: Rules, limits: Limits) -> Document:
    from pipeline.parse import parse_bytes

    return parse_bytes(path.read_bytes(), name, rules, limits)


def _tell(name: Stage) -> None:
    """For the one who waits: where this check is."""
    stage.at(name)
