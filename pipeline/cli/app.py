"""The program ``doichieu``: its commands, its streams and its exit codes. Light: nothing heavy is imported for --help.

Exit codes: 0 nothing found at or above ``--fail-on``; 1 findings there; 2 usage, or a file that cannot be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

from pipeline import __version__
from pipeline.cli.parser import Parser, help_text
from pipeline.errors import DoichieuError
from pipeline.saying import own_messages

FOUND, FAILED, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        args = build_parser(lang).parse_args(arguments)
        code: int = args.run(args)
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


def build_parser(lang: str = "vi") -> Parser:
    """-> the parser of the whole program, its help in ``lang``."""
    from pipeline.cli import (
        check,
        decide,
        diff,
        directives,
        eval,
        extract,
        ingest,
        mcp,
        proof,
        query,
        registry,
        rules,
        serve,
        summary,
    )

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
    extract.add_commands(commands, say)
    check.add_commands(commands, say)
    decide.add_commands(commands, say)
    proof.add_commands(commands, say)
    ingest.add_commands(commands, say)
    summary.add_commands(commands, say)
    query.add_commands(commands, say)
    diff.add_commands(commands, say)
    directives.add_commands(commands, say)
    rules.add_commands(commands, say)
    registry.add_commands(commands, say)
    serve.add_commands(commands, say)
    mcp.add_commands(commands, say)
    eval.add_commands(commands, say)
    return parser


def _language(arguments: list[str]) -> str:
    """The language of the help itself: known before the parser is built."""
    scout = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    scout.add_argument("--lang", choices=("vi", "en"), default="vi")
    try:
        return str(scout.parse_known_args(arguments)[0].lang)
    except argparse.ArgumentError:
        return "vi"


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 whatever the locale; a file name that is not UTF-8 shows its bytes as escapes."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def run() -> NoReturn:
    """Entry of the installed script."""
    # threads would cost more to start than the small products of a check, and their number could move a last digit
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(main())
