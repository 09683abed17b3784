"""One job done in this process, and its outcome, which is the same in every run."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from typing import Any

from pipeline.errors import DoichieuError
from pipeline.process import stage
from pipeline.process.job import Done, Failed
from pipeline.saying import Said, to_say, verbatim

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


def out_of_memory(memory: int | None) -> Said:
    """-> what is said of a document that needs more memory than the ``memory`` bytes allowed."""
    return to_say("process.memory") if memory is None else to_say("process.memory_of", size=memory / 2**20)


def told(error: BaseException, folder: str = "") -> Said:
    """-> what an exception says; a foreign one's words as they are, but for what differs from run to run."""
    return error.said if isinstance(error, DoichieuError) else verbatim(_same_words(error, folder))


def _same_words(error: BaseException, folder: str) -> str:
    """-> an exception's words in one line, without the addresses and temporary names that differ from run to run."""
    words = " ".join(str(error).split()) or type(error).__name__
    if folder:
        words = re.sub(re.escape(folder) + r"[^\s'\"]*", "…", words)
    words = _ADDRESS.sub("0x…", words)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
