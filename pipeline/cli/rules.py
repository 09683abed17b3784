"""The command ``rules``: the rules of checking, why each exists, and their own examples run."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from pathlib import Path

from pipeline.cli.files import add_output, output_to, terminal
from pipeline.cli.parser import Commands, Parser, add_rules_option, new_command
from pipeline.saying import Messages

_USUAL = "phrase-forbidden"


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``rules`` to the parser."""
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
    making = new_command(
        verbs, "new", say, say("help.rules.new"),
        ("doichieu rules new -o quy-tac/checks/DC901-cum-tu-cam.yaml", "doichieu rules new --kind consistent-term"),
    )  # fmt: skip
    making.add_argument("--kind", metavar="KIND", default=_USUAL, help=say("help.rules.kind"))
    add_output(making)
    making.set_defaults(run=run_rules_new)
    for parser, run in (
        (listing, run_rules_list), (explaining, run_rules_explain), (testing, run_rules_test),
        (grammar, run_rules_grammar),
    ):  # fmt: skip
        add_rules_option(parser)
        parser.set_defaults(run=run)


def run_rules_new(args: argparse.Namespace) -> int:
    """``doichieu rules new``: a commented rule that holds as it stands, to be filled in."""
    from pipeline.errors import UnknownRuleError
    from pipeline.knowledge.templates import kinds, new_rule

    if args.kind not in kinds():
        raise UnknownRuleError(args.kind, "unknown.rule.kind", names=", ".join(kinds()))
    with output_to(args.output) as write:
        write(new_rule(args.kind, args.lang, Path(args.output) if args.output else None))
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
