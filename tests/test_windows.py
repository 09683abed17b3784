"""On what Windows gives: no fork, no POSIX modules, a console of another code page, names that it forbids.

What no other system can show stands in tests/benchmarks/README.md, "Windows".
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path, PureWindowsPath

import pytest

from pipeline.web.gathering import _entry
from pipeline.web.uploads import shown_name
from tests.tools.places import PLANS, ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the locks of this Windows are made of POSIX ones")
STARTER = ROOT / ".ci/windows"


def windows(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    return run("tests.tools.as_windows", *arguments, **env)


def run(module: str, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, check=False, timeout=300)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".txt"])
def test_a_check_says_there_what_it_says_here(suffix: str) -> None:
    draft = PLANS / f"kim-tra-2026{suffix}"
    here = run("pipeline", "check", draft, "--format", "json")
    there = windows("check", draft, "--format", "json")
    assert there.returncode == here.returncode, there.stderr.decode()
    assert json.loads(there.stdout) == json.loads(here.stdout)


@pytest.mark.slow
def test_tables_are_made_in_one_process_and_by_one_run_at_a_time(tmp_path: Path) -> None:
    forked = windows("ingest", PLANS, "-o", tmp_path / "forked", "--jobs", "2")
    assert forked.returncode == 2
    assert "--jobs 0" in forked.stderr.decode()
    done = windows("ingest", PLANS, "-o", tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLDS.format(folder=str(tmp_path))], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert held.stdout is not None
        assert held.stdout.readline() == b"held\n"
        refused = windows("ingest", PLANS, "-o", tmp_path)
        assert refused.returncode == 2
        assert str(held.pid) in refused.stderr.decode()
    finally:
        held.kill()
        held.wait()
    assert windows("ingest", PLANS, "-o", tmp_path).returncode == 0  # a dead run's lock is no obstacle


_HOLDS = """
import builtins, time
from tests.tools import as_windows
builtins.__import__ = as_windows._import_there
from pipeline.batch.lock import hold
from pipeline.tables.folder import Folder
with hold(Folder("{folder}")):
    print("held", flush=True)
    time.sleep(120)
"""


@pytest.mark.slow
def test_the_page_answers_there() -> None:
    command = [sys.executable, "-m", "tests.tools.as_windows", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as serving:
        try:
            assert serving.stdout is not None
            address = serving.stdout.readline().decode().strip()
            assert _opened(address) == 200
        finally:
            serving.terminate()


def _opened(address: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.2)
    return 0


@pytest.mark.slow
@pytest.mark.parametrize("page", ["cp1258", "cp437", "ascii"])
def test_vietnamese_is_printed_whatever_the_code_page_of_the_console(page: str) -> None:
    told = windows("check", PLANS / "kim-tra-2026.txt", "--fail-on", "never", PYTHONIOENCODING=page, PYTHONUTF8="0")
    assert told.returncode == 0, told.stderr.decode()
    assert "phường Kim Trà" in told.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (r"C:\Users\An\Kế hoạch 112.docx", "Kế hoạch 112.docx"),
        (r"\\may-chu\chung\ke-hoach.pdf", "ke-hoach.pdf"),
        ("D:/van ban/ke-hoach.txt", "ke-hoach.txt"),
    ],
)
def test_a_draft_is_called_by_the_last_part_of_its_path(given: str, shown: str) -> None:
    assert shown_name(given) == shown == PureWindowsPath(given).name


@pytest.mark.parametrize("name", ['a"b/x?.html', "ke:hoach*/y|.docx", "một <hai>/kế hoạch.html"])
def test_a_packed_result_has_a_name_that_can_be_unpacked(name: str) -> None:
    entry: zipfile.ZipInfo = _entry(name)
    assert not set(entry.filename) & set('<>:"|?*\\')
    assert not any(PureWindowsPath(part).is_reserved() for part in entry.filename.split("/"))


def test_the_starter_is_in_the_form_that_its_readers_take() -> None:
    batch, script = (STARTER / name for name in ("mo-trang.bat", "mo-trang.ps1"))
    assert batch.read_bytes().isascii()  # cmd reads it in the machine's own code page
    assert script.read_bytes().startswith(b"\xef\xbb\xbf")  # without the mark it is taken for that code page too
    for file in (batch, script):
        assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n")
    assert "constraints.txt" in script.read_text(encoding="utf-8-sig")
    assert "serve --open" in script.read_text(encoding="utf-8-sig")
