"""``doichieu registry``: the documents known, found and shown, and an office's own laid over them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from pipeline.cli.files import terminal
from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.errors import UnknownDocumentError
from pipeline.saying import Messages

if TYPE_CHECKING:
    from pipeline.knowledge.load import Rules
    from pipeline.knowledge.registry import RegisteredDocument

_MOST = 30


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``registry`` to the parser."""
    registry = new_command(
        commands, "registry", say, say("help.registry.about"),
        (
            "doichieu registry find phòng thủ dân sự",
            "doichieu registry show 200/2025/NĐ-CP",
            "doichieu registry import cua-so.tsv --rules quy-tac-cua-so",
        ),
    )  # fmt: skip
    verbs = registry.add_subparsers(dest="verb", required=True, metavar=say("cli.verb"))
    finding = new_command(
        verbs, "find", say, say("help.registry.find"), ("doichieu registry find giảm nghèo --year 2022",)
    )
    finding.add_argument("words", metavar=say("help.registry.words_name"), nargs="+", help=say("help.registry.words"))
    finding.add_argument("--year", type=int, metavar="YYYY", help=say("help.registry.year"))
    finding.add_argument("--most", type=int, default=_MOST, metavar="N", help=say("help.registry.most"))
    showing = new_command(verbs, "show", say, say("help.registry.show"), ("doichieu registry show 200/2025/NĐ-CP",))
    showing.add_argument("number", metavar=say("help.registry.number_name"), help=say("help.registry.number"))
    adding = new_command(
        verbs, "add", say, say("help.registry.add"),
        ("doichieu registry add 24/KH-UBND --date 12/01/2026 --issuer 'UBND tỉnh Lào Cai' --rules quy-tac-cua-so",),
    )  # fmt: skip
    adding.add_argument("number", metavar=say("help.registry.number_name"), help=say("help.registry.number"))
    adding.add_argument("--date", type=day, metavar="DAY", required=True, help=say("help.registry.date"))
    adding.add_argument("--kind", metavar="KIND", help=say("help.registry.kind"))
    adding.add_argument("--issuer", metavar="BODY", help=say("help.registry.issuer"))
    adding.add_argument("--title", metavar="TEXT", help=say("help.registry.title"))
    adding.add_argument("--in-force-from", type=day, metavar="DAY", help=say("help.registry.in_force_from"))
    importing = new_command(
        verbs, "import", say, say("help.registry.import"),
        ("doichieu registry import cua-so.tsv --rules quy-tac-cua-so",),
    )  # fmt: skip
    importing.add_argument("file", metavar=say("cli.file"), help=say("help.registry.file"))
    for parser in (adding, importing):
        parser.add_argument("--force", action="store_true", help=say("help.registry.force"))
        parser.add_argument("--rules", metavar="DIR", required=True, help=say("help.registry.rules"))
    for parser in (finding, showing):
        add_rules_option(parser)
    for parser, run in ((finding, run_find), (showing, run_show), (adding, run_add), (importing, run_import)):
        parser.set_defaults(run=run)


def run_find(args: argparse.Namespace) -> int:
    """``doichieu registry find WORDS``: 1 where nothing is found."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.registry import registry
    from pipeline.report.registry import documents_text

    rules = rules_in_use(args.rules)
    found = [
        document
        for document in registry(rules).search(" ".join(args.words))
        if args.year is None or (document.issued_on is not None and document.issued_on.year == args.year)
    ]
    sys.stdout.write(documents_text(found[: args.most], rules=rules, lang=args.lang, width=terminal(None)[0]))
    return 0 if found else 1


def run_show(args: argparse.Namespace) -> int:
    """``doichieu registry show NUMBER``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.registry import registry
    from pipeline.report.registry import document_text

    rules = rules_in_use(args.rules)
    found = registry(rules).candidates(args.number)
    if not found:
        near = ", ".join(document.number for document in registry(rules).of_another_year(args.number))
        raise UnknownDocumentError(args.number, "unknown.document.near" if near else "unknown.document", names=near)
    width, colour = terminal(None)
    sys.stdout.write(document_text(found, rules=rules, lang=args.lang, width=width, colour=colour))
    return 0


def run_add(args: argparse.Namespace) -> int:
    """``doichieu registry add NUMBER …``: 1 where it contradicts itself or what is known."""
    from pipeline.knowledge.registry import RegisteredDocument
    from pipeline.knowledge.symbols import kind_of_number, normal_number

    rules = _below(args.rules)
    number = normal_number(args.number, rules)
    document = RegisteredDocument(
        number=number,
        doc_type=args.kind or kind_of_number(number, rules),
        issued_on=args.date,
        issuer=args.issuer,
        title=args.title,
        in_force_from=args.in_force_from,
        certainty="official",
    )
    return _admit([document], args)


def run_import(args: argparse.Namespace) -> int:
    """``doichieu registry import FILE.tsv``: 1 where a row was refused."""
    from pipeline.knowledge.registry.additions import read_table

    return _admit(read_table(args.file), args)


def _admit(documents: list[RegisteredDocument], args: argparse.Namespace) -> int:
    from pipeline.knowledge.registry.additions import held, lay_over
    from pipeline.report.registry import admissions_text

    rules = _below(args.rules)
    offered = held(documents, rules, force=args.force)
    taken = [one.document for one in offered if one.taken]
    table = lay_over(taken, args.rules) if taken else args.rules
    words = admissions_text(offered, str(table), rules=rules, lang=args.lang, width=terminal(None)[0])
    sys.stdout.write(words)
    return 1 if any(one.faults for one in offered) else 0


def _below(directory: str) -> Rules:
    """-> the rules that a folder lies over; it may be new, or empty as yet."""
    from pathlib import Path

    from pipeline.api import rules_in_use

    found = Path(directory)
    return rules_in_use(directory if found.is_dir() and any(found.iterdir()) else None)
