"""The command ``eval``: the program held against annotated documents."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from pipeline.cli.parser import Commands, Parser, Say, add_rules_option, new_command


def add_commands(commands: Commands[Parser], say: Say) -> None:
    """Describe ``eval`` to the parser."""
    command = new_command(
        commands,
        "eval",
        say,
        say(
            "độ chính xác, độ bao phủ và F1 so với các văn bản đã chú giải",
            "precision, recall and F1 against annotated documents",
        ),
        ("doichieu eval tests/gold", "doichieu eval tests/gold --format json"),
    )
    words = say("thư mục các bản chú giải (*.yaml, *.json)", "folder of annotations (*.yaml, *.json)")
    command.add_argument("gold_dir", metavar=say("THƯ_MỤC", "GOLD_DIR"), help=words)
    words = say("text (mặc định): bảng số và mọi chỗ sót, nhầm; json", "text (default): figures and every fault; json")
    command.add_argument("--format", choices=("text", "json"), default="text", help=words)
    add_rules_option(command)
    command.set_defaults(run=run_eval)


def run_eval(args: argparse.Namespace) -> int:
    """``doichieu eval``: exit code 2 where a text could not be read; the others are judged all the same."""
    from pipeline.api import read, rules_in_use
    from pipeline.evaluate import evaluate
    from pipeline.evaluate.render import evaluation_json, evaluation_text

    evaluation = evaluate(args.gold_dir, partial(read, rules=rules_in_use(args.rules)))
    json = args.format == "json"
    sys.stdout.write(evaluation_json(evaluation) if json else evaluation_text(evaluation, lang=args.lang))
    for line in evaluation.failed:
        print(f"doichieu: {line}", file=sys.stderr)
    return 2 if evaluation.failed else 0
