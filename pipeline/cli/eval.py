"""The command ``eval``: the program held against annotated documents."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.saying import Messages, own_messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``eval`` to the parser."""
    command = new_command(
        commands,
        "eval",
        say,
        say("help.eval.about"),
        ("doichieu eval tests/gold", "doichieu eval tests/gold --format json"),
    )
    words = say("help.eval.folder")
    command.add_argument("gold_dir", metavar=say("help.eval.folder_name"), help=words)
    words = say("help.eval.format")
    command.add_argument("--format", choices=("text", "json"), default="text", help=words)
    add_rules_option(command)
    command.set_defaults(run=run_eval)


def run_eval(args: argparse.Namespace) -> int:
    """``doichieu eval``: exit code 2 where a text could not be read; the others are judged all the same."""
    from pipeline.api import read, rules_in_use
    from pipeline.evaluate import evaluate
    from pipeline.evaluate.render import evaluation_json, evaluation_text

    evaluation = evaluate(args.gold_dir, partial(read, rules=rules_in_use(args.rules)))
    render = evaluation_json if args.format == "json" else evaluation_text
    sys.stdout.write(render(evaluation, lang=args.lang))
    for fault in evaluation.failed:
        print(f"doichieu: {own_messages(args.lang).line(fault)}", file=sys.stderr)
    return 2 if evaluation.failed else 0
