"""Plan, work, commit: a folder of documents to a folder of tables, from wherever an earlier run left off."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from heapq import heappush, heapreplace
from typing import TYPE_CHECKING

from pipeline.api import rules_in_use
from pipeline.batch.cluster import ClusterError, cluster
from pipeline.batch.dictionary import NAME as DICTIONARY
from pipeline.batch.dictionary import dictionary
from pipeline.batch.lock import Lock, hold
from pipeline.batch.marks import mark_of
from pipeline.batch.plan import Plan, Todo, plan
from pipeline.batch.sheet import write_sheets
from pipeline.batch.sources import hashed, list_sources, open_source, require
from pipeline.batch.store import Store, bucket_of
from pipeline.batch.work import Basis, Job, Taken, named_directive, take_apart, warm_up
from pipeline.check.against import is_auto
from pipeline.errors import RulesError, UnknownDirectiveError
from pipeline.limits import Limits
from pipeline.process.job import Done, Failed, StartError
from pipeline.process.pool import run_isolated
from pipeline.saying import own_messages
from pipeline.tables import table_names
from pipeline.tables.arrow import schema_of
from pipeline.tables.folder import Folder, StorageError
from pipeline.tables.stored import Entry
from pipeline.text.dates import read_day

if TYPE_CHECKING:
    import pyarrow as pa

SLOWEST = 10
LOG = "_state/last_run.json"
UNDATED = "_state/undated"
COUNTS = ("new", "changed", "again", "unchanged", "vanished", "elsewhere", "copies")
HAND = 60.0  # seconds after which a bucket in hand is written with what is done of it


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its work; none of these changes a row of a document that does not fail.

    ``workers`` 0 works in this process. ``timeout`` is seconds a document, ``memory`` MB a document; ``sheets`` asks
    for the tables as CSV too, ``follow`` to go where links lead out of the folders.
    """

    workers: int = 2
    scheduler: str | None = None
    timeout: float | None = 300.0
    memory: int | None = Limits().memory // 2**20
    prune: bool = False
    retry: bool = False
    sheets: bool = False
    follow: bool = False


