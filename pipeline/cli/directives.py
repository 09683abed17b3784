"""The command ``directives``: those known, one of them, and a document's figures drafted, tested and signed."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from pipeline.cli.files import add_output, output_to, terminal, write_whole
from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.errors import ReadError
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``directives`` to the parser."""
    compile_example = "doichieu directives compile quyet-dinh.docx -o quyet-dinh.yaml --page quyet-dinh.html"
    sign_example = "doichieu directives sign quyet-dinh.yaml --ticks quyet-dinh.phieu.json"
    directives = new_command(
        commands,
        "directives",
        say,
        say("help.directives.about"),
        ("doichieu directives list", "doichieu directives show 112/QĐ-TTg", compile_example, sign_example),
    )
    verbs = directives.add_subparsers(dest="verb", required=True, metavar=say("cli.verb"))
    listing = new_command(
        verbs,
        "list",
        say,
        say("help.directives.list"),
        ("doichieu directives list", "doichieu directives list --as-of 2025-12-31"),
    )
    showing = new_command(
        verbs, "show", say, say("help.directives.show"),
        ("doichieu directives show 112/QĐ-TTg", "doichieu directives show quyet-dinh.yaml"),
    )  # fmt: skip
    showing.add_argument("id", metavar="ID", help=say("help.directives.id"))
    for parser in (listing, showing):
        parser.add_argument("--as-of", metavar="DATE", type=day, help=say("help.directives.as_of"))
    compiling = new_command(verbs, "compile", say, say("help.directives.compile"), (compile_example,))
    compiling.add_argument("file", metavar=say("cli.file"), help=say("help.directives.file"))
    compiling.add_argument("--page", metavar="HTML", help=say("help.directives.page"))
    add_output(compiling)
    testing = new_command(
        verbs, "test", say, say("help.directives.test"),
        ("doichieu directives test", "doichieu directives test quyet-dinh.yaml --documents van-ban"),
    )  # fmt: skip
    testing.add_argument("files", metavar="YAML", nargs="*", help=say("help.directives.files"))
    testing.add_argument("--documents", metavar="DIR", type=Path, help=say("help.directives.documents"))
    signing = new_command(
        verbs, "sign", say, say("help.directives.sign"),
        (sign_example, "doichieu directives sign quyet-dinh.yaml --by 'Nguyễn Văn A' --only CT1,CT3"),
    )  # fmt: skip
    signing.add_argument("file", metavar="YAML", help=say("help.directives.signed_file"))
    signing.add_argument("--ticks", metavar="JSON", help=say("help.directives.ticks"))
    signing.add_argument("--by", metavar=say("help.directives.name"), help=say("help.directives.by"))
    signing.add_argument("--on", metavar="DATE", type=day, help=say("help.directives.on"))
    signing.add_argument("--only", metavar="ID,ID", help=say("help.directives.only"))
    add_output(signing)
    making = new_command(
        verbs, "new", say, say("help.directives.new"),
        ("doichieu directives new -o quy-tac/directives/12-kh-ubnd.yaml",),
    )  # fmt: skip
    add_output(making)
    making.set_defaults(run=run_new)
    runs = {
        listing: run_list, showing: run_show, compiling: run_compile, testing: run_test, signing: run_sign,
    }  # fmt: skip
    for parser, run in runs.items():
        add_rules_option(parser)
        parser.set_defaults(run=run)


def run_list(args: argparse.Namespace) -> int:
    """``doichieu directives list``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.directives import directives
    from pipeline.report.directives import directives_text

    rules = rules_in_use(args.rules)
    on, width = args.as_of or date.today(), terminal(None)[0]
    sys.stdout.write(directives_text(directives(rules), rules=rules, on=on, lang=args.lang, width=width))
    return 0


def run_show(args: argparse.Namespace) -> int:
    """``doichieu directives show ID``: of a number, a directive file or a document."""
    from pipeline.api import rules_in_use
    from pipeline.check.against import given_directive
    from pipeline.report.directives import directive_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    directive = given_directive(args.id, rules)
    on = args.as_of or date.today()
    sys.stdout.write(directive_text(directive, rules=rules, on=on, lang=args.lang, width=width, colour=colour))
    return 0


def run_compile(args: argparse.Namespace) -> int:
    """``doichieu directives compile DOC``: a document -> a directive file, every figure with its words and place."""
    from pipeline.api import read, rules_in_use
    from pipeline.compare.compiled import compile_directive, directive_yaml, left_out, unconfirmed
    from pipeline.report.html.ticks import ticks_html

    rules = rules_in_use(args.rules)
    document = read(args.file, rules=rules)
    directive = unconfirmed(compile_directive(document, rules))
    if not directive.targets and not directive.tasks:
        raise ReadError(args.file, "compiled.nothing")
    text = directive_yaml(directive, args.lang, left_out(document, rules))
    with output_to(args.output) as write:
        write(text)
    if args.page:
        page = ticks_html(directive, document, text, name=args.output, rules=rules, lang=args.lang)
        write_whole(Path(args.page), page.encode("utf-8", "backslashreplace"))
    return 0


def run_new(args: argparse.Namespace) -> int:
    """``doichieu directives new``: a commented file to be filled in."""
    from pipeline.knowledge.templates import new_directive

    with output_to(args.output) as write:
        write(new_directive(args.lang, date.today()))
    return 0


def run_test(args: argparse.Namespace) -> int:
    """``doichieu directives test``: 1 where a file does not hold what a directive's file must."""
    from pipeline.api import rules_in_use
    from pipeline.check.sound import examined
    from pipeline.report.directives import examined_text

    rules = rules_in_use(args.rules)
    paths = [Path(file) for file in args.files] or rules.folder("directives")
    found = [*examined(paths, rules, args.documents)]
    sys.stdout.write(examined_text(found, rules=rules, lang=args.lang, width=terminal(None)[0]))
    return 1 if any(one.faults for one in found) else 0


def run_sign(args: argparse.Namespace) -> int:
    """``doichieu directives sign YAML``: the ticks of a person, with name and day, put into the file."""
    from pipeline.check.signing import Ticks, read_ticks, signed
    from pipeline.saying import own_messages

    path = Path(args.file)
    only = tuple(name.strip() for name in args.only.split(",") if name.strip()) if args.only else None
    ticks = read_ticks(Path(args.ticks)) if args.ticks else Ticks(args.by or "", args.on or date.today(), only)
    text, directive = signed(path, ticks)
    write_whole(Path(args.output or path), text.encode("utf-8"))
    left = sum(t.certainty in ("compiled", "unsigned") for t in directive.targets)
    say = own_messages(args.lang)
    done = say("sign.done", n=len(directive.targets) - left, all=len(directive.targets), name=ticks.by)
    print(f"doichieu: {args.output or path}: {done}", file=sys.stderr)
    return 0
