"""The commands that take plans: ``extract`` and ``check``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.cli_parser import Commands, Parser, Say, add_rules_option, new_command
from pipeline.errors import DoichieuError, ReadError

T = TypeVar("T")


def add_commands(commands: Commands[Parser], say: Say) -> None:
    """Describe ``extract`` and ``check`` to the parser."""
    extract = new_command(
        commands,
        "extract",
        say,
        say(
            "bóc tách văn bản: bố cục, căn cứ, chỉ tiêu, nhiệm vụ, thời hạn, kinh phí",
            "take documents apart: outline, legal references, targets, tasks, deadlines, money",
        ),
        (
            "doichieu extract ke-hoach.docx",
            "doichieu extract *.pdf -o ke-hoach.jsonl",
            "doichieu extract a.txt --format table",
        ),
    )
    _add_files(extract, say("kế hoạch (.txt .docx .pdf …)", "plans (.txt .docx .pdf …)"))
    extract.add_argument(
        "--format",
        choices=("json", "table"),
        default="json",
        help=say(
            "json (mặc định; nhiều tệp: mỗi dòng một văn bản) hay table (bảng để đọc)",
            "json (default; several files: one document a line) or table (to read)",
        ),
    )
    add_output(extract)
    add_rules_option(extract)
    extract.set_defaults(run=run_extract)


def _add_files(parser: Parser, words: str) -> None:
    parser.add_argument("files", nargs="+", metavar=parser.say("TỆP", "FILE"), help=words)


def add_output(parser: Parser) -> None:
    words = parser.say("ghi kết quả vào tệp này thay vì in ra", "write the result to this file")
    parser.add_argument("-o", "--output", metavar="PATH", help=words)


def run_extract(args: argparse.Namespace) -> int:
    """``doichieu extract``: every file that can be read is done; exit code 2 where one could not."""
    from pipeline.api import read, rules_in_use
    from pipeline.report.extraction import extraction_text
    from pipeline.report.json import document_to_dict, dumps

    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)
    failed = False
    with output_to(args.output) as write:
        for path in args.files:
            document = attempt(path, args.lang, partial(read, path, rules=rules))
            if document is None:
                failed = True
            elif args.format == "json":
                write(dumps(document_to_dict(document), one_line=len(args.files) > 1))
            else:
                write(extraction_text(document, rules=rules, lang=args.lang, width=width, colour=colour))
    return 2 if failed else 0


def attempt(path: str, lang: str, work: Callable[[], T]) -> T | None:
    """Do one file's work; an error becomes one line on standard error and None, so that the other files go on."""
    try:
        return work()
    except DoichieuError as error:
        line = str(error)
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("DOICHIEU_DEBUG"):
            raise
        inside = "lỗi bên trong chương trình" if lang == "vi" else "error inside the program"
        line = f"{path}: {inside}: {type(error).__name__}: {error} (DOICHIEU_DEBUG=1)"
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
    target = Path(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text("".join(parts), encoding="utf-8", errors="backslashreplace", newline="\n")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise ReadError(path, f"không ghi được / cannot be written: {error.strerror}") from None


def terminal(output: str | None) -> tuple[int, bool]:
    """-> the width to lay text out in, and whether colours are wanted (never in a file, a pipe or under NO_COLOR)."""
    width = shutil.get_terminal_size(fallback=(100, 24)).columns
    plain = output is not None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    return width, not plain and not os.environ.get("NO_COLOR")
