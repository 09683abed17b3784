"""The command ``extract``: plans taken apart."""

from __future__ import annotations

import argparse

from pipeline.cli.files import add_bounds, add_files, add_output, attempt, bounded, output_to, terminal
from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``extract`` to the parser."""
    extract = new_command(
        commands,
        "extract",
        say,
        say("help.extract.about"),
        (
            "doichieu extract ke-hoach.docx",
            "doichieu extract *.pdf -o ke-hoach.jsonl",
            "doichieu extract a.txt --format table",
            "doichieu extract a.txt --explain",
        ),
    )
    add_files(extract, say("help.extract.files"))
    extract.add_argument(
        "--format",
        choices=("json", "table"),
        default="json",
        help=say("help.extract.format"),
    )
    extract.add_argument("--explain", action="store_true", help=say("help.extract.explain"))
    add_output(extract)
    add_bounds(extract)
    add_rules_option(extract)
    extract.set_defaults(run=run_extract)


def run_extract(args: argparse.Namespace) -> int:
    """``doichieu extract``: every file that can be read is done; exit code 2 where one could not."""
    from pipeline.api import read, rules_in_use
    from pipeline.extract.targets.grammar import explained
    from pipeline.report.extraction import extraction_text
    from pipeline.report.grammar import explained_text
    from pipeline.report.json import document_to_dict, dumps

    rules = rules_in_use(args.rules)
    width, colour = terminal(args.output)

    def result(path: str) -> str:
        document = read(path, rules=rules)
        if args.explain:
            shown = {"rules": rules, "lang": args.lang, "width": width, "colour": colour}
            return explained_text(document, explained(document, rules), **shown)
        if args.format == "json":
            return dumps(document_to_dict(document, args.lang), one_line=len(args.files) > 1)
        return extraction_text(document, rules=rules, lang=args.lang, width=width, colour=colour)

    code = 0
    with output_to(args.output) as write, bounded(result, args) as bounded_result:
        for path in args.files:
            text = attempt(path, args.lang, bounded_result)
            if text is None:
                code = 2
            else:
                write(text)
    return code
