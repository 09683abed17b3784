"""Runs the program on what Windows gives it, as far as this machine can: python -m tests.tools.as_windows check FILE…

Every module of the package sees an ``os`` and a ``sys`` of Windows (name and platform, no ``fork``, no owners, no POSIX
flags), cannot import what only POSIX has, and finds a ``msvcrt`` whose locks are real ones on a range of bytes. Other
packages see the machine as it is. Not to be had here: paths with drives, files that cannot be deleted while they are
open, the console itself, how a process ends there.
"""

from __future__ import annotations

import builtins
import fcntl
import os
import sys
import types
from collections.abc import Mapping, Sequence

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
_FLAGS = "O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_SYNC SCHED_OTHER WEXITSTATUS WNOHANG WTERMSIG"
_CALLS = """
chown chroot fchdir fchmod fchown fork forkpty getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority
getsid getuid initgroups killpg lchown mkfifo mknod nice openpty pathconf posix_fadvise posix_spawn pread preadv pwrite
register_at_fork sched_getaffinity sched_setaffinity sendfile setgid setpgid setpriority setsid setuid statvfs sync
sysconf uname wait wait3 wait4 waitid
"""
POSIX_NAMES = {*_FLAGS.split(), *_CALLS.split()}


class Seen(types.ModuleType):
    """A module as another system has it: ``other`` stands for what differs, ``absent`` is not there."""

    def __init__(self, of: types.ModuleType, absent: set[str], **other: object) -> None:
        super().__init__(of.__name__)
        self.__dict__.update({name: value for name, value in vars(of).items() if name not in absent}, **other)


class Sys(Seen):
    """``sys.stdout`` and the like are what they are now."""

    def __getattribute__(self, name: str) -> object:
        return "win32" if name == "platform" else getattr(sys, name)


def _locking(descriptor: int, how: int, count: int) -> None:
    """msvcrt.locking with LK_NBLCK: ``count`` bytes from where the file stands, for this process alone, or OSError."""
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, count, os.lseek(descriptor, 0, os.SEEK_CUR))


OS = Seen(os, POSIX_NAMES, name="nt")
MSVCRT = types.ModuleType("msvcrt")
MSVCRT.__dict__.update(locking=_locking, LK_NBLCK=2)
_import = builtins.__import__


def _import_there(
    name: str,
    globals: Mapping[str, object] | None = None,
    locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> types.ModuleType:
    if level == 0 and str((globals or {}).get("__name__")).partition(".")[0] == "pipeline":
        if name in POSIX_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        seen = {"os": OS, "sys": _SYS, "msvcrt": MSVCRT}.get(name)
        if seen is not None:
            return seen
    return _import(name, globals, locals, fromlist or (), level)


_SYS = Sys(sys, set())


def main() -> None:
    builtins.__import__ = _import_there
    from pipeline.cli import run

    run()


if __name__ == "__main__":
    main()
