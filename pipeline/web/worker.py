"""One check in a process of its own: it reads one draft, writes every form of its review, and ends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.errors import DoichieuError, ReadError
from pipeline.model import Lang
from pipeline.process import stage
from pipeline.saying import Said, to_say

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.limits import Limits
    from pipeline.model import Document

Stage = Literal["waiting", "reading", "checking", "writing"]
STAGES: tuple[Stage, ...] = get_args(Stage)
RESULTS = ("html", "docx", "phieu", "xlsx", "json")
_SHARE = 0.6  # of the time limit that reading may take, so that a long scan is cut short and said to be, not lost
_OFFICE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be checked: files by path with the names their sender gave them; everything is written in ``folder``.

    ``against``: directives by id, or "auto". ``seconds`` and ``most_bytes`` bound the reading.
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """A review in short; its files lie in the folder of its order under the names of ``RESULTS``."""

    headline: str
    worst: str  # a severity, or "clean"
    missing: tuple[str, ...] = ()  # of ``RESULTS``, those that could not be made


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no review: the file at fault, and what is wrong with it, to be said without its name."""

    source: str
    said: Said


def review_draft(order: Order) -> Outcome | Fault:
    """Run one order from file to files. What is wrong with the files is a Fault; anything else is raised."""
    try:
        return _review(order)
    except ReadError as error:
        return Fault(error.source, error.said.alone)
    except DoichieuError as error:
        return Fault(order.draft[1], to_say("rules.in_use", fault=error.said))


def warm_up() -> None:
    """Load what every check needs, so that processes forked from this one begin at once."""
    from pipeline.api import rules_in_use
    from pipeline.api import warm_up as take_a_small_plan_apart

    import_module("pipeline.read.office")  # by Word 97 files alone
    plan, review = take_a_small_plan_apart()
    for name in RESULTS:
        _rendered(name, review, plan, rules_in_use(None), "vi")


def _review(order: Order) -> Outcome:
    from pipeline.api import check, rules_in_use
    from pipeline.knowledge.messages import messages
    from pipeline.limits import Limits
    from pipeline.report.formats import each_made
    from pipeline.report.summary import SEVERITIES, verdict

    rules = rules_in_use(order.rules)
    reading = order.seconds * _SHARE
    limits = Limits(
        file_bytes=order.most_bytes, seconds=reading, office_seconds=min(reading, _OFFICE_SECONDS), keep_pages=False
    )
    _tell("reading")
    data, draft = _read(*order.draft, rules, limits)
    parents = [_read(path, name, rules, limits)[1] for path, name in order.parents]
    _tell("checking")
    against: list[str | Path | Document] = [*order.against, *parents]
    review = check(draft, against, rules=rules, as_of=order.as_of, undated=order.today, lang=order.lang)
    _tell("writing")
    made, missing = each_made(RESULTS, lambda name: _rendered(name, review, data, rules, order.lang))
    for name, content in made.items():
        (order.folder / name).write_bytes(content)
    found = Counter(finding.severity for finding in review.findings)
    worst = next((severity for severity, _ in SEVERITIES if found[severity]), "clean")
    return Outcome(verdict(review, messages(rules, order.lang)), worst, tuple(missing))


def _read(path: Path, name: str, rules: Rules, limits: Limits) -> tuple[bytes, Document]:
    from pipeline.parse import parse_bytes

    data = path.read_bytes()
    return data, parse_bytes(data, name, rules, limits)


def _rendered(name: str, review: object, data: bytes, rules: Rules, lang: Lang) -> bytes:
    from pipeline.model import Review
    from pipeline.report.formats import FORMATS, render_one, render_together
    from pipeline.report.json import dumps, review_to_dict

    assert isinstance(review, Review)
    if name == "json":
        return dumps(review_to_dict(review)).encode()
    if FORMATS[name].together:
        return render_together(name, [review], rules=rules, lang=lang)
    return render_one(name, review, data, rules=rules, lang=lang)


def _tell(name: Stage) -> None:
    """For the one who waits: where this check is."""
    stage.at(name)