@dataclass(slots=True)
class Report:
    """What a run did and what the tables hold after it.

    ``finished`` documents came back, ``failed`` of them with a fault; ``slowest`` are (seconds, source), ``seconds``
    the sum of each stage over all documents; ``rows`` and ``failures`` are those of all the tables. ``pages`` says how
    far the scan that was last heard of has been read ("quet.pdf: 3/40"), until a document comes back.
    """

    plan: Plan
    finished: int = 0
    failed: int = 0
    documents: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    failures: list[Entry] = field(default_factory=list)
    written: int = 0
    broken: int = 0
    interrupted: bool = False
    slowest: list[tuple[float, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    elapsed: float = 0.0
    pages: str = ""


@dataclass(slots=True)
class _Hand:
    """A bucket in hand: how many of its documents are still out, and what has come back."""

    left: int
    since: float
    entries: list[Entry] = field(default_factory=list)
    rows: dict[str, dict[str, pa.RecordBatch]] = field(default_factory=dict)


def ingest(
    addresses: Sequence[str],
    output: str,
    basis: Basis,
    options: Options,
    watch: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Bring the tables in ``output`` to what lies below ``addresses``; ``watch`` is called as documents come back.

    Ctrl-C writes what is done and returns with ``interrupted``. Raises StorageError (no such folder, disk full; the
    tables stand as last committed), LockedError, RulesError, UnknownDirectiveError and ReadError (of ``against``);
    StartError and ClusterError (no processes, the cluster is gone) after what is done was written.
    """
    for address in addresses:
        require(address, output)
    mark_of(basis)  # what is wrong with the rules or the options is told before the folder is touched
    for one in basis.against:
        if not is_auto(one):
            named_directive(one, basis.rules)
    folder = Folder(output)
    with hold(folder) as lock:
        basis = replace(basis, undated=_day_for_undated(folder, basis))
        store = Store(folder)
        store.open()
        store.sweep()
        found = hashed(list_sources(addresses, follow=options.follow))
        kept = {"prune": options.prune, "retry": options.retry}
        todo = plan(found, store.entries(), mark_of(basis), addresses, **kept, lang=basis.lang)
        try:
            return _Run(store, todo, basis, options, lock, watch).go()
        except StorageError:
            with suppress(StorageError):
                store.sweep()  # what was written of the bucket in hand only fills the disk
            raise


def _day_for_undated(folder: Folder, basis: Basis) -> date | None:
    """-> the day that drafts without one are judged on: the one named, else that of the tables' first checks, so that a
    later run leaves what stands. It is kept beside the tables."""
    if not basis.against:
        return basis.undated
    try:
        kept = folder.read(UNDATED).decode()
    except FileNotFoundError:
        kept = ""
    day = basis.undated or read_day(kept) or date.today()
    if day.isoformat() != kept:
        folder.write(UNDATED, day.isoformat().encode())
    return day


class _Run:
    def __init__(
        self,
        store: Store,
        planned: Plan,
        basis: Basis,
        options: Options,
        lock: Lock,
        watch: Callable[[Report], None],
    ) -> None:
        self.store, self.plan, self.basis, self.options = store, planned, basis, options
        self.lock, self.watch = lock, watch
        self.report = Report(planned, broken=store.broken)
        self.todo: dict[str, Todo] = {}
        self.hands: dict[int, _Hand] = {}

    def go(self) -> Report:
        began = time.monotonic()
        if self.plan.buckets != self.store.buckets or not self.store.states:
            self.store.set_layout(self.plan.buckets, [*self.plan.kept, *self.plan.waiting.values()])
            self.store.sweep()
        self._assign()
        try:
            self._work()
        except KeyboardInterrupt:
            self.report.interrupted = True
            self._commit_what_came_back()
        except (StartError, ClusterError):
            self._commit_what_came_back()
            raise
        self.report.elapsed = time.monotonic() - began
        self.report.slowest.sort(reverse=True)
        self._count()
        self._beside()
        return self.report

    def _commit_what_came_back(self) -> None:
        for number in [number for number, hand in self.hands.items() if hand.entries]:
            self._commit(number)

    def _beside(self) -> None:
        """What stands beside the tables: their dictionary, the sheets, and how the last run that did something went."""
        folder = self.store.folder
        words = dictionary(rules_in_use(self.basis.rules)).encode()
        if not folder.holds(DICTIONARY, words):
            folder.write(DICTIONARY, words)
        if not self.report.interrupted:
            write_sheets(self.store, asked=self.options.sheets)
        if self.report.written:
            folder.write(LOG, self._log())

    def _log(self) -> bytes:
        plan = {name: getattr(self.report.plan, name) for name in COUNTS}
        log = {
            name: getattr(self.report, name)
            for name in ("finished", "failed", "documents", "rows", "elapsed", "seconds", "slowest")
        }
        return json.dumps(plan | log, ensure_ascii=False, indent=1).encode() + b"\n"

    def _count(self) -> None:
        states = self.store.states.values()
        self.report.rows = {
            table: sum(state.parts[table].rows for state in states if table in state.parts) for table in table_names()
        }
        self.report.documents = self.report.rows["documents"]
        self.report.failures = [entry for entry in self.store.entries() if entry.failures]

    def _assign(self) -> None:
        """Give every bucket its documents; those where nothing is to be read are brought to date at once."""
        self.kept: dict[int, list[Entry]] = {}
        self.waiting: dict[int, dict[tuple[str, str], Entry]] = {}
        for entry in self.plan.kept:
            self.kept.setdefault(bucket_of(entry, self.plan.buckets), []).append(entry)
        for todo in self.plan.todo:
            number = bucket_of(todo.entry, self.plan.buckets)
            self.todo["/".join(todo.entry.key)] = todo
            self.hands.setdefault(number, _Hand(0, 0.0)).left += 1
            if todo.entry.key in self.plan.waiting:
                self.waiting.setdefault(number, {})[todo.entry.key] = self.plan.waiting[todo.entry.key]
        self.plan.waiting = {}
        for number in sorted(set(self.store.states) | set(self.kept)):
            if number not in self.hands and self._differs(number):
                self._commit(number)

    def _differs(self, number: int) -> bool:
        state = self.store.states.get(number)
        return state is None or set(state.entries) != set(self.kept.get(number, ()))

    def _work(self) -> None:
        scheduler = self.options.scheduler
        outcomes = run_isolated(
            take_apart,
            self._jobs(),
            workers=self.options.workers,
            timeout=self.options.timeout,
            memory=None if self.options.memory is None else self.options.memory * 2**20,
            recycle=500,
            crew=None if scheduler is None else partial(cluster, address=scheduler),
            watch=self._pages,
            initializer=warm_up,
            initargs=(self.basis,),
        )
        self.watch(self.report)
        try:
            for outcome in outcomes if self.todo else ():
                self._take(outcome)
                self.lock.refresh()
                self.watch(self.report)
        finally:
            outcomes.close()  # type: ignore[attr-defined]

    def _pages(self, key: str, pages: str) -> None:
        """A page of a scan is done: heard in another thread, shown with what is shown."""
        self.report.pages = f"{self.todo[key].entry.source.rpartition('/')[2]}: {pages}"
        self.watch(self.report)

    def _jobs(self) -> Iterator[tuple[str, Job]]:
        for key, todo in self.todo.items():
            data = None
            if todo.address.startswith("memory://"):  # a file system that only this process has
                with open_source(todo.address) as file:
                    data = file.read()
            yield key, Job(todo.address, todo.entry.source, todo.entry.sha256, self.basis, data)

    def _take(self, outcome: Done[Taken] | Failed) -> None:
        entry = self.todo[outcome.key].entry
        number = bucket_of(entry, self.plan.buckets)
        hand = self.hands[number]
        hand.since = hand.since or time.monotonic()
        if isinstance(outcome, Failed):
            if outcome.error in (RulesError.__name__, UnknownDirectiveError.__name__):
                raise RulesError(self.basis.rules or "rules", "rules.in_use", fault=outcome.said)
            words = own_messages(self.basis.lang).line(outcome.said)
            told = (outcome.stage or "read", outcome.error, words)
            hand.entries.append(replace(entry, rows=False, failures=(told,)))
            self.report.failed += 1
        else:
            taken = outcome.value
            hand.entries.append(replace(entry, failures=tuple(taken.failures)))
            hand.rows[entry.doc_id] = _batches(taken)
            self.report.failed += bool(taken.failures)
            self._time(entry.source, taken.seconds)
        hand.left -= 1
        self.report.finished += 1
        self.report.pages = ""
        if hand.left == 0 or time.monotonic() - hand.since > HAND:
            self._commit(number)

    def _time(self, source: str, seconds: dict[str, float]) -> None:
        for stage, spent in seconds.items():
            self.report.seconds[stage] = self.report.seconds.get(stage, 0.0) + spent
        slow = (sum(seconds.values()), source)
        if len(self.report.slowest) < SLOWEST:
            heappush(self.report.slowest, slow)
        elif slow > self.report.slowest[0]:
            heapreplace(self.report.slowest, slow)

    def _commit(self, number: int) -> None:
        """Write a bucket: what stands, what has come back, and until it is complete what waits to be read again."""
        hand = self.hands.get(number) or _Hand(0, 0.0)
        waiting = self.waiting.get(number, {})
        for entry in hand.entries:
            waiting.pop(entry.key, None)
        kept = self.kept.get(number, [])
        entries = {entry.key: entry for entry in [*waiting.values(), *kept, *hand.entries]}
        self.store.commit(number, list(entries.values()), hand.rows)
        self.report.written += 1
        if hand.left:  # the rest joins what stands
            self.kept[number] = [*kept, *hand.entries]
            hand.entries, hand.rows, hand.since = [], {}, 0.0
        else:
            self.hands.pop(number, None)


def _batches(taken: Taken) -> dict[str, pa.RecordBatch]:
    import pyarrow as pa

    return {
        table: pa.ipc.read_record_batch(pa.py_buffer(data), schema_of(table)) for table, data in taken.batches.items()
    }
