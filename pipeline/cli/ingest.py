"""The command ``ingest``: a folder of documents into tables, from wherever an earlier run left off."""

from __future__ import annotations

import argparse
import os
import sys

from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.limits import Limits
from pipeline.saying import Messages

INTERRUPTED = 130


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``ingest`` to the parser."""
    ingest = new_command(
        commands,
        "ingest",
        say,
        say("help.ingest.about"),
        (
            "doichieu ingest ke-hoach/ -o extracted/ --against 112/QĐ-TTg",
            "doichieu ingest ke-hoach-2026/ ke-hoach-2027/ --against auto --csv",
            "doichieu ingest s3://kho/ke-hoach --jobs 16 --timeout 60",
            'doichieu query "SELECT stage, error, count(*) FROM failures GROUP BY ALL" -o extracted/',
        ),
    )
    words = say("help.ingest.folders")
    ingest.add_argument("folders", nargs="+", metavar=say("cli.folder"), help=words)
    words = say("help.ingest.output")
    ingest.add_argument("-o", "--output", metavar="DIR", default="extracted", help=words)
    words = say("help.ingest.against")
    ingest.add_argument("--against", metavar="auto|ID|FILE", action="append", help=words)
    words = say("help.ingest.csv")
    ingest.add_argument("--csv", action="store_true", help=words)
    words = say("help.ingest.as_of")
    ingest.add_argument("--as-of", metavar="DATE", type=day, help=words)
    words = say("help.ingest.undated")
    ingest.add_argument("--undated", metavar="DATE", type=day, help=words)
    words = say("help.ingest.jobs")
    ingest.add_argument("--jobs", metavar="N", type=_count, default=_cores(), help=words)
    words = say("help.ingest.scheduler")
    ingest.add_argument("--scheduler", metavar="ADDRESS", help=words)
    words = say("help.ingest.timeout")
    ingest.add_argument("--timeout", metavar="S", type=_seconds, default=300.0, help=words)
    words = say("help.ingest.memory")
    ingest.add_argument("--memory", metavar="MB", type=_positive, default=Limits().memory // 2**20, help=words)
    words = say("help.ingest.prune")
    ingest.add_argument("--prune", action="store_true", help=words)
    words = say("help.ingest.follow")
    ingest.add_argument("--follow-links", action="store_true", help=words)
    words = say("help.ingest.retry")
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
        raise ValueError(words)
    return number


def _positive(words: str) -> int:
    number = int(words)
    if number <= 0:
        raise ValueError(words)
    return number


def _seconds(words: str) -> float:
    number = float(words)
    if not number > 0:
        raise ValueError(words)
    return number


def run_ingest(args: argparse.Namespace) -> int:
    """``doichieu ingest``: 0 when the folder is done, whatever failed in it (rows of ``failures``); 130 on Ctrl-C."""
    from pipeline.extras import need

    need("parquet", *["cluster"] * bool(args.scheduler))
    from pipeline.batch.progress import Progress
    from pipeline.batch.run import Options, ingest
    from pipeline.batch.summary import summary_text
    from pipeline.batch.work import Basis
    from pipeline.cli.files import terminal
    from pipeline.knowledge.load import load_rules
    from pipeline.knowledge.messages import messages

    rules = load_rules(args.rules)
    say = messages(rules, args.lang)
    basis = Basis(args.rules, tuple(args.against or ()), args.as_of, args.undated, args.lang)
    options = Options(
        args.jobs, args.scheduler, args.timeout, args.memory, args.prune, args.retry_failed, args.csv, args.follow_links
    )
    with Progress(say, sys.stderr) as progress:
        report = ingest(args.folders, args.output, basis, options, progress)
    if report.interrupted:
        print("doichieu: " + say("ingest.interrupted", n=report.finished), file=sys.stderr)
        return INTERRUPTED
    width, colour = terminal(None)
    sys.stdout.write(summary_text(report, args.output, rules, args.lang, width, colour))
    return 0
