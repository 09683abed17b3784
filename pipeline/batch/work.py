"""One document in a worker: read, segment, extract and check, to rows of every table; each fault has its stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import IO

from pipeline.errors import ReadError
from pipeline.model import Directive, Lang
from pipeline.process import stage
from pipeline.process.answer import told
from pipeline.saying import own_messages, system_fault


@dataclass(frozen=True, slots=True)
class Basis:
    """What every document of a run is read with: the rules folder (None: the program's own), the directives that
    drafts are held against (none: not checked), the day to judge on, the day for drafts that bear none, and the
    language of explanations.
    """

    rules: str | None = None
    against: tuple[str, ...] = ()
    as_of: date | None = None
    undated: date | None = None
    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Job:
    """A document to take apart. ``data`` is its content where a worker cannot fetch it from ``address`` itself."""

    address: str
    source: str
    sha256: str
    basis: Basis
    data: bytes | None = None


@dataclass(slots=True)
class Taken:
    """A document taken apart: table -> an Arrow record batch in IPC form, (stage, error, message) of a fault that left
    the rest standing, and the seconds of each stage.
    """

    batches: dict[str, bytes] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Say where the document stands and time it."""
        stage.at(name)
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


def warm_up(basis: Basis) -> None:
    """Load what a worker needs before its first document, so that no document is charged with it.

    What fails here fails again with the first document and is told there.
    """
    from pipeline.api import warm_up as take_a_small_plan_apart
    from pipeline.batch import sources  # noqa: F401
    from pipeline.check.against import is_auto
    from pipeline.tables import document_rows, review_rows
    from pipeline.tables.arrow import batch_of

    with suppress(Exception):
        _, review = take_a_small_plan_apart(basis.rules)
        for table, rows in {**document_rows(review.draft), **review_rows(review)}.items():
            batch_of(table, rows)
        for one in basis.against:
            if not is_auto(one):
                named_directive(one, basis.rules)


def take_apart(job: Job) -> Taken:
    """-> the document's rows. A fault in ``check`` is told and what was read stands; any other fault is raised."""
    from pipeline.api import check, rules_in_use
    from pipeline.check.against import is_auto
    from pipeline.parse import parse_bytes
    from pipeline.tables import document_rows, review_rows
    from pipeline.tables.arrow import batch_of

    taken = Taken()
    rules = rules_in_use(job.basis.rules)
    with taken.stage("read"):
        data = _content(job)
    document = parse_bytes(data, job.source, rules, within=taken.stage)
    rows = document_rows(document, job.basis.lang)
    if job.basis.against:
        try:
            with taken.stage("check"):
                review = check(
                    document,
                    [one if is_auto(one) else named_directive(one, job.basis.rules) for one in job.basis.against],
                    rules=rules,
                    as_of=job.basis.as_of,
                    undated=job.basis.undated,
                    lang=job.basis.lang,
                )
                for table, more in review_rows(review).items():
                    rows[table] = rows.get(table, []) + more
        except MemoryError:
            raise
        except Exception as error:
            taken.failures.append(("check", type(error).__name__, own_messages(job.basis.lang).line(told(error))))
    with taken.stage("tables"):
        taken.batches = {table: batch_of(table, some).serialize().to_pybytes() for table, some in rows.items() if some}
    return taken


def _content(job: Job) -> bytes:
    """-> the bytes that were planned for. Raises ReadError where the file is now another one, or beyond all bounds."""
    from hashlib import sha256

    from pipeline.batch.sources import open_source
    from pipeline.read import Limits

    data, most = job.data, Limits().file_bytes
    if data is None:
        try:
            with open_source(job.address) as file:
                data = _read_most(file, most + 1)
        except OSError as error:
            raise ReadError(job.source, "read.closed", why=system_fault(error)) from None
    if len(data) > most:
        raise ReadError(job.source, "read.over_limit", limit=most)
    if sha256(data).hexdigest() != job.sha256:
        raise ReadError(job.source, "read.changed")
    return data


def _read_most(file: IO[bytes], most: int) -> bytes:
    """-> at most so many bytes; ``file.read(most)`` would set that much memory aside for the smallest file."""
    read = bytearray()
    while len(read) < most and (chunk := file.read(min(1 << 20, most - len(read)))):
        read += chunk
    return bytes(read)


@lru_cache(maxsize=64)
def named_directive(one: str, rules: str | None) -> Directive:
    """-> the directive of an id, a number or a file. Raises UnknownDirectiveError, ReadError and RulesError."""
    from pipeline.api import rules_in_use
    from pipeline.check.against import given_directive

    return given_directive(one, rules_in_use(rules))
