"""A command's jobs beside it: each outcome its own, whatever a job does to its process."""

from __future__ import annotations

import os
import signal
import time

import psutil
import pytest

from pipeline.errors import ReadError
from pipeline.process import stage
from pipeline.process.beside import Beside
from pipeline.process.job import Done, Failed
from tests.process.waiting import eventually

MB = 2**20


def work(order: str) -> object:
    stage.at("read")
    if order == "hang":
        time.sleep(60)
    if order == "eat":
        return len(bytearray(400 * MB))
    if order == "die":
        os.kill(os.getpid(), signal.SIGUSR2)
    if order == "leave":
        os._exit(3)
    if order == "refuse":
        raise ReadError("x.docx", "read.empty")
    if order == "unfit":
        return lambda: None
    return order, os.getpid()


@pytest.mark.parametrize(
    ("order", "error"),
    [("hang", "timeout"), ("eat", "memory"), ("die", "crash"), ("leave", "crash"), ("refuse", "ReadError")],
)
def test_a_job_that_breaks_its_process_is_told_and_the_next_one_is_done(order: str, error: str) -> None:
    with Beside(work, timeout=1, memory=100 * MB) as beside:
        outcome = beside.call("x.docx", order)
        assert isinstance(outcome, Failed)
        assert (outcome.key, outcome.stage, outcome.error) == ("x.docx", "read", error)
        assert isinstance(outcome.own, ReadError)
        assert "x.docx: " in str(outcome.own)
        done = beside.call("y", "plain")
        assert isinstance(done, Done)


def test_what_cannot_be_handed_back_is_the_jobs_fault() -> None:
    with Beside(work, timeout=5, memory=None) as beside:
        outcome = beside.call("x", "unfit")
    assert isinstance(outcome, Failed)
    assert outcome.own is None


def test_one_process_does_all_sound_jobs_and_is_gone_at_the_end() -> None:
    with Beside(work, timeout=5, memory=None) as beside:
        pids = {outcome.value[1] for outcome in map(beside.call, "ab", "ab") if isinstance(outcome, Done)}  # type: ignore[index]
    (pid,) = pids
    assert eventually(lambda: not psutil.pid_exists(pid))
    assert pid != os.getpid()


def test_without_forks_the_same_outcomes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.process.beside.os.name", "nt")
    with Beside(work, timeout=1, memory=MB) as beside:
        assert beside.call("x", "plain") == Done("x", ("plain", os.getpid()))
        assert isinstance(beside.call("x", "refuse"), Failed)
