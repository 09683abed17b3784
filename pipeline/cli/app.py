"""The program ``doichieu``: its commands, its streams and its exit codes. Light: nothing heavy is imported for --help.

Exit codes: 0 nothing found at or above ``--fail-on``; 1 findings there; 2 usage, or a file that cannot be read.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn, TextIO

from pipeline import __version__
from pipeline.cli.parser import MistakeError, Parser, help_text
from pipeline.errors import DoichieuError
from pipeline.kept import save_all
from pipeline.saying import own_messages

COMMANDS = (  # in the order of the help, each a module of this room
    "extract", "check", "decide", "proof", "ingest", "summary", "query", "diff", "directives", "rules", "registry",
    "serve", "mcp", "eval",
)  # fmt: skip
_FILE_BY_FILE = ("check", "extract", "proof", "diff")  # their work (``files.bounded``) wants no collector for one file
FOUND, FAILED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang, command = _first_look(arguments)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        args = _understood(arguments, lang, command)
        if command not in _FILE_BY_FILE:
            gc.enable()
        code: int = args.run(args)
        save_all()
        sys.stdout.flush()
        return code
    except DoichieuError as error:
        print(f"doichieu: {error.say(lang)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED


def build_parser(lang: str = "vi", command: str | None = None) -> Parser:
    """-> the parser of the whole program, or of one ``command`` alone, its help in ``lang``."""
    say = own_messages(lang, "cli")
    parser = Parser(
        say,
        prog="doichieu",
        description=say("cli.about"),
        epilog=help_text(
            say("cli.examples"),
            "doichieu check du-thao.docx --against 112/QĐ-TTg",
            "doichieu check du-thao.docx --against auto --format json -o ket-qua.json",
            "doichieu extract ke-hoach.pdf --format table",
            say("cli.other_language"),
        ),
    )
    parser.add_argument("--version", action="version", version=f"doichieu {__version__}", help=say("cli.version"))
    parser.add_language(default="vi")
    commands = parser.add_subparsers(
        dest="command", metavar=say("cli.command"), required=True, title=say("cli.commands")
    )
    for name in COMMANDS if command is None else (command,):
        import_module(f"pipeline.cli.{name}").add_commands(commands, say)
    return parser


def _understood(arguments: list[str], lang: str, command: str | None) -> argparse.Namespace:
    """-> what was asked for. A mistake is told by the parser that knows all commands, and ends the program."""
    try:
        return build_parser(lang, command).parse_args(arguments)
    except MistakeError as error:
        mistake = error
    if command is not None:
        try:
            return build_parser(lang).parse_args(arguments)
        except MistakeError as error:
            mistake = error
    print(f"doichieu: {mistake.line}", file=sys.stderr)
    sys.exit(FAILED)


def _first_look(arguments: list[str]) -> tuple[str, str | None]:
    """-> the language of the help, and the command where it is one: known before the parser is built."""
    scout = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    scout.add_argument("--lang", choices=("vi", "en"), default="vi")
    try:
        known, others = scout.parse_known_args(arguments)
    except argparse.ArgumentError:
        return "vi", None
    return str(known.lang), others[0] if others and others[0] in COMMANDS else None


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 whatever the locale; a file name that is not UTF-8 shows its bytes as escapes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def run() -> NoReturn:
    """Entry of the installed script."""
    # threads would cost more to start than the small products of a check, and their number could move a last digit
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them reads what every package declares
    gc.disable()  # what a start loads stays: to search it for cycles again and again finds none
    sys.exit(main())
