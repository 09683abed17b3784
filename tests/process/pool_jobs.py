"""Work for the pool's tests: in a module, since another process has to find it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from pipeline.process import stage

ATE = []
READY = []


def warm(folder: str = "") -> None:
    READY.append(True)
    if folder:
        (Path(folder) / f"warm-{os.getpid()}").touch()


def slow_warm() -> None:
    time.sleep(1.2)
    READY.append(True)


def failing_warm() -> None:
    raise FileNotFoundError("rules/nothing.yaml")


def dying_warm() -> None:
    os.abort()


def threaded_warm() -> None:
    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    READY.append(True)


def job(order: str) -> Any:
    """Do what ``order`` says; most orders are plain words."""
    stage.at("read")
    name, _, rest = order.partition(":")
    if name in ORDERS:
        stage.at("extract")
        return ORDERS[name](rest)
    return order.upper()


def spin_without_signals(_: str) -> None:
    """As a native loop would: no signal but SIGKILL ends it, and no other Python thread gets a turn."""
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
    ctypes.PyDLL(None).usleep(1_000_000_000)  # holds the interpreter's lock


def eat(_: str) -> None:
    while True:
        ATE.append(bytearray(50_000_000))


def eat_natively(_: str) -> None:
    """A library that does not look at what malloc gave."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while True:
        place = libc.malloc(50_000_000)
        ctypes.memset(place or 8, 1, 50_000_000)


def abort_heavy(_: str) -> None:
    ATE.append(bytearray(b"x") * 150_000_000)
    os.abort()


def leave_a_process(folder: str) -> None:
    """A helper in a session of its own, its parent already gone, and then a hang."""
    subprocess.run(["sh", "-c", "setsid sleep 3600 & echo $!"], stdout=(Path(folder) / "left").open("w"), check=True)
    time.sleep(3600)


def start_a_helper(folder: str) -> None:
    """A helper below this process, in a session of its own as LibreOffice is, and then a hang."""
    with (Path(folder) / "left").open("w") as told:
        told.write(str(subprocess.Popen(["sleep", "3600"], start_new_session=True).pid))
    time.sleep(3600)


def stages(names: str) -> str:
    for name in names.split(","):
        stage.at(name)
    return names


def temporary_file(_: str) -> None:
    Path(tempfile.mkdtemp()).joinpath("big").write_bytes(b"x")
    os.abort()


def killed_once(flag: str) -> str:
    """The kernel, or an administrator, kills an innocent."""
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "survived"


ORDERS = {
    "hang": lambda _: time.sleep(3600),
    "spin": spin_without_signals,
    "abort": lambda _: os.abort(),
    "heavy-abort": abort_heavy,
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "leave": lambda _: (_ for _ in ()).throw(SystemExit(4)),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "killed-once": killed_once,
    "eat": eat,
    "eat-natively": eat_natively,
    "raise": lambda words: (_ for _ in ()).throw(ValueError(words)),
    "address": lambda _: (_ for _ in ()).throw(ValueError(f"{object()!r}\n{tempfile.mkdtemp()!r}")),
    "unpicklable": lambda _: threading.Lock(),
    "pid": lambda _: os.getpid(),
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "warm": lambda _: len(READY),
    "left": leave_a_process,
    "helper": start_a_helper,
    "stages": stages,
    "guardian": lambda _: os.getppid(),
    "temporary": temporary_file,
}
