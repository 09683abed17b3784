"""An argument parser that speaks Vietnamese or English and answers a mistake with one line."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

from pipeline.saying import Messages, Said, to_say

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns

_MISTAKES = (  # argparse's own words, and the key of ours
    (r"the following arguments are required: (?P<names>.+)", "required"),
    (r"unrecognized arguments: (?P<names>.+)", "unknown"),
    (r"argument (?P<name>.+?): invalid choice: (?P<given>.+?) \(choose from (?P<choices>.+)\)", "choice"),
    (r"argument (?P<name>.+?): expected one argument", "one_value"),
    (r"argument (?P<name>.+?): expected at least one argument", "some_values"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<given>.+)", "no_value"),
    (r"argument (?P<name>.+?): invalid (?:.+?) value: (?P<given>.+)", "value"),
)


def help_text(heading: str, *lines: str) -> str:
    """-> an epilog: a heading with indented lines below it."""
    return "\n".join([heading, *(f"  {line}" for line in lines)])


class MistakeError(Exception):
    """Arguments that make no sense; ``line`` says what is wrong with them."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


class Parser(argparse.ArgumentParser):
    """``argparse`` with its fixed English words in the user's language."""

    def __init__(self, say: Messages, **options: Any) -> None:
        self.say = say

        class Layout(argparse.RawDescriptionHelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
                super().add_usage(usage, actions, groups, say("cli.usage") if prefix is None else prefix)

        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Layout, **options)
        self._positionals.title = say("cli.arguments")
        self._optionals.title = say("cli.options")
        self.add_argument("-h", "--help", action="help", help=say("cli.help"))

    def add_language(self, default: str = argparse.SUPPRESS) -> None:
        """``--lang``; given before or after the command, the last one counts."""
        words = self.say("cli.lang")
        self.add_argument("--lang", choices=("vi", "en"), default=default, help=words)

    def error(self, message: str) -> NoReturn:
        """Raises MistakeError, with one line that says what is wrong and where help is."""
        mistake = _mistake(message)
        if near := _suggestion(message) or _meant(message, self):
            mistake = to_say("mistake.meant", mistake=mistake, near=near)
        raise MistakeError(self.say.line(to_say("mistake.line", mistake=mistake, program=self.prog)))


def new_command(commands: Commands[Parser], name: str, say: Messages, summary: str, examples: Iterable[str]) -> Parser:
    """Add a command with its one-line summary and its examples."""
    epilog = help_text(say("cli.examples"), *examples)
    parser = commands.add_parser(name, say=say, help=summary, description=summary, epilog=epilog)
    parser.add_language()
    return parser


def add_rules_option(parser: Parser) -> None:
    """``--rules DIR``: an office's own rules, laid over those that the program came with."""
    words = parser.say("cli.rules")
    parser.add_argument("--rules", metavar="DIR", help=words)


def day(words: str) -> date:
    """An argument that is a day: ISO, or day/month/year as offices write it."""
    from pipeline.text.dates import read_day

    found = read_day(words)
    if found is None:
        raise ValueError(words)
    return found


def _mistake(message: str) -> Said:
    for pattern, key in _MISTAKES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return to_say(f"mistake.{key}", **found.groupdict())
    return to_say("mistake.other")


def _suggestion(message: str) -> str | None:
    found = re.search(r"invalid choice: '(.+?)' \(choose from (.+)\)", message)
    if not found:
        return None
    near = difflib.get_close_matches(found[1], re.findall(r"[\w.-]+", found[2]), n=1)
    return near[0] if near else None


def _meant(message: str, parser: argparse.ArgumentParser) -> str | None:
    """-> the option, of this parser or of a command of its, that an unknown one is a slip of."""
    found = re.match(r"unrecognized arguments: (--[\w-]+)", message)
    near = difflib.get_close_matches(found[1], _options(parser), n=1, cutoff=0.7) if found else []
    return near[0] if near else None


def _options(parser: argparse.ArgumentParser) -> list[str]:
    below = [c for a in parser._actions if isinstance(a, Commands) for c in a.choices.values()]
    return sorted({*parser._option_string_actions, *(option for child in below for option in _options(child))})
