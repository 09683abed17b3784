"""One check in a process of its own: it reads one draft, writes every form of its review, and ends."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.errors import DoichieuError, ReadError
from pipeline.model import Lang
from pipeline.saying import Said, to_say

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.model import Document
    from pipeline.read.limits import Limits

Stage = Literal["waiting", "reading", "checking", "writing"]
STAGES: tuple[Stage, ...] = get_args(Stage)
STAGE_FILE = "stage"
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


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no review: the file at fault, and what is wrong with it, to be said without its name."""

    source: str
    said: Said


class _Ended(BaseException):
    """The server wants this process to end."""


def review_draft(order: Order) -> Outcome | Fault:
    """Run one order from file to files. What is wrong with the files is a Fault; anything else is raised."""
    _settle(order.folder)
    try:
        return _review(order)
    except _Ended:  # every "finally" on the way has been run, so LibreOffice has ended too; nobody waits for an answer
        os._exit(1)
    except ReadError as error:
        return Fault(error.source, error.said.alone)
    except DoichieuError as error:
        return Fault(order.draft[1], to_say("rules.in_use", fault=error.said))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def warm_up() -> None:
    """Load what every check needs, so that processes forked from this one begin at once."""
    import scipy.optimize  # noqa: F401  (what a longer plan than the one below would need)

    from pipeline.api import check, rules_in_use
    from pipeline.extract import extract
    from pipeline.read import read_bytes
    from pipeline.segment import segment

    rules = rules_in_use(None)
    words = (
        "Căn cứ Quyết định số 112/QĐ-TTg ngày 22/01/2021\nI. MỤC TIÊU\n"
        "1. Phấn đấu 70% cơ sở trợ giúp xã hội cung cấp dịch vụ công tác xã hội cho người dân đến năm 2030.\n"
        "2. Ít nhất 60% cán bộ, nhân viên công tác xã hội được tập huấn nâng cao năng lực, kỹ năng đến năm 2030."
    )
    document = extract(segment(read_bytes(words.encode(), "a.txt"), rules), rules)
    review = check(document, rules=rules, as_of=date(2025, 1, 1))
    for name in RESULTS:
        _rendered(name, review, words.encode(), rules, "vi")


def _settle(folder: Path) -> None:
    """Everything that a reader puts aside lies in ``folder``; Ctrl-C is the server's affair; its SIGTERM is heeded."""
    tempfile.tempdir = str(folder)
    os.environ["TMPDIR"] = str(folder)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once is enough
    raise _Ended


def _review(order: Order) -> Outcome:
    from pipeline.api import check, rules_in_use
    from pipeline.knowledge.messages import messages
    from pipeline.read.limits import Limits
    from pipeline.report.summary import SEVERITIES, verdict

    rules = rules_in_use(order.rules)
    reading = order.seconds * _SHARE
    limits = Limits(file_bytes=order.most_bytes, seconds=reading, office_seconds=min(reading, _OFFICE_SECONDS))
    _tell(order, "reading")
    data, draft = _read(*order.draft, rules, limits)
    parents = [_read(path, name, rules, limits)[1] for path, name in order.parents]
    _tell(order, "checking")
    against: list[str | Path | Document] = [*order.against, *parents]
    review = check(draft, against, rules=rules, as_of=order.as_of, undated=order.today, lang=order.lang)
    _tell(order, "writing")
    for name in RESULTS:
        (order.folder / name).write_bytes(_rendered(name, review, data, rules, order.lang))
    found = Counter(finding.severity for finding in review.findings)
    worst = next((severity for severity, _ in SEVERITIES if found[severity]), "clean")
    return Outcome(verdict(review, messages(rules, order.lang)), worst)


def _read(path: Path, name: str, rules: Rules, limits: Limits) -> tuple[bytes, Document]:
    from pipeline.extract import extract
    from pipeline.read import read_bytes
    from pipeline.segment import segment

    data = path.read_bytes()
    return data, extract(segment(read_bytes(data, name, limits), rules), rules)


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


def _tell(order: Order, stage: Stage) -> None:
    """For the one who waits: where this check is."""
    with contextlib.suppress(OSError):
        (order.folder / STAGE_FILE).write_text(stage)
