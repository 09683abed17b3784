"""The command ``decide``: what a person makes of each finding, kept beside the draft or in the office's file."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from pipeline.cli.parser import Commands, Parser, add_rules_option, day, new_command
from pipeline.errors import DoichieuError
from pipeline.saying import Messages, own_messages

if TYPE_CHECKING:
    from pipeline.model import Choice, Decision, Finding, Review


def add_commands(commands: Commands[Parser], say: Messages) -> None:
    """Describe ``decide`` to the parser."""
    decide = new_command(
        commands,
        "decide",
        say,
        say("help.decide.about"),
        (
            "doichieu decide du-thao.docx",
            "doichieu decide du-thao.docx --accept 3fa2 --edit 91c0 “85%”",
            "doichieu decide du-thao.docx --dismiss DC302 --reason “không giao cho cấp xã” --who “Nguyễn An”",
            "doichieu decide du-thao.docx --undo 3fa2",
        ),
    )
    decide.add_argument("file", metavar=say("cli.file"), help=say("help.decide.file"))
    decide.add_argument("--against", metavar="ID|FILE|auto", action="append", help=say("help.check.against"))
    decide.add_argument("--as-of", metavar="DATE", type=day, help=say("help.check.as_of"))
    key, text = say("cli.key"), say("cli.words")
    decide.add_argument("--accept", metavar=key, action="append", default=[], help=say("help.decide.accept"))
    decide.add_argument(
        "--edit", metavar=(key, text), nargs=2, action="append", default=[], help=say("help.decide.edit")
    )
    decide.add_argument("--dismiss", metavar=key, action="append", default=[], help=say("help.decide.dismiss"))
    decide.add_argument("--undo", metavar=key, action="append", default=[], help=say("help.decide.undo"))
    decide.add_argument("--reason", metavar=text, help=say("help.decide.reason"))
    decide.add_argument("--who", metavar=text, help=say("help.decide.who"))
    decide.add_argument("--office", metavar="YAML", help=say("help.decide.office"))
    add_rules_option(decide)
    decide.set_defaults(run=run_decide)


def run_decide(args: argparse.Namespace) -> int:
    """``doichieu decide``: write down what is asked for, then list every finding with its key and its state."""
    from pipeline.api import check, read, rules_in_use
    from pipeline.check.decisions import key_of, with_decision, without
    from pipeline.check.keeping import change, kept_in, office_file
    from pipeline.check.waivers import side_file

    rules = rules_in_use(args.rules)
    draft = read(args.file, rules=rules)
    review = check(draft, args.against or "auto", rules=rules, as_of=args.as_of, lang=args.lang)
    path = office_file(args.office) if args.office else side_file(args.file)
    known = {key_of(finding, draft.text): finding for finding in review.findings}
    made = [_decision(_named(key, known), review, choice, text, args) for key, choice, text in _asked(args)]

    def asked_for(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
        for one in made:
            decisions = with_decision(decisions, one)
        for key in args.undo:
            decisions = without(decisions, _undone(key, decisions, known))
        return decisions

    if made or args.undo:
        decisions = change(path, asked_for)
        print("doichieu: " + own_messages(args.lang)("decide.kept", path=str(path)), file=sys.stderr)
    else:
        decisions = kept_in(path).decisions
    own = side_file(args.file)
    beside = kept_in(own).decisions if own != path else ()
    sys.stdout.write("".join(_lines(review, known, (*decisions, *beside), args.lang)))
    return 0


def _asked(args: argparse.Namespace) -> list[tuple[str, Choice, str | None]]:
    return [
        *((key, "accepted", None) for key in args.accept),
        *((key, "edited", text) for key, text in args.edit),
        *((key, "dismissed", None) for key in args.dismiss),
    ]


def _decision(finding: Finding, review: Review, choice: Choice, text: str | None, args: argparse.Namespace) -> Decision:
    from pipeline.check.decisions import decision

    reason = args.reason if choice == "dismissed" else None
    return decision(finding, review.draft.text, choice, text=text, reason=reason, who=args.who, on=date.today())


def _named(key: str, known: dict[str, Finding]) -> Finding:
    """-> the finding of a key, of the beginning of one, or of a rule that found one thing only."""
    hits = [f for k, f in known.items() if k.startswith(key.lower()) or key in (f.rule_id, f.rule)]
    if len(hits) != 1:
        raise DoichieuError(key, "decide.several" if hits else "decide.unknown")
    return hits[0]


def _undone(key: str, decisions: tuple[Decision, ...], known: dict[str, Finding]) -> str:
    """-> the whole key of a decision, which may be about a finding that is no more."""
    hits = {one.key for one in decisions if one.key.startswith(key.lower()) or key == one.rule}
    if len(hits) != 1:
        raise DoichieuError(key, "decide.several" if hits else "decide.unknown")
    return hits.pop()


def _lines(review: Review, known: dict[str, Finding], decisions: tuple[Decision, ...], lang: str) -> list[str]:
    """-> a line a finding: key, rule, state, and what is proposed or said."""
    from pipeline.check.decisions import deciding

    say = own_messages(lang)
    lines = []
    for key, finding in known.items():
        made = deciding(finding, review.draft.text, decisions)
        state = say(f"decide.state.{made.choice if made else 'open'}")
        words = finding.message
        if finding.fix is not None:
            old = review.draft.text[finding.fix.start : finding.fix.end]
            words = f"“{old}” → “{finding.fix.text}”"
        if made is not None:
            words += f"  [{made.text or made.reason}]"
        lines.append(f"{key[:8]}  {finding.rule_id}  {state:<15}  {' '.join(words.split())}\n")
    return lines
