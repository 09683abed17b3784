"""Documents in processes of their own: real processes, real faults."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline.process.pool import Done, Failed, StartError, run_isolated
from pipeline.saying import verbatim
from tests.process import pool_jobs
from tests.process.waiting import below, eventually

FAULTS = {
    "hang": "timeout",
    "spin": "timeout",
    "abort": "crash",
    "segfault": "crash",
    "eat": "memory",
    "raise:tệp hỏng": "ValueError",
}
MORE = " (chia nhỏ văn bản, hoặc cho nhiều hơn bằng --memory)"
LONGER = " (chia nhỏ văn bản, hoặc cho lâu hơn bằng --timeout)"
PLAIN = [f"văn bản {number}" for number in range(200)]


def run(orders: Iterable[str], **terms: Any) -> list[Done[Any] | Failed]:
    usual = {"workers": 1, "timeout": 20.0, "memory": 200 << 20, "recycle": 100, "initializer": pool_jobs.warm}
    return list(run_isolated(pool_jobs.job, ((order, order) for order in orders), **usual | terms))


def one(order: str, **terms: Any) -> Done[Any] | Failed:
    (outcome,) = run([order], **terms)
    return outcome


OTHERS: set[psutil.Process] = set()  # processes that earlier tests of other rooms have left with this one


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    OTHERS.clear()
    OTHERS.update(below())
    yield
    assert eventually(lambda: not started())


def started() -> set[psutil.Process]:
    """-> the processes below this one that the test itself has started."""
    return below() - OTHERS


def with_faults(plain: list[str], faults: Iterable[str]) -> list[str]:
    orders = list(plain)
    for place, order in enumerate(faults):
        orders.insert(5 + place * len(plain) // 8, order)
    return orders


@pytest.mark.slow
def test_six_bad_documents_of_206_cost_their_own_rows() -> None:
    outcomes = run(with_faults(PLAIN, FAULTS), workers=2, timeout=2, recycle=30)
    done = {outcome.key: outcome.value for outcome in outcomes if isinstance(outcome, Done)}
    failed = {outcome.key: outcome.error for outcome in outcomes if isinstance(outcome, Failed)}
    assert done == {order: order.upper() for order in PLAIN}
    assert failed == FAULTS
    assert len(outcomes) == 206


@pytest.mark.parametrize(
    ("order", "error", "message"),
    [
        ("hang", "timeout", f"chưa xong sau 0.5 giây{LONGER}"),
        ("abort", "crash", "tiến trình đọc bị dừng đột ngột (SIGABRT)"),
        ("heavy-abort", "memory", f"cần hơn 200 MB bộ nhớ{MORE}"),
        ("exit", "crash", "tiến trình đọc tự thoát với mã 3"),
        ("killed", "crash", "tiến trình đọc bị dừng đột ngột (SIGKILL); thường do máy hết bộ nhớ"),
        ("eat", "memory", f"cần hơn 200 MB bộ nhớ{MORE}"),
        ("eat-natively", "crash", f"tiến trình đọc bị dừng đột ngột (SIGSEGV); có thể do cần hơn 200 MB bộ nhớ{MORE}"),
        ("leave", "SystemExit", "4"),
        ("address", "ValueError", "<object object at 0x…> '…'"),
    ],
)
def test_a_fault_is_told_in_words_that_are_the_same_in_every_run(order: str, error: str, message: str) -> None:
    outcome = one(order, timeout=0.5 if error == "timeout" else 20)
    assert isinstance(outcome, Failed)
    assert (outcome.key, outcome.stage, outcome.error, outcome.message) == (order, "extract", error, message)


def test_what_cannot_be_handed_back_is_the_fault_of_its_document() -> None:
    bad, good = run(["unpicklable", "tốt"])
    assert bad == Failed("unpicklable", "extract", "TypeError", verbatim("cannot pickle '_thread.lock' object"))
    assert good == Done("tốt", "TỐT")


def test_a_large_document_and_a_large_result_pass() -> None:
    document = "ắ" * 5_000_000
    (outcome,) = run_isolated(pool_jobs.job, [("lớn", document)], workers=1, memory=400 << 20)
    assert outcome == Done("lớn", document.upper())


def test_a_process_is_replaced_after_so_many_jobs() -> None:
    pids = [outcome.value for outcome in run(["pid"] * 10, recycle=4) if isinstance(outcome, Done)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [4, 4, 2]


def test_every_successor_is_warm_and_warmed_up_once(tmp_path: Path) -> None:
    outcomes = run(["warm", "abort", "warm", "hang", "warm"], timeout=0.5, initargs=(str(tmp_path),))
    assert [outcome.value for outcome in outcomes if isinstance(outcome, Done)] == [1, 1, 1]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
def test_neither_warming_up_nor_waiting_counts_as_time_of_a_document() -> None:
    outcomes = run(["sleep:0.3"] * 6, timeout=0.8, initializer=pool_jobs.slow_warm)
    assert all(isinstance(outcome, Done) for outcome in outcomes)


def test_a_warm_process_with_threads_is_not_forked_but_its_runner_warmed_up() -> None:
    outcomes = run(["warm", "abort", "warm"], initializer=pool_jobs.threaded_warm)
    assert [getattr(outcome, "value", "crash") for outcome in outcomes] == [1, "crash", 1]


def test_one_killed_from_outside_is_tried_again(tmp_path: Path) -> None:
    assert one(f"killed-once:{tmp_path / 'flag'}") == Done(f"killed-once:{tmp_path / 'flag'}", "survived")


def test_a_killed_guardian_costs_no_document_and_leaves_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    words = ["a", "b", "sleep:0.5", "c"]
    outcomes = run_isolated(pool_jobs.job, zip(words, words, strict=True), workers=1)
    done = [next(outcomes)]
    for guardian in [child for child in started() if child.ppid() == os.getpid()]:
        guardian.kill()
    done += outcomes
    assert [(type(outcome), outcome.key) for outcome in done] == [(Done, word) for word in words]
    assert list(tmp_path.iterdir()) == []


def test_what_a_document_started_ends_with_it(tmp_path: Path) -> None:
    outcome = one(f"left:{tmp_path}", timeout=0.7)
    assert isinstance(outcome, Failed)
    assert outcome.error == "timeout"
    assert not psutil.pid_exists(int((tmp_path / "left").read_text()))


def test_temporary_files_of_a_crashed_document_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert isinstance(one("temporary"), Failed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("initializer", "words"),
    [(pool_jobs.failing_warm, "FileNotFoundError: rules/nothing.yaml"), (pool_jobs.dying_warm, "6")],
)
def test_a_warm_up_that_fails_is_one_error(initializer: Callable[[], None], words: str) -> None:
    with pytest.raises(StartError, match=words):
        run(PLAIN, workers=2, initializer=initializer)


def test_jobs_are_read_as_they_are_needed() -> None:
    read = 0

    def jobs() -> Iterator[tuple[str, str]]:
        nonlocal read
        for read in range(1, 101):
            yield str(read), "x"

    outcomes = run_isolated(pool_jobs.job, jobs(), workers=2)
    for seen, _ in enumerate(outcomes, start=1):
        assert read <= seen + 4
    assert read == 100


def test_without_processes_the_same_outcomes() -> None:
    orders = ["một", "raise:tệp hỏng", "hai"]
    assert run(orders, workers=0) == run(orders, workers=1)


def test_a_caller_that_stops_leaves_nothing_running() -> None:
    outcomes = run_isolated(pool_jobs.job, [("a", "a"), *((str(n), "hang") for n in range(9))], workers=2)
    assert next(outcomes) == Done("a", "A")
    outcomes.close()
    assert not started()


PROGRAM = """
from tests.process import pool_jobs
from pipeline.process.pool import run_isolated
jobs = (("a", "a"), *((str(n), order) for n, order in enumerate(["hang", "spin"] * 5)))
for outcome in run_isolated(pool_jobs.job, jobs, workers=3, initializer=pool_jobs.warm):
    print(outcome.key, flush=True)
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_survives_the_program(end: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == b"a\n"
            everyone = psutil.Process(program.pid)
            assert eventually(lambda: len(everyone.children(recursive=True)) == 6)
            those = everyone.children(recursive=True)
            program.send_signal(end)
            assert eventually(lambda: not any(alive(process) for process in those))
            assert program.wait(10) != 0
        finally:
            program.kill()  # else a failure would wait for it for ever


def alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    return False
