"""The command ``diff``: two versions of a plan."""

from __future__ import annotations

import argparse

from pipeline.cli.files import add_bounds, add_output, bounded, output_to, terminal
from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``diff`` to the parser."""
    diff = new_command(
        commands,
        "diff",
        say,
        say("help.diff.about"),
        ("doichieu diff ban-1.docx ban-2.docx", "doichieu diff cu.pdf moi.docx --format html -o so-sanh.html"),
    )
    diff.add_argument("old", metavar=say("help.diff.old_name"), help=say("help.diff.old_help"))
    diff.add_argument("new", metavar=say("help.diff.new_name"), help=say("help.diff.new_help"))
    words = say("help.diff.format")
    diff.add_argument("--format", choices=("text", "json", "html"), default="text", help=words)
    add_output(diff)
    add_bounds(diff)
    add_rules_option(diff)
    diff.set_defaults(run=run_diff)


def run_diff(args: argparse.Namespace) -> int:
    """``doichieu diff``: 0 whatever has changed; 2 where a version cannot be read."""
    from pipeline.api import read, rules_in_use
    from pipeline.compare.versions import versions
    from pipeline.report.json import dumps

    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)

    def result(new: str) -> str:
        found = versions(read(args.old, rules=rules), read(new, rules=rules), rules)
        if args.format == "json":
            from pipeline.report.diff import versions_to_dict

            return dumps(versions_to_dict(found))
        if args.format == "html":
            from pipeline.report.diff import diff_html

            return diff_html(found, rules=rules, lang=args.lang)
        from pipeline.report.diff import diff_text

        return diff_text(found, rules=rules, lang=args.lang, width=width, colour=colour)

    with bounded(result, args) as bounded_result:
        made = bounded_result(args.new)
    with output_to(args.output) as write:
        write(made)
    return 0
