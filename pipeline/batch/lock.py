"""One run at a time on one folder of tables; what a dead run left behind is no obstacle."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from pipeline.errors import DoichieuError
from pipeline.saying import system_fault
from pipeline.tables.folder import Folder, StorageError
from pipeline.tables.stored import LOCK

STALE = 900.0  # seconds without a sign of life after which the holder of a lock elsewhere is taken for dead


class LockedError(DoichieuError):
    """Another run writes to this folder."""


class Lock:
    """Held from ``hold`` on; ``refresh`` is the sign of life that a lock without a kernel behind it needs."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._token = token_hex(8)
        self._told = 0.0

    def refresh(self) -> None:
        if not self._folder.local and time.time() - self._told > STALE / 10:
            self._told = time.time()
            self._folder.write(LOCK, _owner(self._token))

    def take(self) -> None:
        """Raises LockedError. Two that come in the same moment both write and read again: the last one has it."""
        owner = _read(self._folder)
        if owner and time.time() - float(owner.get("seen", 0)) < STALE and not _is_dead(owner):
            raise _locked(self._folder, owner)
        self.refresh()
        time.sleep(0.2)
        owner = _read(self._folder)
        if owner.get("token") != self._token:
            raise _locked(self._folder, owner)

    def give_back(self) -> None:
        if _read(self._folder).get("token") == self._token:
            self._folder.delete(LOCK)


@contextmanager
def hold(folder: Folder) -> Iterator[Lock]:
    """Hold the folder for this run. Raises LockedError where another run does, naming it."""
    lock = Lock(folder)
    if folder.local:
        with _flock(folder):
            yield lock
        return
    lock.take()
    try:
        yield lock
    finally:
        with suppress(StorageError):
            lock.give_back()


@contextmanager
def _flock(folder: Folder) -> Iterator[None]:
    """The kernel's lock, which ends with its process however that ends."""
    path = folder.path / LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _open_locked(path)
    except BlockingIOError:
        raise _locked(folder, _read(folder)) from None
    except OSError as error:
        raise StorageError(folder.address, "tables.unwritable", why=system_fault(error)) from None
    try:
        with suppress(OSError):  # on a full disk the lock holds without the name of its owner
            os.ftruncate(descriptor, 0)
            os.write(descriptor, _owner(""))
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _open_locked(path: Path) -> int:
    """-> the locked file that bears this name now: the one opened may be one that its holder is just removing."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), os.stat(path)):
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Raises BlockingIOError where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # far behind the words, which others may read
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(*error.args) from None
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _owner(token: str) -> bytes:
    words = {"host": socket.gethostname(), "pid": os.getpid(), "seen": round(time.time()), "token": token}
    return json.dumps(words).encode()


def _read(folder: Folder) -> dict[str, str | int]:
    try:
        owner = json.loads(folder.read(LOCK))
    except (FileNotFoundError, ValueError, StorageError):
        return {}
    return owner if isinstance(owner, dict) else {}


def _is_dead(owner: dict[str, str | int]) -> bool:
    if owner.get("host") != socket.gethostname() or not isinstance(owner.get("pid"), int):
        return False
    try:
        os.kill(int(owner["pid"]), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _locked(folder: Folder, owner: dict[str, str | int]) -> LockedError:
    return LockedError(folder.address, "tables.locked", pid=owner.get("pid", "?"), host=owner.get("host", "?"))
