"""The same documents on a Dask cluster: real schedulers and workers in processes of their own."""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

import pipeline
from pipeline.batch.cluster import ClusterError, cluster
from pipeline.batch.run import Options, Report, ingest
from pipeline.batch.work import Basis
from pipeline.extras import MissingExtraError
from pipeline.process.pool import CrewOf, Done, Failed, StartError, run_isolated
from tests.batch import document_jobs
from tests.process import pool_jobs

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

TERMS: dict[str, Any] = {"timeout": 4.0, "memory": 200 << 20, "recycle": 30, "initializer": pool_jobs.warm}
ORDERS = [f"văn bản {number}" for number in range(60)]


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=False
    ) as cluster:
        yield cluster


def on(address: str) -> CrewOf:
    return partial(cluster, address=address)


def jobs(orders: list[str]) -> list[tuple[str, str]]:
    return [(str(number), order) for number, order in enumerate(orders)]


def by_number(outcomes: list[Done[Any] | Failed]) -> list[Done[Any] | Failed]:
    return sorted(outcomes, key=lambda outcome: int(outcome.key))


def workers_of(cluster: Any) -> list[psutil.Process]:
    with distributed.Client(cluster, set_as_default=False) as client:
        return [psutil.Process(pid) for pid in client.run(os.getpid).values()]


def below(cluster: Any) -> list[psutil.Process]:
    """-> the isolated processes that the Dask workers keep."""
    return [child for worker in workers_of(cluster) for child in worker.children(recursive=True)]


def test_the_same_outcomes_as_in_local_processes_and_nothing_left_on_the_workers(local: Any) -> None:
    orders = [*ORDERS[:50], "hang", *ORDERS[50:], "abort", "segfault", "eat", "raise:tệp hỏng", "address"]
    there = list(run_isolated(pool_jobs.job, jobs(orders), workers=9, crew=on(local.scheduler_address), **TERMS))
    here = list(run_isolated(pool_jobs.job, jobs(orders), workers=2, **TERMS))
    assert by_number(there) == by_number(here)
    assert sum(isinstance(outcome, Done) for outcome in there) == 60
    assert below(local) == []


def test_a_worker_killed_in_mid_run_costs_nothing(local: Any) -> None:
    orders = ["pid", *(f"sleep:0.0{number % 10}" for number in range(100))]
    outcomes = run_isolated(pool_jobs.job, jobs(orders), workers=0, crew=on(local.scheduler_address), **TERMS)
    done = [next(outcomes) for _ in range(20)]
    workers_of(local)[0].kill()
    done += outcomes
    assert [outcome.key for outcome in by_number(done)] == [key for key, _ in jobs(orders)]
    assert all(isinstance(outcome, Done) for outcome in done)


def test_a_caller_that_stops_leaves_nothing_running_on_the_workers(local: Any) -> None:
    orders = ["a", *["sleep:60"] * 9]
    outcomes = run_isolated(pool_jobs.job, jobs(orders), workers=0, crew=on(local.scheduler_address))
    with closing(outcomes):
        assert next(outcomes) == Done("0", "A")
    limit = time.monotonic() + 10
    while below(local) and time.monotonic() < limit:
        time.sleep(0.05)
    assert below(local) == []


def test_a_warm_up_that_fails_on_the_workers_is_one_error(local: Any) -> None:
    terms = TERMS | {"initializer": pool_jobs.failing_warm}
    with pytest.raises(StartError, match=r"rules/nothing\.yaml"):
        list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on(local.scheduler_address), **terms))


def set_version(version: str) -> None:
    importlib.import_module("pipeline.batch.cluster").__dict__["__version__"] = version


def test_another_version_on_a_worker_is_named(local: Any) -> None:
    with distributed.Client(local, set_as_default=False) as client:
        client.run(set_version, "0.0.1")
        with pytest.raises(ClusterError, match=r"tcp://.*doichieu 0\.0\.1, Python .*, ở đây là doichieu"):
            list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on(local.scheduler_address)))
        client.run(set_version, pipeline.__version__)


def hide_program() -> None:
    sys.modules["hidden"] = sys.modules.pop("pipeline.batch.cluster")
    sys.modules.update({"pipeline.batch.cluster": None})  # type: ignore[dict-item]


