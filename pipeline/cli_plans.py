"""The commands that take plans: ``extract`` and ``check``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.cli_parser import Commands, Parser, Say, add_rules_option, new_command
from pipeline.errors import DoichieuError, ReadError, RulesError, UnknownDirectiveError, UnknownRuleError

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
    _add_check(commands, say)


def _add_check(commands: Commands[Parser], say: Say) -> None:
    check = new_command(
        commands,
        "check",
        say,
        say("đối chiếu dự thảo với văn bản cấp trên", "hold drafts against the directives above them"),
        (
            "doichieu check du-thao.docx",
            "doichieu check du-thao.docx --against 112/QĐ-TTg",
            "doichieu check du-thao.docx --against auto --against ke-hoach-tinh.pdf",
            "doichieu check *.docx --format json -o ket-qua.jsonl --fail-on never",
        ),
    )
    _add_files(check, say("dự thảo (.txt .docx .pdf …)", "drafts (.txt .docx .pdf …)"))
    words = say(
        "số, ký hiệu, tệp của văn bản cấp trên, hoặc auto (mặc định: các văn bản dự thảo căn cứ); dùng được nhiều lần",
        "a directive's number or file, or auto (default: those the draft cites); may be given several times",
    )
    check.add_argument("--against", metavar="ID|FILE|auto", action="append", help=words)
    words = say(
        "text (mặc định) hay json (nhiều tệp: mỗi dòng một dự thảo)", "text (default) or json (one draft a line)"
    )
    check.add_argument("--format", choices=("text", "json"), default="text", help=words)
    words = say(
        "mức phát hiện làm lệnh trả mã 1: error (mặc định), warning, never",
        "findings that make the exit code 1: error (default), warning, never",
    )
    check.add_argument("--fail-on", choices=("error", "warning", "never"), default="error", help=words)
    words = say("xét theo ngày này (2026-03-30 hay 30/3/2026) thay cho ngày của dự thảo", "judge on this day instead")
    check.add_argument("--as-of", metavar="DATE", type=_day, help=words)
    words = say(
        "chỉ các quy tắc này (mã, tên, nhóm; cách nhau bằng dấu phẩy)", "only these rules (ids, names, families)"
    )
    check.add_argument("--select", metavar="RULES", type=_listed, default=(), help=words)
    words = say("bỏ qua các quy tắc này", "all rules but these")
    check.add_argument("--ignore", metavar="RULES", type=_listed, default=(), help=words)
    add_output(check)
    add_rules_option(check)
    check.set_defaults(run=run_check)


def _day(words: str) -> date:
    """An argument that is a day: ISO, or day/month/year as offices write it."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return datetime.strptime(words, "%d/%m/%Y").date()


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


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

    def result(path: str) -> str:
        document = read(path, rules=rules)
        if args.format == "json":
            return dumps(document_to_dict(document), one_line=len(args.files) > 1)
        return extraction_text(document, rules=rules, lang=args.lang, width=width, colour=colour)

    code = 0
    with output_to(args.output) as write:
        for path in args.files:
            text = attempt(path, args.lang, partial(result, path))
            if text is None:
                code = 2
            else:
                write(text)
    return code


def run_check(args: argparse.Namespace) -> int:
    """``doichieu check``: 1 where a draft has findings at or above ``--fail-on``, 2 where one could not be checked."""
    from pipeline.api import check, rules_in_use
    from pipeline.report.json import dumps, review_to_dict
    from pipeline.report.text import review_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)
    failing = {"error": ("error",), "warning": ("error", "warning"), "never": ()}[args.fail_on]
    chosen = {"select": args.select, "ignore": args.ignore}

    def result(path: str) -> tuple[str, int]:
        review = check(path, args.against or "auto", rules=rules, as_of=args.as_of, lang=args.lang, **chosen)
        code = int(any(finding.severity in failing for finding in review.findings))
        if args.format == "json":
            return dumps(review_to_dict(review), one_line=len(args.files) > 1), code
        return review_text(review, rules=rules, lang=args.lang, width=width, colour=colour), code

    worst, between = 0, ""
    with output_to(args.output) as write:
        for path in args.files:
            done = attempt(path, args.lang, partial(result, path))
            if done is None:
                worst = 2
                continue
            text, code = done
            write(between + text)
            worst = max(worst, code)
            between = "" if args.format == "json" else "\n" + "═" * width + "\n\n"
    return worst


def attempt(path: str, lang: str, work: Callable[[], T]) -> T | None:
    """Do one file's work; an error becomes one line on standard error and None, so that the other files go on."""
    try:
        return work()
    except (RulesError, UnknownDirectiveError, UnknownRuleError):
        raise  # the fault of the call, not of this file
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
