"""What the commands share: files in, a result out, one line for every fault."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pipeline import files
from pipeline.cli.parser import Parser
from pipeline.errors import DoichieuError, ReadError, RulesError, UnknownDirectiveError, UnknownRuleError
from pipeline.limits import Limits
from pipeline.process.job import Done
from pipeline.saying import own_messages, system_fault

T = TypeVar("T")
_STANDARD = Limits()


def add_files(parser: Parser, words: str) -> None:
    parser.add_argument("files", nargs="+", metavar=parser.say("cli.file"), help=words)


def add_output(parser: Parser) -> None:
    words = parser.say("cli.output")
    parser.add_argument("-o", "--output", metavar="PATH", help=words)


def add_fix(parser: Parser) -> None:
    """``--fix [safe|all]``: corrections as tracked changes of the Word file."""
    words = parser.say("cli.fix")
    parser.add_argument("--fix", choices=("safe", "all"), nargs="?", const="safe", help=words)


def add_bounds(parser: Parser) -> None:
    """``--timeout`` and ``--memory``: what one file may cost."""
    words = parser.say("cli.timeout", default=_STANDARD.whole)
    parser.add_argument("--timeout", metavar="S", type=positive, default=_STANDARD.whole, help=words)
    words = parser.say("cli.memory", default=_STANDARD.memory / 2**20)
    parser.add_argument("--memory", metavar="MB", type=positive, default=_STANDARD.memory / 2**20, help=words)


def positive(words: str) -> float:
    """An argument that is a number above nothing."""
    number = float(words)
    if not 0 < number < float("inf"):
        raise ValueError(words)
    return number


@contextmanager
def bounded(work: Callable[[str], T], args: argparse.Namespace) -> Iterator[Callable[[str], T]]:
    """-> ``work``, done within the bounds of the call in a process beside this one.

    It raises what ``work`` does of this program's errors, and ReadError where a bound is met.
    """
    from pipeline.kept import save_all
    from pipeline.process.beside import Beside

    def done_and_kept(path: str) -> T:
        result = work(path)
        gc.enable()
        save_all()  # by the process that did the work, since it knows what the next start will ask for again
        return result

    if os.environ.get("DOICHIEU_DEBUG"):
        yield done_and_kept
        return

    line = _Line(getattr(args, "lang", "vi"))
    with Beside(done_and_kept, timeout=args.timeout, memory=int(args.memory * 2**20), watch=line.pages) as beside:

        def done(path: str) -> T:
            outcome = beside.call(path, path)
            line.clear()
            if isinstance(outcome, Done):
                return outcome.value
            words = own_messages().line(outcome.said)
            raise outcome.own or DoichieuError(path, "cli.inside", name=outcome.error, words=words)

        yield done


class _Line:
    """One line on a terminal's standard error that tells how far a scan has been read, and is gone when it is."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._shown = False

    def pages(self, path: str, pages: str) -> None:
        """Show that ``pages`` ("3/40") of a file are recognised."""
        if sys.stderr.isatty():
            words = own_messages(self._lang)("cli.pages", name=Path(path).name, pages=pages)
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
            self._shown = True

    def clear(self) -> None:
        """Take it back."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def attempt(path: str, lang: str, work: Callable[[str], T]) -> T | None:
    """Do one file's work; an error becomes one line on standard error and None, so that the other files go on."""
    try:
        return work(path)
    except (RulesError, UnknownDirectiveError, UnknownRuleError):
        raise  # the fault of the call, not of this file
    except DoichieuError as error:
        complain(error, lang)
        return None


def complain(error: DoichieuError, lang: str) -> None:
    """One line on standard error."""
    print("doichieu: " + " ".join(error.say(lang).split()), file=sys.stderr)


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


def read_lines(path: str | None) -> tuple[str, ...]:
    """-> the lines of a file, without blank ones and those that begin with "#"; () where none is named.

    Raises ReadError where it cannot be read.
    """
    if path is None:
        return ()
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ReadError(path, "read.encoding") from None
    except OSError as error:
        raise ReadError(path, "read.unreadable", why=system_fault(error)) from None
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def write_whole(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Write a file that appears whole or not at all. Raises ReadError where it cannot be written."""
    try:
        files.write_whole(path, [data], make_folder=make_folder)
    except OSError as error:
        fault = NotADirectoryError(errno.ENOTDIR, "") if isinstance(error, FileExistsError) else error
        raise ReadError(path, "cli.unwritable", why=system_fault(fault)) from None


def terminal(output: str | None) -> tuple[int, bool]:
    """-> the width to lay text out in, and whether colours are wanted (never in a file, a pipe or under NO_COLOR)."""
    width = shutil.get_terminal_size(fallback=(100, 24)).columns
    plain = output is not None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    return width, not plain and not os.environ.get("NO_COLOR")
