"""From a folder of plans to tables: how fast, how it grows, what it costs in memory, whether it says what was planted.

usage: python -m tests.benchmarks.ingest [growth] [workers] [again] [planted] [stages]  (default: all)
       [--count 1000] [--full] [--formats txt,docx] [--corpus DIR]

Everything is the real command, ``doichieu ingest PLANS -o OUT --against 112/QĐ-TTg``, over generated plans
(tests/tools/make_corpus.py) of some 10,000 characters. --full takes 10,000 plans; --corpus keeps them for the next run.

growth    a tenth of the plans and all of them, two workers: documents a second, ms a document, peak memory
workers   one worker and two on a tenth of the plans (200 at least), in turn
again     the command once more over what it has just read: its time as a share of the first, what it wrote
planted   what the tables say against what was planted: references and targets of every plan; planted faults found
stages    where the time of a document goes, in one process (time of the processor)
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from tests.benchmarks.results import Row, keep, show
from tests.generator.truth import differences
from tests.generator.world import orders
from tests.tools.make_corpus import formats_of, make_corpus
from tests.tools.places import ROOT

DIRECTIVE = "112/QĐ-TTg"
YEARS = [2024, 2025, 2026]


@dataclass(frozen=True)
class Run:
    """One run of the command: wall seconds, and peak resident megabytes of it and of its largest other process.

    ``processor``: seconds of the processor that it and the processes it waited for took, whatever else the machine did.
    """

    seconds: float
    parent: float
    worker: float
    processor: float


@dataclass
class Bench:
    """The folders of one run, the plans made once for each count."""

    home: Path
    count: int
    formats: list[str]

    def plans(self, count: int) -> Path:
        folder = self.home / f"plans-{count}"
        if not (folder / "truth.jsonl").is_file():
            make_corpus(folder, orders(count, 112, YEARS, self.formats), jobs=2)
        return folder

    def tables(self, count: int) -> Path:
        return self.home / f"tables-{count}"

    def ingest(self, count: int, *, jobs: int = 2, fresh: bool = True) -> Run:
        out = self.tables(count)
        if fresh:
            _remove(out)
        return ingest(self.plans(count) / "plans", out, jobs)


def ingest(plans: Path, out: Path, jobs: int, scheduler: str | None = None) -> Run:
    """Runs the command and watches its memory; on a cluster its workers are no children of it and not watched.

    Raises RuntimeError with its last words where it fails.
    """
    command = [sys.executable, "-m", "pipeline", "ingest", str(plans), "-o", str(out), "--against", DIRECTIVE]
    command += ["--scheduler", scheduler] if scheduler else []
    with tempfile.TemporaryFile() as said:
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        process = psutil.Popen([*command, "--jobs", str(jobs)], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        parent = worker = 0.0
        while process.poll() is None:
            parent = max(parent, _peak(process.pid))
            for child in _children(process):
                worker = max(worker, _peak(child.pid))
            time.sleep(0.1)
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode()[-2000:])
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, parent, worker, processor)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)  # type: ignore[no-any-return]
    except psutil.Error:
        return []


def _peak(pid: int) -> float:
    """-> megabytes that a process has had resident at most (VmHWM), 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _remove(folder: Path) -> None:
    import shutil

    if folder.exists():
        shutil.rmtree(folder)


# --- the tables


