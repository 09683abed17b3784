"""Word 97, RTF and OpenDocument through LibreOffice without a window: own profile, time limit, nothing left behind."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.limits import Limits

_ONE_AT_A_TIME = threading.Lock()  # LibreOffice serves one conversion per profile
_profile: Path | None = None


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
        command = [
            program,
            f"-env:UserInstallation={_profile_folder().as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(given),
        ]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            start_new_session=True,
        )
        try:
            process.wait(limits.office_seconds)
        except subprocess.TimeoutExpired:
            raise ReadError(source, "read.office_slow", seconds=limits.office_seconds) from None
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        made = Path(folder) / "in.docx"
        if not made.is_file() or made.stat().st_size == 0:
            raise ReadError(source, "read.office_failed", suffix=suffix)
        if made.stat().st_size > limits.unpacked_bytes:
            raise ReadError(source, "read.office_large")
        return made.read_bytes()


def _profile_folder() -> Path:
    """One profile a process, removed when it ends."""
    global _profile
    if _profile is None or not _profile.is_dir():
        _profile = Path(tempfile.mkdtemp(prefix="doichieu-office-"))
        atexit.register(shutil.rmtree, _profile, ignore_errors=True)
    return _profile
