"""The command ``summary``: the department's one table, from the tables that ``ingest`` wrote."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.errors import DoichieuError
from pipeline.saying import Messages

FORMS = (".xlsx", ".html", ".csv")


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``summary`` to the parser."""
    summary = new_command(
        commands,
        "summary",
        say,
        say("help.summary.about"),
        (
            "doichieu summary extracted/ --against 112/QĐ-TTg --year 2026 -o tong-hop.xlsx",
            "doichieu summary extracted/ --against 112/QĐ-TTg --year 2026 --units don-vi.txt -o tong-hop.html",
        ),
    )
    words = say("help.summary.folder")
    summary.add_argument("folder", nargs="?", default="extracted", metavar=say("cli.folder"), help=words)
    words = say("help.summary.against")
    summary.add_argument("--against", metavar="ID", required=True, help=words)
    words = say("help.summary.year")
    summary.add_argument("--year", metavar="N", type=_year, required=True, help=words)
    words = say("help.summary.units")
    summary.add_argument("--units", metavar="FILE", help=words)
    words = say("help.summary.output")
    summary.add_argument("-o", "--output", metavar="PATH", help=words)
    add_rules_option(summary)
    summary.set_defaults(run=run_summary)


def _year(words: str) -> int:
    year = int(words)
    if not 1945 <= year <= 2200:
        raise ValueError(words)
    return year


def run_summary(args: argparse.Namespace) -> int:
    """``doichieu summary``: 0 when the table is made; 2 where there is nothing to make it of."""
    from pipeline.batch.department import collected, read_units
    from pipeline.batch.department.forms import written
    from pipeline.batch.department.wording import headline
    from pipeline.cli.files import terminal, write_whole
    from pipeline.knowledge.load import load_rules
    from pipeline.knowledge.messages import messages
    from pipeline.tables.folder import Folder

    if args.output is not None and Path(args.output).suffix.lower() not in FORMS:
        raise DoichieuError(args.output, "department.no_form")
    rules = load_rules(args.rules)
    say = messages(rules, args.lang)
    units = read_units(args.units, rules)
    found = collected(Folder(args.folder), rules, args.lang, places=args.output is not None)
    directive_id = found.directive(args.against)
    years = found.years(directive_id)
    made = found.department(directive_id, args.year, units)
    if not made.rows:
        known = ", ".join(map(str, years)) or say("none.figure")
        raise DoichieuError(args.folder, "department.no_year", year=args.year, directive=directive_id, years=known)
    if args.output is None:
        from pipeline.batch.summary import grid
        from pipeline.report.terminal import Terminal

        page = Terminal(*terminal(None))
        page.line(headline(made, say), "bold")
        grid(page, made, rules, say, args.folder)
        sys.stdout.write(page.text())
        return 0
    path = Path(args.output)
    write_whole(path, written(made, path.suffix.lower(), rules, args.lang), make_folder=True)
    print(say("cli.written", path=path), file=sys.stderr)
    print(headline(made, say), file=sys.stderr)
    return 0