def growth(bench: Bench) -> list[Row]:
    rows: list[Row] = []
    for count in dict.fromkeys([max(20, bench.count // 10), bench.count]):
        run = bench.ingest(count)
        rows.append(
            {
                "documents": f"{count:,}",
                "s": f"{run.seconds:.1f}",
                "documents a second": f"{count / run.seconds:.1f}",
                "ms a document": f"{1000 * run.seconds / count:.0f}",
                "parent MB at most": round(run.parent),
                "largest worker MB at most": round(run.worker),
            }
        )
    return rows


def workers(bench: Bench) -> list[Row]:
    count = max(200, bench.count // 10)  # fewer would measure the start
    taken: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(3):
        for jobs, seconds in taken.items():
            seconds.append(bench.ingest(count, jobs=jobs).seconds)
    gain = median(one / two for one, two in zip(taken[1], taken[2], strict=True))
    return [
        {
            "workers": jobs,
            "documents": count,
            "documents a second": f"{count / median(seconds):.1f}",
            "times one worker": "1.00" if jobs == 1 else f"{gain:.2f}",
        }
        for jobs, seconds in taken.items()
    ]


def again(bench: Bench) -> list[Row]:
    count = bench.count
    first = bench.ingest(count)
    before = _state(bench.tables(count))
    second = bench.ingest(count, fresh=False)
    after = _state(bench.tables(count))
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    return [
        {
            "documents": f"{count:,}",
            "first run s": f"{first.seconds:.1f}",
            "second run s": f"{second.seconds:.1f}",
            "share of the first %": f"{100 * second.seconds / first.seconds:.1f}",
            "files written or touched": len(changed),
        }
    ]


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


def planted(bench: Bench) -> list[Row]:
    """What differs is listed on standard output."""
    import pandas as pd

    import pipeline

    count = bench.count
    if not bench.tables(count).exists():
        bench.ingest(count)
    tables = pipeline.tables(bench.tables(count))
    lines = (bench.plans(count) / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    held = {name: _by_document(tables[name]) for name in ("legal_references", "targets", "findings")}
    names = {f"plans/{row.source.rpartition('/plans/')[2]}": row.doc_id for row in tables["documents"].itertuples()}
    right: Counter[str] = Counter()
    faults: dict[str, list[bool]] = defaultdict(list)
    planted_of: Counter[str] = Counter()
    for line in lines:
        truth = json.loads(line)
        doc = names.get(truth["file"])
        if doc is None:
            print(f"not read: {truth['file']}")
            continue
        found = differences(truth, held["legal_references"][doc], held["targets"][doc])
        right["documents"] += not found
        right["references"] += not any(told.startswith("reference") for told in found)
        right["targets"] += not any(told.startswith("target") for told in found)
        planted_of["references"] += len(truth["legal_references"])
        planted_of["targets"] += sum(not target.get("optional") for target in truth["targets"])
        for told in found:
            print(f"{truth['file']}: {told}")
        rules = {finding["rule_id"] for finding in held["findings"][doc]}
        if truth["programme"] == "QD112":
            for fault in truth["faults"]:
                faults[fault["kind"]].append(bool(rules & set(fault["rules"])))
    assert isinstance(tables["documents"], pd.DataFrame)
    keep("planted_faults", _fault_rows(faults))
    show("planted_faults", _fault_rows(faults))
    return [
        {
            "every one as planted in": what,
            "planted": f"{planted_of[what]:,}" if what in planted_of else "",
            "documents": f"{right[what]:,} of {len(lines):,}",
            "%": f"{100 * right[what] / len(lines):.2f}",
        }
        for what in ("references", "targets", "documents")
    ]


def _fault_rows(faults: dict[str, list[bool]]) -> list[Row]:
    return [
        {"fault planted": kind, "found": sum(found), "planted": len(found), "%": f"{100 * sum(found) / len(found):.1f}"}
        for kind, found in sorted(faults.items())
    ]


def _by_document(table: Any) -> dict[str, list[dict[str, Any]]]:
    """-> doc_id -> its rows, missing values as None."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    plain = table.astype(object).where(table.notna(), None)
    for row in plain.to_dict("records"):
        held[row["doc_id"]].append(row)
    return held


# --- where the time goes


class Clock:
    """Seconds of the processor in each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def at(self, stage: str) -> Iterator[None]:
        began = time.process_time()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - began

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            with self.at(stage):
                return work(*arguments, **more)

        return call


def stages(bench: Bench) -> list[Row]:
    """Each file is new to the process, as in a first run; what was remembered of others may help, as it does there."""
    from pipeline import check as checking
    from pipeline.batch.store import parquet
    from pipeline.check import check, resolve_against
    from pipeline.check.day import judged_on
    from pipeline.extract.budget import find_budget
    from pipeline.extract.deadlines import find_deadlines
    from pipeline.extract.references import find_references
    from pipeline.extract.slips import find_slips
    from pipeline.extract.targets import find_targets
    from pipeline.extract.tasks import find_tasks
    from pipeline.knowledge.load import load_rules
    from pipeline.read import read_file
    from pipeline.segment import segment
    from pipeline.tables import document_rows, review_rows
    from pipeline.tables.arrow import batch_of
    from pipeline.text import words

    rules, clock = load_rules(), Clock()
    count = min(bench.count, 200)
    chosen = orders(count, 113, YEARS, [*bench.formats, "pdf"])
    folder = bench.home / "stages"
    make_corpus(folder, chosen)
    extractors = {
        "references": ("legal_references", find_references),
        "slips": ("slips", find_slips),
        "targets": ("targets", find_targets),
        "deadlines": ("deadlines", find_deadlines),
        "tasks": ("tasks", find_tasks),
        "money": ("budget", find_budget),
    }
    compare, words_of = checking.compare, words._words_of
    held: dict[str, list[Any]] = defaultdict(list)
    try:
        for n, order in enumerate(chosen):
            if n == 5:  # the first ones load models and rules
                clock.seconds = {f"read {kind}": 0.0 for kind in sorted({o.file_format for o in chosen})}
                words._words_of = clock.timed("words and tags (within the above)", words_of)
                checking.compare = clock.timed("align", compare)
            with clock.at(f"read {order.file_format}"):
                document = read_file(folder / order.file)
            with clock.at("outline and frame"):
                document = segment(document, rules)
            for name, (field, find) in extractors.items():
                with clock.at(name):
                    document = replace(document, **{field: find(document, rules)})
            directives, unseen = resolve_against(document, DIRECTIVE, rules, "vi")
            with clock.at("check"):
                review = check(document, directives, rules, judged_on(document.metadata), not_checked=unseen)
            with clock.at("rows"):
                for table_name, rows in {**document_rows(document), **review_rows(review)}.items():
                    held[table_name].append(batch_of(table_name, rows))
            if n % 128 == 127 or n == count - 1:
                with clock.at("Parquet"):
                    import pyarrow as pa

                    for batches in held.values():
                        parquet(pa.Table.from_batches(batches))
                held.clear()
    finally:
        words._words_of, checking.compare = words_of, compare
    clock.seconds["check"] -= clock.seconds.get("align", 0.0)
    by_format = Counter(order.file_format for order in chosen[5:])
    total = sum(seconds for name, seconds in clock.seconds.items() if "within" not in name)
    rows_out: list[Row] = []
    for name, seconds in clock.seconds.items():
        per = by_format[name.removeprefix("read ")] if name.startswith("read ") else count - 5
        rows_out.append(
            {"stage": name, "ms a document": f"{1000 * seconds / per:.1f}", "share %": f"{100 * seconds / total:.0f}"}
        )
    return rows_out


TABLES = {
    "growth": ("ingest", growth),
    "workers": ("ingest_workers", workers),
    "again": ("ingest_again", again),
    "planted": ("planted", planted),
    "stages": ("stages", stages),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("tables", nargs="*", choices=[[], *TABLES], help="which (default: all)")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--full", action="store_true", help="10,000 plans")
    parser.add_argument("--formats", type=formats_of, default=["txt", "docx"])
    parser.add_argument("--corpus", type=Path, help="keep plans and tables here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = given.corpus or Path(place)
        bench = Bench(home, 10_000 if given.full else given.count, given.formats)
        for chosen in given.tables or TABLES:
            name, work = TABLES[chosen]
            rows = work(bench)
            keep(name, rows)
            show(name, rows)


if __name__ == "__main__":
    main()
