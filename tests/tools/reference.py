"""What the reference pages say of the program, taken from the program itself: commands, rules, directives, tables.

Each function gives the Markdown of one ``<!-- made: … -->`` block; ``tests/tools/make_readme.py`` puts it in its place.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.batch.dictionary import dictionary
from pipeline.cli import build_parser
from pipeline.cli.parser import Parser
from pipeline.knowledge.checks import CheckRule, Example, check_rules
from pipeline.knowledge.directives import directives as known_directives
from pipeline.knowledge.load import Rules, load_rules
from pipeline.knowledge.messages import messages


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """-> a Markdown table."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def all_commands(parser: Parser, path: str = "doichieu") -> Iterator[tuple[str, Parser]]:
    """-> every command and the commands below it: ("doichieu rules list", its parser)."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield f"{path} {name}", child
                yield from all_commands(child, f"{path} {name}")


def options_of(parser: Parser) -> list[argparse.Action]:
    """-> its arguments and options, without ``--help`` and the commands below it."""
    left_out = (argparse._HelpAction, argparse._SubParsersAction, argparse._VersionAction)
    return [action for action in parser._actions if not isinstance(action, left_out)]


def commands() -> str:
    """Every command with its arguments, options and examples, in Vietnamese and English."""
    english = dict(all_commands(build_parser("en")))
    parts = []
    for name, parser in all_commands(build_parser("vi")):
        there = english[name]
        parts.append(f"### `{name}`\n\n{_sentence(parser.description)} {_sentence(there.description)}\n")
        rows = [
            (_called(action), action.help or "", other.help or "")
            for action, other in zip(options_of(parser), options_of(there), strict=True)
            if action.dest != "lang" and action.help
        ]
        if rows:
            parts.append(table(("", "tiếng Việt", "English"), rows))
        _, _, examples = (parser.epilog or "").partition("\n")
        parts.append("```\n" + re.sub(r"(?m)^ +", "", examples) + "\n```\n")
    return "\n".join(parts)


def _sentence(words: str | None) -> str:
    words = (words or "").strip()
    return words[:1].upper() + words[1:].rstrip(".") + "."


def _called(action: argparse.Action) -> str:
    """-> "`--against ID\\|FILE\\|auto`", "`-o`, `--output PATH`" or an argument's own name."""
    value = f"{{{','.join(map(str, action.choices))}}}" if action.choices else action.metavar or action.dest.upper()
    if not action.option_strings:
        return f"`{value}`"
    names = [*action.option_strings[:-1], action.option_strings[-1] + ("" if action.nargs == 0 else f" {value}")]
    return ", ".join(f"`{name}`" for name in names)


def rules_list() -> str:
    """Every rule in a row: a link to all that is said of it, its name, its weight and its title."""
    in_use = load_rules()
    rows = [
        (f"[{r.id}](#{r.id.lower()}-{r.name})", f"`{r.name}`", _weight(r, in_use), f"{r.title.vi}<br>{r.title.en}")
        for r in check_rules(in_use)
    ]
    return table(("", "tên · name", "mức · severity", "nêu · says"), rows)


def rules() -> str:
    """Every rule: its names and weight, why it exists, its clause of law, one bad and one good example."""
    in_use = load_rules()
    vi, en = messages(in_use, "vi"), messages(in_use, "en")
    parts, family = [], None
    for rule in check_rules(in_use):
        if rule.family != family:
            family = rule.family
            parts.append(f"### {vi.word('family', family).capitalize()} · {en.word('family', family).capitalize()}\n")
        parts.append(_rule(rule, _weight(rule, in_use)))
    return "\n".join(parts)


def _weight(rule: CheckRule, in_use: Rules) -> str:
    return " · ".join(messages(in_use, lang).word("severity", rule.severity) for lang in ("vi", "en"))


def _rule(rule: CheckRule, weight: str) -> str:
    facts = [
        f"**{rule.title.vi}** ({weight})<br>{rule.why.vi}",
        f"**{rule.title.en}**<br>{rule.why.en}",
        f"Căn cứ · basis: {rule.basis('vi') or '–'}",
    ]
    examples = _example("Sai · bad", rule.examples.bad[0]) + "\n" + _example("Đúng · good", rule.examples.good[0])
    return f"#### {rule.id} `{rule.name}`\n\n" + "\n\n".join(facts) + f"\n\n{examples}"


def _example(heading: str, example: Example) -> str:
    facts = [f"`against: {example.against}`"] if example.against else []
    facts += [f"`as_of: {example.as_of.isoformat()}`"] if example.as_of else []
    facts += ["`frame`"] if example.frame else []
    note = f" ({', '.join(facts)})" if facts else ""
    return f"{heading}{note}:\n\n{quoted(example.text)}\n"


def quoted(text: str) -> str:
    """-> the lines of a text as one Markdown quotation, in which nothing is taken for markup."""
    plain = re.sub(r"([\\`*_<>|#\[\]])", r"\\\1", text.strip())
    plain = re.sub(r"^(\d+)(?=[.)] )", r"\1\\", re.sub(r"^([-+] )", r"\\\1", plain))  # the first line begins no list
    return "> " + plain.replace("\n", "<br>")


def directives() -> str:
    """Every directive known: number, day, issuer, title, how many figures and how sure they are."""
    rows = []
    for directive in known_directives(load_rules()):
        sure = sum(1 for target in directive.targets if target.certainty == "seen")
        day = directive.issued_on.isoformat() if directive.issued_on else "–"
        figures = f"{sure} / {len(directive.targets)}"
        whole = "✓" if directive.complete else "–"
        rows.append((f"`{directive.directive_id}`", day, directive.issuer or "–", directive.title, figures, whole))
    return table(("", "ngày · day", "cơ quan · issuer", "tên · title", "seen / all", "complete"), rows)


def tables() -> str:
    """Every table and column: what ``doichieu ingest`` itself writes beside its tables."""
    return dictionary(load_rules())


MADE: dict[str, Callable[[], str]] = {
    "commands": commands,
    "rules": rules,
    "rules_list": rules_list,
    "directives": directives,
    "tables": tables,
}
