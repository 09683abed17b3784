"""Word 97, RTF and OpenDocument through LibreOffice without a window: own profile, time limit, nothing left behind.

From the second document on one LibreOffice is kept running: it holds a document of its own open, and what is started
beside it hands it the next one and waits, in a fraction of the time that starting takes.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.limits import Limits

_ONE_AT_A_TIME = threading.Lock()  # LibreOffice serves one conversion per profile
_START_SECONDS = 30.0


@dataclass(slots=True)
class _Office:
    """What a process has of LibreOffice: its profile, how many documents it converted, and the one that stays."""

    owner: int = 0
    profile: Path | None = None
    converted: int = 0
    resident: subprocess.Popen[bytes] | None = None


_office = _Office()


def office_program() -> str | None:
    """-> the path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, suffix: str, source: str, limits: Limits) -> bytes:
    """Convert a document to .docx. Raises ReadError without LibreOffice, over the time limit, or where it gives up."""
    program = office_program()
    if program is None:
        raise ReadError(source, "read.needs_office", suffix=suffix)
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="doichieu-") as folder:
        given = Path(folder) / f"in{suffix}"
        given.write_bytes(data)
        made = Path(folder) / "in.docx"
        _profile_folder()
        _keep_running(program)
        done = _convert(program, given, limits)
        if not made.is_file() and _office.resident is not None:  # it may have come to harm by a document before
            end_office()
            done = _convert(program, given, limits)
        if not done:
            end_office()
            raise ReadError(source, "read.office_slow", seconds=limits.office_seconds)
        if not made.is_file() or made.stat().st_size == 0:
            raise ReadError(source, "read.office_failed", suffix=suffix)
        if made.stat().st_size > limits.unpacked_bytes:
            raise ReadError(source, "read.office_large")
        _office.converted += 1
        return made.read_bytes()


def _convert(program: str, given: Path, limits: Limits) -> bool:
    """Convert a file in its folder -> whether that came to an end in time."""
    command = [*_command(program), "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(given.parent), str(given)]
    process = _started(command, given.parent)
    try:
        process.wait(limits.office_seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _keep_running(program: str) -> None:
    """Have a LibreOffice running before the second document, and until this process ends."""
    if not _office.converted or (_office.resident is not None and _office.resident.poll() is None):
        return
    end_office()
    folder = _profile_folder()
    held = folder / "held.txt"
    held.write_text("doichieu\n", encoding="utf-8")
    whole = Path(program).resolve().with_name("soffice.bin")  # without the process that only shows its picture
    command = [str(whole) if whole.is_file() else program, *_command(program)[1:], "--nologo", str(held)]
    _office.resident = _started(command, folder, _ends_with_us())
    limit = time.monotonic() + _START_SECONDS
    while not (folder / ".~lock.held.txt#").exists():  # it has opened its document: from now on it listens
        if _office.resident.poll() is not None or time.monotonic() > limit:
            end_office()
            return
        time.sleep(0.02)


def end_office() -> None:
    """End the LibreOffice that is kept running, if there is one; the next document starts anew."""
    if _office.resident is not None:
        _end(_office.resident)
        _office.resident = None
    if _office.profile is not None:
        with contextlib.suppress(OSError):
            (_office.profile / ".~lock.held.txt#").unlink(missing_ok=True)


def _ends_with_us() -> Callable[[], None] | None:
    """-> what a process is to do first so that it does not outlive this one, where the system knows how."""
    if sys.platform != "linux":
        return None
    from pipeline.process.limits import die_with_parent

    return die_with_parent


def _command(program: str) -> list[str]:
    profile = f"-env:UserInstallation={_profile_folder().as_uri()}"
    return [program, profile, "--headless", "--norestore", "--nolockcheck"]


def _started(command: list[str], folder: Path, first: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=folder, start_new_session=True, preexec_fn=first,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all of its group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _profile_folder() -> Path:
    """One profile a process, removed when it ends; a fork has none of it."""
    global _office
    if _office.owner != os.getpid():
        _office = _Office(os.getpid())
    if _office.profile is None or not _office.profile.is_dir():
        _office.profile = Path(tempfile.mkdtemp(prefix="doichieu-office-"))
        atexit.register(shutil.rmtree, _office.profile, ignore_errors=True)
        atexit.register(end_office)  # before its profile goes
    return _office.profile
