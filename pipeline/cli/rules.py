"""The commands about what the program knows: ``directives`` and ``rules``."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from difflib import get_close_matches

from pipeline.cli.files import add_output, output_to, terminal
from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.errors import ReadError
from pipeline.saying import Messages


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``directives`` and ``rules`` to the parser."""
    directives = new_command(
        commands,
        "directives",
        say,
        say("help.directives.about"),
        (
            "doichieu directives list",
            "doichieu directives show 112/QĐ-TTg",
            "doichieu directives compile quyet-dinh.docx -o quyet-dinh.yaml",
        ),
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
        ("doichieu directives show 112/QĐ-TTg",),
    )  # fmt: skip
    showing.add_argument("id", metavar="ID", help=say("help.directives.id"))
    compiling = new_command(
        verbs, "compile", say,
        say("help.directives.compile"),
        ("doichieu directives compile quyet-dinh.docx -o quyet-dinh.yaml",),
    )  # fmt: skip
    compiling.add_argument("file", metavar=say("cli.file"), help=say("help.directives.file"))
    add_output(compiling)
    for parser in (listing, showing):
        parser.add_argument("--as-of", metavar="DATE", type=day, help=say("help.directives.as_of"))
    for parser in (listing, showing, compiling):
        add_rules_option(parser)
    listing.set_defaults(run=run_directives_list)
    showing.set_defaults(run=run_directives_show)
    compiling.set_defaults(run=run_directives_compile)
    _add_rules(commands, say)


def _add_rules(commands: Commands[Parser], say: Messages) -> None:
    rules = new_command(
        commands,
        "rules",
        say,
        say("help.rules.about"),
        ("doichieu rules list", "doichieu rules explain DC101", "doichieu rules test --rules thu-muc-quy-tac"),
    )
    verbs = rules.add_subparsers(dest="verb", required=True, metavar=say("cli.verb"))
    listing = new_command(verbs, "list", say, say("help.rules.list"), ("doichieu rules list",))
    explaining = new_command(
        verbs, "explain", say, say("help.rules.explain"),
        ("doichieu rules explain DC101",),
    )  # fmt: skip
    words = say("help.rules.id")
    explaining.add_argument("id", metavar="RULE_ID", help=words)
    testing = new_command(
        verbs, "test", say, say("help.rules.test"),
        ("doichieu rules test", "doichieu rules test DC101"),
    )  # fmt: skip
    testing.add_argument("ids", metavar="RULE_ID", nargs="*", help=say("help.rules.ids"))
    grammar = new_command(verbs, "grammar", say, say("help.rules.grammar"), ("doichieu rules grammar",))
    for parser, run in (
        (listing, run_rules_list), (explaining, run_rules_explain), (testing, run_rules_test),
        (grammar, run_rules_grammar),
    ):  # fmt: skip
        add_rules_option(parser)
        parser.set_defaults(run=run)


def run_directives_list(args: argparse.Namespace) -> int:
    """``doichieu directives list``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.directives import directives
    from pipeline.report.directives import directives_text

    rules = rules_in_use(args.rules)
    on, width = args.as_of or date.today(), terminal(None)[0]
    sys.stdout.write(directives_text(directives(rules), rules=rules, on=on, lang=args.lang, width=width))
    return 0


def run_directives_show(args: argparse.Namespace) -> int:
    """``doichieu directives show ID``."""
    from pipeline.api import rules_in_use
    from pipeline.check.against import given_directive
    from pipeline.report.directives import directive_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    directive = given_directive(args.id, rules)
    on = args.as_of or date.today()
    sys.stdout.write(directive_text(directive, rules=rules, on=on, lang=args.lang, width=width, colour=colour))
    return 0


def run_directives_compile(args: argparse.Namespace) -> int:
    """``doichieu directives compile DOC``: a document -> a directive file, every figure with its words and place."""
    from pipeline.api import read, rules_in_use
    from pipeline.compare.compiled import compile_directive, directive_yaml

    rules = rules_in_use(args.rules)
    directive = compile_directive(read(args.file, rules=rules), rules)
    if not directive.targets and not directive.tasks:
        raise ReadError(args.file, "compiled.nothing")
    with output_to(args.output) as write:
        write(directive_yaml(directive, args.lang))
    return 0


def run_rules_list(args: argparse.Namespace) -> int:
    """``doichieu rules list``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.checks import check_rules
    from pipeline.report.rules import rules_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    sys.stdout.write(rules_text(check_rules(rules), rules=rules, lang=args.lang, width=width, colour=colour))
    return 0


def run_rules_explain(args: argparse.Namespace) -> int:
    """``doichieu rules explain RULE_ID``."""
    from pipeline.api import rules_in_use
    from pipeline.errors import UnknownRuleError
    from pipeline.knowledge.checks import check_rules, find_rule
    from pipeline.report.rules import rule_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    rule = find_rule(args.id, rules)
    if rule is None:
        names = [name for known in check_rules(rules) for name in (known.id, known.name)]
        near = get_close_matches(args.id, names, n=3, cutoff=0.5)
        raise UnknownRuleError(args.id, "unknown.rule.near" if near else "unknown.rule", names=", ".join(near))
    sys.stdout.write(rule_text(rule, rules=rules, lang=args.lang, width=width, colour=colour))
    return 0


def run_rules_test(args: argparse.Namespace) -> int:
    """``doichieu rules test``: 1 where an example does not do what its rule promises."""
    from pipeline.api import rules_in_use
    from pipeline.check.samples import run_examples
    from pipeline.knowledge.checks import chosen
    from pipeline.report.rules import outcomes_text

    rules = rules_in_use(args.rules)
    outcomes = [outcome for rule in chosen(rules, tuple(args.ids)) for outcome in run_examples(rule, rules)]
    sys.stdout.write(outcomes_text(outcomes, rules=rules, lang=args.lang, width=terminal(None)[0]))
    return 1 if any(outcome.problem for outcome in outcomes) else 0


def run_rules_grammar(args: argparse.Namespace) -> int:
    """``doichieu rules grammar``: the rules by which targets are read, with how often each decided."""
    from pipeline.api import rules_in_use
    from pipeline.extract.targets.grammar import grammar
    from pipeline.report.grammar import grammar_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    sys.stdout.write(grammar_text(grammar(rules), rules=rules, lang=args.lang, width=width, colour=colour))
    return 0
