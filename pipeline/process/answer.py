"""One job done in this process, and its outcome in words that are the same in every run."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from typing import Any

from pipeline.process import stage
from pipeline.process.job import Done, Failed

_LONGEST = 1000
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,}")


def attempt(
    work: Callable[[Any], Any], key: str, payload: Any, *, memory: int | None = None, folder: str = ""
) -> Done[Any] | Failed:
    """Call ``work(payload)``; whatever it raises is the job's own fault, except Ctrl-C.

    ``memory`` is the bytes allowed, ``folder`` where its temporary files are: both only for the words of a fault.
    """
    try:
        return Done(key, work(payload))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
            return Failed(key, stage.current(), "memory", out_of_memory(memory))
        return Failed(key, stage.current(), type(error).__name__, told(error, folder))


def out_of_memory(memory: int | None) -> str:
    """-> the message of a job that needs more memory than the ``memory`` bytes allowed."""
    return "hết bộ nhớ" if memory is None else f"cần hơn {memory / 2**20:.0f} MB bộ nhớ"


def told(error: BaseException, folder: str = "") -> str:
    """-> an exception's words in one line, without the addresses and temporary names that differ from run to run."""
    words = " ".join(str(error).split()) or type(error).__name__
    if folder:
        words = re.sub(re.escape(folder) + r"[^\s'\"]*", "…", words)
    words = _ADDRESS.sub("0x…", words)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
