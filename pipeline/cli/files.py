"""What the commands share: files in, a result out, one line for every fault."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from pipeline.cli.parser import Parser
from pipeline.errors import DoichieuError, ReadError, RulesError, UnknownDirectiveError, UnknownRuleError
from pipeline.saying import own_messages, system_fault, to_say

T = TypeVar("T")


def add_files(parser: Parser, words: str) -> None:
    parser.add_argument("files", nargs="+", metavar=parser.say("cli.file"), help=words)


def add_output(parser: Parser) -> None:
    words = parser.say("cli.output")
    parser.add_argument("-o", "--output", metavar="PATH", help=words)


def attempt(path: str, lang: str, work: Callable[[], T]) -> T | None:
    """Do one file's work; an error becomes one line on standard error and None, so that the other files go on."""
    try:
        return work()
    except (RulesError, UnknownDirectiveError, UnknownRuleError):
        raise  # the fault of the call, not of this file
    except DoichieuError as error:
        line = error.say(lang)
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("DOICHIEU_DEBUG"):
            raise
        line = own_messages(lang).line(to_say("cli.inside", path, name=type(error).__name__, words=str(error)))
    print("doichieu: " + " ".join(line.split()), file=sys.stderr)
    return None


@contextmanager
def output_to(path: str | None) -> Iterator[Callable[[str], object]]:
    """Standard output, or a file that appears whole when all is written and not at all where nothing was."""
    if path is None:
        yield sys.stdout.write
        return
    parts: list[str] = []
    yield parts.append
    if not parts:
        return
    write_whole(Path(path), "".join(parts).encode("utf-8", errors="backslashreplace"))


def write_whole(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Write a file that appears whole or not at all. Raises ReadError where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        fault = NotADirectoryError(errno.ENOTDIR, "") if isinstance(error, FileExistsError) else error
        raise ReadError(path, "cli.unwritable", why=system_fault(fault)) from None


def terminal(output: str | None) -> tuple[int, bool]:
    """-> the width to lay text out in, and whether colours are wanted (never in a file, a pipe or under NO_COLOR)."""
    width = shutil.get_terminal_size(fallback=(100, 24)).columns
    plain = output is not None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    return width, not plain and not os.environ.get("NO_COLOR")