def show_program() -> None:
    sys.modules["pipeline.batch.cluster"] = sys.modules.pop("hidden")


def test_a_worker_without_this_program_is_named(local: Any) -> None:
    with distributed.Client(local, set_as_default=False) as client:
        client.run(set_version, pipeline.__version__)
        client.run(hide_program)
        with pytest.raises(ClusterError, match=r"tcp://.*tcp://.*chưa cài doichieu như ở đây \(.*pipeline\.batch"):
            list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on(local.scheduler_address)))
        client.run(show_program)


def folder_of_plans(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        words = f"KẾ HOẠCH\nI. MỤC TIÊU\n- Phấn đấu đạt {number % 90 + 10}% hộ dân được cấp nước sạch năm 2027.\n"
        (folder / f"{number}.txt").write_text(f"{words}Số {number}.\n", encoding="utf-8")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04")


def files(folder: Path) -> dict[str, bytes]:
    """-> what a run leaves, but for the record of the run itself, which tells times."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "last_run.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_a_folder_gives_the_same_bytes_on_a_cluster_that_loses_a_worker(
    local: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the workers are elsewhere
    folder_of_plans(Path("plans"), 40)
    basis = Basis(against=("112/QĐ-TTg",))
    ingest(["plans"], "here", basis, Options(workers=2))
    monkeypatch.setattr("pipeline.batch.run.take_apart", document_jobs.take_apart_slowly)
    victims = workers_of(local)[:1]

    def watch(report: Report) -> None:
        if report.finished == 10 and victims:
            victims.pop().kill()

    report = ingest(["plans"], "there", basis, Options(scheduler=local.scheduler_address), watch)
    assert (report.finished, report.failed, victims) == (41, 1, [])
    assert files(Path("there")) == files(Path("here"))


def test_without_dask_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"doichieu\[cluster\]"):
        list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on("tcp://127.0.0.1:8786")))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


PROGRAM = """
import sys
from functools import partial
from pipeline.batch import cluster
cluster._CONNECT_SECONDS = 2.0
from pipeline.process.pool import run_isolated
from tests.process import pool_jobs
try:
    jobs = [(str(n), "sleep:0.1") for n in range(1000)]
    crew = partial(cluster.cluster, address=sys.argv[1])
    for outcome in run_isolated(pool_jobs.job, jobs, workers=0, crew=crew):
        print(outcome.key, flush=True)
except cluster.ClusterError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("listening", [False, True], ids=["nobody listens", "something else listens"])
def test_a_scheduler_that_cannot_be_reached_is_one_error(listening: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.cluster._CONNECT_SECONDS", 0.5)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listening:
            other.listen()
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(ClusterError, match=f"^{address}: không nối được"):
            list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on(address)))


def test_a_worker_given_for_the_scheduler_is_told_as_such(local: Any) -> None:
    worker = next(iter(local.scheduler.workers))
    with pytest.raises(ClusterError, match=f"^{worker}: không phải bộ điều phối Dask"):
        list(run_isolated(pool_jobs.job, jobs(ORDERS), workers=0, crew=on(worker)))


@contextmanager
def started(scheduler: list[str], worker: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """A scheduler and a worker as an administrator starts them."""
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        both = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--no-dashboard", "--host", "127.0.0.1"],
                **quiet, cwd=folder, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            for arguments in (["scheduler", *scheduler], ["worker", *worker, "--nthreads", "1"])
        ]  # fmt: skip
        try:
            with distributed.Client(worker[0], timeout=30, set_as_default=False) as client:
                client.wait_for_workers(1, timeout=30)
            yield both
        finally:
            for process in reversed(both):
                process.terminate()
                process.wait(20)


def test_a_scheduler_that_goes_away_is_one_line() -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with started(["--port", address.rpartition(":")[2]], [address]) as (scheduler, _), subprocess.Popen(
        [sys.executable, "-c", PROGRAM, address],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:  # fmt: skip
        assert program.stdout is not None
        assert program.stdout.readline().strip().isdigit()
        scheduler.kill()
        _, err = program.communicate(timeout=30)
        assert err.count("\n") == 1
        assert "mất liên lạc" in err
