"""The command ``ingest``: a folder of documents into tables, from wherever an earlier run left off."""

from __future__ import annotations

import argparse
import os
import sys

from pipeline.cli.parser import Commands, Parser, Say, add_rules_option, day, new_command

INTERRUPTED = 130


def add_commands(commands: Commands[Parser], say: Say) -> None:
    """Describe ``ingest`` to the parser."""
    ingest = new_command(
        commands,
        "ingest",
        say,
        say(
            "đưa cả thư mục văn bản vào bảng (Parquet, CSV); chạy lại chỉ làm phần mới",
            "a folder of documents into tables (Parquet, CSV); a second run does only what is new",
        ),
        (
            "doichieu ingest ke-hoach/ -o extracted/ --against 112/QĐ-TTg",
            "doichieu ingest ke-hoach-2026/ ke-hoach-2027/ --against auto --csv",
            "doichieu ingest s3://kho/ke-hoach --jobs 16 --timeout 60",
            'doichieu query "SELECT stage, error, count(*) FROM failures GROUP BY ALL" -o extracted/',
        ),
    )
    words = say(
        "thư mục (cả thư mục con) hay tệp; cả địa chỉ fsspec như s3://kho/ke-hoach",
        "folders (with those in them) or files; fsspec addresses such as s3://bucket/plans too",
    )
    ingest.add_argument("folders", nargs="+", metavar=say("THƯ_MỤC", "DIR"), help=words)
    words = say("thư mục kết quả (mặc định: extracted)", "folder of the tables (default: extracted)")
    ingest.add_argument("-o", "--output", metavar="DIR", default="extracted", help=words)
    words = say(
        "đối chiếu từng văn bản với văn bản cấp trên này, hay auto (các văn bản được căn cứ); dùng được nhiều lần",
        "hold each document against this directive, or auto (those it cites); may be given several times",
    )
    ingest.add_argument("--against", metavar="auto|ID|FILE", action="append", help=words)
    words = say("ghi thêm các bảng dạng CSV, mở được bằng Excel", "write the tables as CSV too, safe for spreadsheets")
    ingest.add_argument("--csv", action="store_true", help=words)
    words = say("xét theo ngày này thay cho ngày của từng văn bản", "judge on this day instead of each document's own")
    ingest.add_argument("--as-of", metavar="DATE", type=day, help=words)
    words = say(
        "xét dự thảo không ghi ngày theo ngày này (mặc định: ngày đối chiếu lần đầu vào thư mục kết quả)",
        "judge drafts that bear no date on this day (default: the day of the first checks into these tables)",
    )
    ingest.add_argument("--undated", metavar="DATE", type=day, help=words)
    words = say(
        "số tiến trình (mặc định: số nhân; 0: không tách)", "processes (default: one a core; 0: none of its own)"
    )
    ingest.add_argument("--jobs", metavar="N", type=_count, default=_cores(), help=words)
    words = say("dùng cụm Dask này (tcp://máy:cổng)", "use this Dask cluster (tcp://host:port)")
    ingest.add_argument("--scheduler", metavar="ADDRESS", help=words)
    words = say("số giây tối đa cho một văn bản (mặc định: 300)", "most seconds for a document (default: 300)")
    ingest.add_argument("--timeout", metavar="S", type=_seconds, default=300.0, help=words)
    words = say("bộ nhớ tối đa cho một văn bản, MB (mặc định: 2048)", "most memory for a document, MB (default: 2048)")
    ingest.add_argument("--memory", metavar="MB", type=_positive, default=2048, help=words)
    words = say("bỏ các văn bản không còn trong thư mục", "drop documents that are no longer in the folders")
    ingest.add_argument("--prune", action="store_true", help=words)
    words = say("thử lại các văn bản đã lỗi ở lần trước", "try again what failed in an earlier run")
    ingest.add_argument("--retry-failed", action="store_true", help=words)
    add_rules_option(ingest)
    ingest.set_defaults(run=run_ingest)


def _cores() -> int:
    """-> the cores that this process may use, which in a container are fewer than the machine has.

    0 where processes cannot be forked (Windows): the work is then done in the program's own, without limits.
    """
    if os.name != "posix":
        return 0
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _count(words: str) -> int:
    number = int(words)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{words} < 0")
    return number


def _positive(words: str) -> int:
    number = int(words)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{words} <= 0")
    return number


def _seconds(words: str) -> float:
    number = float(words)
    if not number > 0:
        raise argparse.ArgumentTypeError(f"{words} <= 0")
    return number


def run_ingest(args: argparse.Namespace) -> int:
    """``doichieu ingest``: 0 when the folder is done, whatever failed in it (rows of ``failures``); 130 on Ctrl-C."""
    from pipeline.batch.progress import Progress
    from pipeline.batch.run import Options, ingest
    from pipeline.batch.summary import summary_text
    from pipeline.batch.work import Reading
    from pipeline.cli.files import terminal
    from pipeline.knowledge.load import load_rules
    from pipeline.knowledge.messages import messages

    rules = load_rules(args.rules)
    say = messages(rules, args.lang)
    reading = Reading(args.rules, tuple(args.against or ()), args.as_of, args.undated, args.lang)
    options = Options(args.jobs, args.scheduler, args.timeout, args.memory, args.prune, args.retry_failed, args.csv)
    with Progress(say, sys.stderr) as progress:
        report = ingest(args.folders, args.output, reading, options, progress)
    if report.interrupted:
        print("doichieu: " + say("ingest.interrupted", n=report.finished), file=sys.stderr)
        return INTERRUPTED
    width, colour = terminal(None)
    sys.stdout.write(summary_text(report, args.output, rules, args.lang, width, colour))
    return 0
