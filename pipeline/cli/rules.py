"""The commands about what the program knows: ``directives`` and ``rules``."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches

from pipeline.cli.files import add_output, output_to, terminal
from pipeline.cli.parser import Commands, Parser, Say, add_rules_option, new_command
from pipeline.errors import ReadError


def add_commands(commands: Commands[Parser], say: Say) -> None:
    """Describe ``directives`` and ``rules`` to the parser."""
    directives = new_command(
        commands,
        "directives",
        say,
        say("các văn bản cấp trên đã có: danh sách, chỉ tiêu, nguồn", "the directives known: list, targets, sources"),
        (
            "doichieu directives list",
            "doichieu directives show 112/QĐ-TTg",
            "doichieu directives compile quyet-dinh.docx -o quyet-dinh.yaml",
        ),
    )
    verbs = directives.add_subparsers(dest="verb", required=True, metavar=say("VIỆC", "VERB"))
    listing = new_command(
        verbs, "list", say, say("liệt kê theo cấp", "list them, parents first"), ("doichieu directives list",)
    )
    showing = new_command(
        verbs, "show", say, say("một văn bản với từng chỉ tiêu", "one of them, target by target"),
        ("doichieu directives show 112/QĐ-TTg",),
    )  # fmt: skip
    showing.add_argument("id", metavar="ID", help=say("số, ký hiệu (hoặc id) của văn bản", "its number or id"))
    compiling = new_command(
        verbs, "compile", say,
        say("lập tệp chỉ tiêu của một văn bản để người ký soát", "turn a document into a directive file to be signed"),
        ("doichieu directives compile quyet-dinh.docx -o quyet-dinh.yaml",),
    )  # fmt: skip
    compiling.add_argument("file", metavar=say("TỆP", "FILE"), help=say("văn bản (.txt .docx .pdf …)", "a document"))
    add_output(compiling)
    for parser in (listing, showing, compiling):
        add_rules_option(parser)
    listing.set_defaults(run=run_directives_list)
    showing.set_defaults(run=run_directives_show)
    compiling.set_defaults(run=run_directives_compile)
    _add_rules(commands, say)


def _add_rules(commands: Commands[Parser], say: Say) -> None:
    rules = new_command(
        commands,
        "rules",
        say,
        say(
            "các quy tắc kiểm tra: danh sách, lý do, chạy thử", "the rules of checking: list, reasons, their own tests"
        ),
        ("doichieu rules list", "doichieu rules explain DC101", "doichieu rules test --rules thu-muc-quy-tac"),
    )
    verbs = rules.add_subparsers(dest="verb", required=True, metavar=say("VIỆC", "VERB"))
    listing = new_command(verbs, "list", say, say("liệt kê", "list them"), ("doichieu rules list",))
    explaining = new_command(
        verbs, "explain", say, say("một quy tắc: vì sao, căn cứ, ví dụ", "one rule: why, legal basis, examples"),
        ("doichieu rules explain DC101",),
    )  # fmt: skip
    words = say("mã hoặc tên quy tắc", "a rule's id or name")
    explaining.add_argument("id", metavar="RULE_ID", help=words)
    testing = new_command(
        verbs, "test", say, say("chạy ví dụ đúng, sai của từng quy tắc", "run every rule's own good and bad examples"),
        ("doichieu rules test", "doichieu rules test DC101"),
    )  # fmt: skip
    testing.add_argument("ids", metavar="RULE_ID", nargs="*", help=say("chỉ các quy tắc này", "only these rules"))
    for parser, run in ((listing, run_rules_list), (explaining, run_rules_explain), (testing, run_rules_test)):
        add_rules_option(parser)
        parser.set_defaults(run=run)


def run_directives_list(args: argparse.Namespace) -> int:
    """``doichieu directives list``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.directives import directives
    from pipeline.report.directives import directives_text

    rules = rules_in_use(args.rules)
    sys.stdout.write(directives_text(directives(rules), rules=rules, lang=args.lang, width=terminal(None)[0]))
    return 0


def run_directives_show(args: argparse.Namespace) -> int:
    """``doichieu directives show ID``."""
    from pipeline.api import rules_in_use
    from pipeline.knowledge.directives import the_directive
    from pipeline.report.directives import directive_text

    rules = rules_in_use(args.rules)
    width, colour = terminal(None)
    directive = the_directive(args.id, rules)
    sys.stdout.write(directive_text(directive, rules=rules, lang=args.lang, width=width, colour=colour))
    return 0


def run_directives_compile(args: argparse.Namespace) -> int:
    """``doichieu directives compile DOC``: a document -> a directive file, every figure with its words and place."""
    from pipeline.api import read, rules_in_use
    from pipeline.compare.compiled import compile_directive, directive_yaml

    rules = rules_in_use(args.rules)
    directive = compile_directive(read(args.file, rules=rules), rules)
    if not directive.targets and not directive.tasks:
        raise ReadError(args.file, "không thấy chỉ tiêu hay nhiệm vụ nào / no target and no task found in it")
    with output_to(args.output) as write:
        write(directive_yaml(directive))
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
        hint = f" (có lẽ / perhaps: {', '.join(near)})" if near else ""
        raise UnknownRuleError(f"{args.id}: không có quy tắc này / no such rule{hint}")
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
