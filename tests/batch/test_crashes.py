"""Runs that end as no run should: killed, on a full disk, beside another one. The tables stand and end the same."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

import pipeline
from pipeline.batch import store
from pipeline.batch.lock import LockedError, hold
from pipeline.cli import main
from pipeline.tables.folder import Folder, StorageError
from pipeline.tables.stored import LOCK, is_stored
from tests.batch.many import files, run, small_plans
from tests.tools.places import ROOT


def program(plans: Path, output: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "ingest", str(plans), "-o", str(output), *options]


def in_a_child(work: Callable[[], object], seconds: float) -> bool:
    """Do it in a child that the kernel ends in the midst of what it does, after ``seconds`` of its own work and not of
    the clock, which a busy machine stretches -> whether it was killed before its end.
    """
    child = os.fork()
    if child == 0:
        try:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.slow
def test_twenty_kills_at_any_moment_and_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run begins where the last one was killed; the folder changes now and then, so that there is always work."""
    monkeypatch.setattr(store, "TARGET", 8)
    plans, output = small_plans(tmp_path / "plans", 40), tmp_path / "extracted"
    run(plans, tmp_path / "warm")
    began = time.process_time()
    run(plans, tmp_path / "measure")
    whole = time.process_time() - began
    chance = random.Random(20)

    def change(words: str, step: int) -> None:
        for path in sorted(plans.iterdir())[len(words) % 3 :: step]:
            path.write_text(path.read_text(encoding="utf-8").replace("rà soát", words), "utf-8")

    for number in range(20):
        seconds = chance.random() * whole * 0.7
        while not in_a_child(lambda: run(plans, output), seconds):  # it came to its end: more to do, and less time
            change(f"rà soát {seconds:.3f}", 4)
            seconds /= 2
        if is_stored(output):
            tables = pipeline.tables(output)
            assert tables["documents"]["doc_id"].is_unique
            assert set(tables["targets"]["doc_id"]) <= set(tables["documents"]["doc_id"])
        if number % 5 == 4:
            run(plans, output)
            run(plans, tmp_path / f"fresh{number}")
            assert files(output) == files(tmp_path / f"fresh{number}")
            change(f"kiểm tra, rà soát {number}", 2)
            store.TARGET += chance.choice((-3, 8))  # another number of buckets: rows are moved under fire


@pytest.mark.slow
def test_the_program_killed_with_its_processes_leaves_no_one_behind(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 400), tmp_path / "extracted"
    process = subprocess.Popen(program(plans, output, "--jobs", "2"), cwd=ROOT, stderr=subprocess.PIPE)
    children: list[psutil.Process] = []
    while process.poll() is None and not (children and (output / "_state" / "layout.json").exists()):
        time.sleep(0.2)
        children = psutil.Process(process.pid).children(recursive=True)
    time.sleep(2)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert children
    assert psutil.wait_procs(children, timeout=20)[1] == []
    run(plans, output)
    run(plans, tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


@pytest.mark.slow
def test_ctrl_c_ends_with_what_was_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 3000), tmp_path / "extracted"
    process = subprocess.Popen(
        program(plans, output, "--jobs", "1", "--lang", "en"), cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True
    )
    while process.poll() is None and not any((output / "targets").glob("part-00001-*")):
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    words = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    assert "run the same command to go on" in words
    assert "Traceback" not in words
    assert 0 < len(pipeline.tables(output)["documents"]) < 3000


def limited(plans: Path, output: Path, size: int) -> subprocess.CompletedProcess[str]:
    """A run that may write no file longer than ``size`` bytes, which it meets as it meets a full disk."""
    return subprocess.run(
        program(plans, output, "--jobs", "0"), cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip


@pytest.mark.slow
def test_a_file_that_cannot_grow_is_one_line_and_the_tables_stand(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 3), tmp_path / "extracted"
    run(plans, output)
    before = files(output)
    small_plans(plans, 120)
    ended = limited(plans, output, 6000)
    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()[-1:]) == 1
    assert "không ghi được" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(pipeline.tables(output)["documents"]) == 3
    assert set(files(output)) == set(before)
    run(plans, output)
    run(plans, tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mount.returncode:
        pytest.skip(f"no small disk can be mounted here: {mount.stderr.strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_one_line_and_the_next_run_finishes(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "TARGET", 8)
    plans, output = small_plans(tmp_path / "plans", 60), small_disk / "extracted"
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 200_000)
    with pytest.raises(StorageError, match="đĩa đã đầy") as full:
        run(plans, output)
    assert "\n" not in str(full.value)
    assert not list(output.rglob("*.tmp"))
    assert not (output / LOCK).exists()
    some = pipeline.tables(output)["documents"]
    assert some["doc_id"].is_unique
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    run(plans, output)
    run(plans, tmp_path / "fresh")
    assert files(output) == files(tmp_path / "fresh")


def test_a_second_run_beside_the_first_says_so_and_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    with hold(Folder(output)):
        assert main(["ingest", str(plans), "-o", str(output), "--jobs", "0"]) == 2
        told = capsys.readouterr()
        assert f"pid {os.getpid()}" in told.err
        assert told.out == ""
        assert not is_stored(output)
    assert main(["ingest", str(plans), "-o", str(output), "--jobs", "0"]) == 0
    assert not (output / LOCK).exists()


def test_the_lock_of_a_dead_run_is_no_obstacle(tmp_path: Path) -> None:
    plans, output = small_plans(tmp_path / "plans", 1), tmp_path / "extracted"
    (output / "_state").mkdir(parents=True)
    (output / LOCK).write_text(json.dumps({"host": "elsewhere", "pid": 1, "seen": time.time(), "token": ""}))
    assert run(plans, output).finished == 1


def test_a_lock_far_away_holds_while_its_owner_gives_signs_of_life() -> None:
    far = Folder("memory://lock-test/extracted")
    with hold(far), pytest.raises(LockedError, match=f"pid {os.getpid()}"), hold(far):
        pass
    far.write(LOCK, json.dumps({"host": "elsewhere", "pid": 1, "seen": time.time() - 3600, "token": "x"}).encode())
    with hold(far):
        pass
    assert far.names("_state") == []
