"""Single jobs: each asked for when it is wanted, followed by its stages, and taken back when it is wanted no longer."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipeline.process.job import Done, Failed, StartError, Terms
from pipeline.process.pool import Calls, calls
from pipeline.process.ticket import Ticket
from pipeline.saying import to_say, verbatim
from tests.process import pool_jobs
from tests.process.waiting import below, eventually, told


def on(**terms: Any) -> Terms:
    return Terms(
        pool_jobs.job, **{"recycle": 1, "tries": 1, "initializer": pool_jobs.warm, "folder": os.getcwd()} | terms
    )


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as some:
        yield some


@pytest.fixture
def apart() -> Iterator[Calls]:
    before = below()
    some = calls(on(), apart=True)
    yield some
    some.end()
    assert eventually(lambda: below() <= before)


def begun(future: Future[Any], file: Path) -> int:
    """-> the process that a job has told of; a job that has ended instead fails the test with its outcome."""
    assert eventually(lambda: future.done() or (file.exists() and bool(file.read_text())))
    assert not future.done(), future.result()
    return told(file)


def test_each_job_has_a_process_of_its_own_and_all_have_one_guardian(apart: Calls) -> None:
    workers = {apart.call("a", "pid") for _ in range(3)}
    guardians = {apart.call("a", "guardian") for _ in range(3)}
    assert (len(workers), len(guardians)) == (3, 1)


def test_its_stages_are_told_in_their_order(apart: Calls) -> None:
    heard: list[str] = []
    assert apart.call("a", "stages:một,hai,ba", Ticket(heard.append)) == Done("a", "một,hai,ba")
    assert heard == ["read", "extract", "một", "hai", "ba"]


def test_a_listener_that_fails_costs_no_other_job_its_outcome(apart: Calls) -> None:
    def listen(stage: str) -> None:
        raise ValueError(stage)

    with pytest.raises(ValueError, match="read"):
        apart.call("a", "stages:một", Ticket(listen))
    assert apart.call("b", "x") == Done("b", "X")


def test_a_job_taken_back_ends_with_what_it_started_and_the_warm_process_stays(
    apart: Calls, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    guardian = apart.call("a", "guardian")
    ticket = Ticket()
    future = threads.submit(apart.call, "b", f"left:{tmp_path}", ticket)
    helper = begun(future, tmp_path / "left")
    ticket.take_back()
    with pytest.raises(CancelledError):
        future.result(30)
    assert not psutil.pid_exists(helper)
    assert apart.call("a", "guardian") == guardian
    assert apart.call("c", "warm") == Done("c", 1)


def test_a_job_taken_back_before_its_time_is_not_begun(apart: Calls, tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.take_back()
    with pytest.raises(CancelledError):
        apart.call("a", f"killed-once:{tmp_path / 'begun'}", ticket)
    assert not (tmp_path / "begun").exists()


def test_taken_back_at_any_moment_a_job_never_costs_the_next_one(apart: Calls, threads: ThreadPoolExecutor) -> None:
    """The end that is asked for may cross the answer on its way: it must not be taken for one of the next job."""
    chance, cancelled = random.Random(4), 0
    for number in range(60):
        ticket = Ticket()
        future = threads.submit(apart.call, "a", f"sleep:{chance.random() * 0.01}", ticket)
        time.sleep(chance.random() * 0.02)
        ticket.take_back()
        try:
            assert future.result(30) == Done("a", None)
        except CancelledError:
            cancelled += 1
        assert apart.call("b", str(number)) == Done("b", str(number))
    assert cancelled > 0


def test_one_killed_from_outside_is_begun_as_often_as_the_terms_say(tmp_path: Path) -> None:
    for tries in (1, 2):
        some = calls(on(tries=tries), apart=True)
        outcome = some.call("a", f"killed-once:{tmp_path / str(tries)}")
        some.end()
        if tries == 1:
            said = to_say("process.killed_by_system", name="SIGKILL")
            assert outcome == Failed("a", "extract", "crash", said)
        else:
            assert outcome == Done("a", "survived")


def test_a_killed_guardian_is_told_and_the_next_job_has_another(
    apart: Calls, threads: ThreadPoolExecutor, tmp_path: Path
) -> None:
    future = threads.submit(apart.call, "a", f"helper:{tmp_path}")
    helper = psutil.Process(begun(future, tmp_path / "left"))
    runner = helper.parent()
    assert runner is not None
    guardian = runner.parent()
    assert guardian is not None
    guardian.kill()
    assert future.result(30) == Failed("a", "", "crash", to_say("process.guardian_lost"))
    helper.kill()  # a guardian that is killed cannot end what its runner had started
    assert apart.call("b", "x") == Done("b", "X")


def test_an_end_cancels_calls_under_way_and_leaves_nothing(threads: ThreadPoolExecutor, tmp_path: Path) -> None:
    before = below()
    some = calls(on(), apart=True)
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
    futures = [threads.submit(some.call, "a", f"left:{folder}") for folder in folders]
    helpers = [begun(future, folder / "left") for future, folder in zip(futures, folders, strict=True)]
    some.end()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(30)
    assert eventually(lambda: below() <= before)
    assert not [pid for pid in helpers if psutil.pid_exists(pid)]
    with pytest.raises(CancelledError):
        some.call("b", "x")


def test_an_end_does_not_wait_for_a_process_that_warms_up(
    threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.process.isolated._END_SECONDS", 1000.0)
    before = below()
    some = calls(on(initializer=time.sleep, initargs=(100,)), apart=True)
    future = threads.submit(some.warm)
    assert eventually(lambda: len(below() - before) == 1)
    some.end()
    with pytest.raises(CancelledError):
        future.result(30)
    assert below() <= before


def test_a_process_that_nobody_asks_ends_and_the_next_job_starts_another() -> None:
    before = below()
    some = calls(on(idle=0.01, tries=2), apart=True)
    assert some.call("a", "x") == Done("a", "X")
    assert eventually(lambda: not [p for p in below() - before if p.status() != psutil.STATUS_ZOMBIE])
    assert some.call("b", "warm") == Done("b", 1)
    some.end()


def test_in_this_process_the_same_outcomes_stages_and_cancellation() -> None:
    here = calls(on(), apart=False)
    heard: list[str] = []
    assert here.call("a", "stages:một,hai", Ticket(heard.append)) == Done("a", "một,hai")
    assert heard == ["read", "extract", "một", "hai"]
    assert here.call("b", "raise:tệp hỏng") == Failed("b", "extract", "ValueError", verbatim("tệp hỏng"))
    ticket = Ticket(lambda stage: ticket.take_back())
    with pytest.raises(CancelledError):
        here.call("c", "x", ticket)
    threading.Thread(target=here.end).start()
    assert here.call("d", "x") == Done("d", "X")


def test_where_nothing_can_be_forked_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("os.name", "nt")
        with pytest.raises(StartError, match="--jobs 0"):
            calls(on(), apart=True)


WITHOUT_ADOPTION = """
import os, pickle, sys, time
from multiprocessing import Pipe
from pathlib import Path
import psutil
from pipeline.process import runner
from pipeline.process.job import Terms
from pipeline.process.wire import Orders
from tests.process import pool_jobs
runner.ADOPTS = False
ours, theirs = Pipe()
folder = sys.argv[1]
one = runner.Runner(Orders(pickle.dumps(Terms(pool_jobs.job)), None, None, 1, 1, None, folder, False, folder), theirs)
one.socket.send_bytes(pickle.dumps(("a", "helper:" + folder)))
left = Path(folder, "left")
while not (left.exists() and left.read_text()):
    time.sleep(0.02)
one.end("", grace=0.0)
helper = int(left.read_text())
for _ in range(500):
    if not psutil.pid_exists(helper) or psutil.Process(helper).status() == psutil.STATUS_ZOMBIE:
        sys.exit("ended")
    time.sleep(0.02)
os.kill(helper, 9)
"""


def test_where_orphans_are_not_adopted_helpers_end_too(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = [sys.executable, "-c", WITHOUT_ADOPTION, str(tmp_path)]
    told = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert told.stderr == "ended\n"
