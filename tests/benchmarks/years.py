"""A province's year and the nation's: how time, memory and files grow with the plans, on two processes and a cluster.

usage: python -m tests.benchmarks.years [COUNT...] [--corpus DIR]    (default: 10000 50000)

Each count is run with two processes here; the least of them also on a Dask cluster of two processes. Between the
least and the largest count each further plan costs so many milliseconds of a processor, bytes of the parent's memory
and parts of a file; the plan for the years is laid out by these slopes, on cores that do nothing else. All is kept in
``results.json`` as ``years`` and ``years_plan``.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.ingest import Bench, Run, ingest
from tests.benchmarks.results import Row, keep, show
from tests.tools.make_corpus import formats_of

PLANS_A_YEAR = 100  # of one commune, its departments and bodies
YEARS_OF = {"a province's year (168 communes)": 168 * PLANS_A_YEAR, "the nation's year (3,321)": 3321 * PLANS_A_YEAR}
CORES = (2, 16)
_SETTLED = 10_000  # below so many plans the parent's memory still grows by what it loads and not by the plans


@dataclass(frozen=True)
class Grown:
    """One count of plans, where it was done, and what it left behind: part files and their megabytes."""

    count: int
    where: str
    run: Run
    files: int
    megabytes: float

    @property
    def row(self) -> Row:
        return {
            "documents": f"{self.count:,}",
            "where": self.where,
            "s": f"{self.run.seconds:.0f}",
            "documents a second": f"{self.count / self.run.seconds:.1f}",
            "processor ms a document": f"{1000 * self.run.processor / self.count:.0f}" if self.run.worker else "–",
            "parent MB at most": round(self.run.parent),
            "largest worker MB at most": round(self.run.worker) or "–",
            "part files": self.files,
            "MB of tables": f"{self.megabytes:.1f}",
        }


def here(bench: Bench, count: int) -> Grown:
    return _grown(count, "two processes", bench.ingest(count), bench.tables(count))


def on_a_cluster(bench: Bench, count: int) -> Grown:
    import distributed

    out = bench.home / f"tables-{count}-cluster"
    with (
        tempfile.TemporaryDirectory() as scratch,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=scratch
        ) as cluster,
    ):
        run = ingest(bench.plans(count) / "plans", out, 2, cluster.scheduler_address)
    return _grown(count, "Dask, two processes", run, out)


def _grown(count: int, where: str, run: Run, out: Path) -> Grown:
    parts = [*out.rglob("*.parquet")]
    return Grown(count, where, run, len(parts), sum(part.stat().st_size for part in parts) / 1e6)


def plan(least: Grown, most: Grown) -> list[Row]:
    """-> what a year's plans take, by what each further plan took between the two counts."""
    more = most.count - least.count
    seconds = (most.run.processor - least.run.processor) / more
    memory = max(0.0, most.run.parent - least.run.parent) / more
    rows: list[Row] = []
    for year, count in YEARS_OF.items():
        row: Row = {"year": year, "plans": f"{count:,}"}
        for cores in CORES:
            row[f"hours on {cores} cores"] = f"{seconds / cores * count / 3600:.1f}"
        grows = least.count >= _SETTLED
        row["parent MB"] = round(most.run.parent + memory * max(0, count - most.count)) if grows else "–"
        row["part files"] = round(most.files + (most.files - least.files) / more * max(0, count - most.count))
        row["GB of tables"] = f"{most.megabytes / most.count * count / 1000:.1f}"
        rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.years")
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 50_000], metavar="COUNT")
    parser.add_argument("--corpus", type=Path, help="keeps the plans there for the next run")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="years-") as folder:
        bench = Bench(asked.corpus or Path(folder), max(asked.counts), formats_of("txt,docx"))
        counts = sorted(set(asked.counts))
        grown = [here(bench, count) for count in counts]
        grown.append(on_a_cluster(bench, counts[0]))
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    rows: list[Row] = [one.row | {"load of the machine after": load} for one in grown]
    keep("years", rows)
    show("years", rows)
    if len(counts) > 1:
        keep("years_plan", plan(grown[0], grown[len(counts) - 1]))
        show("years_plan", plan(grown[0], grown[len(counts) - 1]))


if __name__ == "__main__":
    main()
